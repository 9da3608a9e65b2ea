//! The format of `text/event-stream` (HTML standard, section 9.2).

use axum::{
    body::{Body, Bytes},
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use futures_util::Stream;

/// One event as it is sent. `data` may have several lines.
pub(crate) fn event(id: Option<u64>, name: Option<&str>, data: &str) -> Bytes {
    let mut text = String::with_capacity(data.len() + 32);
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
pub(crate) fn retry(ms: u32) -> Bytes {
    format!("retry: {ms}\n\n").into()
}

/// A line that says nothing, and keeps a quiet connection open.
pub(crate) fn comment() -> Bytes {
    Bytes::from_static(b":\n\n")
}

/// A response that sends these pieces.
pub(crate) fn response(
    pieces: impl Stream<Item = Result<Bytes, std::convert::Infallible>> + Send + 'static,
) -> Response {
    let fields = [(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/event-stream"),
    )];
    (fields, Body::from_stream(pieces)).into_response()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_data_is_a_line_of_data() {
        assert_eq!(
            event(Some(7), Some("note"), "a\nb\r\nc\rd"),
            "id: 7\nevent: note\ndata: a\ndata: b\ndata: c\ndata: d\n\n"
        );
        assert_eq!(event(None, None, ""), "data: \n\n");
    }
}
