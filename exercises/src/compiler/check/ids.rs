//! Ids are unique where they must be.

use std::collections::BTreeSet;

use super::{Check, Place, at, blocks};
use crate::{
    compiler::Compiled,
    model::{Block, Lesson},
};

pub(super) fn all(compiled: &Compiled) -> Vec<Check> {
    vec![
        course_wide(compiled),
        inside_blocks(compiled),
        anchors(compiled),
    ]
}

fn course_wide(compiled: &Compiled) -> Check {
    let mut check = Check::new("ids are unique in the course");
    let map = Place::file("course.toml");
    let mut lessons = BTreeSet::new();
    for card in &compiled.course.lessons {
        let good = lessons.insert(&card.id);
        check.expect(
            good,
            &map,
            || format!("two lessons are called `{}`", card.id),
            "",
        );
    }
    let mut beliefs = BTreeSet::new();
    for belief in &compiled.beliefs {
        let good = beliefs.insert(&belief.id);
        check.expect(
            good,
            &map,
            || format!("two beliefs are called `{}`", belief.id),
            "",
        );
    }
    let mut terms = BTreeSet::new();
    for term in &compiled.glossary.terms {
        let place = compiled.place(&format!("{}/term/{}", term.lesson, term.id));
        let message = || format!("the term `{}` is defined twice", term.id);
        check.expect(
            terms.insert(&term.id),
            &place,
            message,
            "a term is defined once",
        );
    }
    let mut activities = BTreeSet::new();
    for (lesson, block) in blocks(compiled) {
        let Some(id) = block.activity() else { continue };
        let message = || format!("two blocks of the course are called `{id}`");
        check.expect(
            activities.insert(id),
            &at(compiled, lesson, id),
            message,
            "",
        );
    }
    check
}

fn inside_blocks(compiled: &Compiled) -> Check {
    let mut check = Check::new("ids are unique in their block");
    for (lesson, block) in blocks(compiled) {
        let Some(id) = block.activity() else { continue };
        let place = at(compiled, lesson, id);
        let (what, ids) = ids_in(block);
        unique(&mut check, ids.into_iter(), &place, what);
        if let Block::Experiment(it) = block {
            for step in &it.steps {
                let place = at(compiled, lesson, &format!("{id}/{}", step.id));
                let ids = step.prediction.options.iter().map(|it| it.id.as_str());
                unique(&mut check, ids, &place, "option");
            }
        }
    }
    for challenge in &compiled.challenges {
        let place = Place::file(&format!("{}/challenge.toml", challenge.folder));
        let names = challenge.spec.cases.iter().map(|it| it.name.as_str());
        unique(&mut check, names, &place, "case");
    }
    check
}

/// What a block is made of, by id, and what these parts are called.
fn ids_in(block: &Block) -> (&'static str, Vec<&str>) {
    match block {
        Block::Conversation(it) => ("actor", it.actors.iter().map(|it| it.id.as_str()).collect()),
        Block::Compare(it) => (
            "column",
            it.columns.iter().map(|it| it.id.as_str()).collect(),
        ),
        Block::Quiz(it) => (
            "question",
            it.questions.iter().map(|it| it.id.as_str()).collect(),
        ),
        Block::Experiment(it) => ("step", it.steps.iter().map(|it| it.id.as_str()).collect()),
        _ => ("part", vec![]),
    }
}

fn unique<'a>(check: &mut Check, ids: impl Iterator<Item = &'a str>, place: &Place, what: &str) {
    let mut seen = BTreeSet::new();
    for id in ids {
        let message = || format!("there are two {what}s `{id}`");
        check.expect(
            seen.insert(id),
            place,
            message,
            "give one of them another id",
        );
    }
}

/// The anchors of one lesson's page.
pub(super) fn anchors_of(compiled: &Compiled, lesson: &Lesson) -> Vec<String> {
    let headings = compiled.index.lessons.get(&lesson.id);
    let headings = headings.map(|it| it.anchors.clone()).unwrap_or_default();
    headings.into_iter().chain(lesson.activities()).collect()
}

fn anchors(compiled: &Compiled) -> Check {
    let mut check = Check::new("anchors are unique in their page");
    for lesson in &compiled.lessons {
        let anchors = anchors_of(compiled, lesson);
        let ids = anchors.iter().map(String::as_str);
        unique(&mut check, ids, &at(compiled, lesson, "lesson"), "anchor");
    }
    check
}
