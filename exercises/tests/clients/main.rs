//! Clients in the agent and before the judge: the scripted server, virtual time, and what has no end.

mod bodies;
mod forged;
mod kept_apart;
mod server;
#[path = "../support/mod.rs"]
mod support;
mod told;

use exercises::judge::{CaseReport, ChallengeSpec, Report, Symptom, Verdict};
use serde_json::{Value as Json, json};
use support::grade;

/// A challenge with one case.
fn challenge(call: &Json) -> ChallengeSpec {
    let spec: ChallengeSpec = serde_json::from_value(json!({
        "id": "x", "contract": "client", "entry": "load",
        "cases": [{ "name": "a", "visible": true, "call": call }],
        "solution": { "code": "x", "html": "x" },
    }))
    .expect("it is a challenge");
    assert_eq!(spec.problems(), Vec::<String>::new());
    spec
}

/// A run of `async function load(fetch, clock)` with this body, against these replies.
fn run(replies: &Json, expect: &Json, body: &str) -> Report {
    let code = format!("async function load(fetch, clock) {{ {body} }}");
    grade(
        &challenge(&json!({ "replies": replies, "expect": [expect] })),
        &code,
        1,
    )
}

/// What such a function returns.
#[track_caller]
fn returns(replies: &Json, expected: &Json, body: &str) -> CaseReport {
    let mut report = run(replies, &json!({ "returns": expected }), body);
    assert_eq!(report.verdict, Verdict::Pass, "{report:#?}");
    report.cases.remove(0)
}

#[track_caller]
fn told(report: &Report, symptom: Symptom, words: &str) {
    let found = report.explanation.as_ref().expect("it is explained");
    assert_eq!(found.symptom, symptom, "{report:#?}");
    assert!(found.text.contains(words), "{}", found.text);
}
