//! A cache of what a resolver has learned of names, each for as long as its time to live (RFC 1035, section 3.2.1).
//!
//! What was put in less than `ttl` seconds ago is fresh: an address, an alias (a CNAME), or that there is no such name (RFC 2308).
//! Aliases are followed; the answer is as fresh as what expires first on the way. What is not known, or no longer, is 504, as caches
//! answer `only-if-cached` (RFC 9111, section 5.2.1.7); a circle of aliases is no answer to build upon: 502 (RFC 9110, section 15.6.3).
//!
//! Some names stand for one thing only, so that the challenge can tell by them what a case is about: `www.*` for aliases, `mail.*` for
//! upper and lower case, `ftp.*` for the dot at the end. What lives for 300 seconds is asked for when a second or more has passed.

use std::collections::BTreeMap;

use fastrand::Rng;
use serde::Deserialize;
use serde_json::{Value as Json, json};

use super::{
    Model,
    build::{self, anything, request},
};
use crate::judge::spec::{Answer, Request, Step};

/// The longest time to live that is known, in seconds: a day.
const MAX_TTL: u32 = 86_400;

/// The cache.
#[derive(Default)]
pub struct Resolver {
    /// By name: what is known of it, and since when.
    known: BTreeMap<String, (Fact, u32)>,
    now: u32,
    /// Something came that the brief says never comes: from then on nothing is known.
    lost: bool,
}

/// What is put in: an address, an alias, or neither where there is no such name.
#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
struct Fact {
    address: Option<String>,
    alias: Option<String>,
    ttl: u32,
}

impl Model for Resolver {
    fn ask(rng: &mut Rng, at: usize) -> Vec<Step> {
        let start = 500 * rng.u32(..9);
        let calls = calls(rng, at % 16);
        let step = |(after, request)| build::at(start + after, request);
        calls.into_iter().map(step).collect()
    }

    fn accept(&mut self, step: &Step) -> Vec<Answer> {
        self.lost |= step.clock < self.now;
        if self.lost {
            return anything();
        }
        self.now = step.clock;
        let answer = self.answer(&step.request);
        self.lost = answer.is_none();
        answer.map_or_else(anything, |it| vec![it])
    }
}

impl Resolver {
    /// The right answer; none where there is no such request.
    fn answer(&mut self, request: &Request) -> Option<Answer> {
        let name = plain(request.path.strip_prefix("/names/")?)?;
        match request.method.as_str() {
            "GET" => Some(self.lookup(name)),
            "PUT" => {
                let fact: Fact = serde_json::from_str(&request.body).ok()?;
                let alias = match &fact.alias {
                    Some(it) => Some(plain(it)?),
                    None => None,
                };
                if fact.ttl > MAX_TTL || (fact.alias.is_some() && fact.address.is_some()) {
                    return None;
                }
                self.known.insert(name, (Fact { alias, ..fact }, self.now));
                Some(Answer::of(204))
            }
            _ => None,
        }
    }

    fn lookup(&self, mut name: String) -> Answer {
        let mut least = u32::MAX;
        let mut passed = Vec::new();
        loop {
            let Some((fact, left)) = self.fresh(&name) else {
                return Answer::of(504);
            };
            least = least.min(left.div_ceil(1_000));
            let Some(alias) = &fact.alias else {
                return match &fact.address {
                    Some(it) => Answer::of(200).saying(json!({ "address": it, "ttl": least })),
                    None => Answer::of(404).saying(json!({ "ttl": least })),
                };
            };
            passed.push(name.clone());
            if passed.contains(alias) {
                return Answer::of(502);
            }
            name.clone_from(alias);
        }
    }

    /// What is known of a name, and for how many milliseconds more.
    fn fresh(&self, name: &str) -> Option<(&Fact, u32)> {
        let (fact, since) = self.known.get(name)?;
        let left = (fact.ttl * 1_000).checked_sub(self.now - since)?;
        (left > 0).then_some((fact, left))
    }
}

