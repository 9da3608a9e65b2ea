//! Takes over the prerendered page: fetches what it was rendered from, then hydrates it in place.

use leptos::{mount::hydrate_from, mount::mount_to, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::{
    browser::{dom, fetch, tasks, timer, whole},
    pages::Route,
    shell::Shell,
    state::content::Content,
};

/// Fetches the page's content and brings the page to life. Where the content cannot be had, the page stays as it is,
/// readable, and says that its exercises need the network.
pub async fn boot() {
    tasks::begin();
    let Some(root) = dom::by_id("app").and_then(|it| it.dyn_into::<HtmlElement>().ok()) else {
        return;
    };
    let route = Route::of(&dom::path());
    let content = Content::new();
    for path in route.content() {
        match fetch::text(&path).await {
            Ok(text) => content.seed(path, text),
            Err(_) => return dom::show("boot-failed"),
        }
    }
    let prerendered = root.dataset().get("route");
    let same = prerendered.is_some_and(|it| Route::of(&it) == route);
    if same {
        hydrate_from(root, move || view! { <Shell content route/> }).forget();
    } else {
        root.set_text_content(None);
        mount_to(root, move || view! { <Shell content route/> }).forget();
    }
    // What that started, listeners on the document among it, comes first.
    timer::turn().await;
    if let Some(root) = dom::root() {
        dom::mark_live(&root);
    }
    whole::lay_out().await;
    tasks::awake();
}
