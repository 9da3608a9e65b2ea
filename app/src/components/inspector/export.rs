//! An exchange's request to take along: as a curl command, as a call of `fetch`, as an HTTP/1.1 message.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};

use super::parts::{long, note};
use crate::{
    browser::dom,
    components::el::{all, button, el, icon, live, nothing},
    state::{announce::Announcer, exchanges::Entry},
    wire::render::Sent,
};

/// The forms of a request: key, name, what to know about it.
const FORMS: [(&str, &str, &str); 3] = [
    ("curl", "cURL", "For a terminal with bash or zsh."),
    (
        "fetch",
        "fetch",
        "For the console of a page of this server.",
    ),
    (
        "raw",
        "raw HTTP",
        "Reconstructed from what the page set: the browser sends more header lines, and frames it differently over HTTP/2 and HTTP/3.",
    ),
];

/// Buttons that copy the request, and show what was copied.
pub fn export(entry: &Arc<Entry>) -> AnyView {
    let announcer = Announcer::here();
    let shown = RwSignal::new(None::<(String, String)>);
    let buttons = FORMS.map(|(key, name, about)| {
        let entry = entry.clone();
        let copy = move || {
            let text = written(&entry, key);
            spawn_local(async move {
                let said = match dom::copy(&text).await {
                    Ok(()) => format!("Copied as {name}. {about}"),
                    Err(why) => {
                        format!("Not copied: {why}. Select the text below and copy it. {about}")
                    }
                };
                announcer.say(said.clone());
                // The details may have been closed in the meantime.
                let _ = shown.try_set(Some((said, text)));
            });
        };
        button("button small")
            .set("data-action", format!("copy-{key}"))
            .click(copy)
            .view(icon("copy"))
            .text(format!("Copy as {name}"))
            .done()
    });
    let copied = move || {
        shown.get().map_or_else(nothing, |(said, text)| {
            el("div")
                .class("exchange-copied")
                .view(note("small", said))
                .view(long(text, "Copied text"))
                .done()
        })
    };
    all(buttons.into_iter().chain([live(copied)]).collect())
}

fn written(entry: &Entry, key: &str) -> String {
    let sent = Sent {
        request: &entry.request,
        url: &entry.url,
    };
    match key {
        "curl" => sent.curl(),
        "fetch" => sent.fetch(),
        _ => sent.raw(),
    }
}
