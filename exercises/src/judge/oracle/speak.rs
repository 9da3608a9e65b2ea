//! Content negotiation: one report as JSON, CSV or HTML.
//!
//! `GET` chooses by `Accept` (RFC 9110, sections 12.4.2 and 12.5.1): for each form the most specific range that fits says
//! its weight, 1 where none is given; 0 means no. The highest weight wins, of equals the first of JSON, CSV, HTML. Without
//! the field everything goes. Where nothing fits: 406. Every answer to `GET` says `Vary: Accept` (section 12.5.5).
//! `POST` takes `application/json`, whatever its parameters; all else is 415 (section 15.5.16) with `Accept-Post`.

use fastrand::Rng;
use serde_json::json;

use super::{
    Model,
    build::{anything, request},
    words::one_of,
};
use crate::judge::spec::{Answer, Request, Step};

/// The forms, in the server's order.
const TYPES: [&str; 3] = ["application/json", "text/csv", "text/html"];
const CSV: &str = "city,rain\nOslo,12\nRome,3\n";
const HTML: &str = "<ul><li>Oslo: 12</li><li>Rome: 3</li></ul>";
/// Types that this server does not speak.
const STRANGE: [&str; 5] = [
    "application/xml",
    "image/png",
    "audio/*",
    "text/csv-schema",
    "text/plain",
];
/// Types that begin like one that it does.
const NEAR: [&str; 3] = [
    "application/json-seq",
    "application/jsonp",
    "application/json5",
];

/// The server, which keeps nothing.
#[derive(Default)]
pub struct Speak;

impl Model for Speak {
    fn ask(rng: &mut Rng, at: usize) -> Vec<Step> {
        vec![Step::asking(match at % 16 {
            12 | 14 => posted(rng, true),
            13 => posted(rng, false),
            15 => request("POST", "/report", &[]),
            kind => match wish(rng, kind) {
                Some(accept) => request("GET", "/report", &[("accept", &accept)]),
                None => request("GET", "/report", &[]),
            },
        })]
    }

    fn accept(&mut self, step: &Step) -> Vec<Answer> {
        let request = &step.request;
        match request.method.as_str() {
            "GET" => vec![got(request.header("accept"))],
            "POST" => vec![received(request.header("content-type"))],
            _ => anything(),
        }
    }
}

fn got(accept: Option<&str>) -> Answer {
    let weigh = |at: usize| accept.map_or(1_000, |it| weight(it, TYPES[at]));
    // Of equal ones the first, so the last of the reversed order.
    let best = (0..TYPES.len()).rev().max_by_key(|it| weigh(*it));
    let answer = match best.filter(|it| weigh(*it) > 0) {
        Some(0) => Answer::of(200).saying(json!([
            { "city": "Oslo", "rain": 12 }, { "city": "Rome", "rain": 3 },
        ])),
        Some(1) => Answer::of(200).text(CSV),
        Some(_) => Answer::of(200).text(HTML),
        None => Answer::of(406),
    };
    let kind = best.filter(|_| answer.status == 200).map(|it| TYPES[it]);
    let answer = answer.list("vary", &["Accept"]);
    match kind {
        Some(kind) => answer.with("content-type", kind),
        None => answer,
    }
}

fn received(kind: Option<&str>) -> Answer {
    let essence = kind.and_then(|it| it.split(';').next()).unwrap_or_default();
    if essence.trim().eq_ignore_ascii_case(TYPES[0]) {
        Answer::of(204)
    } else {
        Answer::of(415).with("accept-post", TYPES[0])
    }
}

/// The weight of a media type in thousandths.
fn weight(accept: &str, kind: &str) -> u32 {
    let group = kind.split('/').next().unwrap_or_default();
    let ranges = accept.split(',').filter_map(|it| {
        let mut parts = it.split(';').map(|it| it.trim().to_ascii_lowercase());
        let range = parts.next()?;
        let rank = if range == kind {
            3
        } else if range == format!("{group}/*") {
            2
        } else if range == "*/*" {
            1
        } else {
            return None;
        };
        let q = parts.find_map(|it| it.strip_prefix("q=").map(thousandths));
        Some((rank, q.unwrap_or(1_000)))
    });
    let found = ranges.max_by_key(|(rank, _)| *rank);
    found.map_or(0, |(_, weight)| weight)
}

