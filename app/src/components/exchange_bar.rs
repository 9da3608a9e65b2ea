//! The bar at the edge of every page: it counts the page's exchanges, and brings the inspector's code when it is opened.

use leptos::{ev, html, prelude::*};
use web_sys::HtmlElement;

use super::{
    icon::Icon,
    keys::in_field,
    lazy::Part,
    slot::{Slot, When},
};
use crate::{browser::dom, state::exchanges::Exchanges};

/// The place of the exchange list. The shell holds one. Without code it has nothing to say, so it is hidden before the
/// page is live.
#[component]
pub fn ExchangeBar() -> impl IntoView {
    let exchanges = Exchanges::here();
    let open = exchanges.open();
    let aside = NodeRef::<html::Aside>::new();
    let toggle = move || {
        open.update(|it| *it = !*it);
        dom::focus("inspector-toggle");
    };
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, move |event| {
            if matches!(event.key().as_str(), "i" | "I") && !in_field(&event) {
                event.prevent_default();
                toggle();
            }
        });
        on_cleanup(move || handle.remove());
    });
    // One effect for all that changes: in every page's first code, each live attribute would be another type.
    Effect::new(move |_| {
        if let Some(aside) = aside.get() {
            show(&aside, open.get(), exchanges.made());
        }
    });
    // What is inside closes first, and says so by preventing the default.
    let escape = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && open.get_untracked() && !event.default_prevented() {
            event.prevent_default();
            toggle();
        }
    };
    view! {
        <aside class="inspector" id="inspector" aria-label="Exchanges of this page" hidden node_ref=aside on:keydown=escape>
            <button type="button" class="inspector-toggle" id="inspector-toggle" data-action="toggle-inspector" aria-controls="inspector-panel"
                title="Open or close the exchange list (I)" on:click=move |_| toggle()>
                <Icon name="network"/>"Exchanges "<span class="inspector-count">"0"</span>
            </button>
            <Slot part=Part::Inspector json="" when=When::Wanted(open.into())/>
        </aside>
    }
}

fn show(aside: &HtmlElement, open: bool, count: usize) {
    let (open, count) = (open.to_string(), count.to_string());
    aside.set_hidden(false);
    let set = |selector, name, value| {
        if let Ok(Some(it)) = aside.query_selector(selector) {
            // Any element may have these attributes.
            let _ = it.set_attribute(name, value);
        }
    };
    // The style sheet asks for it.
    let _ = aside.set_attribute("data-open", &open);
    set(".inspector-toggle", "aria-expanded", &open);
    set(".inspector-count", "data-count", &count);
    if let Ok(Some(it)) = aside.query_selector(".inspector-count") {
        it.set_text_content(Some(&count));
    }
}
