//! The sheet of keys: `?` opens it anywhere but in a field.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::icon::Icon;

/// What the keys do: HTML, so that it costs no code.
const KEYS: &str = "\
<h3>Anywhere</h3><dl><div><dt><kbd>?</kbd></dt><dd>open this sheet</dd></div>\
<div><dt><kbd>I</kbd></dt><dd>open or close the exchange list</dd></div>\
<div><dt><kbd>Esc</kbd></dt><dd>close what is open</dd></div></dl>\
<h3>Tour</h3><dl><div><dt><kbd>→</kbd> <kbd>←</kbd></dt><dd>next step, step back</dd></div>\
<div><dt><kbd>Home</kbd> <kbd>End</kbd></dt><dd>first step, last step</dd></div>\
<div><dt><kbd>Space</kbd></dt><dd>play or pause</dd></div>\
<div><dt><kbd>Esc</kbd></dt><dd>end the tour</dd></div></dl>\
<h3>Requests and code examples</h3><dl><div><dt><kbd>Ctrl</kbd> or <kbd>⌘</kbd> <kbd>Enter</kbd></dt><dd>send the request, run the code</dd></div></dl>\
<h3>Code editor</h3><dl><div><dt><kbd>Ctrl</kbd> or <kbd>⌘</kbd> <kbd>Enter</kbd></dt><dd>run the tests</dd></div>\
<div><dt><kbd>Ctrl</kbd> or <kbd>⌘</kbd> <kbd>Z</kbd></dt><dd>undo</dd></div>\
<div><dt><kbd>Tab</kbd></dt><dd>indent</dd></div>\
<div><dt><kbd>Esc</kbd>, then <kbd>Tab</kbd></dt><dd>leave the editor</dd></div></dl>\
<h3>Exchange list</h3><dl><div><dt><kbd>↑</kbd> <kbd>↓</kbd></dt><dd>select another exchange</dd></div>\
<div><dt><kbd>Esc</kbd></dt><dd>close its details</dd></div></dl>";

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
            <div inner_html=KEYS></div>
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
            .is_some_and(|it| {
                it.is_content_editable()
                    || matches!(it.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT")
            })
}
