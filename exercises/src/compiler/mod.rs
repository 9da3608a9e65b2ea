//! Markdown and TOML to the model, at build time, with errors that name file, line and column.
//!
//! # Layout
//! - [`compile`]: the whole of `content/` at once; [`Compiled::files`]: the JSON that the browser receives.
//! - `course`, `lesson`, `challenge`: one folder or file each, put together.
//! - `files`: what authors may write in TOML, key by key; `decode`: strictly.
//! - `document`, `fence`, `sections`, `markdown`: what authors may write in Markdown.
//! - `blocks`, `experiment`, `quiz`: from what was written to the model.
//! - [`guide`]: what the editor proposes, by contract.
//! - [`check`]: what makes content good, beyond being well-formed.

mod blocks;
mod challenge;
pub mod check;
mod course;
mod decode;
mod diagnostic;
mod document;
mod experiment;
mod fence;
mod files;
pub mod guide;
mod lesson;
mod markdown;
mod parsons;
mod programs;
mod python;
mod quiz;
mod sections;
mod site;
#[cfg(test)]
mod tests;
mod text;
mod words;
mod writer;

use std::collections::BTreeMap;

pub use challenge::{Challenge, Mistake, Mutant};
pub use course::Belief;
pub use diagnostic::{Diagnostic, Place};

use diagnostic::Source;
use files::CourseFile;
use markdown::{Link, Renderer};
use writer::Places;

use crate::model::{ChallengeCard, ChallengePage, Course, Glossary, Lesson};

/// The content as the app needs it, and what proves it right.
#[derive(Debug)]
pub struct Compiled {
    /// The course map.
    pub course: Course,
    /// Every term.
    pub glossary: Glossary,
    /// The lessons that are written, in course order.
    pub lessons: Vec<Lesson>,
    /// Every challenge in course order, with solutions and mutants: of lessons that are still to come, too.
    pub challenges: Vec<Challenge>,
    /// The same as they are listed.
    pub cards: Vec<ChallengeCard>,
    /// The misconceptions that the course mends.
    pub beliefs: Vec<Belief>,
    index: Index,
}

/// Where things stand and what points at what: for the checker.
#[derive(Debug, Default)]
struct Index {
    places: Places,
    lessons: BTreeMap<String, LessonIndex>,
}

/// The same for one lesson, by its id.
#[derive(Debug, Default)]
struct LessonIndex {
    links: Vec<Link>,
    terms: Vec<Link>,
    prerequisites: Vec<Link>,
    anchors: Vec<String>,
}

/// Compiles all of `content/`: paths relative to it, with `/` between folders, to the text of each file.
///
/// # Errors
/// Everything that is wrong, sorted by file and line. A value is only returned when nothing is.
pub fn compile(sources: &BTreeMap<String, String>) -> Result<Compiled, Vec<Diagnostic>> {
    let mut errors = vec![];
    let mut places = Places::new();
    let mut drafts = vec![];
    let folders = site::folders(sources, &mut errors);
    let mut early = vec![];
    for folder in &folders {
        let mut renderer = Renderer::default();
        if !folder.has_lesson() {
            early.push(site::early(folder, &mut renderer, &mut places));
            errors.append(&mut renderer.errors);
            continue;
        }
        let draft = lesson::lesson(folder, &mut renderer, &mut places);
        errors.append(&mut renderer.errors);
        drafts.extend(draft.map(|mut draft| {
            draft.links = renderer.links;
            draft.uses = renderer.terms;
            draft.anchors = renderer.anchors;
            draft
        }));
    }
    let written = folders.iter().filter(|it| it.has_lesson());
    let names: Vec<_> = written.map(|it| it.name).collect();
    let compiled = course_file(sources, &mut errors).map(|(file, source)| {
        let (course, beliefs) = course::course(&file, source, &drafts, &names, &mut errors);
        site::assemble(course, beliefs, drafts, early, places, &mut errors)
    });
    if let Some(compiled) = &compiled
        && errors.is_empty()
    {
        errors.extend(check::references(compiled));
    }
    errors.sort();
    errors.dedup();
    match compiled {
        Some(compiled) if errors.is_empty() => Ok(compiled),
        _ => Err(errors),
    }
}

fn course_file<'a>(
    sources: &'a BTreeMap<String, String>,
    errors: &mut Vec<Diagnostic>,
) -> Option<(CourseFile, Source<'a>)> {
    let path = "course.toml";
    let Some(text) = sources.get(path) else {
        errors.push(Place::file(path).says("this file is missing", "it is the map of the course"));
        return None;
    };
    let source = Source { path, text };
    Some((decode::decode(source, errors)?, source))
}

impl Compiled {
    /// The JSON files that the browser receives, by their path: `course.json`, `glossary.json`, `lessons/<id>.json`,
    /// `challenges.json`, for each challenge `briefs/<id>.json` and `challenges/<id>.json`, and for each of their
    /// contracts `contracts/<contract>.json`.
    ///
    /// # Errors
    /// When a value cannot be written as JSON, which no value of these types should be.
    pub fn files(&self) -> Result<BTreeMap<String, String>, serde_json::Error> {
        let mut files = BTreeMap::new();
        files.insert("course.json".into(), serde_json::to_string(&self.course)?);
        let glossary = serde_json::to_string(&self.glossary)?;
        files.insert("glossary.json".into(), glossary);
        for lesson in &self.lessons {
            let path = format!("lessons/{}.json", lesson.id);
            files.insert(path, serde_json::to_string(lesson)?);
        }
        files.insert(
            "challenges.json".into(),
            serde_json::to_string(&self.cards)?,
        );
        for (at, (challenge, card)) in self.challenges.iter().zip(&self.cards).enumerate() {
            let page = ChallengePage {
                card: card.clone(),
                brief: challenge.brief.clone(),
                next: (self.cards.get(at + 1)).map(|it| (it.id.clone(), it.title.clone())),
            };
            let path = format!("briefs/{}.json", challenge.spec.id);
            files.insert(path, serde_json::to_string(&page)?);
            let path = format!("challenges/{}.json", challenge.spec.id);
            files.insert(path, serde_json::to_string(&challenge.spec)?);
            let contract = challenge.spec.contract;
            let path = format!("contracts/{}.json", contract.as_str());
            files.insert(path, serde_json::to_string(&guide::guide(contract))?);
        }
        Ok(files)
    }

    /// Where the thing with this key stands, or nowhere in particular.
    fn place(&self, key: &str) -> Place {
        let found = self.index.places.get(key).cloned();
        found.unwrap_or_else(|| Place::file(key))
    }
}
