//! A response of HTTP/1.1 put together from its parts, as text (RFC 9112, section 2.1).
//!
//! The space before the reason stays where there is no reason (section 4). `Content-Length` counts bytes (RFC 9110, section 8.6),
//! and 204 and 304 have neither body nor length here (section 6.4.1). A line break in a field's value would begin a field that
//! nobody meant (section 5.5): 400.
//!
//! Bodies of other letters than English ones have 29 or 31 bytes, and no other bodies do: so the challenge can tell who counts
//! letters. A body ends in a full stop.
//!
//! [`Plain`] is the same without what needs a decision: every response has a body that is counted, and a reason.

use fastrand::Rng;
use serde::Deserialize;
use serde_json::json;

use super::{
    Model,
    build::{anything, request},
    words::{one_of, word},
};
use crate::judge::spec::{Answer, Request, Step};

/// Lengths that only bodies of other letters have, in bytes.
const TOLD_APART: [usize; 2] = [29, 31];

/// Puts responses together, one by one.
#[derive(Default)]
pub struct Assemble;

/// Puts plain responses together.
#[derive(Default)]
pub struct Plain;

/// The kinds of [`parts`] that are plain.
const PLAIN: [usize; 7] = [0, 1, 2, 6, 9, 10, 11];

/// What the learner's function is given as JSON.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Parts {
    status: u16,
    reason: String,
    headers: Vec<(String, String)>,
    body: String,
}

impl Model for Assemble {
    fn ask(rng: &mut Rng, at: usize) -> Vec<Step> {
        vec![Step::asking(order(&parts(rng, at % 12)))]
    }

    fn accept(&mut self, step: &Step) -> Vec<Answer> {
        given(step).map_or_else(anything, |it| vec![answer(&it)])
    }
}

impl Model for Plain {
    fn ask(rng: &mut Rng, at: usize) -> Vec<Step> {
        let kind = PLAIN[at % PLAIN.len()];
        vec![Step::asking(order(&parts(rng, kind)))]
    }

    fn accept(&mut self, step: &Step) -> Vec<Answer> {
        let parts = given(step).filter(|it| it.has_body() && !it.breaks_lines());
        let parts = parts.filter(|it| !it.reason.is_empty());
        parts.map_or_else(anything, |it| vec![answer(&it)])
    }
}

impl Parts {
    /// Whatever is given, 204 and 304 have none (RFC 9110, section 6.4.1).
    fn has_body(&self) -> bool {
        ![204, 304].contains(&self.status)
    }

    /// A value would begin another field.
    fn breaks_lines(&self) -> bool {
        (self.headers.iter()).any(|(_, it)| it.contains(['\r', '\n']))
    }
}

/// The parts that a request brings; none where the briefs say that such ones never come.
fn given(step: &Step) -> Option<Parts> {
    let parts: Parts = serde_json::from_str(&step.request.body).ok()?;
    let name = |(name, _): &(String, String)| !name.eq_ignore_ascii_case("content-length");
    let good = (200..600).contains(&parts.status) && parts.headers.iter().all(name);
    good.then_some(parts)
}

fn answer(parts: &Parts) -> Answer {
    if parts.breaks_lines() {
        return Answer::of(400);
    }
    let mut text = format!("HTTP/1.1 {} {}\r\n", parts.status, parts.reason);
    for (name, value) in &parts.headers {
        text += &[name, ": ", value, "\r\n"].concat();
    }
    if !parts.has_body() {
        return Answer::of(200).text(text + "\r\n");
    }
    let length = parts.body.len();
    let rest = format!("Content-Length: {length}\r\n\r\n{}", parts.body);
    Answer::of(200).text(text + &rest)
}

fn order(parts: &Parts) -> Request {
    let Parts {
        status,
        reason,
        headers,
        body,
    } = parts;
    Request {
        body: json!({ "status": status, "reason": reason, "headers": headers, "body": body })
            .to_string(),
        ..request("POST", "/", &[])
    }
}

fn parts(rng: &mut Rng, kind: usize) -> Parts {
    let kinds = [
        (200, "OK"),
        (201, "Created"),
        (404, "Not Found"),
        (503, "Service Unavailable"),
    ];
    let (status, reason) = kinds[rng.usize(..kinds.len())];
    let mut made = Parts {
        status,
        reason: reason.to_owned(),
        headers: vec![field("Content-Type", "text/plain; charset=utf-8")],
        body: plain(rng),
    };
    match kind {
        1 | 10 => made.body = other_letters(rng, kind == 10),
        2 => made.body.clear(),
        3 => (made.status, made.reason) = (204, "No Content".to_owned()),
        4 => (made.status, made.reason) = (304, "Not Modified".to_owned()),
        5 => made.reason.clear(),
        6 => made.headers.extend(cookies(rng)),
        7 => made.headers.push(broken(rng, &["\r\n", "\n"])),
        8 => made.headers.push(broken(rng, &["\r"])),
        9 => made.headers.clear(),
        11 => made.headers.insert(0, field("X-Trace", &word(rng))),
        _ => {}
    }
    match kind {
        3 => made.headers = vec![field("X-Trace", &word(rng))],
        4 => made.headers = vec![field("ETag", &format!("\"{}\"", word(rng)))],
        11 => made.body = format!("{}\n{}", word(rng), made.body),
        _ => {}
    }
    if [3, 4].contains(&kind) {
        one_of(rng, &["", "It is gone."]).clone_into(&mut made.body);
    }
    if !made.body.is_empty() && made.body.is_ascii() && TOLD_APART.contains(&made.body.len()) {
        made.body.insert(0, 'o');
    }
    made
}

