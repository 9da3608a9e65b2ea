//! A token bucket for each client: it holds three tokens, is full at first, and gains one in four seconds, bit by bit.
//!
//! A request takes a token and is 200. Where there is no whole one it takes nothing and is 429 (RFC 6585, section 4), with the
//! seconds until there is one in `Retry-After`, rounded up (RFC 9110, section 10.2.3).
//!
//! All times are quarters of seconds: sixteenths of a token have no rounding, however a learner computes them.

use std::collections::BTreeMap;

use fastrand::Rng;

use super::{
    Model,
    build::{anything, at, request},
};
use crate::judge::spec::{Answer, Step};

/// What a token is worth in milliseconds of waiting.
const TOKEN: u32 = 4_000;
const FULL: u32 = 3 * TOKEN;
/// A wait in which a bucket without a brim would gain far too much.
const LONG: u32 = 60_000;

/// The limiter.
#[derive(Default)]
pub struct Bucket {
    /// By client: what is in the bucket, and since when.
    buckets: BTreeMap<String, (u32, u32)>,
    now: u32,
    /// Something came that the brief says never comes: from then on nothing is known.
    lost: bool,
}

impl Model for Bucket {
    fn ask(rng: &mut Rng, at: usize) -> Vec<Step> {
        let start = 250 * rng.u32(..12);
        let calls = match at % 12 {
            0 => burst(4, 0),
            1 => [burst(3, 0), burst(2, TOKEN)].concat(),
            2 => [burst(4, 0), burst(1, 250 * rng.u32(1..16))].concat(),
            3 => halves(250 * rng.u32(1..16)),
            4 => refused(250 * rng.u32(1..6)),
            5 => [burst(4, 0), others(2, 250 * rng.u32(..3))].concat(),
            6 => [burst(1, 0), burst(4, LONG + 250 * rng.u32(..400))].concat(),
            7 => [burst(3, 0), burst(3, 2 * TOKEN + 250 * rng.u32(..8))].concat(),
            8 => [burst(3, 0), burst(1, TOKEN - 250), burst(1, TOKEN)].concat(),
            9 => (0..6).map(|it| ("ana", it * TOKEN)).collect(),
            10 => [burst(3, 0), others(3, 0), burst(1, 500), others(1, 500)].concat(),
            _ => random(rng),
        };
        let step = |(client, after)| at_time(client, start + after);
        calls.into_iter().map(step).collect()
    }

    fn accept(&mut self, step: &Step) -> Vec<Answer> {
        let client = step.request.header("x-client");
        self.lost |= client.is_none() || step.clock < self.now;
        match client.filter(|_| !self.lost) {
            Some(client) => vec![self.answer(client, step.clock)],
            None => anything(),
        }
    }
}

impl Bucket {
    fn answer(&mut self, client: &str, now: u32) -> Answer {
        self.now = now;
        let (held, since) = self.buckets.get(client).copied().unwrap_or((FULL, now));
        let held = held.saturating_add(now - since).min(FULL);
        let left = held.checked_sub(TOKEN);
        let bucket = (left.unwrap_or(held), now);
        self.buckets.insert(client.to_owned(), bucket);
        if left.is_some() {
            return Answer::of(200);
        }
        let wait = (TOKEN - held).div_ceil(1_000);
        Answer::of(429).with("retry-after", wait.to_string())
    }
}

/// A client, and the milliseconds after the start of the case.
type Call = (&'static str, u32);

fn at_time(client: &str, clock: u32) -> Step {
    at(clock, request("GET", "/", &[("x-client", client)]))
}

fn burst(count: usize, after: u32) -> Vec<Call> {
    vec![("ana", after); count]
}

fn others(count: usize, after: u32) -> Vec<Call> {
    vec![("ben", after); count]
}

/// A token that comes in two parts, with a request between them.
fn halves(first: u32) -> Vec<Call> {
    [burst(3, 0), burst(1, first), burst(2, TOKEN)].concat()
}

/// A client that does not wait, and pays nothing for it.
fn refused(every: u32) -> Vec<Call> {
    let tries = (1..=2).map(|it| ("ana", it * every));
    let tries = tries.filter(|it| it.1 < TOKEN).collect();
    [burst(3, 0), tries, burst(1, TOKEN)].concat()
}

fn random(rng: &mut Rng) -> Vec<Call> {
    let mut now = 0;
    let call = |_| {
        now += 250 * rng.u32(..10);
        ("ana", now)
    };
    (0..10).map(call).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answers(calls: &[(&str, u32)]) -> Vec<(u16, String)> {
        let mut bucket = Bucket::default();
        let told = |(client, clock): &(&str, u32)| {
            let answer = bucket.accept(&at_time(client, *clock)).remove(0);
            let wait = answer.headers.get("retry-after").cloned();
            (answer.status, wait.unwrap_or_default())
        };
        calls.iter().map(told).collect()
    }

    #[test]
    fn tokens_are_taken_and_come_back_bit_by_bit() {
        let calls = [
            ("ana", 0, 200, ""),
            ("ana", 0, 200, ""),
            ("ana", 0, 200, ""),
            ("ana", 0, 429, "4"),
            ("ben", 0, 200, ""),
            ("ana", 750, 429, "4"),
            ("ana", 1_000, 429, "3"),
            ("ana", 3_750, 429, "1"),
            ("ana", 4_000, 200, ""),
            ("ana", 4_000, 429, "4"),
            ("ana", 90_000, 200, ""),
            ("ana", 90_000, 200, ""),
            ("ana", 90_000, 200, ""),
            ("ana", 90_000, 429, "4"),
        ];
        let expected = calls.map(|it| (it.2, it.3.to_owned()));
        assert_eq!(answers(&calls.map(|it| (it.0, it.1))), expected);
    }

    #[test]
    fn where_time_runs_backwards_nothing_is_known() {
        let mut bucket = Bucket::default();
        assert_eq!(bucket.accept(&at_time("ana", 500)).len(), 1);
        assert!(bucket.accept(&at_time("ana", 250)).len() > 1);
    }

    #[test]
    fn time_only_goes_on_in_made_cases_and_in_quarters_of_seconds() {
        let mut rng = Rng::with_seed(5);
        for at in 0..240 {
            let clocks: Vec<u32> = Bucket::ask(&mut rng, at)
                .iter()
                .map(|it| it.clock)
                .collect();
            assert!(
                clocks.is_sorted() && clocks.iter().all(|it| it % 250 == 0),
                "{clocks:?}"
            );
        }
    }
}
