//! The parts that show one exchange wherever it appears: its status, a chip, a summary.

use std::sync::Arc;

use leptos::prelude::*;

use super::el::{all, button, el, icon, live, nothing};
use crate::{
    state::exchanges::{Entry, Exchanges, Outcome},
    wire::{
        answer::{Answer, media_type},
        explain, text,
    },
};

/// How much of a body a summary shows, in characters.
const EXCERPT: usize = 600;
/// The header fields that a summary shows, where they are there.
const KEY_HEADERS: [&str; 5] = [
    "content-type",
    "content-length",
    "allow",
    "location",
    "retry-after",
];

/// The status of an exchange, with a shape and a colour for its class.
pub fn status(entry: &Arc<Entry>) -> AnyView {
    let (class, code, phrase) = (entry.clone(), entry.clone(), entry.clone());
    el("span")
        .class("status")
        .live("data-class", move || Some(status_class(&class)))
        .live_text(move || status_parts(&code).0)
        .text(" ")
        // A narrow list shows the code alone.
        .child(
            el("span")
                .class("phrase")
                .live_text(move || status_parts(&phrase).1),
        )
        .done()
}

/// A status code and its phrase; words where there is no code.
fn status_parts(entry: &Entry) -> (String, String) {
    let status = entry.status();
    match status.split_once(' ') {
        Some((code, phrase)) if entry.code().is_some() => (code.to_owned(), phrase.to_owned()),
        _ => (status, String::new()),
    }
}

/// The class of an exchange's status: `2` for 200 and its like, `x` where no response arrived, `w` while it is under way.
fn status_class(entry: &Entry) -> String {
    match (entry.code(), entry.outcome.get()) {
        (Some(code), _) => (code / 100).to_string(),
        (None, Outcome::Waiting) => "w".into(),
        (None, Outcome::Seen(_)) => "-".into(),
        (None, _) => "x".into(),
    }
}

/// A button with an exchange's method, path and status; it opens the exchange in the inspector.
pub fn chip(entry: &Arc<Entry>) -> AnyView {
    let exchanges = Exchanges::here();
    let id = entry.id;
    let request = format!(
        "{} {}",
        entry.request.method,
        text::head(entry.target(), 60).0
    );
    button("exchange-chip")
        .set("data-exchange", id.to_string())
        .set("title", "Open in the exchange list")
        .click(move || exchanges.show(id))
        .view(icon("network"))
        .child(el("code").text(request))
        .view(status(entry))
        .done()
}

/// What came back, in short: the status and what it means, key header fields, the beginning of the body; and a button
/// that opens the exchange in the inspector.
pub fn summary(entry: &Arc<Entry>) -> AnyView {
    let exchanges = Exchanges::here();
    let id = entry.id;
    let request = format!("{} {}", entry.request.method, entry.target());
    let shown = entry.clone();
    let line = el("p")
        .class("exchange-line")
        .child(el("code").text(request))
        .child(el("span").set("aria-hidden", "true").text("→"))
        .view(status(entry));
    let inspect = button("button small")
        .set("data-action", "inspect")
        .click(move || exchanges.show(id))
        .view(icon("network"))
        .text("Open in the exchange list");
    el("div")
        .class("exchange-summary")
        .set("data-exchange", id.to_string())
        .child(line)
        .view(live(move || match shown.outcome.get() {
            Outcome::Answered(it) => response(&it),
            Outcome::Failed(it) => el("p").text(it.words()).done(),
            Outcome::Waiting | Outcome::Seen(_) => nothing(),
        }))
        .child(el("p").child(inspect))
        .done()
}

fn response(answer: &Answer) -> AnyView {
    let response = &answer.response;
    let (_, line) = explain::status(response.status);
    let mut headers = String::new();
    for (name, value) in &response.headers {
        if KEY_HEADERS.contains(&name.as_str()) {
            headers = headers + name + ": " + value + "\n";
        }
    }
    let (text, more) = excerpt(answer);
    let message = el("pre")
        .class("exchange-message")
        .set("tabindex", "0")
        .set("aria-label", "Response")
        .child(el("span").class("headers").text(headers))
        .text(text);
    let more = more.then(|| {
        let note = "This is the beginning of the body; the exchange list has all of it.";
        el("p").class("small muted").text(note).done()
    });
    let meaning = el("p").class("muted").text(line.text).done();
    all([meaning, message.done()].into_iter().chain(more).collect())
}

/// The beginning of a body, indented where it is JSON, and whether there is more of it.
fn excerpt(answer: &Answer) -> (String, bool) {
    if answer.size == 0 {
        return ("(no body)".into(), false);
    }
    if answer.binary {
        return (
            format!("({} of binary data)", text::bytes(answer.size as u64)),
            false,
        );
    }
    let body = &answer.response.body;
    let pretty = is_json(answer).then(|| text::pretty(body)).flatten();
    let (shown, more) = text::head(pretty.as_deref().unwrap_or(body), EXCERPT);
    (shown.to_owned(), more || answer.cut.is_some())
}

/// Whether the response says that its body is JSON.
pub fn is_json(answer: &Answer) -> bool {
    let media_type = media_type(&answer.response).to_ascii_lowercase();
    media_type == "application/json" || media_type.ends_with("+json")
}

#[cfg(test)]
mod tests {
    use exercises::observe::Response;

    use super::*;

    fn answer(media_type: &str, body: &str) -> Answer {
        Answer {
            response: Response {
                status: 200,
                headers: vec![("content-type".into(), media_type.into())],
                body: body.into(),
            },
            size: body.len(),
            ..Answer::default()
        }
    }

    #[test]
    fn an_excerpt_is_bounded_and_says_so() {
        assert_eq!(
            excerpt(&answer("text/plain", "")),
            ("(no body)".into(), false)
        );
        assert_eq!(excerpt(&answer("text/plain", "abc")), ("abc".into(), false));
        let (text, more) = excerpt(&answer("text/plain", &"ä".repeat(EXCERPT + 1)));
        assert_eq!((text.chars().count(), more), (EXCERPT, true));
    }

    #[test]
    fn json_is_told_by_its_type_alone() {
        for (media_type, json) in [
            ("application/json; charset=utf-8", true),
            ("application/problem+json", true),
            ("Application/JSON", true),
            ("text/plain", false),
            ("", false),
        ] {
            assert_eq!(is_json(&answer(media_type, "{}")), json, "{media_type}");
        }
        assert_eq!(
            excerpt(&answer("application/json", r#"{"a":1}"#)).0,
            "{\n  \"a\": 1\n}"
        );
        assert_eq!(excerpt(&answer("application/json", "{oops")).0, "{oops");
    }
}
