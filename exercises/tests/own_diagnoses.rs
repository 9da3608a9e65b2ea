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
fn the_body_what_is_right_and_what_is_not_shown_tell_too() {
    let request = json!({ "method": "POST", "path": "/", "body": "{\"id\":7}" });
    for (when, told) in [
        (json!({ "body": "*:7}" }), true),
        (json!({ "body": "*:8}" }), false),
        (json!({ "wants": "*stringify([1])*" }), true),
        (json!({ "wants": "*stringify([2])*" }), false),
        (json!({ "lacks": "*location*" }), true),
        (json!({ "lacks": "*status: 500*" }), false),
        (json!({ "after": 200 }), false),
    ] {
        assert_eq!(is_told("v3", &request, 0, &when), told, "{when}");
    }
}

#[test]
fn a_mistake_may_show_in_one_way_or_another() {
    let request = json!({ "method": "GET", "path": "/" });
    for (when, told) in [
        (json!([{ "expected": 201 }, { "expected": 200 }]), true),
        (json!([{ "expected": 201 }, { "method": "PUT" }]), false),
        (
            json!([{ "expected": 200, "method": "PUT" }, { "expected": 201 }]),
            false,
        ),
    ] {
        assert_eq!(is_told("v2", &request, 0, &when), told, "{when}");
    }
}

#[test]
fn what_the_request_before_was_answered_tells_too() {
    let code = "let n = 0; function handleRequest() { return { status: n++ ? 500 : 201 }; }";
    for (after, told) in [(201, true), (200, false)] {
        let spec: ChallengeSpec = serde_json::from_value(json!({
            "id": "x",
            "contract": "v3",
            "cases": [{ "name": "a", "steps": [
                { "request": { "method": "POST", "path": "/" }, "accept": [{ "status": 201 }] },
                { "request": { "method": "GET", "path": "/" }, "accept": [{ "status": 200 }] },
            ] }],
            "diagnoses": [{ "id": "own", "when": { "after": after } }],
            "solution": { "code": "x", "html": "x" },
        }))
        .expect("it is a challenge");
        let said = grade(&spec, code, 1).explanation.expect("it is explained");
        assert_eq!(said.rule.is_some(), told, "{after}");
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
