//! The controls of each kind of question: plain HTML, so that they answer before the page is live; and the way
//! between what they hold and an [`Answer`].

use exercises::model::{Choice, Html, MatchPair, QuestionKind};
use web_sys::Element;

use super::{
    judge::{Answer, TEXT_LIMIT},
    order::{Ordering, order_list},
};
use crate::{
    browser::form,
    components::{
        el::{El, el},
        text::escape,
    },
};

/// The controls of a question. `base` begins the ids of what needs one. But for the order, nothing in them changes, so
/// they are written as HTML.
pub fn controls(kind: &QuestionKind, base: &str, ordering: Ordering) -> El {
    match kind {
        QuestionKind::Single { options } => {
            el("div").class("options").html(choices(options, "radio"))
        }
        QuestionKind::Multiple { options } => el("div")
            .class("options")
            .html(choices(options, "checkbox")),
        QuestionKind::Order { items, .. } => order_list(items, base, ordering),
        QuestionKind::Fill { before, after, .. } => el("div").class("gap").html(gap(before, after)),
        QuestionKind::Match { pairs, shown } => {
            el("div").class("pairs").html(partners(pairs, shown, base))
        }
    }
}

/// The word in `data-kind`.
pub fn word(kind: &QuestionKind) -> &'static str {
    match kind {
        QuestionKind::Single { .. } => "single",
        QuestionKind::Multiple { .. } => "multiple",
        QuestionKind::Order { .. } => "order",
        QuestionKind::Fill { .. } => "fill",
        QuestionKind::Match { .. } => "match",
    }
}

/// What the controls of `form` say.
pub fn answer(kind: &QuestionKind, form: &Element, ordering: Ordering) -> Answer {
    match kind {
        QuestionKind::Single { .. } | QuestionKind::Multiple { .. } => {
            Answer::Chosen(form::chosen(form))
        }
        QuestionKind::Order { .. } => Answer::Ordered(ordering.now()),
        QuestionKind::Fill { .. } => {
            Answer::Filled(form::text(form).chars().take(TEXT_LIMIT).collect())
        }
        QuestionKind::Match { .. } => Answer::Matched(form::selected(form)),
    }
}

/// Sets the controls of `form` to an answer, or to how they were at first.
pub fn put(kind: &QuestionKind, form: &Element, ordering: Ordering, answer: Option<&Answer>) {
    match (kind, answer) {
        (_, Some(Answer::Chosen(chosen))) => form::choose(form, chosen),
        (_, Some(Answer::Ordered(order))) => ordering.set(order.clone()),
        (_, Some(Answer::Filled(text))) => form::set_text(form, text),
        (_, Some(Answer::Matched(chosen))) => form::select(form, &shared(kind, chosen)),
        (QuestionKind::Single { .. } | QuestionKind::Multiple { .. }, None) => {
            form::choose(form, &[]);
        }
        (QuestionKind::Order { .. }, None) => ordering.reset(),
        (QuestionKind::Fill { .. }, None) => form::set_text(form, ""),
        (QuestionKind::Match { .. }, None) => form::select(form, &[]),
    }
}

/// Whether the controls are as they were at first.
pub fn untouched(kind: &QuestionKind, form: &Element, ordering: Ordering) -> bool {
    match kind {
        QuestionKind::Single { .. } | QuestionKind::Multiple { .. } => {
            form::chosen(form).is_empty()
        }
        QuestionKind::Order { .. } => ordering.untouched(),
        QuestionKind::Fill { .. } => form::text(form).is_empty(),
        QuestionKind::Match { .. } => form::selected(form).iter().all(Option::is_none),
    }
}

fn choices(options: &[Choice], kind: &str) -> Html {
    let choice = |(index, it): (usize, &Choice)| {
        let text = &it.html;
        format!(
            "<label class=\"choice\"><input type=\"{kind}\" name=\"a\" value=\"{index}\"><span>{text}</span></label>"
        )
    };
    options.iter().enumerate().map(choice).collect()
}

fn gap(before: &str, after: &str) -> Html {
    let nameless = before.trim().is_empty() && after.trim().is_empty();
    let name = if nameless {
        " aria-label=\"Your answer\""
    } else {
        ""
    };
    let (before, after) = (escape(before), escape(after));
    format!(
        "<label>{before} <input class=\"input\" type=\"text\" name=\"a\" size=\"16\" maxlength=\"{TEXT_LIMIT}\" autocomplete=\"off\" autocapitalize=\"off\" spellcheck=\"false\"{name}> {after}</label>"
    )
}

fn partners(pairs: &[MatchPair], shown: &[usize], base: &str) -> Html {
    let option = |it: usize| {
        format!(
            "<option value=\"{it}\">{}</option>",
            escape(&pairs[it].right)
        )
    };
    let options: String = offered(pairs, shown).into_iter().map(option).collect();
    let row = |(index, it): (usize, &MatchPair)| {
        let left = &it.left;
        format!(
            "<div class=\"pair\"><label for=\"{base}-m{index}\">{left}</label><select class=\"select\" id=\"{base}-m{index}\" name=\"a\"><option value=\"\">Choose…</option>{options}</select></div>"
        )
    };
    pairs.iter().enumerate().map(row).collect()
}

/// The right sides in the order in which they are offered; those with the same text once.
fn offered(pairs: &[MatchPair], shown: &[usize]) -> Vec<usize> {
    let mut offered: Vec<usize> = Vec::new();
    for &it in shown {
        if it < pairs.len()
            && !offered
                .iter()
                .any(|other| pairs[*other].right == pairs[it].right)
        {
            offered.push(it);
        }
    }
    offered
}

/// An answer in terms of the right sides that are offered.
fn shared(kind: &QuestionKind, chosen: &[Option<usize>]) -> Vec<Option<usize>> {
    let QuestionKind::Match { pairs, shown } = kind else {
        return Vec::new();
    };
    let offered = offered(pairs, shown);
    let same = |partner: usize| {
        offered
            .iter()
            .copied()
            .find(|it| pairs[*it].right == pairs[partner].right)
    };
    chosen
        .iter()
        .map(|it| it.filter(|it| *it < pairs.len()).and_then(same))
        .collect()
}
