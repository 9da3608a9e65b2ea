//! A lesson has the parts a lesson has, in the sizes that readers bear.

use super::{Check, Place, at, blocks};
use crate::{
    compiler::Compiled,
    judge::Language,
    model::{Block, Conversation, LessonState, MessageKind},
};

/// How long a lesson takes, in minutes.
const MINUTES: std::ops::RangeInclusive<u16> = 8..=20;
/// The most bytes of one lesson's JSON, before compression.
const LESSON_BYTES: usize = 80 * 1024;
/// The fewest known-wrong answers, and tiers of hints, of a challenge.
const MUTANTS: usize = 6;
const HINTS: usize = 3;

pub(super) fn all(compiled: &Compiled) -> Vec<Check> {
    vec![
        parts(compiled),
        minutes(compiled),
        conversations(compiled),
        challenges(compiled),
        sizes(compiled),
    ]
}

type Test = fn(&Block) -> bool;

/// What every lesson has.
const REQUIRED: &[(&str, Test)] = &[
    ("why", |it| matches!(it, Block::Why { .. })),
    ("terms", |it| matches!(it, Block::Terms { .. })),
    ("conversation", |it| matches!(it, Block::Conversation(_))),
    ("prose", |it| matches!(it, Block::Prose { .. })),
    ("snippet", |it| matches!(it, Block::Snippet(_))),
    ("experiment", |it| matches!(it, Block::Experiment(_))),
    ("quiz", |it| matches!(it, Block::Quiz(_))),
    ("challenge", |it| matches!(it, Block::Challenge(_))),
    ("real-world", |it| matches!(it, Block::RealWorld { .. })),
    ("faq", |it| matches!(it, Block::Faq { .. })),
    ("summary", |it| matches!(it, Block::Summary { .. })),
    ("next", |it| matches!(it, Block::Next)),
];

fn parts(compiled: &Compiled) -> Check {
    let mut check = Check::new("every kind of block is there");
    for lesson in &compiled.lessons {
        let place = at(compiled, lesson, "lesson");
        for (kind, is) in REQUIRED {
            let message = || format!("the lesson has no `{kind}`");
            let help = format!("add a fence ```{kind} to lesson.md");
            check.expect(lesson.blocks.iter().any(is), &place, message, help);
        }
        let message = || "the lesson has no goals".to_owned();
        check.expect(
            !lesson.goals.is_empty(),
            &place,
            message,
            "add some to `goals`",
        );
    }
    check
}

fn minutes(compiled: &Compiled) -> Check {
    let mut check = Check::new("lessons take 8 to 20 minutes");
    for card in &compiled.course.lessons {
        let place = match card.state {
            LessonState::Ready => compiled.place(&format!("{}/minutes", card.id)),
            LessonState::Coming => Place::file("course.toml"),
        };
        let message = || format!("`{}` takes {} minutes", card.id, card.minutes);
        check.expect(
            MINUTES.contains(&card.minutes),
            &place,
            message,
            "split or fill it",
        );
    }
    check
}

fn conversations(compiled: &Compiled) -> Check {
    let mut check = Check::new("conversations can be toured");
    for (lesson, block) in blocks(compiled) {
        let Block::Conversation(it) = block else {
            continue;
        };
        let place = at(compiled, lesson, &it.id);
        let message = || format!("{} actors do not fit beside each other", it.actors.len());
        check.expect(
            (2..=6).contains(&it.actors.len()),
            &place,
            message,
            "two to six do",
        );
        let asked = it.messages.iter().any(|it| it.kind == MessageKind::Request);
        let answered = it
            .messages
            .iter()
            .any(|it| it.kind == MessageKind::Response);
        let message = || "nobody asks and answers in this conversation".to_owned();
        check.expect(
            asked && answered,
            &place,
            message,
            "add a request and a response",
        );
        messages(&mut check, it, |number| {
            at(compiled, lesson, &format!("{}/message-{number}", it.id))
        });
    }
    check
}

fn messages(check: &mut Check, it: &Conversation, place: impl Fn(usize) -> Place) {
    for (number, message) in it.messages.iter().enumerate() {
        let place = place(number + 1);
        let inside = message.kind == MessageKind::Work;
        let good = inside == (message.from == message.to);
        let says = || "only `work` stays with one actor, and it always does".to_owned();
        check.expect(good, &place, says, "mend `from`, `to` or `kind`");
        let says = || "what goes over the wire has bytes, and work has none".to_owned();
        check.expect(
            inside == message.bytes.is_empty(),
            &place,
            says,
            "mend `bytes`",
        );
    }
}

fn challenges(compiled: &Compiled) -> Check {
    let mut check = Check::new("challenges have cases, hints and known-wrong answers");
    for it in &compiled.challenges {
        let place = compiled.place(&format!("challenge/{}", it.spec.id));
        let mut need = |good: bool, message: &str, help: String| {
            check.expect(good, &place, || message.to_owned(), help);
        };
        let visible = it.spec.cases.iter().filter(|it| it.visible).count();
        let hidden = it.spec.cases.len() - visible;
        need(
            visible > 0,
            "no case is visible",
            "write `visible = true`".into(),
        );
        need(
            hidden > 0,
            "no case is hidden",
            "leave `visible` away from one".into(),
        );
        let generated = it.spec.generated.as_ref().map_or(0, |it| it.count);
        need(
            generated > 0,
            "no case is generated",
            "add `[generated]`".into(),
        );
        let help = format!("write {HINTS} or more, each saying more than the one before");
        need(
            it.spec.hints.len() >= HINTS,
            "there are too few hints",
            help,
        );
        let help = format!("put {MUTANTS} or more into mutants/, for each language");
        let python = it.spec.python.is_some().then_some(Language::Python);
        let enough = |language: Language| {
            let same = it.mutants.iter().filter(|it| it.language == language);
            same.count() >= MUTANTS
        };
        need(
            enough(Language::JavaScript) && python.is_none_or(enough),
            "there are too few known-wrong answers",
            help,
        );
        let own = it.brief.starter != it.spec.solution.code;
        need(
            own,
            "the starter is the solution",
            "leave something to do".into(),
        );
    }
    check
}

fn sizes(compiled: &Compiled) -> Check {
    let mut check = Check::new("lessons are small enough");
    for lesson in &compiled.lessons {
        let bytes = serde_json::to_string(lesson).map_or(usize::MAX, |it| it.len());
        let message = || format!("the lesson is {bytes} bytes of JSON");
        let help = format!("at most {LESSON_BYTES} are allowed: cut words");
        let place = at(compiled, lesson, "lesson");
        check.expect(bytes <= LESSON_BYTES, &place, message, help);
    }
    check
}
