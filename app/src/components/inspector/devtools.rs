//! Where to find an exchange in the browser's own DevTools.

use leptos::prelude::*;

use crate::{components::el::el, state::exchanges::Entry};

/// How it goes in each browser. `{}` stands for the row's name.
const BROWSERS: [(&str, &str); 3] = [
    (
        "Chrome, Edge and other Chromium browsers",
        "Press F12 (⌥⌘I on a Mac) and choose Network. Click the row {}: Headers, Payload, Preview, Response and Timing are its tabs. “view source” beside Request Headers shows them as sent.",
    ),
    (
        "Firefox",
        "Press Ctrl+Shift+E (⌥⌘E on a Mac). Click the row {}: Headers, Request, Response and Timings are its tabs. The switch Raw beside Request Headers shows them as sent.",
    ),
    (
        "Safari",
        "Once: Settings, Advanced, “Show features for web developers”. Then press ⌥⌘I and choose Network. Click the row {}: Preview, Headers, Sizes and Timing are its tabs.",
    ),
];

/// Where to click, folded.
pub fn devtools(entry: &Entry) -> AnyView {
    let name = row_name(entry.target()).to_owned();
    let rows = BROWSERS.into_iter().flat_map(|(browser, how)| {
        let (before, after) = how.split_once("{}").unwrap_or((how, ""));
        let how = el("dd")
            .text(before)
            .child(el("code").text(name.clone()))
            .text(after);
        [el("dt").text(browser).done(), how.done()]
    });
    let first = "DevTools lists what happens while it is open: open it first, then send again.";
    el("details")
        .class("find-in-devtools")
        .child(el("summary").text("Now find it in DevTools"))
        .child(el("p").class("small muted").text(first))
        .child(el("dl").views(rows))
        .done()
}

/// The name that DevTools give a row: what follows the last slash of the path, with the query.
fn row_name(target: &str) -> &str {
    let path = target.split('?').next().unwrap_or_default();
    match path.trim_end_matches('/').rfind('/') {
        Some(at) if target.len() > at + 1 => &target[at + 1..],
        _ => target,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_is_called_by_the_end_of_its_path() {
        for (target, name) in [
            ("/api/hello", "hello"),
            ("/api/greeting?name=a/b", "greeting?name=a/b"),
            ("/learn/one/", "one/"),
            ("/", "/"),
            ("?q", "?q"),
        ] {
            assert_eq!(row_name(target), name, "{target}");
        }
    }

    #[test]
    fn every_browser_has_a_place_for_the_name() {
        assert!(BROWSERS.iter().all(|it| it.1.matches("{}").count() == 1));
    }
}
