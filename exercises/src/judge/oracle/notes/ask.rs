//! What the service for notes is asked. Keys come only in cases about keys, and bad texts never with one: so the challenge can tell
//! what a case is about. What networks do to requests is in `faults`.

use fastrand::Rng;
use serde_json::json;

use super::faults;
use crate::judge::{
    oracle::{
        build::request,
        words::{one_of, word},
    },
    spec::Request,
};

/// How many kinds of cases there are.
pub const KINDS: usize = WHOLE + faults::KINDS;
/// How many of them have nothing to do with networks.
const WHOLE: usize = 15;

/// The requests of a case of that kind.
pub fn requests(rng: &mut Rng, kind: usize) -> Vec<Request> {
    let (a, b) = (word(rng), word(rng));
    let first = vec![create(&a)];
    let one = "/notes/1";
    let more = match kind {
        0 => return vec![read("/notes", None), create(&a), read("/notes", None)],
        1 => vec![read(one, None), create(&b), read("/notes/2", None)],
        2 => vec![read(one, Some("\"1\"")), read(one, Some("\"7\""))],
        3 => vec![
            change(1, Some("\"1\""), &b),
            read(one, None),
            read(one, Some("\"1\"")),
            read(one, Some("\"2\"")),
        ],
        4 => vec![change(1, None, &b), read(one, None)],
        5 => vec![
            change(1, Some("\"1\""), &b),
            read(one, None),
            change(1, Some("\"1\""), &a),
            read(one, None),
        ],
        6 => vec![delete(one), read(one, None), delete(one), create(&b)],
        7 => vec![
            request(one_of(rng, &["PUT", "DELETE", "PATCH"]), "/notes", &[]),
            request(one_of(rng, &["POST", "PATCH"]), one, &[]),
        ],
        8 => {
            let near = [
                format!("/{b}"),
                "/notes/01".to_owned(),
                format!("/notes/1/{b}"),
                format!("/notes/{b}"),
            ];
            vec![
                read(&near[rng.usize(..near.len())], None),
                read("/notes/99", None),
                change(2, Some("\"1\""), &b),
            ]
        }
        9 => vec![
            with_body(create(""), one_of(rng, &["", "{\"text\":", "milk"])),
            create(&b),
        ],
        10 => vec![with_body(create(""), &bad(rng)), create(&b)],
        11 => {
            let bad = bad(rng);
            let put = |tag| with_body(change(1, tag, ""), &bad);
            vec![
                put(None),
                put(Some("\"9\"")),
                put(Some("\"1\"")),
                read(one, None),
            ]
        }
        12 => vec![
            keyed("k1", &b),
            keyed("k1", &b),
            keyed("k2", &b),
            keyed("k1", &b),
            read("/notes", None),
        ],
        13 => vec![
            keyed("k1", &b),
            keyed("k1", &format!("{b}!")),
            read("/notes", None),
        ],
        14 => return pages(rng),
        _ => faults::requests(rng, kind - WHOLE),
    };
    [first, more].concat()
}

fn pages(rng: &mut Rng) -> Vec<Request> {
    let count = rng.usize(4..8);
    let mut asked: Vec<Request> = (0..count).map(|_| create(&word(rng))).collect();
    // One that is gone before the page begins: so an id and a count are two things.
    let gone = rng.usize(1..3);
    let after = rng.usize(2..count);
    let limit = rng.usize(1..4);
    asked.push(delete(&format!("/notes/{gone}")));
    asked.push(read("/notes", None));
    asked.push(read(&format!("/notes?limit={limit}"), None));
    let path = format!("/notes?limit={limit}&after={after}");
    asked.push(read(&path, None));
    asked.push(read("/notes?limit=10", None));
    asked
}

/// JSON in which no good text is.
fn bad(rng: &mut Rng) -> String {
    let long = json!({ "text": "a".repeat(rng.usize(41..60)) }).to_string();
    one_of(
        rng,
        &[
            "{}",
            "null",
            "{\"text\":\"\"}",
            "{\"text\":7}",
            "[\"milk\"]",
            &long,
        ],
    )
    .to_owned()
}

pub fn create(text: &str) -> Request {
    let body = json!({ "text": text }).to_string();
    with_body(request("POST", "/notes", &[]), &body)
}

pub fn keyed(key: &str, text: &str) -> Request {
    let mut it = create(text);
    it.headers
        .insert("idempotency-key".to_owned(), key.to_owned());
    it
}

pub fn read(target: &str, known: Option<&str>) -> Request {
    let fields: Vec<_> = known.iter().map(|it| ("if-none-match", *it)).collect();
    request("GET", target, &fields)
}

pub fn change(id: u32, tag: Option<&str>, text: &str) -> Request {
    let fields: Vec<_> = tag.iter().map(|it| ("if-match", *it)).collect();
    let body = json!({ "text": text }).to_string();
    with_body(request("PUT", format!("/notes/{id}"), &fields), &body)
}

pub fn delete(path: &str) -> Request {
    request("DELETE", path, &[])
}

pub fn with_body(request: Request, body: &str) -> Request {
    Request {
        body: body.to_owned(),
        ..request
    }
}
