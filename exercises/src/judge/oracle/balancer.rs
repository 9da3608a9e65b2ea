//! A balancer before three origins: a new connection goes to the one that is up and has fewest open; of equals to the first.
//!
//! Two failed checks in a row take an origin down and break its connections, two good ones in a row bring it back. Where none is up,
//! it is 503 (RFC 9110, section 15.6.4). A connection has a number of its own, by which it is closed; what is not open is 404.
//!
//! The list of origins is asked for behind every check, and where one is down before every new connection: so the challenge can
//! tell by the request before what a wrong answer comes from.

use fastrand::Rng;
use serde_json::{Value as Json, json};

use super::{build::request, service::Service};
use crate::judge::spec::{Answer, Request};

const NAMES: [&str; 3] = ["a", "b", "c"];
/// How many checks in a row change something.
const IN_A_ROW: u32 = 2;

/// One origin.
#[derive(Default)]
struct Origin {
    is_down: bool,
    /// How many checks in a row speak against what it is now.
    against: u32,
    /// The numbers of its open connections.
    open: Vec<u32>,
}

/// The balancer.
#[derive(Default)]
pub struct Balancer {
    origins: [Origin; 3],
    /// The number that was given last.
    last: u32,
}

impl Service for Balancer {
    fn requests(rng: &mut Rng, at: usize) -> Vec<Request> {
        requests(rng, at % 14)
    }

    fn answer(&mut self, request: &Request) -> Option<Answer> {
        match (request.method.as_str(), request.segments().as_slice()) {
            ("GET", ["origins"]) => Some(self.list()),
            ("POST", ["connections"]) => Some(self.open()),
            ("DELETE", ["connections", number]) => {
                let known = number
                    .parse()
                    .ok()
                    .filter(|it: &u32| it.to_string() == *number)?;
                Some(self.close(known))
            }
            ("POST", ["checks", name]) => {
                let at = NAMES.iter().position(|it| it == name)?;
                let body: Json = serde_json::from_str(&request.body).ok()?;
                self.origins[at].check(body["ok"].as_bool()?);
                Some(Answer::of(204))
            }
            _ => None,
        }
    }
}

impl Balancer {
    fn list(&self) -> Answer {
        let mut answer = Answer::of(200);
        for (name, it) in NAMES.iter().zip(&self.origins) {
            answer.at.insert(format!("/{name}/up"), json!(!it.is_down));
            answer
                .at
                .insert(format!("/{name}/open"), json!(it.open.len()));
        }
        answer
    }

    fn open(&mut self) -> Answer {
        let up = self
            .origins
            .iter_mut()
            .zip(NAMES)
            .filter(|(it, _)| !it.is_down);
        // Of equal ones, the first is taken.
        let Some((origin, name)) = up.min_by_key(|(it, _)| it.open.len()) else {
            return Answer::of(503);
        };
        self.last += 1;
        origin.open.push(self.last);
        Answer::of(201)
            .with("x-origin", name)
            .with("location", format!("/connections/{}", self.last))
    }

    fn close(&mut self, number: u32) -> Answer {
        for it in &mut self.origins {
            if let Some(at) = it.open.iter().position(|it| *it == number) {
                it.open.remove(at);
                return Answer::of(204);
            }
        }
        Answer::of(404)
    }
}

impl Origin {
    fn check(&mut self, ok: bool) {
        // A good check speaks against one that is down, a failed one against one that is up.
        self.against = if ok == self.is_down {
            self.against + 1
        } else {
            0
        };
        if self.against == IN_A_ROW {
            self.against = 0;
            self.is_down = !self.is_down;
            self.open.clear();
        }
    }
}

fn requests(rng: &mut Rng, kind: usize) -> Vec<Request> {
    match kind {
        0..6 => about_choosing(rng, kind),
        _ => about_health(rng, kind),
    }
}

fn about_choosing(rng: &mut Rng, kind: usize) -> Vec<Request> {
    // Not the first: that one is chosen where somebody counts wrong, too.
    let one = rng.u32(2..=3);
    let more = rng.usize(5..8);
    let opened = |count: usize| vec![open(); count];
    match kind {
        0 => opened(more),
        1 => [opened(3), vec![close(one)], opened(3)].concat(),
        2 => [opened(6), vec![close(one), close(one + 3)], opened(2)].concat(),
        3 => {
            let again = vec![close(one), open(), close(one)];
            [opened(3), again, opened(2)].concat()
        }
        4 => {
            let first = vec![close(one), open(), close(1)];
            [opened(3), first, opened(2)].concat()
        }
        _ => [opened(5), vec![close(one + 3), close(one)], opened(3)].concat(),
    }
}