/// The name as it is compared: in lower case, without the dot at the end. None where it is no name.
fn plain(name: &str) -> Option<String> {
    let plain = name.strip_suffix('.').unwrap_or(name).to_ascii_lowercase();
    let part = |it: &str| {
        !it.is_empty()
            && it
                .bytes()
                .all(|it| it.is_ascii_alphanumeric() || it == b'-')
    };
    plain.split('.').all(part).then_some(plain)
}

/// Milliseconds after the start of the case, and the request.
type Call = (u32, Request);

fn calls(rng: &mut Rng, kind: usize) -> Vec<Call> {
    let ttl = rng.u32(20..120);
    let soon = 500 * rng.u32(2..30);
    let at = format!("192.0.2.{}", rng.u32(1..90));
    let is_at = |name: &str, ttl: u32| put(name, json!({ "address": at, "ttl": ttl }));
    let is_alias = |name: &str, of: &str, ttl: u32| put(name, json!({ "alias": of, "ttl": ttl }));
    let (web, www) = ("web.example", "www.example");
    let end = 1_000 * ttl;
    match kind {
        0 => vec![
            (0, is_at(web, 300)),
            (soon, get(web)),
            (soon + 7_500, get(web)),
        ],
        1 => vec![(0, is_at(web, ttl)), (end, get(web))],
        2 => vec![
            (0, is_at(web, 300)),
            (299_999, get(web)),
            (300_000, get(web)),
        ],
        3 => vec![(0, get(web)), (500, is_at(web, ttl)), (500, get(web))],
        4 => vec![
            (0, put(web, json!({ "ttl": 300 }))),
            (soon, get(web)),
            (300_000, get(web)),
        ],
        5 => vec![
            (0, is_alias(www, web, ttl)),
            (0, is_at(web, 300)),
            (soon, get(www)),
        ],
        6 => vec![
            (0, is_alias(www, web, 300)),
            (0, is_at(web, ttl)),
            (soon, get(www)),
        ],
        7 => vec![
            (0, is_alias(www, web, 300)),
            (0, is_at(web, ttl)),
            (end, get(www)),
            (end, get(web)),
        ],
        8 => vec![
            (0, is_alias(www, web, ttl)),
            (0, is_at(web, 300)),
            (end, get(www)),
            (end, get(web)),
        ],
        9 => vec![
            (0, is_alias(www, "no.example", 300)),
            (0, put("no.example", json!({ "ttl": ttl }))),
            (soon, get(www)),
        ],
        10 => circle(rng, ttl),
        11 => same_name(rng, &at, ttl),
        12 => vec![
            (0, is_at(web, ttl)),
            (
                1_000,
                put(web, json!({ "address": "192.0.2.99", "ttl": 300 })),
            ),
            (1_000 + soon, get(web)),
            (end + soon, get(web)),
        ],
        13 => vec![
            (0, is_alias(www, "www.cdn.example", 300)),
            (2_500, is_alias("www.cdn.example", web, ttl + 30)),
            (4_000, is_at(web, ttl)),
            (4_000 + soon, get(www)),
        ],
        14 => vec![
            (0, is_at(web, ttl)),
            (1_000, is_at(web, 0)),
            (1_000, get(web)),
        ],
        _ => vec![(0, is_alias(www, web, ttl)), (0, get(www)), (500, get(web))],
    }
}

/// Aliases that lead back to where they came from.
fn circle(rng: &mut Rng, ttl: u32) -> Vec<Call> {
    let names = ["www.a.example", "www.b.example", "www.c.example"];
    let count = rng.usize(1..=names.len());
    let alias = |at: usize| {
        put(
            names[at],
            json!({ "alias": names[(at + 1) % count], "ttl": ttl }),
        )
    };
    let mut calls: Vec<Call> = (0..count).map(|it| (0, alias(it))).collect();
    calls.push((1_000, get(names[rng.usize(..count)])));
    calls
}

/// One name, written in two ways.
fn same_name(rng: &mut Rng, address: &str, ttl: u32) -> Vec<Call> {
    let mut ways = [
        ["mail.example", "MAIL.Example"],
        ["ftp.example", "ftp.example."],
    ][rng.usize(..2)];
    rng.shuffle(&mut ways);
    let fact = json!({ "address": address, "ttl": ttl });
    vec![(0, put(ways[0], fact)), (0, get(ways[1]))]
}

