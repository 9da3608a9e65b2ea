//! Mistakes that a challenge describes by itself: what `when` names must be so, and the first that fits is told. And what
//! the judge says beside them.

mod support;

use exercises::judge::{ChallengeSpec, Report};
use serde_json::{Value as Json, json};
use support::grade;

/// A run of a function that always answers 500, over one request of which a right answer is 200.
fn run(contract: &str, request: &Json, clock: u32, when: &Json) -> Report {
    let spec: ChallengeSpec = serde_json::from_value(json!({
        "id": "x",
        "contract": contract,
        "cases": [{ "name": "a", "steps": [{ "request": request, "clock": clock, "accept": [{ "status": 200, "json": [1] }] }] }],
        "diagnoses": [{ "id": "own", "when": when }],
        "solution": { "code": "x", "html": "x" },
    }))
    .expect("it is a challenge");
    assert_eq!(spec.problems(), Vec::<String>::new());
    let code = "function handleRequest() { return { status: 500, body: '' }; }";
    grade(&spec, code, 1)
}

fn is_told(contract: &str, request: &Json, clock: u32, when: &Json) -> bool {
    let report = run(contract, request, clock, when);
    let told = report.explanation.expect("something is explained");
    told.rule.as_deref() == Some("own")
}

#[test]
fn the_clock_tells_late_requests_from_early_ones() {
    let request = json!({ "method": "GET", "path": "/" });
    let when = json!({ "clock": 5_000 });
    for (clock, told) in [(0, false), (4_999, false), (5_000, true), (9_000, true)] {
        assert_eq!(is_told("v3", &request, clock, &when), told, "{clock}");
    }
}

#[test]
fn a_star_may_stand_for_itself() {
    let when = json!({ "headers": { "accept": r"*/\*" } });
    for (accept, told) in [("text/*", true), ("*/*", true), ("text/csv", false)] {
        let request = json!({ "method": "GET", "path": "/", "headers": { "accept": accept } });
        assert_eq!(is_told("v2", &request, 0, &when), told, "{accept}");
    }
}

#[test]
fn the_first_contract_may_ask_for_json() {
    let request = json!({ "method": "GET", "path": "/" });
    assert!(is_told("v1", &request, 0, &json!({ "field": "body" })));
}

#[test]
fn a_wrong_status_is_told_beside_what_is_right() {
    for (answer, words) in [
        (
            json!({ "status": 404, "body": "no" }),
            "The body for `GET /` is right, the status is not: it should be 404 and is 400.",
        ),
        (
            json!({ "status": 406, "headers": { "vary": "Accept" } }),
            "The rest of the answer for `GET /` is right, the status is not: it should be 406 and is 400.",
        ),
    ] {
        let spec: ChallengeSpec = serde_json::from_value(json!({
            "id": "x",
            "contract": "v2",
            "cases": [{ "name": "a", "request": { "method": "GET", "path": "/" }, "accept": [answer] }],
            "solution": { "code": "x", "html": "x" },
        }))
        .expect("it is a challenge");
        let code = "function handleRequest() { return { status: 400, headers: { vary: 'Accept' }, body: 'no' }; }";
        let told = grade(&spec, code, 1).explanation.expect("it is explained");
        assert_eq!(told.text, words);
    }
}
