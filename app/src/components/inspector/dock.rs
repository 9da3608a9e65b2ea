//! Where the inspector stands, at the bottom or at the right, and how large it is. Both are kept for the next visit.

use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::{
    browser::dom,
    components::el::{El, button, el},
};

/// The key in `localStorage`.
const KEY: &str = "roundtrip.dock";
/// The least and the greatest size, in hundredths of the window.
const SIZES: std::ops::RangeInclusive<i32> = 20..=80;
/// The size at first.
const FIRST: i32 = 45;
/// How much an arrow key changes the size.
const STEP: i32 = 5;

/// Where the inspector stands.
#[derive(Clone, Copy)]
pub struct Dock {
    right: RwSignal<bool>,
    size: RwSignal<i32>,
}

impl Dock {
    /// At the bottom, until the page is live and what was kept can be read.
    pub fn new() -> Self {
        let dock = Self {
            right: RwSignal::new(false),
            size: RwSignal::new(FIRST),
        };
        Effect::new(move |_| {
            let kept = dom::local_storage().and_then(|it| it.get_item(KEY).ok().flatten());
            if let Some((right, size)) = kept.as_deref().and_then(parse) {
                dock.right.set(right);
                dock.size.set(size);
            }
        });
        dock
    }

    /// Tells the style sheet, so that the page makes room.
    pub fn apply(self, open: bool) {
        let (right, size) = (self.right.get(), self.size.get());
        dom::root_attribute("data-inspector", open.then_some("open"));
        dom::root_attribute("data-dock", right.then_some("right"));
        let root = dom::document().and_then(|it| it.document_element());
        if let Some(root) = root.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            // The property is the style sheet's own, so any value is taken.
            let _ = root.style().set_property("--dock", &size.to_string());
        }
    }

    fn keep(self) {
        let text = format!(
            "{} {}",
            self.right.get_untracked(),
            self.size.get_untracked()
        );
        if let Some(it) = dom::local_storage() {
            // A browser that refuses to store forgets where the inspector stood.
            let _ = it.set_item(KEY, &text);
        }
    }

    fn resize(self, size: i32) {
        self.size.set(size.clamp(*SIZES.start(), *SIZES.end()));
    }

    /// The button that moves the inspector to the other side. Shown only in wide windows.
    pub fn switch(self) -> El {
        let label = move || {
            if self.right.get() {
                "Dock at the bottom"
            } else {
                "Dock at the right"
            }
        };
        let turn = move || {
            self.right.update(|it| *it = !*it);
            self.keep();
        };
        button("button small quiet dock-switch")
            .set("data-action", "dock")
            .click(turn)
            .live_text(move || label().into())
    }

    /// The edge that can be dragged, or moved with the arrow keys.
    pub fn handle(self) -> El {
        let orientation = move || {
            if self.right.get() {
                "vertical"
            } else {
                "horizontal"
            }
        };
        let key = move |event: ev::KeyboardEvent| {
            let by = match event.key().as_str() {
                "ArrowUp" | "ArrowLeft" => STEP,
                "ArrowDown" | "ArrowRight" => -STEP,
                _ => return,
            };
            event.prevent_default();
            self.resize(self.size.get_untracked() + by);
            self.keep();
        };
        let grab = move |event: ev::PointerEvent| {
            event.prevent_default();
            if let Some(it) = event.target().and_then(|it| it.dyn_into::<Element>().ok()) {
                // Without it, the drag ends where the pointer leaves the edge.
                let _ = it.set_pointer_capture(event.pointer_id());
            }
        };
        let drag = move |event: ev::PointerEvent| {
            if event.buttons() == 1 {
                self.resize(share(self.right.get_untracked(), &event));
            }
        };
        el("div")
            .class("dock-handle")
            .set("role", "separator")
            .set("tabindex", "0")
            .set("aria-label", "Size of the exchange list")
            .set("aria-valuemin", SIZES.start().to_string())
            .set("aria-valuemax", SIZES.end().to_string())
            .live("aria-valuenow", move || Some(self.size.get().to_string()))
            .live("aria-orientation", move || Some(orientation().into()))
            .on("keydown", key)
            .on("pointerdown", grab)
            .on("pointermove", drag)
            .on("pointerup", move |_: ev::Event| self.keep())
    }
}

/// The hundredths of the window that lie beyond the pointer.
fn share(right: bool, event: &ev::PointerEvent) -> i32 {
    let Some(window) = dom::window() else {
        return FIRST;
    };
    let (at, whole) = if right {
        (event.client_x(), window.inner_width())
    } else {
        (event.client_y(), window.inner_height())
    };
    let whole = whole
        .ok()
        .and_then(|it| it.as_f64())
        .unwrap_or_default()
        .max(1.0);
    let share = (whole - f64::from(at)) / whole * 100.0;
    i32::try_from(crate::wire::text::whole(share)).unwrap_or(FIRST)
}

fn parse(text: &str) -> Option<(bool, i32)> {
    let (right, size) = text.split_once(' ')?;
    let size = size.parse().ok().filter(|it| SIZES.contains(it))?;
    Some((right.parse().ok()?, size))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_kept_is_read_and_nonsense_is_not() {
        for (text, read) in [
            ("true 30", Some((true, 30))),
            ("false 80", Some((false, 80))),
            ("true 81", None),
            ("true", None),
            ("perhaps 30", None),
            ("", None),
        ] {
            assert_eq!(parse(text), read, "{text}");
        }
    }
}
