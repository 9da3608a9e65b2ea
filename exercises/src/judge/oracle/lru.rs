//! A cache of three answers before an origin, with freshness by max-age.
//!
//! What was stored less than max-age ago is fresh (RFC 9111, section 4.2) and sent as it was stored, with its age in whole seconds
//! (section 5.1). All else is fetched, stored and sent without `Age`. Where a fourth path comes, the one goes whose last use is
//! the longest ago, fresh or stale.

use fastrand::Rng;

use super::{
    Model,
    build::{anything, at, request},
    words::word,
};
use crate::judge::spec::{Answer, Step};

const CAPACITY: usize = 3;

/// The cache.
#[derive(Default)]
pub struct Lru {
    /// Path and time of storing; what was used last stands last.
    kept: Vec<(String, u32)>,
    now: u32,
    /// Time ran backwards, which the brief says it never does: from then on nothing is known.
    lost: bool,
}

impl Model for Lru {
    fn ask(rng: &mut Rng, at: usize) -> Vec<Step> {
        let start = rng.u32(..900);
        let step = |(path, after): (String, u32)| get(&path, start + after);
        calls(rng, at % 12).into_iter().map(step).collect()
    }

    fn accept(&mut self, step: &Step) -> Vec<Answer> {
        self.lost |= step.clock < self.now;
        self.now = step.clock;
        if self.lost {
            anything()
        } else {
            vec![self.answer(&step.request.path)]
        }
    }
}

impl Lru {
    fn answer(&mut self, target: &str) -> Answer {
        let path = target.split('?').next().unwrap_or_default();
        let at = self.kept.iter().position(|it| it.0 == path);
        let kept = at.map(|it| self.kept.remove(it));
        let fresh = kept.filter(|it| self.now - it.1 < lifetime(path));
        let stored = fresh.as_ref().map_or(self.now, |it| it.1);
        self.kept.push((path.to_owned(), stored));
        if self.kept.len() > CAPACITY {
            self.kept.remove(0);
        }
        let answer = Answer::of(200).text(format!("{path} as of {stored}"));
        if fresh.is_none() {
            return answer.with("x-cache", "MISS").lacking(&["age"]);
        }
        let age = (self.now - stored) / 1_000;
        answer.with("x-cache", "HIT").with("age", age.to_string())
    }
}

/// How long an answer is fresh, in milliseconds, as the origin in the starter says.
fn lifetime(path: &str) -> u32 {
    if path.starts_with("/news/") {
        10_000
    } else {
        60_000
    }
}

/// Paths and times after the start of the case. What is about space is over before anything is stale.
fn calls(rng: &mut Rng, kind: usize) -> Vec<(String, u32)> {
    let [a, b, c, d] = ["a", "b", "c", "d"].map(|it| format!("/{it}{}", word(rng)));
    let news = format!("/news/{}", word(rng));
    let (soon, late) = (rng.u32(100..9_000), rng.u32(10_001..19_000));
    let calls: Vec<(&str, u32)> = match kind {
        0 => vec![(&news, 0), (&news, soon)],
        1 => vec![(&news, 0), (&news, late), (&news, late + 1_500)],
        2 => vec![(&news, 0), (&news, 10_000)],
        3 => vec![(&news, 0), (&news, 9_999)],
        4 => vec![(&a, 0), (&b, 100), (&c, 200), (&d, 300), (&a, 400)],
        5 => vec![
            (&a, 0),
            (&b, 9),
            (&c, 90),
            (&a, 200),
            (&d, 300),
            (&a, 400),
            (&b, 500),
        ],
        6 => vec![
            (&a, 0),
            (&news, 0),
            (&a, 10_000 + soon),
            (&a, 40_000 + late),
        ],
        7 => vec![
            (&a, 0),
            (&b, 5),
            (&c, 7),
            (&a, 1_100),
            (&b, 1_200),
            (&c, 2_300),
        ],
        8 => vec![
            (&news, 0),
            (&a, 2),
            (&b, 5),
            (&news, late),
            (&a, late),
            (&b, late),
        ],
        9 => vec![(&news, 0), (&news, 6_000), (&news, 11_000)],
        10 => vec![(&a, 0), (&b, 20), (&a, soon), (&b, 9_100)],
        _ => return random(rng, [a, b, c, d, news]),
    };
    let owned = |(path, after): (&str, u32)| (path.to_owned(), after);
    calls.into_iter().map(owned).collect()
}

fn random(rng: &mut Rng, paths: [String; 5]) -> Vec<(String, u32)> {
    let mut now = 0;
    let call = |_| {
        now += rng.u32(1..700); // two uses at the same time would leave open which is the older
        (paths[rng.usize(..paths.len())].clone(), now)
    };
    (0..12).map(call).collect()
}

fn get(path: &str, clock: u32) -> Step {
    at(clock, request("GET", path, &[]))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// For each call: the age of a hit, none for a miss, and when the body was made.
    fn answers(calls: &[(&str, u32)]) -> Vec<(Option<String>, String)> {
        let mut cache = Lru::default();
        let told = |(path, clock): &(&str, u32)| {
            let answer = cache.accept(&get(path, *clock)).remove(0);
            let hit = answer.headers.get("x-cache").is_some_and(|it| it == "HIT");
            let age = answer.headers.get("age").cloned();
            assert_eq!(age.is_some(), hit);
            (age, answer.body.unwrap_or_default())
        };
        calls.iter().map(told).collect()
    }

    #[test]
    fn what_is_fresh_is_sent_again_and_what_was_used_longest_ago_goes() {
        let calls = [
            ("/news/x", 0, None, 0),
            ("/news/x", 9_999, Some("9"), 0),
            ("/news/x", 10_000, None, 10_000),
            ("/a", 10_000, None, 10_000),
            ("/b", 10_000, None, 10_000),
            ("/news/x", 11_000, Some("1"), 10_000),
            ("/c", 11_000, None, 11_000),
            ("/a", 12_000, None, 12_000),
            ("/news/x", 12_000, Some("2"), 10_000),
            ("/c", 70_999, Some("59"), 11_000),
            ("/c", 71_000, None, 71_000),
            ("/a", 71_500, Some("59"), 12_000),
        ];
        let expected =
            calls.map(|it| (it.2.map(str::to_owned), format!("{} as of {}", it.0, it.3)));
        assert_eq!(answers(&calls.map(|it| (it.0, it.1))), expected);
    }

    #[test]
    fn where_time_runs_backwards_nothing_is_known() {
        let mut cache = Lru::default();
        assert_eq!(cache.accept(&get("/a", 500)).len(), 1);
        assert!(cache.accept(&get("/a", 499)).len() > 1);
    }

    #[test]
    fn time_only_goes_on_in_made_cases() {
        let mut rng = Rng::with_seed(5);
        for at in 0..240 {
            let steps = Lru::ask(&mut rng, at);
            assert!(steps.is_sorted_by_key(|it| it.clock), "{steps:?}");
        }
    }
}
