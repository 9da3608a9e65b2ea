//! Functions that answer later: where a challenge allows it, a promise counts as its answer, over every contract.

mod support;

use exercises::judge::{ChallengeSpec, Reason, Report, Symptom, Verdict};
use serde_json::json;
use support::grade;

/// A counter: every request is told how many came, at what time.
fn counter(asynchronous: bool) -> ChallengeSpec {
    let step = |clock: u32, body: &str| json!({ "clock": clock, "request": { "method": "GET", "path": "/" }, "accept": [{ "status": 200, "body": body }] });
    let case = |name: &str| json!({ "name": name, "steps": [step(0, "1 at 0"), step(700, "2 at 700"), step(900, "3 at 900")] });
    serde_json::from_value(json!({
        "id": "x", "contract": "v3", "async": asynchronous,
        "cases": [case("first"), case("second")],
        "solution": { "code": "x", "html": "x" },
    }))
    .expect("it is a challenge")
}

fn run(asynchronous: bool, body: &str) -> Report {
    let code = format!("async function handleRequest(request, {{ store, clock }}) {{ {body} }}");
    grade(&counter(asynchronous), &code, 1)
}

const RIGHT: &str = "const before = await Promise.resolve(store.get('n') ?? 0); await null; store.set('n', before + 1); \
    return { status: 200, body: `${await store.get('n')} at ${clock.now()}` };";

#[test]
fn every_request_is_waited_for_before_the_next_one_comes() {
    let report = run(true, RIGHT);
    assert_eq!(report.verdict, Verdict::Pass, "{report:#?}");
    assert_eq!((report.passed, report.total), (2, 2));
}

#[test]
fn where_nothing_is_said_of_it_a_promise_is_no_answer() {
    let told = run(false, RIGHT).explanation.expect("it is explained");
    assert_eq!(told.symptom, Symptom::ReturnedPromise);
}

/// What is said of the first answer, where `async` helpers are at hand.
fn told(asynchronous: bool, answer: &str) -> (Symptom, String) {
    let code = format!(
        "async function later(it) {{ return it; }}\n\
         function handleRequest() {{ const right = {{ status: 200, body: '1 at 0' }}; return {answer}; }}"
    );
    let told = grade(&counter(asynchronous), &code, 1).explanation;
    let told = told.expect("it is explained");
    (told.symptom, told.text)
}

#[test]
fn a_promise_within_an_answer_is_told_with_the_part_that_it_stands_for() {
    for (answer, part) in [
        ("{ ...right, body: later('1 at 0') }", "The `body` for"),
        ("{ ...right, status: later(200) }", "The `status` for"),
        ("{ ...right, headers: later({}) }", "The `headers` for"),
    ] {
        let (symptom, text) = told(true, answer);
        assert_eq!(symptom, Symptom::PartIsPromise, "{answer}");
        assert!(text.contains(part) && text.contains("`await`"), "{text}");
        // Where no promise is taken, `await` would only lead to the next mistake.
        let (symptom, text) = told(false, answer);
        assert_eq!(symptom, Symptom::PartIsPromise, "{answer}");
        assert!(text.contains(part) && text.contains("Take away"), "{text}");
    }
}

#[test]
fn what_was_taken_out_of_a_promise_is_missing_and_told_so() {
    for (answer, seen) in [
        ("{ ...right, status: later(right).status }", "undefined"),
        ("{ ...later(right) }", "is empty"),
    ] {
        let (symptom, text) = told(true, answer);
        assert_eq!(symptom, Symptom::MissingStatus, "{answer}");
        assert!(text.contains(seen) && text.contains("`await`"), "{text}");
        let (symptom, text) = told(false, answer);
        assert_eq!(symptom, Symptom::MissingStatus, "{answer}");
        assert!(text.contains(seen) && !text.contains("`await`"), "{text}");
    }
}

#[test]
fn a_header_field_that_is_a_promise_is_told_as_one() {
    let mut spec = counter(true);
    for step in &mut spec.cases[0].steps {
        step.accept[0].headers.insert("etag".into(), "\"1\"".into());
    }
    let code = "const handleRequest = () => ({ status: 200, headers: { etag: Promise.resolve('\"1\"') }, body: '1 at 0' })";
    let told = grade(&spec, code, 1).explanation.expect("it is explained");
    assert_eq!(told.symptom, Symptom::PartIsPromise);
    assert!(told.text.starts_with("A header field for"), "{}", told.text);
}

#[test]
fn what_is_rejected_late_is_blamed_on_its_own_request() {
    let report = run(
        true,
        &format!("await null; if (clock.now() === 700) throw new Error('late'); {RIGHT}"),
    );
    assert_eq!(
        (report.verdict, report.reason),
        (Verdict::Error, Some(Reason::Threw))
    );
    assert_eq!(
        (report.cases[0].before.len(), report.cases[0].clock),
        (1, 700)
    );
}

#[test]
fn what_is_never_kept_is_blamed_on_its_own_request() {
    let report = run(
        true,
        &format!("if (clock.now() === 900) await new Promise(() => {{}}); {RIGHT}"),
    );
    assert_eq!(
        (report.verdict, report.reason),
        (Verdict::Error, Some(Reason::Timeout))
    );
    assert_eq!(
        (report.cases[0].before.len(), report.cases[0].clock),
        (2, 900)
    );
}
