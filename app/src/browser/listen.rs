//! Listeners on the document that end with what holds them.

use wasm_bindgen::{JsCast, closure::Closure};
use web_sys::{Element, Event, EventTarget};

use super::dom;

/// Listens until it is dropped.
pub struct Listener {
    target: EventTarget,
    name: &'static str,
    callback: Closure<dyn FnMut(Event)>,
}

impl Drop for Listener {
    fn drop(&mut self) {
        let callback = self.callback.as_ref().unchecked_ref();
        // It was added just so, and there is nobody to tell if it is gone already.
        let _ = self
            .target
            .remove_event_listener_with_callback_and_bool(self.name, callback, true);
    }
}

/// Calls `heard` for events anywhere in the document, before anything inside it hears of them.
pub fn on_document(name: &'static str, heard: impl FnMut(Event) + 'static) -> Option<Listener> {
    let target: EventTarget = dom::document()?.into();
    let callback = Closure::<dyn FnMut(Event)>::new(heard);
    target
        .add_event_listener_with_callback_and_bool(name, callback.as_ref().unchecked_ref(), true)
        .ok()?;
    Some(Listener {
        target,
        name,
        callback,
    })
}

/// The nearest element around an event's target, itself included, that a selector names.
pub fn around(event: &Event, selector: &str) -> Option<Element> {
    event
        .target()?
        .dyn_into::<Element>()
        .ok()?
        .closest(selector)
        .ok()?
}
