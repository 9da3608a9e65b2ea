//! Several requests of one client, one after the other: the most that a stranger can do here. They are written as in
//! HTTP/1.1, without the version, and with a line of `===` between two of them:
//!
//! ```text
//! POST /api/notes
//! content-type: application/json
//!
//! {"title": "Milk"}
//! ===
//! GET /api/notes
//! ```

use std::collections::BTreeMap;

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderName, HeaderValue, header},
};
use memchr::memmem;

use super::{
    answer::Answer,
    app::{app, ask},
};

/// The most requests of one input.
const MAX: usize = 8;

/// Any requests: each answer keeps the promises of all answers.
pub(super) fn router(input: &[u8]) {
    let app = app();
    let mut jar = Jar::default();
    for text in split(input).take(MAX) {
        let Some(mut request) = parse(text) else {
            continue;
        };
        jar.fill(&mut request);
        jar.keep(&ask(&app, request));
    }
}

/// The texts between lines of `===`.
fn split(mut rest: &[u8]) -> impl Iterator<Item = &[u8]> {
    const BETWEEN: &[u8] = b"\n===\n";
    let mut over = false;
    std::iter::from_fn(move || {
        if over {
            return None;
        }
        let end = memmem::find(rest, BETWEEN);
        over = end.is_none();
        let text = &rest[..end.unwrap_or(rest.len())];
        rest = end.map_or(&[], |it| &rest[it + BETWEEN.len()..]);
        Some(text)
    })
}

/// A request; `None` where no parser of HTTP would let it through.
fn parse(text: &[u8]) -> Option<Request> {
    let (head, body) = match memmem::find(text, b"\n\n") {
        Some(at) => (&text[..at], &text[at + 2..]),
        None => (text.strip_suffix(b"\n").unwrap_or(text), &[][..]),
    };
    let mut lines = head.split(|it| *it == b'\n');
    let start = lines.next()?;
    let space = start.iter().position(|it| *it == b' ')?;
    let (method, target) = (&start[..space], &start[space + 1..]);
    let mut request = Request::builder().method(method).uri(target);
    let headers = request.headers_mut()?;
    for line in lines.take(100) {
        let colon = line.iter().position(|it| *it == b':')?;
        let name = HeaderName::from_bytes(&line[..colon]).ok()?;
        let value = HeaderValue::from_bytes(line[colon + 1..].trim_ascii()).ok()?;
        headers.append(name, value);
    }
    headers
        .entry(header::HOST)
        .or_insert(HeaderValue::from_static("localhost:3000"));
    request.body(Body::from(body.to_vec())).ok()
}

/// The client's cookies.
#[derive(Default)]
struct Jar(BTreeMap<String, String>);

impl Jar {
    /// Puts the cookies onto a request that names none.
    fn fill(&self, request: &mut Request) {
        let pairs: Vec<String> = self
            .0
            .iter()
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        let value = HeaderValue::from_str(&pairs.join("; "));
        if let (false, Ok(value)) = (pairs.is_empty(), value) {
            request.headers_mut().entry(header::COOKIE).or_insert(value);
        }
    }

    /// Keeps what an answer sets.
    fn keep(&mut self, answer: &Answer) {
        for field in answer.headers.get_all(header::SET_COOKIE) {
            let text = field.to_str().expect("our own fields are ASCII");
            let pair = text.split(';').next().unwrap_or_default();
            let (name, value) = pair
                .split_once('=')
                .expect("a cookie is a name and a value");
            self.0.insert(name.to_owned(), value.to_owned());
        }
    }
}
