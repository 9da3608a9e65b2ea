//! A client that tries again: four times at most, and only where that is safe.
//!
//! After 429 any request may be sent again, since nothing was done. After 502, 503, 504 or no answer at all nobody knows, so
//! only what is idempotent is (RFC 9110, section 9.2.2), or what carries a key by which the server knows it again. The waits
//! are one, two and four seconds, or what `Retry-After` says in seconds or as a date (section 10.2.3), and half as much more for
//! jitter.

use fastrand::Rng;
use serde_json::{Value as Json, json};

use super::words::{one_of, word};
use crate::judge::client::{Call, Ending, Expect, Part, Reply, Wanted, dates};

const TRIES: usize = 4;
/// Nobody waits longer, in milliseconds.
const PATIENCE: u32 = 30_000;
/// Dates are said in whole seconds, of so many milliseconds.
const SECOND: u32 = 1_000;
const SAFE: [&str; 3] = ["GET", "PUT", "DELETE"];
const FINAL: [u16; 5] = [400, 404, 409, 422, 500];
const GATEWAY: [u16; 3] = [502, 503, 504];

/// A call, whose answers nobody has given yet.
pub fn ask(rng: &mut Rng, at: usize) -> Call {
    let safe = one_of(rng, &SAFE);
    let busy = |rng: &mut Rng| Reply::of(GATEWAY[rng.usize(..3)]);
    let waiting =
        |status: u16, seconds: u32| Reply::of(status).with("retry-after", seconds.to_string());
    let until = |status: u16, seconds: u32| {
        Reply::of(status).with("retry-after", format!("{{date+{}}}", seconds * SECOND))
    };
    let good = Reply::of(200).text_body(word(rng));
    let (method, key, replies) = match at % 18 {
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
        14 => (safe, false, vec![until(503, rng.u32(5..=28)), good]),
        15 => ("POST", false, vec![until(429, rng.u32(2..=28)), good]),
        16 => (safe, false, vec![until(503, rng.u32(32..400)), good]),
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
    // When the request before has ended, at the earliest and at the latest.
    let mut time = (0, 0);
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
            // A field that is set to `undefined` is sent, as that word.
            without: (key
                .is_none()
                .then(|| "idempotency-key".to_owned())
                .into_iter())
            .collect(),
            wait: Some((*wait.start(), *wait.end())),
            ..Wanted::default()
        });
        let may = key.is_some() || SAFE.contains(&method);
        let ends = |time: u32, wait: u32| time.saturating_add(wait).saturating_add(reply.after);
        time = (ends(time.0, *wait.start()), ends(time.1, *wait.end()));
        let next = pause(reply, may, sent.len(), time);
        let Some((least, most)) = next.filter(|_| sent.len() < TRIES) else {
            let same = key.map(|_| "idempotency-key".to_owned());
            let same = same.into_iter().collect();
            return vec![Expect {
                same,
                ..ended(reply, sent)
            }];
        };
        wait = least..=most.saturating_add(most / 2);
    }
}

/// How long to wait before the next try, at least and without jitter at most, in milliseconds; none where there is none.
fn pause(reply: &Reply, may: bool, tries: usize, time: (u32, u32)) -> Option<(u32, u32)> {
    let again = match (reply.end, reply.status) {
        (Ending::Fails, _) | (_, 502..=504) => may,
        (_, 429) => true,
        _ => false,
    };
    let asked = reply
        .headers
        .get("retry-after")
        .filter(|_| reply.end == Ending::Close);
    let (least, most) = match asked.and_then(|it| asked_for(it, time)) {
        Some((least, _)) if least > PATIENCE => return None,
        Some(it) => it,
        None => {
            let wait = SECOND << (tries - 1).min(TRIES);
            (wait, wait)
        }
    };
    again.then_some((least, most))
}

/// How long `Retry-After` asks to wait, at least and at most, in milliseconds. A date is rounded up to the second: how much that
/// adds is known only where it is known when the answer came.
fn asked_for(value: &str, time: (u32, u32)) -> Option<(u32, u32)> {
    if let Ok(seconds) = value.parse::<u32>() {
        let wait = seconds.saturating_mul(SECOND);
        return Some((wait, wait));
    }
    let parts = dates(value).ok()?;
    let [Part::Date(ahead)] = parts[..] else {
        return None;
    };
    let ahead = u32::try_from(ahead).ok()?;
    if time.0 != time.1 {
        return Some((ahead, ahead + SECOND - 1));
    }
    let date = time
        .0
        .checked_add(ahead)?
        .checked_next_multiple_of(SECOND)?;
    Some((date - time.0, date - time.0))
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

#[cfg(test)]
mod tests {
    use super::*;

    /// The waits before each request, where these are the replies to a GET.
    fn waits(replies: Vec<Reply>) -> Vec<(u32, u32)> {
        let call = Call {
            args: vec![json!({ "method": "GET", "path": "/a" })],
            replies,
            expect: Vec::new(),
        };
        let requests = expect(&call).remove(0).requests.unwrap_or_default();
        requests.iter().filter_map(|it| it.wait).collect()
    }

    #[test]
    fn a_date_is_waited_for_from_when_its_reply_came() {
        let until = |after: u32, value: &str| Reply {
            after,
            ..Reply::of(503).with("retry-after", value)
        };
        let good = || Reply::of(200);
        for (value, waits_for) in [
            ("7", (7_000, 10_500)),
            // At 0.4 s, seven seconds later is 7.4 s, which is said as 8 s.
            ("{date+7000}", (7_600, 11_400)),
            ("{date+6600}", (6_600, 9_900)),
            ("soon", (1_000, 1_500)),
        ] {
            let found = waits(vec![until(400, value), good()]);
            assert_eq!(found, [(0, 0), waits_for], "{value}");
        }
        let too_long = waits(vec![until(400, "{date+30000}"), good()]);
        assert_eq!(too_long, [(0, 0)], "30.6 seconds are more than 30");
        // After a wait with jitter, nobody knows how much rounding adds.
        let later = waits(vec![Reply::of(503), until(1, "{date+2000}"), good()]);
        assert_eq!(later, [(0, 0), (1_000, 1_500), (2_000, 4_498)]);
    }
}
