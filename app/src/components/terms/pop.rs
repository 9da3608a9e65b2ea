//! When the pop-over of a lesson's terms is shown, where, and who has the focus.

use std::time::Duration;

use exercises::model::Term;
use leptos::{html, leptos_dom::helpers::TimeoutHandle, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlElement, KeyboardEvent, MouseEvent, PointerEvent};

use crate::browser::{
    form,
    listen::{Listener, around, on_document},
    place,
};

/// Links to terms.
const LINK: &str = "a.term[data-term]";
/// The pop-over itself.
const POP: &str = ".term-pop";
const SHOW: Duration = Duration::from_millis(250);
const HIDE: Duration = Duration::from_millis(300);

/// The pop-over of the page. `Copy`, for listeners.
#[derive(Clone, Copy)]
pub struct Pop {
    pub(super) terms: StoredValue<Vec<Term>>,
    /// The place in `terms` of the one that is shown.
    pub(super) shown: RwSignal<Option<usize>>,
    /// Whether it stays until it is closed.
    pinned: StoredValue<bool>,
    /// The link it belongs to.
    anchor: StoredValue<Option<HtmlElement>, LocalStorage>,
    /// To show or to hide.
    timer: StoredValue<Option<TimeoutHandle>>,
    /// The focus is being put back on the link, which is no wish to see the pop-over.
    returning: StoredValue<bool>,
    pub(super) element: NodeRef<html::Div>,
    listeners: StoredValue<Vec<Listener>, LocalStorage>,
}

impl Pop {
    /// A pop-over that is not shown.
    pub fn new(terms: Vec<Term>) -> Self {
        Self {
            terms: StoredValue::new(terms),
            shown: RwSignal::new(None),
            pinned: StoredValue::new(false),
            anchor: StoredValue::new_local(None),
            timer: StoredValue::new(None),
            returning: StoredValue::new(false),
            element: NodeRef::new(),
            listeners: StoredValue::new_local(Vec::new()),
        }
    }

    /// Listens for what shows and hides it, until the page is left.
    pub fn listen(self) {
        let over = on_document("pointerover", move |event| self.pointed(&event));
        let focus = on_document("focusin", move |event| self.focused(&event));
        let click = on_document("click", move |event| self.clicked(&event));
        let key = on_document("keydown", move |event| self.key(&event));
        let scroll = on_document("scroll", move |_| self.place());
        self.listeners.set_value(
            [over, focus, click, key, scroll]
                .into_iter()
                .flatten()
                .collect(),
        );
        let resize = window_event_listener_untyped("resize", move |_| self.place());
        on_cleanup(move || resize.remove());
    }

    /// Once rendered: beside its link, and, where it was asked for, with the focus.
    pub fn rendered(self) {
        if self.element.get().is_none() {
            return;
        }
        self.place();
        if self.pinned.get_value() {
            self.take_focus();
        }
    }

    fn take_focus(self) {
        let element = self.element.get_untracked();
        if let Some(link) =
            element.and_then(|it| it.query_selector("[data-action=glossary]").ok().flatten())
        {
            // An anchor is an HTML element.
            let _ = link.dyn_into::<HtmlElement>().map(|it| it.focus());
        }
    }

    fn place(self) {
        let (Some(element), Some(anchor)) = (self.element.get_untracked(), self.anchor.get_value())
        else {
            return;
        };
        if !anchor.is_connected() || !place::beside(&element, &anchor) {
            self.close(false);
        }
    }

    fn pointed(self, event: &Event) {
        if event
            .dyn_ref::<PointerEvent>()
            .is_none_or(|it| it.pointer_type() != "mouse")
        {
            return;
        }
        if around(event, POP).is_some() {
            self.cancel();
        } else if let Some(link) = around(event, LINK) {
            self.show_soon(link);
        } else {
            self.hide_soon();
        }
    }

    fn focused(self, event: &Event) {
        if self.returning.get_value() {
            return self.returning.set_value(false);
        }
        if around(event, POP).is_some() {
            return self.cancel();
        }
        match around(event, LINK) {
            Some(link) if link.matches(":focus-visible").unwrap_or(false) => self.show_soon(link),
            Some(_) => {}
            None => self.close(false),
        }
    }

