//! No text is empty, every option is explained, and every term a lesson defines is used in it.

use super::{Check, at};
use crate::{
    compiler::Compiled,
    model::{Block, Experiment, Lesson, QuestionKind, Quiz},
};

pub(super) fn all(compiled: &Compiled) -> Vec<Check> {
    vec![filled(compiled), terms(compiled)]
}

fn filled(compiled: &Compiled) -> Check {
    let mut check = Check::new("every text and explanation says something");
    for lesson in &compiled.lessons {
        for (key, html) in fragments(lesson) {
            let place = at(compiled, lesson, &key);
            let message = || format!("a text of `{key}` is empty");
            check.expect(says_something(html), &place, message, "fill it in");
        }
    }
    for term in &compiled.glossary.terms {
        let place = compiled.place(&format!("{}/term/{}", term.lesson, term.id));
        let message = || format!("the definition of `{}` is empty", term.id);
        check.expect(says_something(&term.html), &place, message, "fill it in");
    }
    for it in &compiled.challenges {
        let place = compiled.place(&format!("challenge/{}", it.spec.id));
        let texts = [&it.brief.html, &it.spec.solution.html].into_iter();
        let python = it.spec.python.iter();
        let python = python.flat_map(|it| it.hints.iter().chain([&it.solution.html]));
        for html in texts.chain(&it.spec.hints).chain(python) {
            let message = || "a text of this challenge is empty".to_owned();
            check.expect(says_something(html), &place, message, "fill it in");
        }
    }
    check
}

/// Whether there is a letter or digit outside of tags.
fn says_something(html: &str) -> bool {
    let mut inside = false;
    html.chars().any(|c| {
        match c {
            '<' => inside = true,
            '>' => inside = false,
            _ => {}
        }
        !inside && c.is_alphanumeric()
    })
}

/// A definition does not count as a use of another term: the reader must meet it in the lesson.
fn terms(compiled: &Compiled) -> Check {
    let mut check = Check::new("terms that a lesson defines are used in it");
    for lesson in &compiled.lessons {
        let own = compiled.glossary.terms.iter();
        for term in own.filter(|it| it.lesson == lesson.id) {
            let mark = format!("data-term=\"{}\"", term.id);
            let linked = fragments(lesson)
                .iter()
                .any(|(_, html)| html.contains(&mark));
            let shown = lesson
                .blocks
                .iter()
                .any(|it| matches!(it, Block::Terms { ids } if ids.contains(&term.id)));
            let place = at(compiled, lesson, &format!("term/{}", term.id));
            let message = || format!("the term `{}` is never used in the lesson", term.id);
            let help = format!("link to it: `[{}](term:{})`", term.name, term.id);
            check.expect(linked || shown, &place, message, help);
        }
    }
    check
}

type Fragments<'a> = Vec<(String, &'a str)>;

/// Every piece of HTML of a lesson, with the key of what it belongs to.
fn fragments(lesson: &Lesson) -> Fragments<'_> {
    let mut all: Fragments<'_> = vec![];
    all.extend(lesson.goals.iter().map(|it| ("lesson".into(), it.as_str())));
    for block in &lesson.blocks {
        of_block(block, &mut all);
    }
    all
}

fn of_block<'a>(block: &'a Block, all: &mut Fragments<'a>) {
    let mut add = |key: &str, html: &'a str| all.push((key.to_owned(), html));
    match block {
        Block::Prose { html } | Block::Why { html } => add("lesson", html),
        Block::RealWorld { items } | Block::Faq { items } => {
            for it in items {
                add("lesson", &it.html);
            }
        }
        Block::Summary { points } => points.iter().for_each(|it| add("lesson", it)),
        Block::Conversation(it) => {
            add(&it.id, &it.caption);
            it.messages.iter().for_each(|m| add(&it.id, &m.html));
        }
        Block::Snippet(it) => add(&it.id, &it.html),
        Block::Challenge(it) => add(&it.id, &it.html),
        Block::Compare(it) => {
            add(&it.id, &it.html);
            it.items.iter().for_each(|item| add(&it.id, &item.explain));
        }
        Block::Experiment(it) => of_experiment(it, all),
        Block::Quiz(it) => of_quiz(it, all),
        Block::Heading { .. } | Block::Terms { .. } | Block::Next => {}
    }
}

fn of_experiment<'a>(it: &'a Experiment, all: &mut Fragments<'a>) {
    all.push((it.id.clone(), &it.html));
    for step in &it.steps {
        let key = format!("{}/{}", it.id, step.id);
        let own = [
            &step.html,
            &step.after,
            &step.devtools,
            &step.prediction.prompt,
        ];
        let options = step.prediction.options.iter().map(|it| &it.explain);
        let texts = own.into_iter().chain(options);
        all.extend(texts.map(|it| (key.clone(), it.as_str())));
    }
}

fn of_quiz<'a>(it: &'a Quiz, all: &mut Fragments<'a>) {
    for question in &it.questions {
        let key = format!("{}/{}", it.id, question.id);
        all.push((key.clone(), &question.prompt));
        of_question(&question.kind, |html| all.push((key.clone(), html)));
    }
}

fn of_question<'a>(kind: &'a QuestionKind, mut add: impl FnMut(&'a str)) {
    match kind {
        QuestionKind::Single { options } | QuestionKind::Multiple { options } => {
            options
                .iter()
                .flat_map(|it| [&it.html, &it.explain])
                .for_each(|it| add(it));
        }
        QuestionKind::Order { items, .. } => {
            items
                .iter()
                .flat_map(|it| [&it.html, &it.explain])
                .for_each(|it| add(it));
        }
        QuestionKind::Match { pairs, .. } => {
            pairs
                .iter()
                .flat_map(|it| [&it.left, &it.explain])
                .for_each(|it| add(it));
        }
        QuestionKind::Fill {
            explain,
            wrong,
            otherwise,
            ..
        } => {
            add(explain);
            add(otherwise);
            for it in wrong {
                add(&it.explain);
            }
        }
    }
}
