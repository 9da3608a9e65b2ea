//! The format of `text/event-stream` (HTML standard, section 9.2).

use std::fmt::Display;

use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;

/// One event as it is sent: its data is this value as JSON, on one line.
pub(crate) fn json<T: Serialize>(id: Option<&dyn Display>, name: Option<&str>, data: &T) -> Bytes {
    let data = serde_json::to_string(data).expect("what is sent as an event can be JSON");
    event(id, name, &data)
}

/// `data` may have several lines.
fn event(id: Option<&dyn Display>, name: Option<&str>, data: &str) -> Bytes {
    let mut text = String::with_capacity(data.len() + 64);
    if let Some(id) = id {
        text.extend(["id: ", &id.to_string(), "\n"]);
    }
    if let Some(name) = name {
        text.extend(["event: ", name, "\n"]);
    }
    // A lone carriage return ends a line as well.
    for line in data.replace("\r\n", "\n").split(['\n', '\r']) {
        text.extend(["data: ", line, "\n"]);
    }
    text.push('\n');
    text.into()
}

/// How long a client waits before it connects again, in milliseconds.
pub(crate) fn retry(ms: impl Display) -> Bytes {
    format!("retry: {ms}\n\n").into()
}

/// A line that readers skip: it keeps a quiet connection open. `text` has no line break.
pub(crate) fn comment(text: &str) -> Bytes {
    format!(": {text}\n\n").into()
}

/// A response that sends these pieces.
pub(crate) fn response(pieces: Body) -> Response {
    let media_type = HeaderValue::from_static("text/event-stream");
    ([(header::CONTENT_TYPE, media_type)], pieces).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_a_line_of_data() {
        assert_eq!(
            event(Some(&7), Some("note"), "a\nb\r\nc\rd"),
            "id: 7\nevent: note\ndata: a\ndata: b\ndata: c\ndata: d\n\n"
        );
        assert_eq!(event(None, None, ""), "data: \n\n");
        assert_eq!(
            json(Some(&"a"), None, &"b\nc"),
            "id: a\ndata: \"b\\nc\"\n\n"
        );
    }
}
