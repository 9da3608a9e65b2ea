//! A percentile of samples by nearest rank: of the sorted samples the one at place ⌈p · n / 100⌉, counted from 1.
//!
//! What is no JSON is 400, JSON that cannot be followed 422 (RFC 9110, sections 15.5.1 and 15.5.21).
//!
//! In the cases made here the last digit of a sample says which mistake leads to it, so that the challenge can name it: 0 the right
//! one, 1 the next bigger, 2 the next smaller, 3 the one at that place unsorted, 4 sorted as text, 5 from the biggest, 7 with every value
//! counted once, 8 the next bigger where `p / 100 * n` is a little too much for floating point; 6 and 9 none of these.

use fastrand::Rng;
use serde_json::{Value as Json, json};

use super::{
    Model,
    build::{anything, request},
    words::one_of,
};
use crate::judge::spec::{Answer, Request, Step};

/// The most samples that are looked at.
const MAX_SAMPLES: usize = 1_000;

/// Ranks samples, one request after the other.
#[derive(Default)]
pub struct Percentile;

impl Model for Percentile {
    fn ask(rng: &mut Rng, at: usize) -> Vec<Step> {
        let body = match at % 13 {
            kind @ 0..10 => {
                let (p, samples) = samples(rng, kind);
                json!({ "p": p, "samples": samples }).to_string()
            }
            10 => one_of(rng, &["", "p=95", "{\"p\":95,\"samples\":[120,", "[1,2"]).to_owned(),
            11 => wrong_list(rng),
            _ => json!({ "p": wrong_p(rng), "samples": [120, 340] }).to_string(),
        };
        vec![Step::asking(Request {
            body,
            ..request("POST", "/percentile", &[])
        })]
    }

    fn accept(&mut self, step: &Step) -> Vec<Answer> {
        let Ok(body) = serde_json::from_str::<Json>(&step.request.body) else {
            return vec![Answer::of(400)];
        };
        let count = body["samples"].as_array().map_or(0, Vec::len);
        if count > MAX_SAMPLES {
            return anything();
        }
        vec![ranked(&body).map_or(Answer::of(422), |it| {
            Answer::of(200).saying(json!({ "value": it }))
        })]
    }
}

/// The percentile; none where nothing of the kind was asked for.
fn ranked(body: &Json) -> Option<&Json> {
    let p = body["p"].as_f64()?;
    let whole = (1..=100_u8).find(|it| (f64::from(*it) - p).abs() < f64::EPSILON)?;
    let number = |it: &'_ Json| it.as_f64().filter(|it| *it >= 0.0);
    let list = body["samples"].as_array()?.iter();
    let mut sorted: Vec<(f64, &Json)> = list
        .map(|it| Some((number(it)?, it)))
        .collect::<Option<_>>()?;
    sorted.sort_by(|a, b| a.0.total_cmp(&b.0));
    sorted
        .get(rank(whole.into(), sorted.len()).checked_sub(1)?)
        .map(|it| it.1)
}

/// At which place of the sorted samples it stands, counted from 1; 0 where there are none.
fn rank(p: usize, count: usize) -> usize {
    (p * count).div_ceil(100)
}

/// A percentile and samples to show one mistake at least.
fn samples(rng: &mut Rng, kind: usize) -> (usize, Vec<usize>) {
    let mut made = (100, vec![rng.usize(1..90) * 10]);
    // Whether the mistake shows is luck.
    for _ in 0..50 {
        let (p, tens) = tens(rng, kind);
        let digits = digits(&tens, p);
        let shows = digits.iter().any(|it| it.0 == SHOWN[kind]);
        made = (p, marked(&tens, &digits));
        if shows && between_two(made.0, &made.1) {
            break;
        }
    }
    made
}

/// Whether neither the average nor what is computed between two samples is a whole number, which might look like a sample.
fn between_two(p: usize, samples: &[usize]) -> bool {
    let count = samples.len();
    let mut sorted = samples.to_vec();
    sorted.sort_unstable();
    let (low, part) = (p * (count - 1) / 100, p * (count - 1) % 100);
    let step = sorted.get(low + 1).map_or(0, |it| it - sorted[low]);
    let computed = part == 0 || step == 0 || !(part * step).is_multiple_of(100);
    count == 1 || (samples.iter().sum::<usize>() % count != 0 && computed)
}

/// The digit that is to be among those of a case, by its kind.
const SHOWN: [usize; 10] = [0, 0, 1, 2, 3, 4, 5, 7, 8, 3];

/// A percentile, and samples without their last digit.
fn tens(rng: &mut Rng, kind: usize) -> (usize, Vec<usize>) {
    let count = match kind {
        0 => 1,
        2 => 10,
        8 => 25,
        _ => rng.usize(5..13),
    };
    let range = if kind == 5 { 2..400 } else { 10..100 };
    let mut tens: Vec<usize> = Vec::new();
    while tens.len() < count {
        let next = rng.usize(range.clone());
        let begins_alike = |it: &usize| {
            let (it, next) = (it.to_string(), next.to_string());
            it.starts_with(&next) || next.starts_with(&it)
        };
        if !tens.iter().any(begins_alike) {
            tens.push(next);
        }
    }
    if kind == 7 {
        let again = tens[0];
        tens.extend(std::iter::repeat_n(again, count));
    }
    if [2, 3, 8].contains(&kind) {
        tens.sort_unstable();
    }
    let p = match kind {
        1 => 100,
        2 => rng.usize(1..10) * 10,
        8 => [28, 56][rng.usize(..2)],
        _ => rng.usize(5..97),
    };
    (p, tens)
}

