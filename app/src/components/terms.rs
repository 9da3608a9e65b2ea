//! The terms of a lesson: a list to read, which turns into cards to flip through; and the pop-over at links to terms.

mod pop;
mod popover;

use exercises::model::Term;
use leptos::{ev::KeyboardEvent, html, prelude::*};

pub use self::popover::TermPopovers;
use super::{erase::Erase, icon::Icon, text::plain};
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
    let turn = move |_| {
        if up.get_untracked() {
            cards.card.set(None);
        } else {
            cards.go(0);
        }
    };
    view! {
        <section class="block block-terms" id=id aria-labelledby=heading.clone() data-cards=move || if up.get() { "on" } else { "off" }>
            <div class="block-head">
                <h3 id=heading.clone()>"Words of this lesson"</h3>
                <button type="button" class="button small" data-action="cards" on:click=turn>
                    {move || if up.get() { "Show all" } else { "Flip through as cards" }}
                </button>
            </div>
            <dl class="term-list" hidden=up>{list}</dl>
            {move || up.get().then(|| view! { <CardView cards/> }.fixed())}
        </section>
    }
}

fn list(terms: &[Term]) -> AnyView {
    let entry = |it: &Term| view! { <div><dt>{it.name.clone()}</dt><dd inner_html=it.html.clone()></dd></div> };
    terms.iter().map(entry).collect_view().fixed()
}

impl Cards {
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
#[component]
fn CardView(cards: Cards) -> impl IntoView {
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
    let meaning = move || {
        let term = cards.now().filter(|_| cards.flipped.get())?;
        let source = term.source.map(|(label, url)| view! { <p class="small"><a href=url rel="external noopener" target="_blank">{label}</a></p> });
        Some(view! { <div class="meaning"><p inner_html=term.html></p>{source}</div> }.fixed())
    };
    view! {
        <div class="term-cards" role="group" aria-label="Term cards" on:keydown=keys data-card=move || cards.at() + 1 data-flipped=move || cards.flipped.get().to_string()>
            <div class="term-card">
                <p class="term-card-name">{move || cards.now().map(|it| it.name)}</p>
                {meaning}
            </div>
            <div class="actions">
                <button type="button" class="button" data-action="back" aria-label="Card before" on:click=move |_| cards.step(false)><Icon name="back"/></button>
                <button type="button" class="button primary" data-action="flip" node_ref=flip aria-expanded=move || cards.flipped.get().to_string() on:click=move |_| cards.flip()>
                    {move || if cards.flipped.get() { "Hide the meaning" } else { "Show the meaning" }}
                </button>
                <button type="button" class="button" data-action="next" aria-label="Next card" on:click=move |_| cards.step(true)><Icon name="next"/></button>
                <span class="hint">{move || cards.at() + 1}" of "{cards.count()}</span>
            </div>
        </div>
    }
}
