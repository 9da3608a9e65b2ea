//! The sheet of keys: `?` opens it anywhere but in a field.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::icon::Icon;

/// What the keys do, in groups.
const KEYS: &[(&str, &[(&str, &str)])] = &[
    ("Anywhere", &[("?", "open this sheet"), ("I", "open or close the exchange list"), ("Esc", "close what is open")]),
    (
        "Tour",
        &[("→ ←", "next step, step back"), ("Home End", "first step, last step"), ("Space", "play or pause"), ("Esc", "end the tour")],
    ),
    ("Requests and snippets", &[("Ctrl/⌘ Enter", "send the request, run the code")]),
    (
        "Code editor",
        &[("Ctrl/⌘ Enter", "run the tests"), ("Ctrl/⌘ Z", "undo"), ("Tab", "indent"), ("Esc, then Tab", "leave the editor")],
    ),
    ("Exchange list", &[("↑ ↓", "select another exchange"), ("Esc", "close its details")]),
];

/// The button that opens the sheet, and the sheet.
#[component]
pub fn KeySheet() -> impl IntoView {
    let dialog = NodeRef::<leptos::html::Dialog>::new();
    let open = move || {
        if let Some(it) = dialog.get_untracked()
            && !it.open()
        {
            // It is in the document and not open, so the browser shows it.
            let _ = it.show_modal();
        }
    };
    Effect::new(move |_| {
        let handle = window_event_listener(ev::keydown, move |event| {
            if event.key() == "?" && !in_field(&event) {
                event.prevent_default();
                open();
            }
        });
        on_cleanup(move || handle.remove());
    });
    let close = move |_| {
        if let Some(it) = dialog.get_untracked() {
            it.close();
        }
    };
    view! {
        <button type="button" class="button quiet icon-button" aria-label="Keyboard shortcuts" title="Keyboard shortcuts (?)" aria-haspopup="dialog" on:click=move |_| open()>
            <Icon name="keyboard"/>
        </button>
        <dialog node_ref=dialog class="key-sheet" aria-labelledby="key-sheet-title">
            <h2 id="key-sheet-title">"Keys"</h2>
            {KEYS
                .iter()
                .map(|(group, keys)| {
                    view! {
                        <h3>{*group}</h3>
                        <dl>
                            {keys.iter().map(|(key, what)| view! { <div><dt><kbd>{*key}</kbd></dt><dd>{*what}</dd></div> }).collect_view()}
                        </dl>
                    }
                })
                .collect_view()}
            <button type="button" class="button" on:click=close>"Close"</button>
        </dialog>
    }
}

/// Whether a key press belongs to something the learner writes in.
pub fn in_field(event: &web_sys::KeyboardEvent) -> bool {
    event.ctrl_key()
        || event.meta_key()
        || event.alt_key()
        || event
            .target()
            .and_then(|it| it.dyn_into::<HtmlElement>().ok())
            .is_some_and(|it| it.is_content_editable() || matches!(it.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}