    fn clicked(self, event: &Event) {
        if around(event, POP).is_some() {
            return;
        }
        let Some(link) = around(event, LINK) else {
            return self.close(false);
        };
        let plain = event.dyn_ref::<MouseEvent>().is_some_and(|it| {
            it.button() == 0 && !(it.ctrl_key() || it.meta_key() || it.shift_key() || it.alt_key())
        });
        // A second click on the link, and a click for a new tab or window, are what they always are.
        let again = self.pinned.get_value() && self.belongs_to(&link);
        if plain && !again && self.show(link, true) {
            event.prevent_default();
        }
    }

    fn key(self, event: &Event) {
        let Some(event) = event.dyn_ref::<KeyboardEvent>() else {
            return;
        };
        // The reference outlives the element: whether there is one to act on, only `shown` tells.
        let shown = self.shown.get_untracked().is_some();
        let Some(element) = self.element.get_untracked().filter(|_| shown) else {
            if event.key() == "Escape" {
                self.cancel();
            }
            return;
        };
        let inside = form::has_focus(&element);
        match event.key().as_str() {
            "Escape" => {
                event.stop_propagation();
                self.close(inside);
            }
            // It stands at the end of the document, but belongs to its link: Tab leads from its ends back there.
            "Tab" if inside && at_end(&element, event.shift_key()) => {
                event.prevent_default();
                self.close(true);
            }
            _ => {}
        }
    }

    fn show_soon(self, link: Element) {
        self.cancel();
        if self.belongs_to(&link) || self.pinned.get_value() {
            return;
        }
        let link = StoredValue::new_local(link);
        self.later(SHOW, move || {
            self.show(link.get_value(), false);
        });
    }

    fn hide_soon(self) {
        self.cancel();
        if self.shown.get_untracked().is_some() && !self.pinned.get_value() {
            self.later(HIDE, move || self.close(false));
        }
    }

    /// Shows the term of a link. Gives back whether it is known.
    fn show(self, link: Element, pin: bool) -> bool {
        self.cancel();
        let id = link.get_attribute("data-term").unwrap_or_default();
        let found = self
            .terms
            .with_value(|terms| terms.iter().position(|it| it.id == id));
        let (Some(index), Ok(link)) = (found, link.dyn_into::<HtmlElement>()) else {
            return false;
        };
        let here = self.belongs_to(&link);
        if !here {
            self.release();
        }
        // While it is shown, the definition describes the link.
        let _ = link.set_attribute("aria-describedby", "term-pop-text");
        self.anchor.set_value(Some(link));
        self.pinned.set_value(pin);
        if here && pin {
            self.take_focus();
        } else {
            self.shown.set(Some(index));
        }
        true
    }

    /// Takes the pop-over away; the focus goes `back` to the link where that is asked for.
    pub fn close(self, back: bool) {
        self.cancel();
        if self.shown.get_untracked().is_none() {
            return;
        }
        if back && let Some(anchor) = self.anchor.get_value() {
            self.returning.set_value(true);
            let _ = anchor.focus();
            self.returning.set_value(false);
        }
        self.release();
        self.pinned.set_value(false);
        self.shown.set(None);
    }

    fn release(self) {
        if let Some(anchor) = self.anchor.get_value() {
            let _ = anchor.remove_attribute("aria-describedby");
        }
        self.anchor.set_value(None);
    }

    fn belongs_to(self, link: &Element) -> bool {
        self.anchor
            .with_value(|it| it.as_ref().is_some_and(|it| it.is_same_node(Some(link))))
    }

    fn later(self, time: Duration, act: impl FnOnce() + 'static) {
        self.timer
            .set_value(set_timeout_with_handle(act, time).ok());
    }

    /// Forgets what was to be done later.
    pub fn cancel(self) {
        if let Some(timer) = self.timer.try_update_value(Option::take).flatten() {
            timer.clear();
        }
    }
}

/// Whether the focus is on the last of the pop-over's controls, or on the first when going backwards.
fn at_end(element: &Element, backwards: bool) -> bool {
    let controls: Vec<_> = form::parts(element, "a, button").collect();
    let end = if backwards {
        controls.first()
    } else {
        controls.last()
    };
    end.is_some_and(|it| it.matches(":focus").unwrap_or(false))
}
