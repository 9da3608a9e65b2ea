//! A list to be put in order with buttons. Its places stand still and what stands in them changes, so that no
//! element moves in the page and the keyboard's focus can follow the line that was moved.

use exercises::model::{Html, OrderItem, QuestionKind};
use leptos::prelude::*;

use crate::{
    browser::dom,
    components::{
        el::{El, button, el, icon, live},
        text::plain,
    },
    state::announce::Announcer,
};

/// The order of the lines: indices into the question's items. Empty for other kinds of question.
#[derive(Clone, Copy)]
pub struct Ordering {
    now: RwSignal<Vec<usize>>,
    first: StoredValue<Vec<usize>>,
}

impl Ordering {
    /// The order in which the question shows its lines at first.
    pub fn new(kind: &QuestionKind) -> Self {
        let first = match kind {
            QuestionKind::Order { items, shown } if shown.len() == items.len() => shown.clone(),
            QuestionKind::Order { items, .. } => (0..items.len()).collect(),
            _ => Vec::new(),
        };
        Self {
            now: RwSignal::new(first.clone()),
            first: StoredValue::new(first),
        }
    }

    /// The order now, for event handlers.
    pub fn now(self) -> Vec<usize> {
        self.now.get_untracked()
    }

    /// Changes the order.
    pub fn set(self, order: Vec<usize>) {
        self.now.set(order);
    }

    /// Puts the lines back as they were at first.
    pub fn reset(self) {
        self.set(self.first.get_value());
    }

    /// Whether nothing has been moved.
    pub fn untouched(self) -> bool {
        self.first
            .with_value(|first| self.now.with_untracked(|now| now == first))
    }

    fn swap(self, one: usize, other: usize) {
        self.now.update(|it| {
            if one < it.len() && other < it.len() {
                it.swap(one, other);
            }
        });
    }
}

/// The list. `base` begins its ids.
pub fn order_list(items: &[OrderItem], base: &str, ordering: Ordering) -> El {
    let list = List {
        lines: StoredValue::new(items.iter().map(|it| it.html.clone()).collect()),
        base: StoredValue::new(base.to_owned()),
        ordering,
        announcer: Announcer::here(),
    };
    el("ol")
        .class("order")
        .views((0..items.len()).map(|place| list.place(place).done()))
}

/// What the buttons of a list work with.
#[derive(Clone, Copy)]
struct List {
    lines: StoredValue<Vec<Html>>,
    base: StoredValue<String>,
    ordering: Ordering,
    announcer: Announcer,
}

impl List {
    fn count(self) -> usize {
        self.lines.with_value(Vec::len)
    }

    /// What stands in a place.
    fn line(self, place: usize) -> Html {
        let index = self
            .ordering
            .now
            .with(|it| it.get(place).copied().unwrap_or_default());
        self.lines
            .with_value(|it| it.get(index).cloned().unwrap_or_default())
    }

    fn id(self, part: char, place: usize) -> String {
        self.base.with_value(|it| format!("{it}-{part}{place}"))
    }

    fn place(self, place: usize) -> El {
        let id = self.id('t', place);
        let text = move || {
            el("span")
                .set("id", id.clone())
                .html(self.line(place))
                .done()
        };
        let below = (place + 1 < self.count()).then_some(place + 1);
        el("li")
            .view(live(text))
            .child(self.button(place, place.checked_sub(1), 'u', "Move up", "up"))
            .child(self.button(place, below, 'd', "Move down", "down"))
    }

    fn button(
        self,
        place: usize,
        to: Option<usize>,
        part: char,
        name: &'static str,
        drawing: &'static str,
    ) -> El {
        let own = self.id(part, place);
        let clicked = move || {
            if let Some(to) = to {
                self.shift(place, to);
            }
        };
        button("button small")
            .set("aria-label", name)
            .set("aria-labelledby", format!("{own} {}", self.id('t', place)))
            .set("id", own)
            .flag("disabled", to.is_none())
            .click(clicked)
            .view(icon(drawing))
    }

    /// Moves a line by one place. The focus follows it; at an end of the list, on the button that still leads somewhere.
    fn shift(self, from: usize, to: usize) {
        let text = untrack(|| plain(&self.line(from)));
        self.ordering.swap(from, to);
        let count = self.count();
        let part = if (to < from && to > 0) || to + 1 == count {
            'u'
        } else {
            'd'
        };
        dom::focus(&self.id(part, to));
        self.announcer
            .say(format!("{text}: now {} of {count}", to + 1));
    }
}
