//! What is told of a client that is not as it should be.

use exercises::judge::{Symptom, Verdict};
use serde_json::json;

use crate::{challenge, run, support::grade, told};

#[test]
fn what_has_no_end_is_ended_and_told() {
    let any = json!({});
    let silent = json!([{ "end": "silent" }]);
    for (replies, body, symptom, words) in [
        (
            &silent,
            "await fetch('/');",
            Symptom::NeverSettled,
            "something that never comes",
        ),
        (
            &silent,
            "await new Promise(() => {});",
            Symptom::NeverSettled,
            "`load()` waits",
        ),
        (
            &silent,
            "while (true) await clock.sleep(1e5);",
            Symptom::WaitsTooLong,
            "10 minutes",
        ),
        (
            &json!([{}]),
            "while (true) await fetch('/');",
            Symptom::RequestsWithoutEnd,
            "more than 50 requests",
        ),
        (
            &silent,
            "while (true) await clock.sleep(0);",
            Symptom::TimersWithoutEnd,
            "thousands",
        ),
        (
            &silent,
            "setInterval(() => {}, 1); await new Promise(() => {});",
            Symptom::TimersWithoutEnd,
            "thousands",
        ),
    ] {
        let report = run(replies, &any, body);
        assert_eq!(report.verdict, Verdict::Fail, "{body}");
        told(&report, symptom, words);
    }
    told(
        &run(&silent, &any, "while (true) await null;"),
        Symptom::Timeout,
        "within a second",
    );
}

#[test]
fn what_was_sent_is_held_against_what_should_be() {
    use Symptom as S;
    let replies = json!([{ "status": 503 }, { "json": 1 }]);
    for (expect, body, symptom, words) in [
        (
            json!({ "count": [1, 2] }),
            "",
            S::NoRequest,
            "no request at all",
        ),
        (
            json!({ "count": [3, 3] }),
            "await fetch('/'); await fetch('/');",
            S::FewerRequests,
            "2 of 3",
        ),
        (
            json!({ "count": [0, 1] }),
            "await fetch('/'); await fetch('/');",
            S::MoreRequests,
            "2 requests where at most 1",
        ),
        (
            json!({ "requests": [{ "method": "POST", "path": "/a" }] }),
            "await fetch('/a');",
            S::WrongRequest,
            "`POST /a` and is `GET /a`",
        ),
        (
            json!({ "requests": [{ "headers": { "x-a": "1" } }] }),
            "await fetch('/');",
            S::HeaderMissing,
            "lacks the header field `x-a`",
        ),
        (
            json!({ "requests": [{ "without": ["x-a"] }] }),
            "await fetch('/', { headers: [['X-A', '2']] });",
            S::HeaderUnwanted,
            "`x-a`",
        ),
        (
            json!({ "same": ["x-a"] }),
            "for (const a of 'ab') await fetch('/', { headers: { 'x-a': a } });",
            S::HeaderVaries,
            "the same `x-a`",
        ),
        (
            json!({ "requests": [{ "json": { "a": 1 } }] }),
            "await fetch('/', { method: 'POST', body: { a: 1 } });",
            S::WrongBody,
            "[object Object]",
        ),
        (
            json!({ "requests": [{}, { "wait": [1000, 2000] }] }),
            "await fetch('/'); await clock.sleep(999); await fetch('/');",
            S::TooSoon,
            "999 ms",
        ),
        (
            json!({ "requests": [{}, { "wait": [1000, 2000] }] }),
            "await fetch('/'); await clock.sleep(2001); await fetch('/');",
            S::TooLate,
            "2001 ms",
        ),
        (
            json!({ "at_once": 1 }),
            "await Promise.all([fetch('/'), fetch('/')]);",
            S::TooManyAtOnce,
            "2 requests under way",
        ),
        (
            json!({ "took": [0, 100] }),
            "await clock.sleep(101);",
            S::TooLate,
            "at most 100 ms",
        ),
        (
            json!({ "requests": [{ "aborted": true }] }),
            "await fetch('/');",
            S::NotAborted,
            "never aborted",
        ),
    ] {
        told(&run(&replies, &expect, body), symptom, words);
    }
}

#[test]
fn what_came_of_it_is_held_against_what_should() {
    use Symptom as S;
    let replies = json!([{ "status": 503 }, { "json": 1 }]);
    for (expect, body, symptom, words) in [
        (
            json!({ "throws": "*503*" }),
            "await fetch('/');",
            S::ShouldThrow,
            "as if all were well",
        ),
        (
            json!({ "throws": "*503*" }),
            "throw new Error('no');",
            S::WrongError,
            "another one",
        ),
        (
            json!({ "returns": 1 }),
            "return fetch('/');",
            S::ReturnedResponse,
            "the Response itself",
        ),
        (
            json!({ "returns": { "a": 1 } }),
            "return { a: (await fetch('/')).json() };",
            S::ReturnedPromise,
            "await",
        ),
        (
            json!({ "returns": 1 }),
            "await fetch('/');",
            S::ReturnedUndefined,
            "`return` missing",
        ),
        (
            json!({ "returns": 1 }),
            "return 2;",
            S::WrongResult,
            "should return 1, and returned 2",
        ),
        (
            json!({ "returns": 1 }),
            "return nowhere;",
            S::Threw,
            "in line 1",
        ),
    ] {
        told(&run(&replies, &expect, body), symptom, words);
    }
}

#[test]
fn the_nearest_of_several_expectations_is_told() {
    let call = json!({ "replies": [{}], "expect": [{ "returns": "a", "count": [1, 1] }, { "returns": "b", "count": [0, 0] }] });
    let spec = challenge(&call);
    let fails = |code: &str| grade(&spec, code, 1);
    assert_eq!(fails("const load = () => 'b';").verdict, Verdict::Pass);
    told(
        &fails("async function load(fetch) { await fetch('/'); return 'c'; }"),
        Symptom::WrongResult,
        "should return \"a\"",
    );
}

#[test]
fn a_result_with_a_part_that_was_cut_is_not_the_expected_one() {
    let long = "k".repeat(200);
    for (name, returned, passes) in [
        (long.clone(), "{ ['k'.repeat(200)]: 1 }", true),
        (long.clone(), "{ ['k'.repeat(201)]: 1 }", false),
        (format!("{long}…"), "{ ['k'.repeat(201)]: 1 }", false),
        ("\u{fffd}".to_owned(), "{ '\\ufffd': 1 }", true),
        ("\u{fffd}".to_owned(), "{ '\\ud800': 1 }", false),
    ] {
        let expect = json!({ "returns": { name: 1 } });
        let report = run(&json!([{}]), &expect, &format!("return {returned};"));
        assert_eq!(report.verdict == Verdict::Pass, passes, "{returned}");
    }
}
