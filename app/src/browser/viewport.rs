//! Where things stand in the window: what comes near it, and how to bring something into it.

use js_sys::Array;
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use web_sys::{
    Element, IntersectionObserver, IntersectionObserverEntry, IntersectionObserverInit,
    ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition,
};

use super::dom;

/// Watches an element until it comes near the window, or until this is dropped.
pub struct Watch {
    observer: IntersectionObserver,
    _callback: Closure<dyn FnMut(Array)>,
}

impl Drop for Watch {
    fn drop(&mut self) {
        self.observer.disconnect();
    }
}

/// Calls `near` each time the element comes within `margin` pixels above or below the window.
///
/// # Errors
/// When the browser cannot watch.
pub fn watch(
    element: &Element,
    margin: u32,
    mut near: impl FnMut() + 'static,
) -> Result<Watch, JsValue> {
    let callback = Closure::<dyn FnMut(Array)>::new(move |entries: Array| {
        let here = |it: JsValue| {
            it.dyn_into::<IntersectionObserverEntry>()
                .is_ok_and(|it| it.is_intersecting())
        };
        if entries.iter().any(here) {
            near();
        }
    });
    let options = IntersectionObserverInit::new();
    options.set_root_margin(&format!("{margin}px 0px"));
    let observer =
        IntersectionObserver::new_with_options(callback.as_ref().unchecked_ref(), &options)?;
    observer.observe(element);
    Ok(Watch {
        observer,
        _callback: callback,
    })
}

/// The element that follows in the document, outside of this one.
pub fn following(mut element: Element) -> Option<Element> {
    loop {
        if let Some(next) = element.next_element_sibling() {
            return Some(next);
        }
        element = element.parent_element()?;
    }
}

/// Whether the whole element is in the window, where neither the page's header nor the inspector covers it.
pub fn shows(element: &Element) -> bool {
    let (Some(window), Some(root)) = (dom::window(), dom::root()) else {
        return false;
    };
    let style = window.get_computed_style(&root).ok().flatten();
    // The style sheet keeps as much free at both ends when it scrolls.
    let covered = |side: &str| {
        let value = style.as_ref()?.get_property_value(side).ok()?;
        value.strip_suffix("px")?.parse::<f64>().ok()
    };
    let above = covered("scroll-padding-top").unwrap_or_default();
    let below = covered("scroll-padding-bottom").unwrap_or_default();
    let rect = element.get_bounding_client_rect();
    rect.top() >= above && rect.bottom() <= f64::from(root.client_height()) - below
}

/// Scrolls as little as is needed to have the element in the window. Smoothly or not as the style sheet says.
pub fn reveal(element: &Element) {
    scroll(element, ScrollLogicalPosition::Nearest);
}

/// Scrolls so that the element stands at the window's top.
pub fn reveal_top(element: &Element) {
    scroll(element, ScrollLogicalPosition::Start);
}

fn scroll(element: &Element, block: ScrollLogicalPosition) {
    let options = ScrollIntoViewOptions::new();
    options.set_block(block);
    options.set_behavior(ScrollBehavior::Auto);
    element.scroll_into_view_with_scroll_into_view_options(&options);
}
