//! Questions, predictions and comparisons can be answered, and every answer is explained.

use std::collections::BTreeSet;

use super::{Check, Place, at, blocks};
use crate::{
    compiler::Compiled,
    model::{Block, Choice, Question, QuestionKind, Step},
};

/// The fewest questions of a lesson's quizzes together.
const QUESTIONS: usize = 6;
/// The fewest kinds of questions among them.
const KINDS: usize = 4;

pub(super) fn all(compiled: &Compiled) -> Vec<Check> {
    vec![
        questions(compiled),
        quizzes(compiled),
        predictions(compiled),
        comparisons(compiled),
    ]
}

fn questions(compiled: &Compiled) -> Check {
    let mut check = Check::new("questions have a right answer and a wrong one");
    for (lesson, block) in blocks(compiled) {
        let Block::Quiz(quiz) = block else { continue };
        for question in &quiz.questions {
            let place = at(compiled, lesson, &format!("{}/{}", quiz.id, question.id));
            let wrong = answerable(question).err();
            let message = || wrong.clone().unwrap_or_default();
            check.expect(wrong.is_none(), &place, message, "");
        }
    }
    check
}

fn answerable(question: &Question) -> Result<(), String> {
    let right = |options: &[Choice]| options.iter().filter(|it| it.correct).count();
    let need = |good: bool, message: &str| good.then_some(()).ok_or_else(|| message.to_owned());
    match &question.kind {
        QuestionKind::Single { options } => {
            need(
                options.len() > 2,
                "a single-choice question has three options or more",
            )?;
            let message = "exactly one option of a single-choice question is correct";
            need(right(options) == 1, message)
        }
        QuestionKind::Multiple { options } => {
            need(
                options.len() > 2,
                "a multiple-choice question has three options or more",
            )?;
            let count = right(options);
            let message = "a multiple-choice question has a correct option and one that is not";
            need((1..options.len()).contains(&count), message)
        }
        QuestionKind::Order { items, .. } => {
            need(items.len() > 2, "three things or more are put in order")
        }
        QuestionKind::Match { pairs, .. } => {
            let rights: BTreeSet<_> = pairs.iter().map(|it| &it.right).collect();
            need(pairs.len() > 2, "three pairs or more are matched")?;
            need(
                rights.len() == pairs.len(),
                "no two right sides of a match are the same",
            )
        }
        QuestionKind::Fill { accept, wrong, .. } => {
            need(!accept.is_empty(), "a gap accepts at least one answer")?;
            let same = |a: &str, b: &str| a.to_lowercase() == b.to_lowercase();
            let both = wrong
                .iter()
                .any(|w| accept.iter().any(|a| same(a, &w.text)));
            need(!both, "an answer to a gap is either right or wrong")
        }
    }
}

fn quizzes(compiled: &Compiled) -> Check {
    let mut check = Check::new("quizzes are long and varied enough");
    for lesson in &compiled.lessons {
        let quizzes = lesson.blocks.iter().filter_map(|it| match it {
            Block::Quiz(quiz) => Some(quiz),
            _ => None,
        });
        let questions: Vec<_> = quizzes.flat_map(|it| &it.questions).collect();
        let kinds: BTreeSet<_> = questions.iter().map(|it| kind_of(it)).collect();
        let place = at(compiled, lesson, "lesson");
        let message = || format!("the lesson asks {} questions", questions.len());
        let help = format!("ask {QUESTIONS} or more");
        check.expect(questions.len() >= QUESTIONS, &place, message, help);
        let message = || format!("the lesson asks questions of {} kinds", kinds.len());
        let help = format!("use {KINDS} or more: single, multiple, order, fill, match");
        check.expect(kinds.len() >= KINDS, &place, message, help);
    }
    check
}

fn kind_of(question: &Question) -> &'static str {
    match question.kind {
        QuestionKind::Single { .. } => "single",
        QuestionKind::Multiple { .. } => "multiple",
        QuestionKind::Order { .. } => "order",
        QuestionKind::Fill { .. } => "fill",
        QuestionKind::Match { .. } => "match",
    }
}

fn predictions(compiled: &Compiled) -> Check {
    let mut check = Check::new("predictions can be made and checked");
    for (lesson, block) in blocks(compiled) {
        let Block::Experiment(experiment) = block else {
            continue;
        };
        for step in &experiment.steps {
            let place = at(compiled, lesson, &format!("{}/{}", experiment.id, step.id));
            prediction(&mut check, step, &place);
        }
    }
    check
}

fn prediction(check: &mut Check, step: &Step, place: &Place) {
    let options = &step.prediction.options;
    let message = || "a prediction has two options or more".to_owned();
    check.expect(options.len() > 1, place, message, "");
    for (index, option) in options.iter().enumerate() {
        let twin = options[..index].iter().find(|it| it.when == option.when);
        let message = || format!("option `{}` is true whenever an earlier one is", option.id);
        check.expect(twin.is_none(), place, message, "make their `when` differ");
    }
    let message = || "the step's check can never hold of its own request".to_owned();
    let help = "make `check` fit `goal`, or `request` where there is no goal";
    check.expect(step.check.fits(step.goal()), place, message, help);
}

fn comparisons(compiled: &Compiled) -> Check {
    let mut check = Check::new("comparisons have something to sort into every column");
    for (lesson, block) in blocks(compiled) {
        let Block::Compare(it) = block else { continue };
        let place = at(compiled, lesson, &it.id);
        let message = || "a comparison has two columns or more".to_owned();
        check.expect(it.columns.len() > 1, &place, message, "");
        for column in &it.columns {
            let filled = it.items.iter().any(|item| item.column == column.id);
            let message = || format!("nothing belongs to the column `{}`", column.id);
            check.expect(
                filled,
                &place,
                message,
                "add an item, or take the column away",
            );
        }
    }
    check
}