/// `0.5` as 500.
fn thousandths(q: &str) -> u32 {
    let (whole, rest) = q.split_once('.').unwrap_or((q, ""));
    let rest: String = rest.chars().chain("000".chars()).take(3).collect();
    whole.parse::<u32>().unwrap_or(0) * 1_000 + rest.parse::<u32>().unwrap_or(0)
}

/// The `Accept` of the request at a place; none where there should be none.
fn wish(rng: &mut Rng, kind: usize) -> Option<String> {
    let (one, other) = two_forms(rng);
    // The server's order alone would choose the first of these, the weights choose the second.
    let (first, second) = if one < other {
        (one, other)
    } else {
        (other, one)
    };
    let [one, other, first, second] = [one, other, first, second].map(|it| TYPES[it]);
    let strange = one_of(rng, &STRANGE);
    let high = one_of(rng, &["0.9", "0.75", "0.8", "1", "1.0"]);
    let low = one_of(rng, &["0.1", "0.25", "0.5", "0.333"]);
    Some(match kind {
        0 => one_of(rng, &NEAR).to_owned(),
        1 => return None,
        2 => format!("{first};q={low}, {second};q={high}"),
        3 => one_of(rng, &["*/*", "image/png, */*;q=0.5", "*/*;q=0.1"]).to_owned(),
        4 => one_of(rng, &["text/*", "image/*, text/*;q=0.4"]).to_owned(),
        5 => strange.to_owned(),
        6 => format!("*/*;q={high}, {};q={low}", TYPES[0]),
        7 => format!("{one};q=0{}", one_of(rng, &["", ".0", ".000"])),
        8 => format!("{one};q={high}, {other};q={low}, {strange}"),
        9 => format!(
            "{} ; Q={low} , {second}",
            one_of(rng, &[&first.to_ascii_uppercase(), first])
        ),
        10 => format!("{strange};q={high}, {one};q={low}"),
        _ => format!("text/csv;q={low}, text/*;q={high}"),
    })
}

fn two_forms(rng: &mut Rng) -> (usize, usize) {
    let one = rng.usize(..TYPES.len());
    (one, (one + rng.usize(1..TYPES.len())) % TYPES.len())
}

fn posted(rng: &mut Rng, right: bool) -> Request {
    let kind = if right {
        one_of(
            rng,
            &[
                "application/json",
                "application/json; charset=utf-8",
                "application/json;charset=UTF-8",
                "Application/JSON ; charset=utf-8",
            ],
        )
    } else {
        one_of(
            rng,
            &[
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/json-seq",
                "text/csv; charset=utf-8",
            ],
        )
    };
    Request {
        body: r#"{"city":"Bern","rain":7}"#.to_owned(),
        ..request("POST", "/report", &[("content-type", kind)])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_most_specific_range_says_the_weight_and_the_highest_weight_wins() {
        for (accept, kind) in [
            (None, Some(0)),
            (Some("text/csv"), Some(1)),
            (Some("*/*"), Some(0)),
            (Some("text/*"), Some(1)),
            (Some("text/html;q=0.5, text/csv;q=0.7"), Some(1)),
            (Some("text/html, text/csv"), Some(1)),
            (Some("text/*;q=0.9, text/csv;q=0.1"), Some(2)),
            (Some("*/*, application/json;q=0"), Some(1)),
            (Some("application/json;q=0"), None),
            (Some("image/png, application/json-seq"), None),
            (Some("TEXT/HTML ; Q=0.5 ,image/png"), Some(2)),
            (Some("text/csv;q=0.001, */*;q=0.000"), Some(1)),
            (Some(""), None),
        ] {
            let answer = got(accept);
            let expected = kind.map(|it: usize| TYPES[it].to_owned());
            assert_eq!(
                answer.headers.get("content-type"),
                expected.as_ref(),
                "{accept:?}"
            );
            assert_eq!(answer.status, if kind.is_some() { 200 } else { 406 });
            assert!(answer.lists.contains_key("vary"));
        }
    }

    #[test]
    fn only_json_is_received() {
        for (kind, status) in [
            (Some("application/json"), 204),
            (Some("Application/JSON ; charset=utf-8"), 204),
            (Some("application/json-seq"), 415),
            (Some("text/plain; a=application/json"), 415),
            (None, 415),
        ] {
            assert_eq!(received(kind).status, status, "{kind:?}");
        }
    }
}
