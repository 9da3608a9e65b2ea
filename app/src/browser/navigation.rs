//! Follows links inside the site without loading a new document: the client asks for content, not for pages.

use leptos::{ev, prelude::*};
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{HtmlAnchorElement, MouseEvent};

use super::dom;
use crate::pages::Route;

/// Keeps `route` equal to the page's URL from now on. Call it once, from an effect.
pub fn follow(route: RwSignal<Route>) {
    window_event_listener(ev::click, move |event| {
        if let Some(link) = internal_link(&event) {
            event.prevent_default();
            go(route, &link.href(), &link.pathname());
        }
    });
    window_event_listener(ev::popstate, move |event| {
        let to = Route::of(&dom::path());
        // Within a page, the browser itself goes back.
        if route.get_untracked() != to {
            route.set(to);
            let y = event.state().as_f64().unwrap_or_default();
            request_animation_frame(move || {
                dom::focus("main");
                come_back(y, FRAMES);
            });
        }
    });
}

/// Goes to another page of the site. Links within the page are left to the browser.
fn go(route: RwSignal<Route>, href: &str, path: &str) {
    let Some(window) = dom::window() else { return };
    let y = window.scroll_y().unwrap_or_default();
    let pushed = window.history().and_then(|it| {
        it.replace_state(&JsValue::from_f64(y), "")?;
        it.push_state_with_url(&JsValue::NULL, "", Some(href))
    });
    if pushed.is_err() {
        // A browser that refuses to change its history can still load the page.
        let _ = window.location().set_href(href);
        return;
    }
    route.set(Route::of(path));
    request_animation_frame(arrive);
}

/// Brings what the URL names into view, and the keyboard's focus to the page. Called again when content arrives late.
pub fn arrive() {
    let Some(window) = dom::window() else { return };
    let hash = window.location().hash().unwrap_or_default();
    match dom::by_id(hash.trim_start_matches('#')) {
        Some(target) => target.scroll_into_view(),
        None => window.scroll_to_with_x_and_y(0.0, 0.0),
    }
    dom::focus("main");
}

/// How many frames a page has to bring its parts, before its place is no longer held.
const FRAMES: u32 = 60;

/// Scrolls to where the page was left, and holds that place until the parts above it have arrived.
fn come_back(y: f64, frames: u32) {
    let (Some(window), Some(document)) = (dom::window(), dom::document()) else {
        return;
    };
    window.scroll_to_with_x_and_y(0.0, y);
    let coming = document.query_selector(".slot:not([data-live])");
    if frames > 0 && matches!(coming, Ok(Some(_))) {
        request_animation_frame(move || come_back(y, frames - 1));
    }
}

/// The link that a click follows, where it leads to another page of this site, in this tab.
fn internal_link(event: &MouseEvent) -> Option<HtmlAnchorElement> {
    if event.default_prevented()
        || event.button() != 0
        || event.meta_key()
        || event.ctrl_key()
        || event.shift_key()
        || event.alt_key()
    {
        return None;
    }
    let element: web_sys::Element = event.target()?.dyn_into().ok()?;
    let link: HtmlAnchorElement = element.closest("a[href]").ok()??.dyn_into().ok()?;
    let stays = link.origin() == dom::origin()
        && link.target().is_empty()
        && !link.has_attribute("download")
        && link.rel() != "external";
    let path = link.pathname();
    (stays && path != dom::path() && Route::of(&path) != Route::NotFound).then_some(link)
}
