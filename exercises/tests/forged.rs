//! Lines that nobody observed: lost, repeated, late, forged by a program or made up, they are no pass.

mod support;

use std::sync::OnceLock;

use exercises::judge::{ChallengeSpec, GiveUp, Reason, Run, Step, Value, Verdict};
use proptest::prelude::*;
use serde_json::Value as Json;
use support::{ANSWER, grade, greeter, lines};

/// What stands behind `name` in a line of the list of attacks, in quotes.
fn told<'a>(line: &'a str, name: &str) -> Option<&'a str> {
    let (_, rest) = line.split_once(&format!("{name}: '"))?;
    rest.split('\'').next()
}

#[test]
fn the_forgeries_of_the_attack_list_get_their_verdict_here_too() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/../e2e/attacks");
    let read = |name: &str| {
        std::fs::read_to_string(format!("{folder}/{name}")).expect("an attack is text")
    };
    let list = read("index.ts");
    let forgeries: Vec<&str> = list
        .lines()
        .filter(|it| it.contains("kind: 'forge'"))
        .collect();
    assert!(forgeries.len() >= 24, "only {} were found", forgeries.len());
    for line in forgeries {
        let file = told(line, "file").expect("every attack is in a file");
        let code = read(&format!("{file}.js")).replace("__SOLUTION__", &read("solution.txt"));
        let mut spec = greeter();
        spec.asynchronous = line.contains("asynchronous: true");
        let report = grade(&spec, &code, 5);
        assert_eq!(
            Some(report.verdict.as_str()),
            told(line, "verdict"),
            "{file}: {report:#?}"
        );
    }
}

/// The lines of a run that passes.
fn passing() -> Vec<String> {
    let (spec, source) = (
        greeter(),
        format!("{ANSWER}\nconst handleRequest = answer;"),
    );
    lines(&Run::new(&spec, &source, 9))
}

fn verdict(lines: &[String]) -> (Verdict, Option<Reason>) {
    let spec = greeter();
    let mut run = Run::new(&spec, "", 9);
    for line in lines {
        if run.feed(line) == Step::Over {
            break;
        }
    }
    let report = run.report(0.0);
    (report.verdict, report.reason)
}

#[test]
fn lines_that_are_lost_repeated_or_out_of_order_are_no_pass() {
    let all = passing();
    assert_eq!(verdict(&all), (Verdict::Pass, None));
    for at in 0..all.len() {
        let mut lost = all.clone();
        lost.remove(at);
        let reason = if at + 1 == all.len() {
            Reason::Cancelled
        } else {
            Reason::Protocol
        };
        assert_eq!(
            verdict(&lost),
            (Verdict::Error, Some(reason)),
            "without line {at}"
        );
        let mut doubled = all.clone();
        doubled.insert(at, all[at].clone());
        let expected = if at + 1 == all.len() {
            Verdict::Pass
        } else {
            Verdict::Error
        };
        assert_eq!(
            verdict(&doubled).0,
            expected,
            "line {at} twice: only what follows the end is not read"
        );
        if at + 2 < all.len() {
            let mut swapped = all.clone();
            swapped.swap(at, at + 1);
            assert_eq!(
                verdict(&swapped),
                (Verdict::Error, Some(Reason::Protocol)),
                "line {at} late"
            );
        }
    }
}

#[test]
fn a_worker_that_breaks_has_run_out_of_memory_once_it_has_begun() {
    let all = passing();
    let (spec, reasons) = (
        greeter(),
        [Reason::Unavailable, Reason::Memory, Reason::Memory],
    );
    for (heard, reason) in reasons.into_iter().enumerate() {
        let mut run = Run::new(&spec, "", 9);
        for line in &all[..heard] {
            run.feed(line);
        }
        run.give_up(GiveUp::Unavailable);
        assert_eq!(run.report(0.0).reason, Some(reason), "after {heard} lines");
    }
}

/// What decides about a pass in the line of an observation: its number, how the call ended, its value, what is in that.
const PLACES: [&str; 8] = [
    "/0",
    "/1/0",
    "/1/1",
    "/1/2",
    "/1/2/0",
    "/1/2/1",
    "/1/2/1/0/1",
    "/1/2/1/1/1",
];

/// How a call may have ended, but by returning.
fn ending() -> impl Strategy<Value = Json> {
    let words = [
        "throw", "resolve", "reject", "idle", "late", "requests", "timers", "returned",
    ];
    prop::sample::select(words.to_vec()).prop_map(Json::from)
}

/// The lines of a run with a single call that passes, made once: there, loaded, seen, at the end.
fn single() -> &'static [String; 4] {
    static LINES: OnceLock<[String; 4]> = OnceLock::new();
    LINES.get_or_init(|| {
        let (spec, source) = (
            one_case(),
            format!("{ANSWER}\nconst handleRequest = answer;"),
        );
        lines(&Run::new(&spec, &source, 0))
            .try_into()
            .expect("one call is observed in one line")
    })
}

/// The verdict on that run with this in place of its only observation.
#[allow(clippy::needless_pass_by_value, reason = "it is made for this")]
fn forged(line: Json) -> Verdict {
    let spec = one_case();
    let mut run = Run::new(&spec, "", 0);
    let [ready, loaded, _, end] = single();
    for line in [ready, loaded, &line.to_string(), end] {
        run.feed(line);
    }
    run.report(0.0).verdict
}

#[test]
fn the_only_observation_as_it_was_makes_a_pass() {
    let seen = serde_json::from_str(&single()[2]).expect("a line is JSON");
    assert_eq!(forged(seen), Verdict::Pass);
}

/// A challenge with a single call, `GET /hello`.
fn one_case() -> ChallengeSpec {
    let mut spec = greeter();
    spec.generated = None;
    spec.cases.truncate(1);
    spec
}

fn json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i32>().prop_map(Json::from),
        any::<f64>().prop_map(Json::from),
        "[a-z]{0,2}".prop_map(Json::from),
    ];
    leaf.prop_recursive(6, 40, 5, |inner| {
        prop::collection::vec(inner, 0..5).prop_map(Json::from)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_json_is_a_value_or_refused(json in json()) {
        let _ = Value::read(&json);
    }

    #[test]
    fn no_line_but_the_agents_own_makes_a_pass(word in "(seen|end|loaded|ready|log|load-error|no-entry|done|fetch|pong)", parts in prop::collection::vec(json(), 0..6)) {
        let mut line = vec![Json::from(word)];
        line.extend(parts);
        prop_assert_ne!(forged(Json::from(line)), Verdict::Pass);
    }

    #[test]
    fn no_other_observation_makes_a_pass(place in prop::sample::select(PLACES.to_vec()), part in prop_oneof![json(), any::<u8>().prop_map(Json::from), ending()]) {
        let mut line: Json = serde_json::from_str(&single()[2]).expect("a line is JSON");
        let there = line.pointer_mut(place).expect("the agent says it");
        prop_assume!(*there != part && Value::read(there) != Value::read(&part));
        *there = part;
        prop_assert_ne!(forged(line), Verdict::Pass);
    }
}
