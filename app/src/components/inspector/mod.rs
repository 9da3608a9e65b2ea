//! The inspector: every exchange of this page, docked like DevTools. It shows the client's side, and keeps a place for
//! the server's.
//!
//! # Layout
//! - [`dock`]: where it stands and how large it is.
//! - [`list`]: the exchanges with their waterfall.
//! - [`details`]: one exchange; [`parts`]: what its sections are made of.
//! - [`export`]: an exchange as cURL, as `fetch`, as HTTP; [`devtools`]: where to find it in DevTools.

mod details;
mod devtools;
mod dock;
mod export;
mod list;
mod parts;

use std::sync::Arc;

use exercises::observe::RequestSpec;
use leptos::{ev, prelude::*};

use self::{details::details, dock::Dock};
use super::{
    el::{all, button, el, icon, live, nothing},
    request_builder::{Desk, request_builder},
    sender::Sender,
};
use crate::{
    browser::dom,
    state::{
        announce::Announcer,
        exchanges::{Entry, Exchanges, Initiator},
    },
    wire::draft::Draft,
};

/// What the parts of the inspector share.
#[derive(Clone, Copy)]
struct Panel {
    exchanges: Exchanges,
    /// Whether what the page fetched for itself is listed too.
    all: RwSignal<bool>,
    /// The request being written, where one is: it takes the place of the details.
    compose: RwSignal<Option<RequestSpec>>,
    /// The request that was written last.
    written: StoredValue<RequestSpec>,
    dock: Dock,
}

/// What the bar of exchanges opens.
#[component]
pub fn Inspector() -> impl IntoView {
    let hello = RequestSpec {
        method: "GET".into(),
        url: "/api/hello".into(),
        ..RequestSpec::default()
    };
    let panel = Panel {
        exchanges: Exchanges::here(),
        all: RwSignal::new(false),
        compose: RwSignal::new(None),
        written: StoredValue::new(hello),
        dock: Dock::new(),
    };
    let open = panel.exchanges.open();
    Effect::new(move |_| panel.dock.apply(open.get()));
    // Selecting an exchange puts its details in the place of the request builder.
    Effect::watch(
        move || panel.exchanges.selected().get(),
        move |selected, _, _| {
            if selected.is_some() && panel.compose.with_untracked(Option::is_some) {
                panel.compose.set(None);
            }
        },
        false,
    );
    let tools = move || if open.get() { tools(panel) } else { nothing() };
    let inside = move || if open.get() { inside(panel) } else { nothing() };
    el("div")
        .class("inspector-inside")
        .on("keydown", move |event| panel.key(&event))
        .view(live(tools))
        .child(
            el("div")
                .class("inspector-panel")
                .set("id", "inspector-panel")
                .hidden(move || !open.get())
                .view(live(inside)),
        )
        .done()
}

impl Panel {
    /// Escape closes what is open, from the inside out; the bar closes the rest.
    fn key(self, event: &ev::KeyboardEvent) {
        if event.key() != "Escape" {
            return;
        }
        if self.compose.with_untracked(Option::is_some) {
            event.prevent_default();
            self.compose.set(None);
            dom::focus("inspector-compose");
        } else if let Some(id) = self.exchanges.selected().get_untracked() {
            event.prevent_default();
            self.close_details(id);
        }
    }

    fn close_details(self, id: u32) {
        self.exchanges.selected().set(None);
        dom::focus(&list::row_id(id));
        // In a narrow window the list is only shown once the details are gone.
        request_animation_frame(move || dom::focus(&list::row_id(id)));
    }

    fn write(self, request: RequestSpec) {
        self.exchanges.selected().set(None);
        self.compose.set(Some(request));
        request_animation_frame(|| dom::focus("inspector-request-url"));
    }

    /// The exchanges that are listed.
    fn listed(self) -> Vec<Arc<Entry>> {
        let all = self.all.get();
        self.exchanges.list().with(|it| {
            it.iter()
                .filter(|it| all || !it.initiator.is_page())
                .cloned()
                .collect()
        })
    }
}

fn tools(panel: Panel) -> AnyView {
    let exchanges = panel.exchanges;
    let announcer = Announcer::here();
    let compose = button("button small")
        .set("id", "inspector-compose")
        .set("data-action", "compose")
        .click(move || panel.write(panel.written.get_value()))
        .view(icon("send"))
        .text("New request");
    let clear = move || {
        if exchanges.cleared() > 0 {
            exchanges.put_back();
            announcer.say("The exchanges are back.");
        } else {
            exchanges.clear();
            announcer.say("The exchange list is empty. Undo brings the exchanges back.");
        }
    };
    let clear = button("button small quiet")
        .set("data-action", "clear")
        .click(clear)
        .live_text(move || match exchanges.cleared() {
            0 => "Clear".to_owned(),
            n => format!("Undo: bring {n} back"),
        });
    let check = el("input")
        .set("type", "checkbox")
        .set("data-action", "filter")
        .flag("checked", panel.all.get_untracked())
        .on("change", move |_: ev::Event| {
            panel.all.update(|it| *it = !*it);
        });
    let filter = el("label")
        .class("inspector-filter small")
        .set("title", "List also what this page fetched for itself")
        .child(check)
        .child(el("span").live_text(move || format!("Page’s own ({})", exchanges.of_page())));
    el("div")
        .class("inspector-tools actions")
        .child(compose)
        .child(clear)
        .child(filter)
        .child(panel.dock.switch())
        .done()
}

fn inside(panel: Panel) -> AnyView {
    let side = move || {
        if let Some(request) = panel.compose.get() {
            return compose(panel, Draft::of(&request));
        }
        let entry = panel
            .exchanges
            .selected()
            .get()
            .and_then(|it| panel.exchanges.get(it));
        entry.map_or_else(nothing, |entry| details(panel, &entry))
    };
    let split =
        move || panel.compose.with(Option::is_some) || panel.exchanges.selected().get().is_some();
    let content = el("div")
        .class("inspector-split")
        .live("data-split", move || Some(split().to_string()))
        .child(list::list(panel))
        .view(live(side));
    all(vec![panel.dock.handle().done(), content.done()])
}

fn compose(panel: Panel, draft: Draft) -> AnyView {
    let sender = Sender::new();
    let on_send = Callback::new(move |request: RequestSpec| {
        panel.written.set_value(request.clone());
        sender.send(request, Initiator::Builder, move |entry| {
            panel.exchanges.show(entry.id);
        });
    });
    let close = move || {
        panel.compose.set(None);
        dom::focus("inspector-compose");
    };
    let close = button("button small quiet")
        .set("aria-label", "Close the request builder")
        .click(close)
        .view(icon("close"));
    let header = el("header")
        .child(el("h3").set("id", "compose-title").text("New request"))
        .child(close);
    let builder = request_builder(Desk {
        id: "inspector-request".into(),
        draft,
        locked: Signal::derive(|| None),
        busy: sender.busy().into(),
        on_send,
        on_stop: Callback::new(move |()| sender.stop()),
    });
    el("section")
        .class("exchange-details")
        .set("aria-labelledby", "compose-title")
        .child(header)
        .view(builder)
        .done()
}
