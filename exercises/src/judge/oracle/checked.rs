//! A client that asks for one book, and believes neither every answer nor that `fetch` rejects a bad one.
//!
//! 200 with JSON is the book, 404 is `null`. Every other status is an error with the status in its message, and so is a 200
//! that is no JSON, with its type in the message. Where there is no answer, `fetch` rejects, and so does the client.

use std::fmt::Write as _;

use fastrand::Rng;
use serde_json::{Value as Json, json};

use super::words::one_of;
use crate::judge::client::{Call, Ending, Expect, Reply, Wanted};

const TITLES: [&str; 4] = ["Dune", "Emma", "Ulysses", "Solaris"];
const HTML: &str = "<!doctype html><title>Sorry</title><p>Something went wrong.</p>";
const CLIENT_ERRORS: [u16; 6] = [400, 401, 403, 409, 410, 429];
const SERVER_ERRORS: [u16; 4] = [500, 502, 503, 504];

/// A call, whose answers nobody has given yet.
pub fn ask(rng: &mut Rng, at: usize) -> Call {
    let id = match at % 10 {
        5 => format!(
            "{} {}/{}",
            one_of(rng, &TITLES),
            rng.u32(1..90),
            rng.u32(1..9)
        ),
        6 => format!("{}?&#{}", rng.u32(1..90), rng.u32(1..9)),
        _ => rng.u32(1..10_000).to_string(),
    };
    let book = json!({ "id": id, "title": one_of(rng, &TITLES), "pages": rng.u32(20..900) });
    let reply = match at % 10 {
        1 => Reply::of(404).saying(json!({ "error": "no such book" })),
        2 => Reply::of(any(rng, &SERVER_ERRORS)).html(),
        3 => Reply::of(any(rng, &CLIENT_ERRORS)).saying(json!({ "error": "no" })),
        4 => Reply::of(200).html(),
        7 => Reply::of(any(rng, &SERVER_ERRORS)).saying(book),
        8 => Reply::of(200)
            .with("content-type", "application/json; charset=utf-8")
            .saying(book),
        9 if rng.bool() => Reply::of(404).html(),
        9 => Reply::failing(),
        _ => Reply::of(200).saying(book),
    };
    Call {
        replies: vec![Reply {
            method: Some("GET".to_owned()),
            path: Some(path(&id)),
            after: rng.u32(1..400),
            ..reply
        }],
        args: vec![Json::from(id)],
        expect: Vec::new(),
    }
}

/// Everything that can be defended.
pub fn expect(call: &Call) -> Vec<Expect> {
    let (Some(id), [reply]) = (
        call.args.first().and_then(Json::as_str),
        call.replies.as_slice(),
    ) else {
        return vec![Expect::default()];
    };
    let requests = Some(vec![Wanted {
        method: Some("GET".to_owned()),
        path: Some(path(id).replace('*', "\\*")),
        ..Wanted::default()
    }]);
    let it = Expect {
        requests,
        ..Expect::default()
    };
    let throws = |message: &str| Expect {
        throws: Some(message.to_owned()),
        ..it.clone()
    };
    vec![match (reply.end, reply.status) {
        (Ending::Fails, _) => throws("*"),
        (_, 404) => Expect {
            returns_null: true,
            ..it
        },
        (_, 200) if reply.json.is_none() => {
            throws(&format!("*{}*", reply.content_type().unwrap_or_default()))
        }
        (_, 200) => Expect {
            returns: reply.json.clone(),
            ..it
        },
        (_, status) => throws(&format!("*{status}*")),
    }]
}

fn any(rng: &mut Rng, of: &[u16]) -> u16 {
    of[rng.usize(..of.len())]
}

impl Reply {
    fn html(self) -> Self {
        Self {
            body: Some(HTML.to_owned()),
            ..self
        }
        .with("content-type", "text/html")
    }
}

/// The path of a book, its id encoded as `encodeURIComponent` does.
fn path(id: &str) -> String {
    let mut path = "/api/books/".to_owned();
    for byte in id.bytes() {
        if byte.is_ascii_alphanumeric() || b"-_.!~*'()".contains(&byte) {
            path.push(char::from(byte));
        } else {
            let _ = write!(path, "%{byte:02X}");
        }
    }
    path
}
