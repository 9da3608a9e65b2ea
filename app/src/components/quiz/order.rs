//! A list to be put in order with buttons. Its places stand still and what stands in them changes, so that no
//! element moves in the page and the keyboard's focus can follow the line that was moved.

use exercises::model::{OrderItem, QuestionKind};
use leptos::prelude::*;

use crate::{
    browser::dom,
    components::{icon::Icon, text::plain},
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

/// The list.
#[component]
pub fn OrderList(
    /// The lines.
    items: Vec<OrderItem>,
    /// What the ids begin with.
    base: String,
    /// Their order.
    ordering: Ordering,
) -> impl IntoView {
    let announcer = Announcer::here();
    let lines = StoredValue::new(items.into_iter().map(|it| it.html).collect::<Vec<_>>());
    let count = lines.with_value(Vec::len);
    let line = move |place: usize| {
        let index = ordering
            .now
            .with(|it| it.get(place).copied().unwrap_or_default());
        lines.with_value(|it| it.get(index).cloned().unwrap_or_default())
    };
    let base = StoredValue::new(base);
    let id = move |part: char, place: usize| base.with_value(|it| format!("{it}-{part}{place}"));
    let shift = move |from: usize, to: usize| {
        let text = untrack(|| plain(&line(from)));
        ordering.swap(from, to);
        // The focus follows the line; at an end of the list, on the button that still leads somewhere.
        let part = if (to < from && to > 0) || to + 1 == count {
            'u'
        } else {
            'd'
        };
        dom::focus(&id(part, to));
        announcer.say(format!("{text}: now {} of {count}", to + 1));
    };
    let button = move |place: usize,
                       to: Option<usize>,
                       part: char,
                       name: &'static str,
                       icon: &'static str| {
        let own = id(part, place);
        view! {
            <button type="button" class="button small" id=own.clone() aria-label=name aria-labelledby=format!("{own} {}", id('t', place))
                disabled=to.is_none() on:click=move |_| if let Some(to) = to { shift(place, to) }>
                <Icon name=icon/>
            </button>
        }
    };
    let place = move |place: usize| {
        let below = (place + 1 < count).then_some(place + 1);
        view! {
            <li>
                <span id=id('t', place) inner_html=move || line(place)></span>
                {button(place, place.checked_sub(1), 'u', "Move up", "up")}
                {button(place, below, 'd', "Move down", "down")}
            </li>
        }
    };
    view! { <ol class="order">{(0..count).map(place).collect_view()}</ol> }
}
