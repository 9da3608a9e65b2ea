//! The controls of each kind of question: plain HTML, so that they answer before the page is live; and the way
//! between what they hold and an [`Answer`].

use std::collections::BTreeSet;

use exercises::model::{Choice, MatchPair, QuestionKind};
use leptos::prelude::*;
use web_sys::Element;

use super::{
    judge::{Answer, TEXT_LIMIT},
    order::{OrderList, Ordering},
};
use crate::{browser::form, components::erase::Erase};

/// The controls of a question. `base` begins the ids of what needs one.
pub fn controls(kind: &QuestionKind, base: &str, ordering: Ordering) -> AnyView {
    match kind {
        QuestionKind::Single { options } => choices(options, "radio"),
        QuestionKind::Multiple { options } => choices(options, "checkbox"),
        QuestionKind::Order { items, .. } => {
            view! { <OrderList items=items.clone() base=base.to_owned() ordering/> }.fixed()
        }
        QuestionKind::Fill { before, after, .. } => gap(before.clone(), after.clone()),
        QuestionKind::Match { pairs, shown } => partners(pairs, shown, base),
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

fn choices(options: &[Choice], kind: &'static str) -> AnyView {
    let choice = |(index, it): (usize, &Choice)| {
        view! {
            <label class="choice"><input type=kind name="a" value=index/><span inner_html=it.html.clone()></span></label>
        }
    };
    let choices = options.iter().enumerate().map(choice).collect_view();
    view! { <div class="options">{choices}</div> }.fixed()
}

fn gap(before: String, after: String) -> AnyView {
    let label = (before.trim().is_empty() && after.trim().is_empty()).then_some("Your answer");
    view! {
        <label class="gap">
            {before}
            <input class="input" type="text" name="a" size="16" maxlength=TEXT_LIMIT autocomplete="off" autocapitalize="off" spellcheck="false" aria-label=label/>
            {after}
        </label>
    }
    .fixed()
}

fn partners(pairs: &[MatchPair], shown: &[usize], base: &str) -> AnyView {
    let offered = offered(pairs, shown);
    let row = |(index, it): (usize, &MatchPair)| {
        let id = format!("{base}-m{index}");
        let options = offered
            .iter()
            .map(|it| view! { <option value=*it>{pairs[*it].right.clone()}</option> });
        view! {
            <div class="pair">
                <label for=id.clone() inner_html=it.left.clone()></label>
                <select class="select" id=id name="a"><option value="">"Choose…"</option>{options.collect_view()}</select>
            </div>
        }
    };
    let rows = pairs.iter().enumerate().map(row).collect_view();
    view! { <div class="pairs">{rows}</div> }.fixed()
}

/// The right sides in the order in which they are offered; those with the same text once.
fn offered(pairs: &[MatchPair], shown: &[usize]) -> Vec<usize> {
    let mut seen = BTreeSet::new();
    let each = shown.iter().copied().filter(|it| *it < pairs.len());
    each.filter(|it| seen.insert(&pairs[*it].right)).collect()
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