/// Digits and the tens that they belong to, what is most telling first.
fn digits(tens: &[usize], p: usize) -> Vec<(usize, usize)> {
    let mut sorted = tens.to_vec();
    sorted.sort_unstable();
    let mut as_text = tens.to_vec();
    as_text.sort_by_key(ToString::to_string);
    let mut once = sorted.clone();
    once.dedup();
    let count = tens.len();
    let rank = rank(p, count);
    let traps = count == 25 && [7, 14].contains(&rank);
    let at = rank - 1;
    let wanted = [
        (0, sorted.get(at)),
        (if traps { 8 } else { 1 }, sorted.get(rank)),
        (2, at.checked_sub(1).and_then(|it| sorted.get(it))),
        (7, once.get(self::rank(p, once.len()) - 1)),
        (4, as_text.get(at)),
        (3, tens.get(at)),
        (5, sorted.get(count - rank)),
    ];
    let mut found: Vec<(usize, usize)> = Vec::new();
    for (digit, ten) in wanted {
        let new = ten.filter(|ten| !found.iter().any(|it| it.1 == **ten));
        found.extend(new.map(|ten| (digit, *ten)));
    }
    found
}

/// The samples with their last digits; equal ones stay equal.
fn marked(tens: &[usize], digits: &[(usize, usize)]) -> Vec<usize> {
    let digit = |ten: &usize| {
        let known = digits.iter().find(|it| it.1 == *ten);
        known.map_or([6, 9][ten % 2], |it| it.0)
    };
    tens.iter().map(|it| it * 10 + digit(it)).collect()
}

fn wrong_list(rng: &mut Rng) -> String {
    let lists = [
        "{\"p\":50,\"samples\":[]}",
        "{\"p\":50,\"samples\":[120,\"340\"]}",
        "{\"p\":50,\"samples\":[120,-5]}",
        "{\"p\":50}",
        "{\"p\":50,\"samples\":340}",
    ];
    one_of(rng, &lists).to_owned()
}

fn wrong_p(rng: &mut Rng) -> Json {
    let all = [json!(0), json!(101), json!(99.9), json!("95"), Json::Null];
    all[rng.usize(..all.len())].clone()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(p: usize, samples: &[usize]) -> Option<Json> {
        let body = json!({ "p": p, "samples": samples });
        ranked(&body).cloned()
    }

    #[test]
    fn the_nearest_rank_is_rounded_up() {
        let samples = [15, 20, 35, 40, 50];
        for (p, expected) in [
            (1, 15),
            (5, 15),
            (20, 15),
            (21, 20),
            (30, 20),
            (40, 20),
            (50, 35),
            (99, 50),
            (100, 50),
        ] {
            assert_eq!(value(p, &samples), Some(json!(expected)), "p{p}");
        }
        assert_eq!(value(50, &[1000, 9, 80]), Some(json!(80)));
    }

    #[test]
    fn what_cannot_be_ranked_is_told_from_what_is_no_json() {
        for (body, status) in [
            ("", 400),
            ("{\"p\":1", 400),
            ("null", 422),
            ("{\"p\":50,\"samples\":[]}", 422),
            ("{\"p\":50,\"samples\":[-1]}", 422),
            ("{\"p\":50,\"samples\":[\"1\"]}", 422),
            ("{\"p\":0,\"samples\":[1]}", 422),
            ("{\"p\":101,\"samples\":[1]}", 422),
            ("{\"p\":1.5,\"samples\":[1]}", 422),
            ("{\"p\":50.0,\"samples\":[1]}", 200),
        ] {
            let asked = Request {
                body: body.into(),
                ..request("POST", "/percentile", &[])
            };
            assert_eq!(
                Percentile.accept(&Step::asking(asked))[0].status,
                status,
                "{body}"
            );
        }
    }

    /// What the last digits say is so.
    #[test]
    fn the_last_digit_tells_which_mistake_leads_there() {
        let mut rng = Rng::with_seed(4);
        for kind in (0..10).cycle().take(2_000) {
            let (p, given) = samples(&mut rng, kind);
            let (at, mut sorted) = (rank(p, given.len()) - 1, given.clone());
            sorted.sort_unstable();
            let mut as_text = given.clone();
            as_text.sort_by_key(ToString::to_string);
            let mut once = sorted.clone();
            once.dedup();
            assert_eq!(sorted[at] % 10, 0, "{given:?}");
            assert!(between_two(p, &given), "p{p} of {given:?}");
            for it in &given {
                let place = match it % 10 {
                    0 => sorted[at],
                    1 | 8 => sorted[at + 1],
                    2 => sorted[at - 1],
                    3 => given[at],
                    4 => as_text[at],
                    5 => sorted[given.len() - 1 - at],
                    7 => once[rank(p, once.len()) - 1],
                    _ => *it,
                };
                assert_eq!(place, *it, "p{p} of {given:?}");
            }
        }
    }
}
