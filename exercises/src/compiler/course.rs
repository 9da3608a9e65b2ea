//! course.toml: the parts, the order of the lessons, and the beliefs that the course mends.

use super::{
    diagnostic::{Diagnostic, Place, Source},
    files::{BeliefEntry, CardEntry, CourseFile},
    lesson::Draft,
    words::slug,
};
use crate::model::{Block, Course, LessonCard, LessonState, Part};

/// A misconception that the course sets out to mend.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Belief {
    /// Stable; questions and predictions name it.
    pub id: String,
    /// The misconception, in words.
    pub text: String,
}

/// The map with every card, and the beliefs.
pub(super) fn course(
    file: &CourseFile,
    source: Source<'_>,
    drafts: &[Draft],
    folders: &[&str],
    errors: &mut Vec<Diagnostic>,
) -> (Course, Vec<Belief>) {
    let mut parts = vec![];
    let mut lessons = vec![];
    for (part, index) in file.parts.iter().zip(1_u8..) {
        parts.push(Part {
            number: index,
            title: part.title.get_ref().clone(),
        });
        for entry in &part.lessons {
            let number = u8::try_from(lessons.len() + 1).unwrap_or(u8::MAX);
            let place = source.place(entry.id.span().start);
            let draft = drafts.iter().find(|it| it.id == *entry.id.get_ref());
            lessons.push(if let Some(draft) = draft {
                written(entry, draft, (number, index), &place, errors)
            } else {
                let folder = format!("{number:02}-{}", entry.id.get_ref());
                let tried = folders.contains(&folder.as_str());
                coming(entry, (number, index), &place, tried, errors)
            });
        }
    }
    for draft in drafts {
        if !lessons.iter().any(|it| it.id == draft.id) {
            let message = format!("the lesson `{}` of {} is missing", draft.id, draft.folder);
            let help = format!("add `[[parts.lessons]]` with `id = \"{}\"`", draft.id);
            errors.push(Place::file(source.path).says(message, help));
        }
    }
    let beliefs = file.beliefs.iter().map(belief).collect();
    (Course { parts, lessons }, beliefs)
}

fn belief(entry: &BeliefEntry) -> Belief {
    Belief {
        id: entry.id.get_ref().clone(),
        text: entry.text.get_ref().clone(),
    }
}

/// The card of a lesson that has a folder: everything but its place comes from there.
fn written(
    entry: &CardEntry,
    draft: &Draft,
    (number, part): (u8, u8),
    place: &Place,
    errors: &mut Vec<Diagnostic>,
) -> LessonCard {
    if entry.title.is_some() || entry.summary.is_some() || entry.minutes.is_some() {
        errors.push(place.says(
            format!(
                "`{}` is written: its title, summary and minutes stand in lesson.toml",
                draft.id
            ),
            "keep only `id` here",
        ));
    }
    let folder = format!("{number:02}-{}", draft.id);
    if draft.folder != folder {
        errors.push(place.says(
            format!("the folder of lesson {number} is called {}", draft.folder),
            format!("rename it to {folder}"),
        ));
    }
    LessonCard {
        id: draft.id.clone(),
        number,
        part,
        title: draft.title.clone(),
        summary: draft.summary.clone(),
        minutes: draft.minutes,
        state: LessonState::Ready,
        activities: (draft.blocks.iter())
            .filter_map(Block::activity)
            .map(str::to_owned)
            .collect(),
    }
}

/// The card of a lesson that is not written; or `tried`, and its errors are reported already.
fn coming(
    entry: &CardEntry,
    (number, part): (u8, u8),
    place: &Place,
    tried: bool,
    errors: &mut Vec<Diagnostic>,
) -> LessonCard {
    let id = entry.id.get_ref();
    if slug(id) != *id {
        let help = format!("write `{}`", slug(id));
        errors.push(place.says(format!("`{id}` cannot be an id"), help));
    }
    let text = |it: &Option<super::files::Str>| it.as_ref().map(|it| it.get_ref().clone());
    let (title, summary) = (text(&entry.title), text(&entry.summary));
    let minutes = entry.minutes.as_ref().map(|it| *it.get_ref());
    if !tried && (title.is_none() || summary.is_none() || minutes.is_none()) {
        errors.push(place.says(
            format!("there is no folder {number:02}-{id}, so its card is incomplete"),
            "write the lesson, or give `title`, `summary` and `minutes` here",
        ));
    }
    LessonCard {
        id: id.clone(),
        number,
        part,
        title: title.unwrap_or_default(),
        summary: summary.unwrap_or_default(),
        minutes: minutes.unwrap_or_default(),
        state: LessonState::Coming,
        activities: vec![],
    }
}
