//! Heads written down from what the router understood, for where there is no tap; and the start line of one.

use axum::{
    http::{HeaderMap, Request, Version},
    response::Response,
};

/// The head of a request, as HTTP/1.1 would have it. Names are in lower case: that is all the router knows.
pub(crate) fn of_request<B>(request: &Request<B>) -> Vec<u8> {
    let line = format!(
        "{} {} {}\r\n",
        request.method(),
        request.uri(),
        version(request.version())
    );
    with_fields(line, request.headers())
}

/// The head of a response, as HTTP/1.1 would have it.
pub(super) fn of_response(response: &Response) -> Vec<u8> {
    let status = response.status();
    let reason = status.canonical_reason().unwrap_or_default();
    let version = version(response.version());
    let line = format!("{version} {} {reason}\r\n", status.as_str());
    with_fields(line, response.headers())
}

/// Method and target of a request's head.
pub(super) fn start_line(head: &[u8]) -> (String, String) {
    let line = head.split(|it| *it == b'\n').next().unwrap_or_default();
    let mut words = line.split(|it| *it == b' ');
    let mut word = || String::from_utf8_lossy(words.next().unwrap_or_default()).into_owned();
    (word(), word())
}

fn with_fields(line: String, fields: &HeaderMap) -> Vec<u8> {
    // Enough for most heads: growing costs more than all the rest here.
    let mut head = Vec::with_capacity(1024);
    head.extend_from_slice(line.as_bytes());
    for (name, value) in fields {
        head.extend_from_slice(name.as_str().as_bytes());
        head.extend_from_slice(b": ");
        head.extend_from_slice(value.as_bytes());
        head.extend_from_slice(b"\r\n");
    }
    head.extend_from_slice(b"\r\n");
    head
}

fn version(version: Version) -> &'static str {
    if version == Version::HTTP_10 {
        "HTTP/1.0"
    } else {
        "HTTP/1.1"
    }
}