fn about_health(rng: &mut Rng, kind: usize) -> Vec<Request> {
    let who = NAMES[rng.usize(..NAMES.len())];
    let some = rng.usize(4..7);
    let opened = |count: usize| vec![open(); count];
    let looked = |count: usize| vec![[list(), open()]; count].concat();
    let (down, up) = ([false, false], [true, true]);
    let fell = checked(who, &down);
    let all = match kind {
        6 => vec![opened(1), checked(who, &[false]), looked(3)],
        7 => vec![opened(1), fell, looked(4)],
        8 => vec![opened(1), checked(who, &[false, true, false]), looked(2)],
        9 => vec![
            fell,
            checked(who, &[true]),
            looked(3),
            checked(who, &[true]),
            looked(3),
        ],
        10 => vec![opened(some), checked("b", &down), vec![close(2), close(1)]],
        11 => {
            let all = NAMES.iter().flat_map(|it| checked(it, &down)).collect();
            vec![opened(1), all, looked(1), checked(who, &up), looked(2)]
        }
        12 => vec![opened(5), checked("a", &down), checked("a", &up), looked(3)],
        _ => {
            let first = checked(who, &[true, false, true]);
            vec![
                opened(1),
                fell,
                first,
                looked(3),
                checked(who, &[true]),
                looked(1),
            ]
        }
    };
    all.concat()
}

/// Checks, and behind each a look at what it has changed.
fn checked(name: &str, results: &[bool]) -> Vec<Request> {
    let each = results.iter();
    each.flat_map(|it| [check(name, *it), list()]).collect()
}

fn open() -> Request {
    request("POST", "/connections", &[])
}

fn close(number: u32) -> Request {
    request("DELETE", format!("/connections/{number}"), &[])
}

fn list() -> Request {
    request("GET", "/origins", &[])
}

fn check(name: &str, ok: bool) -> Request {
    Request {
        body: json!({ "ok": ok }).to_string(),
        ..request("POST", format!("/checks/{name}"), &[])
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(asked: Vec<Request>) -> String {
        let mut balancer = Balancer::default();
        let mut said = |it: Request| {
            let answer = balancer.answer(&it).expect("the brief has it");
            let origin = answer.headers.get("x-origin").cloned();
            origin.unwrap_or_else(|| answer.status.to_string())
        };
        let all: Vec<String> = asked.into_iter().map(&mut said).collect();
        all.join(" ")
    }

    #[test]
    fn whoever_has_fewest_open_is_given_the_next() {
        let asked = vec![
            open(),
            open(),
            open(),
            open(),
            close(2),
            open(),
            close(2),
            close(9),
            open(),
        ];
        assert_eq!(said(asked), "a b c a 204 b 404 404 b");
    }

    #[test]
    fn two_checks_in_a_row_take_down_and_bring_back() {
        let (bad, good) = (check("a", false), check("a", true));
        let asked = |all: &[&Request]| said(all.iter().map(|it| (*it).clone()).collect());
        let (open, close) = (&open(), &close(1));
        assert_eq!(
            asked(&[&bad, open, &good, &bad, open, open]),
            "204 a 204 204 b c"
        );
        assert_eq!(
            asked(&[open, &bad, &bad, open, close, &good, open]),
            "a 204 204 b 404 204 c"
        );
        assert_eq!(
            asked(&[&bad, &bad, &good, &good, open]),
            "204 204 204 204 a"
        );
        assert_eq!(
            asked(&[&bad, &bad, &good, &bad, &good, open]),
            "204 204 204 204 204 b"
        );
    }

    #[test]
    fn where_none_is_up_there_is_no_connection_and_no_number() {
        let down = NAMES
            .iter()
            .flat_map(|it| [check(it, false), check(it, false)]);
        let mut balancer = Balancer::default();
        for it in down {
            balancer.answer(&it);
        }
        assert_eq!(balancer.answer(&open()).map(|it| it.status), Some(503));
        assert_eq!(balancer.last, 0);
    }
}
