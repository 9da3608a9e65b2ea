//! A circuit breaker before each of several services: closed, open, half-open.
//!
//! Closed, it lets requests through; the third failure in a row opens it. Open, it answers 503 with `Retry-After` (RFC 9110, sections
//! 15.6.4 and 10.2.3) for 10 seconds, and the service is left in peace. After that, one request is a trial: it closes the breaker or
//! opens it anew. A failure is a status of 500 or more; 4xx are the client's mistakes.
//!
//! What a service would say stands in the request, in `x-service`. The header `x-circuit` of the answer says what the request found.

use std::collections::BTreeMap;

use fastrand::Rng;

use super::{
    Model,
    build::{anything, at, request},
    words::one_of,
};
use crate::judge::spec::{Answer, Step};

/// Failures in a row that open a breaker.
const FAILURES: u32 = 3;
/// For how many milliseconds it stays open.
const REST: u32 = 10_000;
/// What a service may say.
const STATUSES: [u16; 5] = [200, 404, 429, 500, 502];

/// The breakers.
#[derive(Default)]
pub struct Breaker {
    circuits: BTreeMap<String, Circuit>,
    now: u32,
    /// Something came that the brief says never comes: from then on nothing is known.
    lost: bool,
}

/// One breaker.
#[derive(Clone, Copy)]
enum Circuit {
    /// How many failures there were in a row.
    Closed(u32),
    /// Since when.
    Open(u32),
}

impl Model for Breaker {
    fn ask(rng: &mut Rng, at: usize) -> Vec<Step> {
        let start = 250 * rng.u32(..12);
        let step = |(path, after, status): Call| call(path, start + after, status);
        calls(rng, at % 12).into_iter().map(step).collect()
    }

    fn accept(&mut self, step: &Step) -> Vec<Answer> {
        let said = step
            .request
            .header("x-service")
            .and_then(|it| it.parse().ok());
        let said = said.filter(|it| STATUSES.contains(it));
        self.lost |= step.clock < self.now;
        let Some(said) = said.filter(|_| !self.lost) else {
            self.lost = true;
            return anything();
        };
        self.now = step.clock;
        vec![self.answer(&step.request.path, said)]
    }
}

impl Breaker {
    fn answer(&mut self, path: &str, said: u16) -> Answer {
        let now = self.now;
        let circuit = self
            .circuits
            .entry(path.to_owned())
            .or_insert(Circuit::Closed(0));
        let failed = said >= 500;
        let (found, next) = match *circuit {
            Circuit::Open(since) if now - since < REST => {
                let wait = (since + REST - now).div_ceil(1_000);
                return Answer::of(503)
                    .with("x-circuit", "open")
                    .with("retry-after", wait.to_string());
            }
            Circuit::Open(_) if failed => ("half-open", Circuit::Open(now)),
            Circuit::Open(_) => ("half-open", Circuit::Closed(0)),
            Circuit::Closed(count) if failed && count + 1 == FAILURES => {
                ("closed", Circuit::Open(now))
            }
            Circuit::Closed(count) if failed => ("closed", Circuit::Closed(count + 1)),
            Circuit::Closed(_) => ("closed", Circuit::Closed(0)),
        };
        *circuit = next;
        Answer::of(said)
            .with("x-circuit", found)
            .lacking(&["retry-after"])
    }
}

