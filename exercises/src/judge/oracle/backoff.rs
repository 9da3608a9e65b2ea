//! A client that tries again: four times at most, and only where that is safe.
//!
//! After 429 any request may be sent again, since nothing was done. After 502, 503, 504 or no answer at all nobody knows, so
//! only what is idempotent is (RFC 9110, section 9.2.2), or what carries a key by which the server knows it again. The waits
//! are one, two and four seconds, or what `Retry-After` says (section 10.2.3), and half as much more for jitter.

use fastrand::Rng;
use serde_json::{Value as Json, json};

use super::words::{one_of, word};
use crate::judge::client::{Call, Ending, Expect, Reply, Wanted};

const TRIES: usize = 4;
/// Nobody waits longer, in seconds.
const PATIENCE: u32 = 30;
const SAFE: [&str; 3] = ["GET", "PUT", "DELETE"];
const FINAL: [u16; 5] = [400, 404, 409, 422, 500];
const GATEWAY: [u16; 3] = [502, 503, 504];

/// A call, whose answers nobody has given yet.
pub fn ask(rng: &mut Rng, at: usize) -> Call {
    let safe = one_of(rng, &SAFE);
    let busy = |rng: &mut Rng| Reply::of(GATEWAY[rng.usize(..3)]);
    let waiting =
        |status: u16, seconds: u32| Reply::of(status).with("retry-after", seconds.to_string());
    let good = Reply::of(200).text_body(word(rng));
    let (method, key, replies) = match at % 15 {
        0 => (safe, false, vec![busy(rng), good]),
        1 => ("POST", false, vec![busy(rng), good]),
        2 => ("POST", true, vec![busy(rng), Reply::failing(), good]),
        3 => (safe, false, vec![Reply::failing(), Reply::failing(), good]),
        13 => (safe, false, vec![Reply::failing(); 5]),
        4 => ("POST", false, vec![Reply::failing(), good]),
        5 => (safe, false, vec![waiting(503, rng.u32(5..=9)), good]),
        6 => (
            "POST",
            false,
            vec![waiting(429, rng.u32(2..=29)), Reply::of(429), good],
        ),
        7 => (safe, false, vec![busy(rng); 5]),
        8 => (safe, false, vec![Reply::of(FINAL[rng.usize(..5)]), good]),
        9 => (safe, false, vec![waiting(429, rng.u32(31..400)), good]),
        10 => (safe, false, vec![busy(rng), busy(rng), busy(rng), good]),
        11 => ("POST", true, vec![busy(rng); 5]),
        12 => ("POST", true, vec![good]),
        _ => random(rng, good),
    };
    let mut request = json!({ "method": method, "path": format!("/api/{}", word(rng)) });
    if key {
        request["key"] = Json::from(word(rng));
    }
    let late = |it: Reply, rng: &mut Rng| Reply {
        after: rng.u32(1..900),
        ..it
    };
    Call {
        args: vec![request],
        replies: replies.into_iter().map(|it| late(it, rng)).collect(),
        expect: Vec::new(),
    }
}

fn random(rng: &mut Rng, good: Reply) -> (&'static str, bool, Vec<Reply>) {
    let method = ["GET", "POST", "DELETE"][rng.usize(..3)];
    let mut replies: Vec<Reply> = (0..rng.usize(1..4))
        .map(|_| match rng.u32(..5) {
            0 => Reply::failing(),
            1 => Reply::of(429),
            2 => Reply::of(503).with("retry-after", rng.u32(1..30).to_string()),
            3 => Reply::of(502),
            _ => Reply::of(504),
        })
        .collect();
    replies.push(good);
    (method, rng.bool(), replies)
}

/// Everything that can be defended.
pub fn expect(call: &Call) -> Vec<Expect> {
    let text = |name: &str| call.args.first().and_then(|it| it[name].as_str());
    let (Some(method), Some(path)) = (text("method"), text("path")) else {
        return vec![Expect::default()];
    };
    let key = text("key");
    let mut sent: Vec<Wanted> = Vec::new();
    let mut wait = 0..=0;
    loop {
        let Some(reply) = call.replies.get(sent.len()).or(call.replies.last()) else {
            return vec![Expect::default()];
        };
        sent.push(Wanted {
            method: Some(method.to_owned()),
            path: Some(path.replace('*', "\\*")),
            headers: (key.filter(|_| sent.is_empty()).into_iter())
                .map(|it| ("idempotency-key".to_owned(), it.replace('*', "\\*")))
                .collect(),
            wait: Some((*wait.start(), *wait.end())),
            ..Wanted::default()
        });
        let may = key.is_some() || SAFE.contains(&method);
        let next = pause(reply, may, sent.len());
        let Some(milliseconds) = next.filter(|_| sent.len() < TRIES) else {
            let same = key.map(|_| "idempotency-key".to_owned());
            let same = same.into_iter().collect();
            return vec![Expect {
                same,
                ..ended(reply, sent)
            }];
        };
        wait = milliseconds..=milliseconds + milliseconds / 2;
    }
}

/// How long to wait before the next try, in milliseconds; none where there is none.
fn pause(reply: &Reply, may: bool, tries: usize) -> Option<u32> {
    let again = match (reply.end, reply.status) {
        (Ending::Fails, _) | (_, 502..=504) => may,
        (_, 429) => true,
        _ => false,
    };
    let asked = reply
        .headers
        .get("retry-after")
        .filter(|_| reply.end == Ending::Close);
    let asked = asked.and_then(|it| it.parse::<u32>().ok());
    let milliseconds = match asked {
        Some(seconds) if seconds > PATIENCE => return None,
        Some(seconds) => seconds * 1_000,
        None => 1_000 << (tries - 1).min(TRIES),
    };
    again.then_some(milliseconds)
}

fn ended(reply: &Reply, sent: Vec<Wanted>) -> Expect {
    let it = Expect {
        requests: Some(sent),
        ..Expect::default()
    };
    let throws = |message: String| Expect {
        throws: Some(message),
        ..it.clone()
    };
    match (reply.end, reply.status) {
        (Ending::Fails, _) => throws("*".to_owned()),
        (_, 200..=299) => Expect {
            returns: Some(Json::from(reply.text())),
            ..it
        },
        (_, status) => throws(format!("*{status}*")),
    }
}
