//! Origins that take turns: round robin, while some come and others go.
//!
//! A bookmark lies behind the origin that had the last turn. Whoever stands behind the bookmark is next, and if nobody does, the
//! first. A new origin stands at the end (201; 204 where it is there already, RFC 9110, section 9.3.4), a removed one closes the gap.

use fastrand::Rng;
use serde_json::json;

use super::{build::request, service::Service, words::word};
use crate::judge::spec::{Answer, Request};

const FIRST: [&str; 3] = ["a", "b", "c"];

/// The round.
pub struct Robin {
    origins: Vec<String>,
    /// How many stand before the bookmark.
    passed: usize,
}

impl Default for Robin {
    fn default() -> Self {
        Self {
            origins: FIRST.map(str::to_owned).into(),
            passed: 0,
        }
    }
}

impl Service for Robin {
    fn requests(rng: &mut Rng, at: usize) -> Vec<Request> {
        requests(rng, at % 12)
    }

    fn answer(&mut self, request: &Request) -> Option<Answer> {
        match (request.method.as_str(), request.segments().as_slice()) {
            ("GET", ["origins"]) => Some(Answer::of(200).saying(json!(self.origins))),
            ("GET", ["pages", _]) => Some(self.turn()),
            ("PUT", ["origins", name]) if is_name(name) => Some(self.come(name)),
            ("DELETE", ["origins", name]) if is_name(name) => Some(self.go(name)),
            _ => None,
        }
    }
}

impl Robin {
    fn turn(&mut self) -> Answer {
        if self.passed >= self.origins.len() {
            self.passed = 0;
        }
        let Some(origin) = self.origins.get(self.passed) else {
            return Answer::of(503);
        };
        self.passed += 1;
        Answer::of(200).with("x-origin", origin)
    }

    fn come(&mut self, name: &str) -> Answer {
        if self.origins.iter().any(|it| it == name) {
            return Answer::of(204);
        }
        self.origins.push(name.to_owned());
        Answer::of(201)
    }

    fn go(&mut self, name: &str) -> Answer {
        let Some(at) = self.origins.iter().position(|it| it == name) else {
            return Answer::of(404);
        };
        self.origins.remove(at);
        if at < self.passed {
            self.passed -= 1;
        }
        Answer::of(204)
    }
}

fn is_name(name: &str) -> bool {
    !name.is_empty() && name.bytes().all(|it| it.is_ascii_lowercase())
}

fn requests(rng: &mut Rng, kind: usize) -> Vec<Request> {
    // The first three have names of one letter.
    let new = format!("d{}", word(rng));
    let served = rng.usize(1..4);
    let gone = FIRST[rng.usize(..FIRST.len())];
    let mut pages = |count: usize| {
        let page = |_| request("GET", format!("/pages/{}", word(rng)), &[]);
        (0..count).map(page).collect::<Vec<_>>()
    };
    match kind {
        0 => pages(4 + served),
        1 => [pages(served), vec![go(FIRST[0])], pages(4)].concat(),
        2 => [pages(served), vec![go(FIRST[served - 1])], pages(4)].concat(),
        3 => [pages(1), vec![go(FIRST[2])], pages(3)].concat(),
        4 => [pages(3), vec![come(&new)], pages(5)].concat(),
        5 => [pages(served % 3), vec![come(&new), list()], pages(4)].concat(),
        6 => [pages(served), vec![list(), go(&new), list()], pages(3)].concat(),
        7 => [pages(1), vec![come(gone), list()], pages(3)].concat(),
        8 => {
            let all = FIRST.map(go).to_vec();
            [pages(served), all, pages(1), vec![come(&new)], pages(2)].concat()
        }
        9 => [pages(served), vec![list(), list()], pages(2)].concat(),
        10 => [
            pages(2),
            vec![go("b"), go("a")],
            pages(2),
            vec![come("a"), list()],
            pages(2),
        ]
        .concat(),
        _ => [pages(3), vec![go("c"), come(&new)], pages(3)].concat(),
    }
}

fn list() -> Request {
    request("GET", "/origins", &[])
}

fn come(name: &str) -> Request {
    request("PUT", format!("/origins/{name}"), &[])
}

fn go(name: &str) -> Request {
    request("DELETE", format!("/origins/{name}"), &[])
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(asked: Vec<Request>) -> String {
        let mut robin = Robin::default();
        let mut said = |it: Request| {
            let answer = robin.answer(&it).expect("the brief has it");
            let origin = answer.headers.get("x-origin").cloned();
            origin.unwrap_or_else(|| answer.status.to_string())
        };
        let all: Vec<String> = asked.into_iter().map(&mut said).collect();
        all.join(" ")
    }

    #[test]
    fn everybody_has_a_turn_whoever_comes_and_goes() {
        let page = || request("GET", "/pages/x", &[]);
        for (asked, answers) in [
            (vec![page(), page(), page(), page()], "a b c a"),
            (vec![page(), go("a"), page(), page(), page()], "a 204 b c b"),
            (vec![page(), page(), go("a"), page(), page()], "a b 204 c b"),
            (vec![page(), page(), go("b"), page()], "a b 204 c"),
            (
                vec![page(), page(), page(), come("d"), page(), page()],
                "a b c 201 d a",
            ),
            (
                vec![page(), page(), page(), go("c"), come("d"), page()],
                "a b c 204 201 d",
            ),
            (vec![page(), come("b"), go("x"), page()], "a 204 404 b"),
            (
                vec![go("a"), go("b"), go("c"), page(), come("b"), page()],
                "204 204 204 503 201 b",
            ),
        ] {
            assert_eq!(said(asked), answers);
        }
    }
}
