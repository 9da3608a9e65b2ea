//! The places of what comes when it is asked for: earlier attempts, a link that shares code, and code that came in one.

use leptos::{ev, prelude::*};

use super::state::Challenge;
use crate::{
    browser::{dom, fragment},
    components::{
        erase::Erase,
        lazy::Part,
        slot::{Slot, When},
    },
    pages::Route,
};

/// What the fragment begins with that holds code.
pub const SHARED: &str = "shared=";

/// Earlier attempts and sharing.
#[component]
pub fn Workshop(challenge: Challenge) -> impl IntoView {
    let (list, link) = (RwSignal::new(false), RwSignal::new(false));
    let count = move || match challenge.attempts.count() {
        0 => String::new(),
        count => format!(" ({count})"),
    };
    view! {
        <details class="trial" data-attempts on:toggle=move |_| list.set(true)>
            <summary>"Earlier attempts"{count}</summary>
            <Slot part=Part::Attempts json="" when=When::Wanted(list.into())/>
        </details>
        <details class="trial" data-share on:toggle=move |_| link.set(true)>
            <summary>"Share your code as a link"</summary>
            <Slot part=Part::Share json="" when=When::Wanted(link.into())/>
        </details>
    }
    .fixed()
}

/// Code that came in the URL of this page, where it did.
#[component]
pub fn Shared(challenge: Challenge) -> impl IntoView {
    let found = RwSignal::new(None::<String>);
    let look = move || {
        let here = Route::of(&dom::path()) == Route::Challenge(challenge.id());
        let code = fragment::read().strip_prefix(SHARED).map(str::to_owned);
        if let Some(code) = code.filter(|_| here) {
            found.set(Some(code));
        }
    };
    Effect::new(move |_| {
        look();
        let change = window_event_listener(ev::hashchange, move |_| look());
        on_cleanup(move || change.remove());
    });
    provide_context(SharedCode(found));
    move || {
        found.get().map(|json| {
            let wanted = Signal::from(RwSignal::new(true));
            view! { <div data-shared><Slot part=Part::Shared json when=When::Wanted(wanted)/></div> }.fixed()
        })
    }
}

/// The fragment's code, until it is taken or put away.
#[derive(Clone, Copy)]
pub struct SharedCode(RwSignal<Option<String>>);

impl SharedCode {
    /// Puts it away, and out of the URL.
    pub fn close(self) {
        fragment::clear();
        self.0.set(None);
    }
}