fn put(name: &str, fact: Json) -> Request {
    Request {
        body: fact.to_string(),
        ..request("PUT", format!("/names/{name}"), &[])
    }
}

fn get(name: &str) -> Request {
    request("GET", format!("/names/{name}"), &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(calls: Vec<Call>) -> Vec<(u16, Option<Json>)> {
        let mut cache = Resolver::default();
        let mut said = |it: &Step| {
            let all = cache.accept(it);
            assert_eq!(all.len(), 1, "{it:?}");
            (all[0].status, all[0].json.clone())
        };
        calls
            .into_iter()
            .map(|(clock, it)| said(&build::at(clock, it)))
            .collect()
    }

    fn looked_up(facts: &[(&str, Json)], clock: u32, name: &str) -> (u16, Option<Json>) {
        let put = |(name, fact): &(&str, Json)| (0, put(name, fact.clone()));
        let mut calls: Vec<Call> = facts.iter().map(put).collect();
        calls.push((clock, get(name)));
        answers(calls).pop().expect("there is one for each")
    }

    #[test]
    fn what_is_known_is_known_for_as_long_as_it_lives() {
        let facts = [
            ("a.b", json!({ "address": "x", "ttl": 2 })),
            ("no", json!({ "ttl": 1 })),
        ];
        let is = |ttl: u32| (200, Some(json!({ "address": "x", "ttl": ttl })));
        for (clock, name, answer) in [
            (0, "a.b", is(2)),
            (1, "A.B.", is(2)),
            (1_000, "a.b", is(1)),
            (1_999, "a.b", is(1)),
            (2_000, "a.b", (504, None)),
            (999, "no", (404, Some(json!({ "ttl": 1 })))),
            (1_000, "no", (504, None)),
            (0, "b", (504, None)),
        ] {
            assert_eq!(looked_up(&facts, clock, name), answer, "{name} at {clock}");
        }
    }

    #[test]
    fn aliases_are_followed_and_are_as_fresh_as_what_expires_first() {
        let facts = [
            ("a", json!({ "alias": "B.", "ttl": 5 })),
            ("b", json!({ "alias": "c", "ttl": 3 })),
            ("c", json!({ "address": "x", "ttl": 4 })),
            ("d", json!({ "alias": "no", "ttl": 9 })),
            ("no", json!({ "ttl": 2 })),
            ("e", json!({ "alias": "f", "ttl": 9 })),
            ("g", json!({ "alias": "h", "ttl": 9 })),
            ("h", json!({ "alias": "h", "ttl": 9 })),
        ];
        for (clock, name, answer) in [
            (0, "a", (200, Some(json!({ "address": "x", "ttl": 3 })))),
            (3_000, "a", (504, None)),
            (3_000, "c", (200, Some(json!({ "address": "x", "ttl": 1 })))),
            (1_500, "d", (404, Some(json!({ "ttl": 1 })))),
            (0, "e", (504, None)),
            (0, "g", (502, None)),
        ] {
            assert_eq!(looked_up(&facts, clock, name), answer, "{name} at {clock}");
        }
    }

    #[test]
    fn every_made_request_is_one_of_those_in_the_brief_and_time_only_goes_on() {
        let mut rng = Rng::with_seed(5);
        for kind in 0..320 {
            let steps = Resolver::ask(&mut rng, kind);
            assert!(steps.is_sorted_by_key(|it| it.clock), "{steps:?}");
            answers(steps.into_iter().map(|it| (it.clock, it.request)).collect());
        }
    }

    #[test]
    fn after_what_never_comes_nothing_is_known() {
        for (first, clock) in [(get("a..b"), 9), (put("a", json!({})), 9), (get("a"), 99)] {
            let mut cache = Resolver::default();
            cache.accept(&build::at(clock, first));
            assert!(cache.accept(&build::at(50, get("a"))).len() > 1 || clock < 50);
            assert!(cache.accept(&build::at(8, get("a"))).len() > 1);
        }
    }
}
