//! The terms of a lesson: a list to read, which turns into cards to flip through; and the pop-over at links to terms.

mod pop;
mod popover;

use exercises::model::{Html, Term};
use leptos::{ev::KeyboardEvent, html, prelude::*};

pub use self::popover::TermPopovers;
use super::{
    el::{El, button, el, icon, live, nothing},
    text::{escape, plain},
};
use crate::state::announce::Announcer;

/// Which card is up, and which side of it. `Copy`, for handlers.
#[derive(Clone, Copy)]
struct Cards {
    terms: StoredValue<Vec<Term>>,
    /// None while the list is shown.
    card: RwSignal<Option<usize>>,
    flipped: RwSignal<bool>,
    announcer: Announcer,
}

/// A lesson's terms.
#[component]
pub fn TermsBlock(
    /// In the order in which they are shown.
    terms: Vec<Term>,
) -> impl IntoView {
    let first = terms.first().map(|it| it.id.clone()).unwrap_or_default();
    let id = format!("terms-{first}");
    let heading = format!("{id}-title");
    let list = list(&terms);
    let cards = Cards {
        terms: StoredValue::new(terms),
        card: RwSignal::new(None),
        flipped: RwSignal::new(false),
        announcer: Announcer::here(),
    };
    let up = Memo::new(move |_| cards.card.with(Option::is_some));
    let turn = button("button small")
        .set("data-action", "cards")
        .click(move || cards.turn())
        .live_text(move || {
            if up.get() {
                "Show all"
            } else {
                "Flip through as cards"
            }
            .into()
        });
    el("section")
        .class("block block-terms")
        .set("id", id)
        .set("aria-labelledby", heading.clone())
        .live("data-cards", move || {
            Some(if up.get() { "on" } else { "off" }.into())
        })
        .child(
            el("div")
                .class("block-head")
                .child(el("h3").set("id", heading).text("Words of this lesson"))
                .child(turn),
        )
        .child(
            el("dl")
                .class("term-list")
                .hidden(move || up.get())
                .html(list),
        )
        .view(live(move || {
            if up.get() {
                card_view(cards).done()
            } else {
                nothing()
            }
        }))
        .done()
}

fn list(terms: &[Term]) -> Html {
    let entry = |it: &Term| {
        format!(
            "<div><dt>{}</dt><dd>{}</dd></div>",
            escape(&it.name),
            it.html
        )
    };
    terms.iter().map(entry).collect()
}

impl Cards {
    /// From the list to the cards, and back.
    fn turn(self) {
        if self.card.get_untracked().is_some() {
            self.card.set(None);
        } else {
            self.go(0);
        }
    }

    fn count(self) -> usize {
        self.terms.with_value(Vec::len)
    }

    fn at(self) -> usize {
        self.card.get().unwrap_or_default()
    }

    fn now(self) -> Option<Term> {
        self.terms.with_value(|it| it.get(self.at()).cloned())
    }

    /// Turns up a card, name first; the first follows the last.
    fn go(self, card: usize) {
        let card = if card < self.count() { card } else { 0 };
        self.flipped.set(false);
        self.card.set(Some(card));
        let name = self
            .terms
            .with_value(|it| it.get(card).map(|it| it.name.clone()).unwrap_or_default());
        self.announcer
            .say(format!("Card {} of {}: {name}", card + 1, self.count()));
    }

    fn step(self, on: bool) {
        let at = self.card.get_untracked().unwrap_or_default();
        let last = self.count().saturating_sub(1);
        self.go(if on {
            at + 1
        } else {
            at.checked_sub(1).unwrap_or(last)
        });
    }

    fn flip(self) {
        self.flipped.update(|it| *it = !*it);
        let term = untrack(|| self.now());
        if let Some(term) = term.filter(|_| self.flipped.get_untracked()) {
            self.announcer.say(plain(&term.html));
        }
    }
}

/// One card, and the way to the others.
fn card_view(cards: Cards) -> El {
    let flip = NodeRef::<html::Button>::new();
    flip.on_load(|it| {
        let _ = it.focus();
    });
    let keys = move |event: KeyboardEvent| {
        match event.key().as_str() {
            "ArrowRight" => cards.step(true),
            "ArrowLeft" => cards.step(false),
            _ => return,
        }
        event.prevent_default();
    };
    let flipped = move || cards.flipped.get();
    let name = move || cards.now().map(|it| it.name).unwrap_or_default();
    let meaning = move || {
        cards
            .now()
            .filter(|_| flipped())
            .map_or_else(nothing, |it| meaning(&it).done())
    };
    let step = move |action: &'static str, name: &'static str, on: bool| {
        button("button")
            .set("data-action", action)
            .set("aria-label", name)
            .click(move || cards.step(on))
    };
    let turn = button("button primary")
        .set("data-action", "flip")
        .keep(flip)
        .live("aria-expanded", move || Some(flipped().to_string()))
        .click(move || cards.flip())
        .live_text(move || {
            if flipped() {
                "Hide the meaning"
            } else {
                "Show the meaning"
            }
            .into()
        });
    let place = el("span")
        .class("hint")
        .live_text(move || format!("{} of {}", cards.at() + 1, cards.count()));
    el("div")
        .class("term-cards")
        .set("role", "group")
        .set("aria-label", "Term cards")
        .on("keydown", keys)
        .live("data-card", move || Some((cards.at() + 1).to_string()))
        .live("data-flipped", move || Some(flipped().to_string()))
        .child(
            el("div")
                .class("term-card")
                .child(el("p").class("term-card-name").live_text(name))
                .view(live(meaning)),
        )
        .child(
            el("div")
                .class("actions")
                .child(step("back", "Card before", false).view(icon("back")))
                .child(turn)
                .child(step("next", "Next card", true).view(icon("next")))
                .child(place),
        )
}

fn meaning(term: &Term) -> El {
    let source = popover::source(term).map(|it| format!("<p class=\"small\">{it}</p>"));
    el("div").class("meaning").html(format!(
        "<p>{}</p>{}",
        term.html,
        source.unwrap_or_default()
    ))
}
