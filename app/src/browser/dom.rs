//! Small questions to the document and the window.

use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Document, Element, HtmlElement, Window};

/// The window. Absent where there is none, as in a native build.
pub fn window() -> Option<Window> {
    web_sys::window()
}

/// The document.
pub fn document() -> Option<Document> {
    window()?.document()
}

/// The element with this id.
pub fn by_id(id: &str) -> Option<Element> {
    document()?.get_element_by_id(id)
}

/// The path of the page's URL.
pub fn path() -> String {
    window()
        .and_then(|it| it.location().pathname().ok())
        .unwrap_or_else(|| "/".into())
}

/// The origin of the page: `http://127.0.0.1:3000`.
pub fn origin() -> String {
    window()
        .and_then(|it| it.location().origin().ok())
        .unwrap_or_default()
}

/// Shows an element that was rendered hidden.
pub fn show(id: &str) {
    if let Some(it) = by_id(id) {
        // An attribute that is not there is as good as one removed.
        let _ = it.remove_attribute("hidden");
    }
}

/// Says that a part of the page is live (`data-live`), and has what was clicked there before replayed.
pub fn mark_live(part: &Element) {
    // An attribute whose name is right can be set.
    let _ = part.set_attribute("data-live", "");
    if let Some(window) = window()
        && let Ok(replay) = js_sys::Reflect::get(&window, &JsValue::from_str("roundtripLive"))
        && let Some(replay) = replay.dyn_ref::<js_sys::Function>()
    {
        // What a replayed click does is its handler's affair.
        let _ = replay.call0(&JsValue::NULL);
    }
}

/// The document's `<html>`.
pub fn root() -> Option<Element> {
    document()?.document_element()
}

/// The folder of the page's own code, with a slash at its end.
pub fn code_folder() -> Option<String> {
    let script = root()?.get_attribute("data-script")?;
    script.strip_suffix("app.js").map(str::to_owned)
}

/// Sets or removes an attribute of `<html>`.
pub fn root_attribute(name: &str, value: Option<&str>) {
    let Some(root) = root() else { return };
    let _ = match value {
        Some(value) => root.set_attribute(name, value),
        None => root.remove_attribute(name),
    };
}

/// Moves the keyboard's focus to the element with this id.
pub fn focus(id: &str) {
    if let Some(it) = by_id(id).and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
        let _ = it.focus();
    }
}

/// Milliseconds since the page's time origin.
pub fn now() -> f64 {
    window()
        .and_then(|it| it.performance())
        .map_or(0.0, |it| it.now())
}

/// Writes text to the clipboard; the promise is not awaited longer than the browser takes.
///
/// # Errors
/// Says why the browser refused.
pub async fn copy(text: &str) -> Result<(), String> {
    let window = window().ok_or("there is no window")?;
    let clipboard = window.navigator().clipboard();
    // Browsers withhold it from pages that came over plain HTTP from another machine.
    if clipboard.is_undefined() {
        return Err("browsers let only pages from HTTPS or this machine copy".to_owned());
    }
    let promise = clipboard.write_text(text);
    wasm_bindgen_futures::JsFuture::from(promise)
        .await
        .map(drop)
        .map_err(|_| "the browser did not allow copying".to_owned())
}

/// Offers a text as a file to save.
///
/// # Errors
/// Says why the browser refused.
pub fn download(name: &str, mime: &str, text: &str) -> Result<(), JsValue> {
    let document = document().ok_or(JsValue::NULL)?;
    let parts = js_sys::Array::of1(&JsValue::from_str(text));
    let options = web_sys::BlobPropertyBag::new();
    options.set_type(mime);
    let blob = web_sys::Blob::new_with_str_sequence_and_options(&parts, &options)?;
    let url = web_sys::Url::create_object_url_with_blob(&blob)?;
    let link: web_sys::HtmlAnchorElement = document.create_element("a")?.dyn_into()?;
    link.set_href(&url);
    link.set_download(name);
    link.click();
    web_sys::Url::revoke_object_url(&url)
}

/// `localStorage`, where the browser lets this page have one.
pub fn local_storage() -> Option<web_sys::Storage> {
    window()?.local_storage().ok()?
}