/// A path, the milliseconds after the start of the case, and what the service would say.
type Call = (&'static str, u32, u16);

fn call(path: &str, clock: u32, status: u16) -> Step {
    at(
        clock,
        request("GET", path, &[("x-service", &status.to_string())]),
    )
}

/// Only trials fail with 502, and only `/shop` closes its breaker and fails again: so the challenge can tell what a case is about.
fn calls(rng: &mut Rng, kind: usize) -> Vec<Call> {
    let gap = 250 * rng.u32(..4);
    let soon = 250 * rng.u32(1..39);
    // The third failure, which opens the breaker, comes at this time.
    let open = 2 * gap;
    let fall = |path| {
        (0..FAILURES)
            .map(move |it| (path, it * gap, 500))
            .collect::<Vec<Call>>()
    };
    let pay = |after: u32, status: u16| ("/pay", after, status);
    let more = match kind {
        0 => vec![pay(open, 200), pay(open + soon, 200)],
        1 => vec![
            pay(open + soon, 500),
            pay(open + 9_999, 200),
            pay(open + 10_000, 200),
        ],
        2 => vec![
            pay(open + 10_000 + soon, 200),
            pay(open + 10_000 + soon, 500),
        ],
        3 => {
            let trial = pay(open + 10_000, 502);
            let then = [10_500, 19_999, 20_000].map(|it| pay(open + it, 200));
            [vec![trial], then.to_vec()].concat()
        }
        4 => {
            let then = [200, 500, 500, 200, 500].map(|it| ("/shop", open + 12_000, it));
            return [fall("/shop"), then.to_vec()].concat();
        }
        5 => return in_a_row(gap, &[500, 500, 200, 500, 500, 200, 500]),
        6 => return in_a_row(gap, &[404, 429, 404, 404, 429, 429]),
        7 => return in_a_row(gap, &[500, 404, 500, 500, 200]),
        8 => {
            return [
                fall("/pay"),
                [200, 500, 200].map(|it| ("/mail", open, it)).to_vec(),
            ]
            .concat();
        }
        9 => vec![pay(open + 10_000, 404), pay(open + 10_000, 200)],
        10 => (1..=4).map(|it| pay(open + it * 3_000, 200)).collect(),
        _ => return random(rng),
    };
    [fall("/pay"), more].concat()
}

fn in_a_row(gap: u32, statuses: &[u16]) -> Vec<Call> {
    let times = (0..).map(|it| it * gap);
    times
        .zip(statuses)
        .map(|(after, it)| ("/pay", after, *it))
        .collect()
}

fn random(rng: &mut Rng) -> Vec<Call> {
    let mut now = 0;
    let call = |_| {
        now += [0, 250, 1_000, 4_000][rng.usize(..4)];
        let status = [500, 500, 500, 200, 404][rng.usize(..5)];
        (one_of(rng, &["/pay", "/pay", "/mail"]), now, status)
    };
    (0..12).map(call).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(calls: &[Call]) -> Vec<(u16, String, String)> {
        let mut breaker = Breaker::default();
        let told = |(path, clock, status): &Call| {
            let answer = breaker.accept(&call(path, *clock, *status)).remove(0);
            let field = |name| answer.headers.get(name).cloned().unwrap_or_default();
            (answer.status, field("x-circuit"), field("retry-after"))
        };
        calls.iter().map(told).collect()
    }

    #[test]
    fn it_opens_rests_and_tries_again() {
        let calls = [
            ("/pay", 0, 500, 500, "closed", ""),
            ("/pay", 0, 502, 502, "closed", ""),
            ("/pay", 0, 404, 404, "closed", ""),
            ("/pay", 0, 500, 500, "closed", ""),
            ("/pay", 0, 500, 500, "closed", ""),
            ("/pay", 500, 500, 500, "closed", ""),
            ("/pay", 500, 200, 503, "open", "10"),
            ("/mail", 500, 200, 200, "closed", ""),
            ("/pay", 10_250, 200, 503, "open", "1"),
            ("/pay", 10_500, 500, 500, "half-open", ""),
            ("/pay", 10_500, 200, 503, "open", "10"),
            ("/pay", 20_500, 404, 404, "half-open", ""),
            ("/pay", 20_500, 500, 500, "closed", ""),
        ];
        let expected: Vec<_> = calls
            .iter()
            .map(|it| (it.3, it.4.to_owned(), it.5.to_owned()))
            .collect();
        assert_eq!(answers(&calls.map(|it| (it.0, it.1, it.2))), expected);
    }

    #[test]
    fn where_time_runs_backwards_nothing_is_known() {
        let mut breaker = Breaker::default();
        assert_eq!(breaker.accept(&call("/pay", 500, 200)).len(), 1);
        assert!(breaker.accept(&call("/pay", 250, 200)).len() > 1);
    }

    #[test]
    fn every_made_request_is_one_of_those_in_the_brief() {
        let mut rng = Rng::with_seed(9);
        for at in 0..240 {
            let mut breaker = Breaker::default();
            for step in Breaker::ask(&mut rng, at) {
                assert_eq!(breaker.accept(&step).len(), 1, "{step:?}");
            }
        }
    }
}
