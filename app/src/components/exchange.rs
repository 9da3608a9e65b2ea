//! The parts that show one exchange wherever it appears: its status, a chip, a summary.

use std::sync::Arc;

use leptos::prelude::*;

use super::{erase::Erase, icon::Icon};
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
#[component]
pub fn Status(
    /// The exchange.
    entry: Arc<Entry>,
) -> impl IntoView {
    let class = {
        let entry = entry.clone();
        move || status_class(&entry)
    };
    // A narrow list shows the code alone.
    let words = move || {
        let status = entry.status();
        let (code, phrase) = match status.split_once(' ') {
            Some((code, phrase)) if entry.code().is_some() => (code, phrase),
            _ => (status.as_str(), ""),
        };
        let phrase =
            (!phrase.is_empty()).then(|| view! { <span class="phrase">{phrase.to_owned()}</span> });
        view! { {code.to_owned()}" "{phrase} }
    };
    view! { <span class="status" data-class=class>{words}</span> }.erased()
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
#[component]
pub fn ExchangeChip(
    /// The exchange.
    entry: Arc<Entry>,
) -> impl IntoView {
    let exchanges = Exchanges::here();
    let id = entry.id;
    let request = format!(
        "{} {}",
        entry.request.method,
        text::head(entry.target(), 60).0
    );
    view! {
        <button type="button" class="exchange-chip" data-exchange=id title="Open in the exchange list" on:click=move |_| exchanges.show(id)>
            <Icon name="network"/>
            <code>{request}</code>
            <Status entry/>
        </button>
    }
    .erased()
}

/// What came back, in short: the status and what it means, key header fields, the beginning of the body; and a button
/// that opens the exchange in the inspector.
#[component]
pub fn ExchangeSummary(
    /// The exchange.
    entry: Arc<Entry>,
) -> impl IntoView {
    let exchanges = Exchanges::here();
    let id = entry.id;
    let request = format!("{} {}", entry.request.method, entry.target());
    let shown = entry.clone();
    let answer = move || match shown.outcome.get() {
        Outcome::Answered(it) => summary(&it),
        Outcome::Failed(it) => view! { <p>{it.words()}</p> }.fixed(),
        Outcome::Waiting | Outcome::Seen(_) => ().erased(),
    };
    view! {
        <div class="exchange-summary" data-exchange=id>
            <p class="exchange-line"><code>{request}</code><span aria-hidden="true">"→"</span><Status entry/></p>
            {answer}
            <p>
                <button type="button" class="button small" data-action="inspect" on:click=move |_| exchanges.show(id)>
                    <Icon name="network"/>
                    "Open in the exchange list"
                </button>
            </p>
        </div>
    }
    .fixed()
}

fn summary(answer: &Answer) -> AnyView {
    let response = &answer.response;
    let (_, line) = explain::status(response.status);
    let mut headers = String::new();
    for (name, value) in response
        .headers
        .iter()
        .filter(|it| KEY_HEADERS.contains(&it.0.as_str()))
    {
        headers = headers + name + ": " + value + "\n";
    }
    let (text, more) = excerpt(answer);
    view! {
        <p class="muted">{line.text}</p>
        <pre class="exchange-message" tabindex="0" aria-label="Response">
            <span class="headers">{headers}</span>
            {text}
        </pre>
        {more.then(|| view! { <p class="small muted">"This is the beginning of the body; the exchange list has all of it."</p> })}
    }
    .fixed()
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
