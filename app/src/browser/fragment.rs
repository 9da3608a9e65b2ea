//! The fragment of the page's URL: what stands behind `#`, which no browser sends to a server.

use super::dom;

/// The fragment, without its `#`; empty where there is none.
pub fn read() -> String {
    let hash = dom::window().and_then(|it| it.location().hash().ok());
    let hash = hash.unwrap_or_default();
    hash.strip_prefix('#').unwrap_or_default().to_owned()
}

/// Takes the fragment away, without a new entry in the history.
pub fn clear() {
    let Some(window) = dom::window() else { return };
    let search = window.location().search().unwrap_or_default();
    let url = dom::path() + &search;
    if let Ok(history) = window.history() {
        let state = history.state().unwrap_or_default();
        // A browser that refuses keeps the fragment, which does no harm.
        let _ = history.replace_state_with_url(&state, "", Some(&url));
    }
}
