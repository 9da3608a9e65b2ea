//! Quizzes, from TOML to the model.

use super::{
    files::{ChoiceEntry, GapEntry, KindEntry, OrderEntry, PairEntry, QuestionEntry, QuizEntry},
    writer::{Writer, shuffled},
};
use crate::model::{Choice, MatchPair, OrderItem, Question, QuestionKind, Quiz, WrongFill};

pub(super) fn quiz<'a>(w: &mut Writer<'a, '_>, it: &'a QuizEntry) -> Quiz {
    let id = w.id(&it.id);
    w.note(&id, &it.id);
    let questions = it.questions.iter();
    Quiz {
        title: w.plain(&it.title),
        questions: questions.filter_map(|it| question(w, &id, it)).collect(),
        id,
    }
}

fn question<'a>(w: &mut Writer<'a, '_>, quiz: &str, it: &'a QuestionEntry) -> Option<Question> {
    let id = w.id(&it.id);
    let key = format!("{quiz}/{id}");
    w.note(&key, &it.id);
    refuse_other_keys(w, it);
    Some(Question {
        prompt: w.inline(&it.prompt),
        belief: it.belief.as_ref().map(|it| it.get_ref().clone()),
        kind: kind(w, it, &key)?,
        id,
    })
}

/// The answer's shape; `None` where the key that holds it is missing.
fn kind<'a>(w: &mut Writer<'a, '_>, it: &'a QuestionEntry, seed: &str) -> Option<QuestionKind> {
    let made = match *it.kind.get_ref() {
        KindEntry::Single => it.options.as_ref().map(|options| QuestionKind::Single {
            options: choices(w, options.get_ref()),
        }),
        KindEntry::Multiple => it.options.as_ref().map(|options| QuestionKind::Multiple {
            options: choices(w, options.get_ref()),
        }),
        KindEntry::Order => it
            .items
            .as_ref()
            .map(|items| order(w, items.get_ref(), seed)),
        KindEntry::Match => it
            .pairs
            .as_ref()
            .map(|pairs| pair(w, pairs.get_ref(), seed)),
        KindEntry::Fill => it.gap.as_ref().map(|gap| fill(w, gap.get_ref())),
    };
    if made.is_none() {
        let (kind, key) = names(*it.kind.get_ref());
        let message = format!("a question of kind `{kind}` needs `{key}`");
        w.wrong(&it.kind, message, format!("add `{key} = …`"));
    }
    made
}

/// The name of a kind, and of the key that holds its answers.
fn names(kind: KindEntry) -> (&'static str, &'static str) {
    match kind {
        KindEntry::Single => ("single", "options"),
        KindEntry::Multiple => ("multiple", "options"),
        KindEntry::Order => ("order", "items"),
        KindEntry::Fill => ("fill", "gap"),
        KindEntry::Match => ("match", "pairs"),
    }
}

fn refuse_other_keys(w: &mut Writer<'_, '_>, it: &QuestionEntry) {
    let (kind, right) = names(*it.kind.get_ref());
    let given = [
        ("options", it.options.as_ref().map(toml::Spanned::span)),
        ("items", it.items.as_ref().map(toml::Spanned::span)),
        ("pairs", it.pairs.as_ref().map(toml::Spanned::span)),
        ("gap", it.gap.as_ref().map(toml::Spanned::span)),
    ];
    for (key, span) in given {
        if let Some(span) = span
            && key != right
        {
            let message = format!("a question of kind `{kind}` has no `{key}`");
            let help = format!("its answers stand in `{right}`");
            w.wrong(&toml::Spanned::new(span, ()), message, help);
        }
    }
}

fn choices<'a>(w: &mut Writer<'a, '_>, options: &'a [ChoiceEntry]) -> Vec<Choice> {
    let choice = |it: &'a ChoiceEntry| Choice {
        html: w.inline(&it.text),
        correct: it.correct,
        explain: w.inline(&it.explain),
    };
    options.iter().map(choice).collect()
}

fn order<'a>(w: &mut Writer<'a, '_>, items: &'a [OrderEntry], seed: &str) -> QuestionKind {
    let item = |it: &'a OrderEntry| OrderItem {
        html: w.inline(&it.text),
        explain: w.inline(&it.explain),
    };
    QuestionKind::Order {
        items: items.iter().map(item).collect(),
        shown: shuffled(seed, items.len()),
    }
}

fn pair<'a>(w: &mut Writer<'a, '_>, pairs: &'a [PairEntry], seed: &str) -> QuestionKind {
    let pair = |it: &'a PairEntry| MatchPair {
        left: w.inline(&it.left),
        right: w.plain(&it.right),
        explain: w.inline(&it.explain),
    };
    QuestionKind::Match {
        pairs: pairs.iter().map(pair).collect(),
        shown: shuffled(seed, pairs.len()),
    }
}

fn fill<'a>(w: &mut Writer<'a, '_>, gap: &'a GapEntry) -> QuestionKind {
    QuestionKind::Fill {
        before: gap.before.clone(),
        after: gap.after.clone(),
        accept: gap.accept.iter().map(|it| w.plain(it)).collect(),
        explain: w.inline(&gap.explain),
        wrong: (gap.wrong.iter())
            .map(|it| WrongFill {
                text: w.plain(&it.text),
                explain: w.inline(&it.explain),
            })
            .collect(),
        otherwise: w.inline(&gap.otherwise),
    }
}
