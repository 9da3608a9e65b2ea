//! The whole course: which file belongs to what, and the lessons told what surrounds them.

use std::collections::BTreeMap;

use super::{
    Belief, Compiled, Index, LessonIndex, Place,
    challenge::Challenge,
    diagnostic::Diagnostic,
    lesson::{self, Draft, Folder},
    markdown::{Link, Renderer},
    writer::Places,
};
use crate::model::{
    ChallengeCard, Course, Glossary, Lesson, LessonCard, LessonLink, LessonState, Term,
};

/// The folders of lessons. A file that has no place in the format is reported.
pub(super) fn folders<'a>(
    sources: &'a BTreeMap<String, String>,
    errors: &mut Vec<Diagnostic>,
) -> Vec<Folder<'a>> {
    let mut folders: BTreeMap<&str, Folder<'a>> = BTreeMap::new();
    for (path, text) in sources {
        if path == "course.toml" {
            continue;
        }
        let Some((name, rest)) = path.split_once('/').filter(|(_, rest)| belongs(rest)) else {
            errors.push(Place::file(path).says(
                "this file has no place in the course",
                "there are course.toml, NN-id/lesson.{md,toml} and NN-id/challenges/id/{challenge.toml,starter.js,solution.js,starter.py,solution.py,parsons.js,mutants/*.{js,py}}",
            ));
            continue;
        };
        let folder = folders.entry(name).or_insert_with(|| Folder {
            name,
            files: BTreeMap::new(),
        });
        folder.files.insert(rest, text);
    }
    folders.into_values().collect()
}

/// Whether a path has a place inside a lesson's folder.
fn belongs(path: &str) -> bool {
    let parts: Vec<_> = path.split('/').collect();
    let program = |name: &str| {
        let stem = name.strip_suffix(".js").or(name.strip_suffix(".py"));
        stem.is_some_and(|it| !it.is_empty())
    };
    match parts.as_slice() {
        ["lesson.md" | "lesson.toml"] => true,
        ["challenges", id, file] => {
            let known = ["challenge.toml", "parsons.js"];
            let programs = ["starter.js", "solution.js", "starter.py", "solution.py"];
            !id.is_empty() && (known.contains(file) || programs.contains(file))
        }
        ["challenges", id, "mutants", file] => !id.is_empty() && program(file),
        _ => false,
    }
}

/// The challenges of a lesson that is still to come.
pub(super) struct Early {
    folder: String,
    challenges: Vec<Challenge>,
    links: Vec<Link>,
    terms: Vec<Link>,
}

/// Compiles the challenges of a folder that has no lesson yet.
pub(super) fn early(folder: &Folder<'_>, renderer: &mut Renderer, places: &mut Places) -> Early {
    Early {
        folder: folder.name.to_owned(),
        challenges: lesson::challenges(folder, renderer, places),
        links: std::mem::take(&mut renderer.links),
        terms: std::mem::take(&mut renderer.terms),
    }
}

/// Puts the parts together. Ids that lead nowhere are left to [`check::references`](super::check::references).
pub(super) fn assemble(
    course: Course,
    beliefs: Vec<Belief>,
    mut drafts: Vec<Draft>,
    early: Vec<Early>,
    places: Places,
    errors: &mut Vec<Diagnostic>,
) -> Compiled {
    let order = |id: &str| course.lessons.iter().position(|it| it.id == id);
    drafts.sort_by_key(|it| order(&it.id));
    let mut terms: Vec<Term> = drafts.iter().flat_map(|it| it.terms.clone()).collect();
    terms.sort_by_key(|it| it.name.to_lowercase());
    let mut index = Index {
        places,
        lessons: BTreeMap::new(),
    };
    let mut lessons = vec![];
    let mut challenges = vec![];
    for mut draft in drafts {
        let card = course.lessons.iter().find(|it| it.id == draft.id);
        let own = std::mem::take(&mut draft.challenges);
        challenges.extend(card.into_iter().flat_map(|card| listed(card, &own)));
        let used = |term: &&Term| draft.uses.iter().any(|it| it.href == term.id);
        let used = terms.iter().filter(used).cloned().collect();
        let (id, notes) = (draft.id.clone(), notes(&mut draft));
        lessons.push(surround(draft, &notes, used, &course));
        index.lessons.insert(id, notes);
    }
    for it in early {
        let name = |card: &LessonCard| format!("{:02}-{}", card.number, card.id);
        let Some(card) = course.lessons.iter().find(|card| name(card) == it.folder) else {
            let help = "a folder is called by a lesson's number and id, as course.toml has them";
            errors.push(Place::file(&it.folder).says("no lesson has this folder", help));
            continue;
        };
        challenges.extend(listed(card, &it.challenges));
        let notes = LessonIndex {
            links: it.links,
            terms: it.terms,
            ..LessonIndex::default()
        };
        index.lessons.insert(card.id.clone(), notes);
    }
    challenges.sort_by_key(|(card, _)| card.number);
    let (cards, challenges) = challenges.into_iter().unzip();
    Compiled {
        course,
        glossary: Glossary { terms },
        lessons,
        challenges,
        cards,
        beliefs,
        index,
    }
}

/// A lesson's challenges as they are listed, the gentlest first.
fn listed(lesson: &LessonCard, challenges: &[Challenge]) -> Vec<(ChallengeCard, Challenge)> {
    let mut listed: Vec<_> = challenges
        .iter()
        .map(|it| {
            let card = ChallengeCard {
                id: it.spec.id.clone(),
                title: it.brief.title.clone(),
                summary: it.summary.clone(),
                difficulty: it.difficulty,
                lesson: link(lesson),
                number: lesson.number,
            };
            (card, it.clone())
        })
        .collect();
    listed.sort_by_key(|(card, _)| card.difficulty);
    listed
}

fn notes(draft: &mut Draft) -> LessonIndex {
    LessonIndex {
        links: std::mem::take(&mut draft.links),
        terms: std::mem::take(&mut draft.uses),
        prerequisites: std::mem::take(&mut draft.prerequisites),
        anchors: std::mem::take(&mut draft.anchors),
    }
}

fn surround(draft: Draft, notes: &LessonIndex, terms: Vec<Term>, course: &Course) -> Lesson {
    let at = course.lessons.iter().position(|it| it.id == draft.id);
    let card = at.and_then(|at| course.lessons.get(at));
    let next = at.and_then(|at| course.lessons.get(at + 1));
    let part = card.and_then(|card| course.parts.iter().find(|it| it.number == card.part));
    let by_id = |id: &str| course.lessons.iter().find(|it| it.id == id);
    Lesson {
        number: card.map_or(0, |it| it.number),
        part: part.map(|it| it.title.clone()).unwrap_or_default(),
        prerequisites: (notes.prerequisites.iter())
            .filter_map(|it| by_id(&it.href))
            .map(link)
            .collect(),
        next: next.map(link),
        id: draft.id,
        title: draft.title,
        summary: draft.summary,
        audience: draft.audience,
        minutes: draft.minutes,
        goals: draft.goals,
        terms,
        blocks: draft.blocks,
    }
}

fn link(card: &LessonCard) -> LessonLink {
    LessonLink {
        id: card.id.clone(),
        title: card.title.clone(),
        summary: card.summary.clone(),
        ready: card.state == LessonState::Ready,
    }
}
