//! Queries, addresses, ranges and bodies, each sent to the routes that read them.

use axum::body::{Body, Bytes};
use axum::http::{HeaderMap, HeaderValue, header};
use percent_encoding::{NON_ALPHANUMERIC, percent_encode};
use url::Url;

use super::{
    answer::Answer,
    app::{app, ask, request},
};
use crate::selection::{self, Document};

/// Routes that read a query, each in its own way.
const WITH_QUERY: [&str; 20] = [
    "/api/greeting",
    "/api/notes",
    "/api/posts",
    "/api/poll",
    "/api/report",
    "/_wire/exchanges",
    "/_wire/events",
    "/flaky",
    "/timeout",
    "/get",
    "/bytes/9",
    "/stream-bytes/9",
    "/range/9",
    "/drip",
    "/sse",
    "/jsonl",
    "/mix",
    "/response-headers",
    "/cookies/set",
    "/unstable",
];

/// A query: the first byte says whose.
pub(super) fn query(input: &[u8]) {
    let Some((which, query)) = input.split_first() else {
        return;
    };
    let path = WITH_QUERY[usize::from(*which) % WITH_QUERY.len()];
    let target = [path.as_bytes(), b"?", query].concat();
    let Ok(target) = std::str::from_utf8(&target) else {
        return;
    };
    if let Some(request) = request("GET", target, [], Body::empty()) {
        ask(&app(), request);
    }
}

/// An address to be sent to: a browser that follows stays here, or goes nowhere.
pub(super) fn redirect(input: &[u8]) {
    let target = format!(
        "/redirect-to?url={}",
        percent_encode(input, NON_ALPHANUMERIC)
    );
    let Some(request) = request("GET", &target, [], Body::empty()) else {
        return;
    };
    let answer = ask(&app(), request);
    if !answer.status.is_redirection() {
        assert!(
            [400, 403].contains(&answer.status.as_u16()),
            "{}",
            answer.status
        );
        return;
    }
    let location = answer.field("location");
    assert!(
        location
            .bytes()
            .all(|it| it.is_ascii_graphic() && it != b'\\'),
        "{location:?}"
    );
    let base = Url::parse("http://localhost:3000/redirect-to").expect("an address");
    if let Ok(end) = base.join(location) {
        assert_eq!(end.host_str(), Some("localhost"), "{location:?}");
        assert!(["http", "https"].contains(&end.scheme()), "{location:?}");
    }
}

/// `Range`: the first two bytes say how long the document is.
pub(super) fn ranges(input: &[u8]) {
    let [low, high, field @ ..] = input else {
        return;
    };
    let length = u16::from_le_bytes([*low, *high % 16]).max(1);
    let Ok(value) = HeaderValue::from_bytes(field) else {
        return;
    };
    let target = format!("/range/{length}");
    let Some(request) = request("GET", &target, [("range", field)], Body::empty()) else {
        return;
    };
    part(&ask(&app(), request), length.into());
    let document = Document {
        bytes: Bytes::from(vec![b'x'; length.into()]),
        media_type: "text/plain",
        etag: "\"a\"".to_owned(),
        modified: 0,
    };
    let headers = HeaderMap::from_iter([(header::RANGE, value)]);
    let response = selection::answer(&headers, &document);
    let answer = super::app::ready(Answer::read(response));
    part(&answer, length.into());
}

/// That an answer is the whole, or parts that lie within it.
fn part(answer: &Answer, length: usize) {
    match answer.status.as_u16() {
        200 => assert_eq!(answer.body.len(), length),
        416 => assert_eq!(answer.field("content-range"), format!("bytes */{length}")),
        206 if answer.field("content-range").is_empty() => {
            let text = String::from_utf8_lossy(&answer.body);
            let parts: Vec<&str> = text.matches("Content-Range: bytes ").collect();
            assert!((2..=16).contains(&parts.len()), "{} parts", parts.len());
        }
        206 => {
            let (range, whole) = answer
                .field("content-range")
                .split_once('/')
                .expect("a whole");
            let (first, last) = range
                .strip_prefix("bytes ")
                .and_then(|it| it.split_once('-'))
                .expect("a range");
            let number = |text: &str| text.parse::<usize>().expect("a number");
            assert_eq!(number(whole), length);
            assert!(number(last) < length);
            assert_eq!(answer.body.len(), number(last) + 1 - number(first));
        }
        other => panic!("{other} to a range"),
    }
}

/// A turn of the fault dial, and a request that it is for.
pub(super) fn dial(input: &[u8]) {
    let app = app();
    let visitor: (&str, &[u8]) = (
        "cookie",
        b"roundtrip_visitor=00000000000000000000000000000def",
    );
    let json: (&str, &[u8]) = ("content-type", b"application/json");
    let turn = request("PUT", "/api/faults", [visitor, json], input.to_vec());
    let status = ask(&app, turn.expect("a request")).status.as_u16();
    assert!([200, 400, 422].contains(&status), "{status}");
    let next = request("GET", "/api/hello", [visitor], Body::empty());
    let status = ask(&app, next.expect("a request")).status.as_u16();
    assert!([200, 503].contains(&status), "{status}");
    let mend = request("DELETE", "/api/faults", [visitor], Body::empty());
    assert_eq!(ask(&app, mend.expect("a request")).status, 204);
}

/// A form: the first line is its `Content-Type`.
pub(super) fn forms(input: &[u8]) {
    let end = input
        .iter()
        .position(|it| *it == b'\n')
        .unwrap_or(input.len());
    let (kind, body) = (&input[..end], input.get(end + 1..).unwrap_or_default());
    let app = app();
    for target in ["/anything", "/upload"] {
        let Some(request) = request("POST", target, [("content-type", kind)], body.to_vec()) else {
            return;
        };
        let status = ask(&app, request).status.as_u16();
        assert!([200, 400].contains(&status), "{status} from {target}");
    }
}

/// A body that says it is JSON: what is wrong with it is said with a place that is in it.
pub(super) fn json(input: &[u8]) {
    let app = app();
    for target in ["/api/echo", "/api/notes"] {
        let kind: (&str, &[u8]) = ("content-type", b"application/json");
        let sent = request("POST", target, [kind], input.to_vec()).expect("a request");
        let answer = ask(&app, sent);
        let is_json = serde_json::from_slice::<Box<serde_json::value::RawValue>>(input).is_ok();
        let known: &[u16] = match target {
            "/api/echo" if is_json => &[200],
            "/api/echo" => &[400],
            _ => &[201, 400, 422, 503, 507],
        };
        assert!(
            known.contains(&answer.status.as_u16()),
            "{} from {target}",
            answer.status
        );
        if answer.status == 400 {
            place(&answer, input);
        }
    }
}

fn place(answer: &Answer, input: &[u8]) {
    let problem: serde_json::Value = serde_json::from_slice(&answer.body).expect("a problem");
    let (Some(line), Some(column)) = (problem["line"].as_u64(), problem["column"].as_u64()) else {
        assert!(std::str::from_utf8(input).is_err(), "no place: {problem}");
        return;
    };
    let text = std::str::from_utf8(input).expect("only a text has lines");
    let there = usize::try_from(line - 1)
        .ok()
        .and_then(|it| text.split('\n').nth(it));
    let width = there.expect("the line is there").chars().count() as u64;
    assert!((1..=width + 1).contains(&column), "{problem}");
}
