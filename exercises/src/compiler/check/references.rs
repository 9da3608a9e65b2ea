//! What is named exists.

use super::{Check, Place, at, blocks, ids::anchors_of};
use crate::{
    compiler::{Compiled, diagnostic::suggest, markdown::Link},
    model::{Block, Lesson},
};

pub(super) fn all(compiled: &Compiled) -> Vec<Check> {
    vec![
        prerequisites(compiled),
        terms(compiled),
        beliefs(compiled),
        conversations(compiled),
        compares(compiled),
        links(compiled),
        neighbours(compiled),
    ]
}

/// A prerequisite that comes earlier cannot be part of a circle.
fn prerequisites(compiled: &Compiled) -> Check {
    let mut check = Check::new("prerequisites exist and come before");
    let cards = &compiled.course.lessons;
    for lesson in &compiled.lessons {
        let Some(index) = compiled.index.lessons.get(&lesson.id) else {
            continue;
        };
        for Link { place, href } in &index.prerequisites {
            let found = cards.iter().find(|it| it.id == *href);
            let known = cards.iter().map(|it| it.id.as_str());
            let message = || format!("there is no lesson `{href}`");
            check.expect(found.is_some(), place, message, suggest(href, known));
            let late = found.is_some_and(|it| it.number >= lesson.number);
            let message = || format!("`{href}` does not come before this lesson");
            check.expect(!late, place, message, "name an earlier lesson");
        }
    }
    check
}

fn terms(compiled: &Compiled) -> Check {
    let mut check = Check::new("terms that are used are defined");
    let known = || compiled.glossary.terms.iter().map(|it| it.id.as_str());
    for index in compiled.index.lessons.values() {
        for Link { place, href } in &index.terms {
            let message = || format!("the term `{href}` is not defined");
            let good = known().any(|it| it == href);
            check.expect(
                good,
                place,
                message,
                suggest(href, known().collect::<Vec<_>>()),
            );
        }
    }
    for term in &compiled.glossary.terms {
        let place = compiled.place(&format!("{}/term/{}", term.lesson, term.id));
        for see in &term.see {
            let message = || format!("`see` names the term `{see}`, which is not defined");
            let good = known().any(|it| it == see) && *see != term.id;
            check.expect(
                good,
                &place,
                message,
                suggest(see, known().collect::<Vec<_>>()),
            );
        }
    }
    check
}

fn beliefs(compiled: &Compiled) -> Check {
    let mut check = Check::new("beliefs that are probed are listed");
    let known: Vec<&str> = compiled.beliefs.iter().map(|it| it.id.as_str()).collect();
    let mut probe = |belief: Option<&str>, place: Place| {
        if let Some(it) = belief {
            let message = || format!("the belief `{it}` is not listed in course.toml");
            let help = suggest(it, known.iter().copied());
            check.expect(known.contains(&it), &place, message, help);
        }
    };
    for (lesson, block) in blocks(compiled) {
        match block {
            Block::Quiz(quiz) => {
                for it in &quiz.questions {
                    let place = at(compiled, lesson, &format!("{}/{}", quiz.id, it.id));
                    probe(it.belief.as_deref(), place);
                }
            }
            Block::Experiment(experiment) => {
                for it in &experiment.steps {
                    let place = at(compiled, lesson, &format!("{}/{}", experiment.id, it.id));
                    probe(it.prediction.belief.as_deref(), place);
                }
            }
            _ => {}
        }
    }
    check
}

fn conversations(compiled: &Compiled) -> Check {
    let mut check = Check::new("messages go between known actors");
    for (lesson, block) in blocks(compiled) {
        let Block::Conversation(it) = block else {
            continue;
        };
        let known: Vec<&str> = it.actors.iter().map(|it| it.id.as_str()).collect();
        for (number, message) in it.messages.iter().enumerate() {
            let place = at(
                compiled,
                lesson,
                &format!("{}/message-{}", it.id, number + 1),
            );
            for actor in [&message.from, &message.to] {
                let says = || format!("there is no actor `{actor}` in this conversation");
                let help = suggest(actor, known.iter().copied());
                check.expect(known.contains(&actor.as_str()), &place, says, help);
            }
        }
    }
    check
}

fn compares(compiled: &Compiled) -> Check {
    let mut check = Check::new("items to sort belong to known columns");
    for (lesson, block) in blocks(compiled) {
        let Block::Compare(it) = block else { continue };
        let known: Vec<&str> = it.columns.iter().map(|it| it.id.as_str()).collect();
        for (number, item) in it.items.iter().enumerate() {
            let place = at(compiled, lesson, &format!("{}/item-{}", it.id, number + 1));
            let column = item.column.as_str();
            let says = || format!("there is no column `{column}` in this block");
            let help = suggest(column, known.iter().copied());
            check.expect(known.contains(&column), &place, says, help);
        }
    }
    check
}

fn links(compiled: &Compiled) -> Check {
    let mut check = Check::new("links inside the site lead somewhere");
    for lesson in &compiled.lessons {
        let Some(index) = compiled.index.lessons.get(&lesson.id) else {
            continue;
        };
        for Link { place, href } in &index.links {
            let wrong = target(compiled, lesson, href).err();
            let message = || format!("the link to `{href}` leads nowhere");
            check.expect(
                wrong.is_none(),
                place,
                message,
                wrong.clone().unwrap_or_default(),
            );
        }
    }
    check
}

/// Whether a link leads somewhere; if not, what to do.
fn target(compiled: &Compiled, from: &Lesson, href: &str) -> Result<(), String> {
    let (path, anchor) = href.split_once('#').unwrap_or((href, ""));
    let ready = || compiled.lessons.iter();
    let anchors: Vec<String> = match path {
        "" => anchors_of(compiled, from),
        "/" | "/settings/" => vec![],
        "/glossary/" => {
            let terms = compiled.glossary.terms.iter();
            terms.map(|it| it.id.clone()).collect()
        }
        path => {
            let id = path.strip_prefix("/learn/").unwrap_or_default();
            let id = id.strip_suffix('/').unwrap_or_default();
            let Some(lesson) = ready().find(|it| it.id == id) else {
                let pages = ready().map(|it| format!("/learn/{}/", it.id));
                let mut pages: Vec<_> = pages.collect();
                pages.extend(["/", "/glossary/", "/settings/"].map(str::to_owned));
                return Err(suggest(path, pages.iter().map(String::as_str)));
            };
            anchors_of(compiled, lesson)
        }
    };
    if (anchor.is_empty() && !href.ends_with('#')) || anchors.iter().any(|it| it == anchor) {
        return Ok(());
    }
    Err(suggest(anchor, anchors.iter().map(String::as_str)))
}

fn neighbours(compiled: &Compiled) -> Check {
    let mut check = Check::new("every lesson leads on to the next");
    let cards = &compiled.course.lessons;
    for lesson in &compiled.lessons {
        let next = cards.iter().find(|it| it.number == lesson.number + 1);
        let good = next.map(|it| &it.id) == lesson.next.as_ref().map(|it| &it.id);
        let place = at(compiled, lesson, "lesson");
        check.expect(
            good,
            &place,
            || "the next lesson is another one".to_owned(),
            "",
        );
    }
    check
}
