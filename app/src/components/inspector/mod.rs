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

use self::{details::details, dock::Dock, list::List};
use super::{
    erase::Erase, icon::Icon, keys::in_field, request_builder::RequestBuilder, sender::Sender,
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

/// The dock with the exchanges. The shell holds one.
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
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, move |event| {
            if matches!(event.key().as_str(), "i" | "I") && !in_field(&event) {
                event.prevent_default();
                panel.toggle();
            }
        });
        on_cleanup(move || handle.remove());
    });
    view! {
        <aside class="inspector" id="inspector" aria-label="Exchanges of this page" data-open=move || open.get().to_string() on:keydown=move |event| panel.key(&event)>
            {bar(panel)}
            <div class="inspector-panel" id="inspector-panel" hidden=move || !open.get()>
                {move || open.get().then(|| inside(panel))}
            </div>
        </aside>
    }
    .fixed()
}

impl Panel {
    fn toggle(self) {
        let open = !self.exchanges.open().get_untracked();
        self.exchanges.open().set(open);
        dom::focus("inspector-toggle");
    }

    /// Escape closes what is open, from the inside out.
    fn key(self, event: &ev::KeyboardEvent) {
        if event.key() != "Escape" || !self.exchanges.open().get_untracked() {
            return;
        }
        event.prevent_default();
        if self.compose.with_untracked(Option::is_some) {
            self.compose.set(None);
            dom::focus("inspector-compose");
        } else if let Some(id) = self.exchanges.selected().get_untracked() {
            self.close_details(id);
        } else {
            self.toggle();
        }
    }

    fn close_details(self, id: u32) {
        self.exchanges.selected().set(None);
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

    /// How many exchanges the learner made, and how many the page made for itself.
    fn counts(self) -> (usize, usize) {
        self.exchanges.list().with(|it| {
            let page = it.iter().filter(|it| it.initiator.is_page()).count();
            (it.len() - page, page)
        })
    }
}

fn bar(panel: Panel) -> AnyView {
    let open = panel.exchanges.open();
    let count = move || panel.counts().0.to_string();
    view! {
        <div class="inspector-bar">
            <button type="button" class="inspector-toggle" id="inspector-toggle" aria-expanded=move || open.get().to_string() aria-controls="inspector-panel"
                title="Open or close the exchange list (I)" data-action="toggle-inspector" on:click=move |_| panel.toggle()>
                <Icon name="network"/>
                "Exchanges "
                <span class="inspector-count" data-count=count>{count}</span>
            </button>
            {move || open.get().then(|| tools(panel))}
        </div>
    }
    .fixed()
}

fn tools(panel: Panel) -> AnyView {
    let exchanges = panel.exchanges;
    let announcer = Announcer::here();
    let clear = move |_| {
        if exchanges.cleared() > 0 {
            exchanges.put_back();
            announcer.say("The exchanges are back.");
        } else {
            exchanges.clear();
            announcer.say("The exchange list is empty. Undo brings the exchanges back.");
        }
    };
    let clear_label = move || match exchanges.cleared() {
        0 => "Clear".to_owned(),
        n => format!("Undo: bring {n} back"),
    };
    let page = move || format!("Page’s own ({})", panel.counts().1);
    view! {
        <div class="inspector-tools actions">
            <button type="button" class="button small" id="inspector-compose" data-action="compose" on:click=move |_| panel.write(panel.written.get_value())>
                <Icon name="send"/>
                "New request"
            </button>
            <button type="button" class="button small quiet" data-action="clear" on:click=clear>{clear_label}</button>
            <label class="inspector-filter small" title="List also what this page fetched for itself">
                <input type="checkbox" data-action="filter" prop:checked=move || panel.all.get() on:change=move |_| panel.all.update(|it| *it = !*it)/>
                <span>{page}</span>
            </label>
            {panel.dock.switch()}
        </div>
    }
    .fixed()
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
        entry.map_or_else(|| ().erased(), |entry| details(panel, &entry))
    };
    let split =
        move || panel.compose.with(Option::is_some) || panel.exchanges.selected().get().is_some();
    view! {
        {panel.dock.handle()}
        <div class="inspector-split" data-split=move || split().to_string()>
            <List panel/>
            {side}
        </div>
    }
    .fixed()
}

fn compose(panel: Panel, draft: Draft) -> AnyView {
    let sender = Sender::new();
    let on_send = Callback::new(move |request: RequestSpec| {
        panel.written.set_value(request.clone());
        sender.send(request, Initiator::Builder, move |entry| {
            panel.exchanges.show(entry.id);
        });
    });
    let on_stop = Callback::new(move |()| sender.stop());
    let locked = Signal::derive(|| None);
    let close = move |_| {
        panel.compose.set(None);
        dom::focus("inspector-compose");
    };
    view! {
        <section class="exchange-details" aria-labelledby="compose-title">
            <header>
                <h3 id="compose-title">"New request"</h3>
                <button type="button" class="button small quiet" aria-label="Close the request builder" on:click=close><Icon name="close"/></button>
            </header>
            <RequestBuilder id="inspector-request".into() draft locked busy=sender.busy() on_send on_stop/>
        </section>
    }
    .fixed()
}
