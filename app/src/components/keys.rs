//! The sheet of keys: `?` opens it anywhere but in a field.

use leptos::{ev, html, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::{
    el::{button, el},
    icon::Icon,
};

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
<div><dt><kbd>Ctrl</kbd> <kbd>Space</kbd>, on a Mac <kbd>⌥</kbd> <kbd>I</kbd></dt><dd>propose what fits here; <kbd>Enter</kbd> takes it, <kbd>Esc</kbd> does not</dd></div>\
<div><dt><kbd>F8</kbd>, <kbd>Shift</kbd> <kbd>F8</kbd></dt><dd>next problem, previous problem</dd></div>\
<div><dt><kbd>Alt</kbd> <kbd>F8</kbd></dt><dd>list the problems</dd></div>\
<div><dt><kbd>Shift</kbd> <kbd>Alt</kbd> <kbd>F</kbd></dt><dd>format the code</dd></div>\
<div><dt><kbd>Ctrl</kbd> or <kbd>⌘</kbd> <kbd>Z</kbd></dt><dd>undo</dd></div>\
<div><dt><kbd>Tab</kbd></dt><dd>indent</dd></div>\
<div><dt><kbd>Esc</kbd>, then <kbd>Tab</kbd></dt><dd>leave the editor</dd></div></dl>\
<h3>Edge between task and editor</h3><dl><div><dt><kbd>←</kbd> <kbd>→</kbd></dt><dd>move it</dd></div></dl>\
<h3>Exchange list</h3><dl><div><dt><kbd>↑</kbd> <kbd>↓</kbd></dt><dd>select another exchange</dd></div>\
<div><dt><kbd>Esc</kbd></dt><dd>close its details</dd></div></dl>";

/// Whether the sheet is wanted. The shell provides it.
#[derive(Clone, Copy)]
pub struct KeysWanted(RwSignal<bool>);

impl KeysWanted {
    /// Not wanted yet; `?` asks for it.
    pub fn listening() -> Self {
        let wanted = RwSignal::new(false);
        Effect::new(move |_| {
            let handle = window_event_listener(ev::keydown, move |event| {
                if event.key() == "?" && !in_field(&event) {
                    event.prevent_default();
                    wanted.set(true);
                }
            });
            on_cleanup(move || handle.remove());
        });
        Self(wanted)
    }

    /// Whether it is wanted.
    pub fn get(self) -> Signal<bool> {
        self.0.into()
    }
}

/// The button that opens the sheet.
#[component]
pub fn KeyButton(
    /// What it sets.
    wanted: KeysWanted,
) -> impl IntoView {
    view! {
        <button type="button" class="button quiet icon-button" aria-label="Keyboard shortcuts" title="Keyboard shortcuts (?)" aria-haspopup="dialog" on:click=move |_| wanted.0.set(true)>
            <Icon name="keyboard"/>
        </button>
    }
}

/// The sheet.
pub fn sheet() -> AnyView {
    let dialog = NodeRef::<html::Dialog>::new();
    let wanted = expect_context::<KeysWanted>().0;
    Effect::new(move |_| {
        if let Some(it) = dialog.get()
            && wanted.get()
            && !it.open()
        {
            // It is in the document and not open, so the browser shows it.
            let _ = it.show_modal();
        }
    });
    let close = move || {
        if let Some(it) = dialog.get_untracked() {
            it.close();
        }
    };
    el("dialog")
        .class("key-sheet")
        .set("aria-labelledby", "key-sheet-title")
        .keep(dialog)
        .on("close", move |_: ev::Event| wanted.set(false))
        // It takes the focus, so that a sheet that is longer than the window is read from its beginning.
        .child(
            el("h2")
                .set("id", "key-sheet-title")
                .set("tabindex", "-1")
                .flag("autofocus", true)
                .text("Keys"),
        )
        .child(el("div").html(KEYS))
        .child(button("button").click(close).text("Close"))
        .done()
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