fn field(name: &str, value: &str) -> (String, String) {
    (name.to_owned(), value.to_owned())
}

fn plain(rng: &mut Rng) -> String {
    let words: Vec<String> = (0..rng.usize(1..5)).map(|_| word(rng)).collect();
    words.join(" ") + "."
}

/// Text in which letters and bytes are not as many.
fn other_letters(rng: &mut Rng, pictures: bool) -> String {
    let some = if pictures {
        ["🦀", "🙂", "日本"]
    } else {
        ["é", "€", "ß"]
    };
    let length = TOLD_APART[usize::from(pictures)];
    let mut text = format!("{} {} ", one_of(rng, &some), one_of(rng, &some));
    while text.len() < length - 1 {
        text.push(rng.lowercase());
    }
    text + "."
}

fn cookies(rng: &mut Rng) -> [(String, String); 2] {
    let cookie = |name: &str, value: String| field("Set-Cookie", &format!("{name}={value}"));
    [cookie("theme", word(rng)), cookie("lang", word(rng))]
}

/// A value that would begin another field.
fn broken(rng: &mut Rng, breaks: &[&str]) -> (String, String) {
    let value = format!("/{}{}Set-Cookie: admin=1", word(rng), one_of(rng, breaks));
    field("Location", &value)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(status: u16, reason: &str, headers: &[(&str, &str)], body: &str) -> (u16, String) {
        let parts = Parts {
            status,
            reason: reason.into(),
            headers: headers.iter().map(|it| field(it.0, it.1)).collect(),
            body: body.into(),
        };
        let answer = Assemble.accept(&Step::asking(order(&parts))).remove(0);
        (answer.status, answer.body.unwrap_or_default())
    }

    #[test]
    fn parts_make_a_response() {
        for (answer, text) in [
            (
                said(200, "OK", &[("A", "b"), ("A", "c")], "é."),
                "HTTP/1.1 200 OK\r\nA: b\r\nA: c\r\nContent-Length: 3\r\n\r\né.",
            ),
            (
                said(200, "", &[], ""),
                "HTTP/1.1 200 \r\nContent-Length: 0\r\n\r\n",
            ),
            (
                said(204, "No Content", &[], "x"),
                "HTTP/1.1 204 No Content\r\n\r\n",
            ),
            (
                said(304, "Not Modified", &[("ETag", "\"a\"")], ""),
                "HTTP/1.1 304 Not Modified\r\nETag: \"a\"\r\n\r\n",
            ),
        ] {
            assert_eq!(answer, (200, text.to_owned()));
        }
        for value in ["a\r\nb: c", "a\nb", "a\r"] {
            assert_eq!(said(200, "OK", &[("A", value)], "").0, 400, "{value:?}");
        }
    }

    #[test]
    fn what_is_no_list_of_parts_has_no_answer_of_its_own() {
        for body in [
            "",
            "{}",
            r#"{"status":200,"reason":"OK","headers":{},"body":""}"#,
        ] {
            let asked = Request {
                body: body.into(),
                ..request("POST", "/", &[])
            };
            assert!(Assemble.accept(&Step::asking(asked)).len() > 1, "{body}");
        }
    }

    #[test]
    fn plain_parts_leave_nothing_to_decide() {
        let mut rng = Rng::with_seed(7);
        for at in 0..70 {
            let step = Plain::ask(&mut rng, at).remove(0);
            assert_eq!(Plain.accept(&step), Assemble.accept(&step), "{step:?}");
            assert_eq!(Plain.accept(&step).len(), 1, "{step:?}");
        }
        for kind in (0..12).filter(|it| !PLAIN.contains(it)) {
            let step = Step::asking(order(&parts(&mut rng, kind)));
            assert!(Plain.accept(&step).len() > 1, "{step:?}");
        }
    }

    #[test]
    fn only_bodies_of_other_letters_have_the_lengths_that_tell_them_apart() {
        let mut rng = Rng::with_seed(7);
        for at in 0..600 {
            let it = parts(&mut rng, at % 12);
            let told_apart = TOLD_APART.contains(&it.body.len());
            assert_eq!(told_apart, !it.body.is_ascii(), "{}", it.body);
        }
    }
}
