//! What is said of an answer: why what was chosen is right or wrong, without giving away what was not chosen.

use exercises::model::{Choice, Html, QuestionKind, WrongFill};

use super::{
    judge::{Answer, pairs_right, same_word, stands_right},
    record::{QuestionRecord, Verdict},
};
use crate::components::text::escape;

/// The whole of what is said.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Feedback {
    /// One line: right or not, and how far.
    pub head: String,
    /// About what was chosen, or about the right answer.
    pub notes: Vec<Note>,
    /// About the rest: only once there is nothing left to find out.
    pub others: Vec<Note>,
}

/// One explanation.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Whether what it is about belongs to the right answer.
    pub right: bool,
    /// Inline HTML: what it is about.
    pub label: Html,
    /// Inline HTML: why.
    pub explain: Html,
}

/// What to say of a question, once an answer was checked or shown.
pub fn feedback(kind: &QuestionKind, record: &QuestionRecord) -> Option<Feedback> {
    let answer = record.answer.as_ref().filter(|it| it.fits(kind))?;
    let head = match record.verdict {
        Verdict::Unanswered => return None,
        Verdict::Correct => "Right.".to_owned(),
        Verdict::Shown => "This is the answer.".to_owned(),
        Verdict::Wrong => not_yet(kind, answer),
    };
    let (notes, others) = match (kind, answer) {
        (
            QuestionKind::Single { options } | QuestionKind::Multiple { options },
            Answer::Chosen(chosen),
        ) => of_options(options, chosen, record.verdict.settled()),
        (QuestionKind::Order { .. }, Answer::Ordered(order)) => (of_order(kind, order), Vec::new()),
        (QuestionKind::Fill { .. }, Answer::Filled(text)) => {
            of_gap(kind, text, record.verdict.settled())
        }
        (QuestionKind::Match { .. }, Answer::Matched(chosen)) => {
            (of_pairs(kind, chosen), Vec::new())
        }
        _ => return None,
    };
    Some(Feedback {
        head,
        notes,
        others,
    })
}

fn not_yet(kind: &QuestionKind, answer: &Answer) -> String {
    match (kind, answer) {
        (QuestionKind::Multiple { options }, Answer::Chosen(chosen)) => {
            let astray = chosen.iter().any(|it| !options[*it].correct);
            let missing = (0..options.len()).any(|it| options[it].correct && !chosen.contains(&it));
            match (astray, missing) {
                (true, true) => {
                    "Not yet: something you chose does not belong, and something is missing."
                }
                (true, false) => "Not yet: something you chose does not belong.",
                _ => "Not yet: all you chose belongs, but something is missing.",
            }
            .to_owned()
        }
        (QuestionKind::Order { items, .. }, Answer::Ordered(order)) => {
            let right = (0..order.len())
                .filter(|it| stands_right(kind, order, *it))
                .count();
            format!(
                "Not yet: {right} of {} stand where they belong.",
                items.len()
            )
        }
        (QuestionKind::Match { pairs, .. }, Answer::Matched(chosen)) => {
            let right = (0..chosen.len())
                .filter(|it| pairs_right(kind, chosen, *it))
                .count();
            format!("Not yet: {right} of {} pairs are right.", pairs.len())
        }
        _ => "Not yet.".to_owned(),
    }
}

fn of_options(options: &[Choice], chosen: &[usize], settled: bool) -> (Vec<Note>, Vec<Note>) {
    let note = |it: &Choice| Note {
        right: it.correct,
        label: it.html.clone(),
        explain: it.explain.clone(),
    };
    let about = |wanted: bool| {
        (0..options.len())
            .filter(|it| chosen.contains(it) == wanted)
            .map(|it| note(&options[it]))
            .collect::<Vec<_>>()
    };
    (about(true), if settled { about(false) } else { Vec::new() })
}

/// The whole order once it is right; else what is in its place, and the first that is not.
fn of_order(kind: &QuestionKind, order: &[usize]) -> Vec<Note> {
    let QuestionKind::Order { items, .. } = kind else {
        return Vec::new();
    };
    let note = |place: usize| {
        let item = &items[order[place]];
        let right = stands_right(kind, order, place);
        let label = format!("{}. {}", place + 1, item.html);
        Note {
            right,
            label,
            explain: item.explain.clone(),
        }
    };
    until_first_wrong((0..order.len()).map(note))
}

/// Every pair once all are right; else the right ones, and where the first wrongly chosen partner belongs.
fn of_pairs(kind: &QuestionKind, chosen: &[Option<usize>]) -> Vec<Note> {
    let QuestionKind::Match { pairs, .. } = kind else {
        return Vec::new();
    };
    let note = |(left, partner): (usize, &Option<usize>)| {
        let partner = &pairs[(*partner)?];
        let right = pairs_right(kind, chosen, left);
        let label = format!("{} – {}", pairs[left].left, escape(&partner.right));
        let explain = if right {
            &pairs[left].explain
        } else {
            &partner.explain
        };
        Some(Note {
            right,
            label,
            explain: explain.clone(),
        })
    };
    until_first_wrong(chosen.iter().enumerate().filter_map(note))
}

/// All that is right, and of what is wrong only the first: one thing to mend at a time.
fn until_first_wrong(notes: impl Iterator<Item = Note>) -> Vec<Note> {
    let mut wrong = false;
    notes
        .filter(|it| it.right || !std::mem::replace(&mut wrong, true))
        .collect()
}

fn of_gap(kind: &QuestionKind, text: &str, settled: bool) -> (Vec<Note>, Vec<Note>) {
    let QuestionKind::Fill {
        accept,
        explain,
        wrong,
        otherwise,
        ..
    } = kind
    else {
        return (Vec::new(), Vec::new());
    };
    let right = accept.iter().any(|it| same_word(it, text));
    let known = wrong.iter().find(|it| same_word(&it.text, text));
    let why = if right {
        explain
    } else {
        known.map_or(otherwise, |it| &it.explain)
    };
    let about = |it: &WrongFill| Note {
        right: false,
        label: escape(&it.text),
        explain: it.explain.clone(),
    };
    let others = if settled {
        wrong.iter().map(about).collect()
    } else {
        Vec::new()
    };
    (
        vec![Note {
            right,
            label: escape(text.trim()),
            explain: why.clone(),
        }],
        others,
    )
}
