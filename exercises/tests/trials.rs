//! Free play of a client: the learner's own arguments and replies, outside of any test.

mod support;

use exercises::judge::{Call, CaseReport, ChallengeSpec, Reason, Report, Symptom, Verdict};
use serde_json::{Value as Json, json};

/// A challenge whose one case expects what nobody does, with a diagnosis that fits everything.
fn challenge() -> ChallengeSpec {
    let spec: ChallengeSpec = serde_json::from_value(json!({
        "id": "x", "contract": "client", "entry": "load",
        "cases": [{ "name": "a", "visible": true, "call": { "replies": [{}], "expect": [{ "returns": "secret" }] } }],
        "diagnoses": [{ "id": "own", "when": { "sent": [0, 50] }, "html": "<p>own</p>" }],
        "solution": { "code": "x", "html": "x" },
    }))
    .expect("it is a challenge");
    assert_eq!(spec.problems(), Vec::<String>::new());
    spec
}

/// Plays `async function load(id, fetch, clock)` with this body and the argument `7`.
fn play(replies: &Json, body: &str) -> Report {
    let call = json!({ "args": [7], "replies": replies, "expect": [{ "returns": "secret" }] });
    let call: Call = serde_json::from_value(call).expect("it is a call");
    let code = format!("async function load(id, fetch, clock) {{ {body} }}");
    support::trial_call(&challenge(), &code, call)
}

/// The one case of such a run, which is right whatever it did.
#[track_caller]
fn observed(replies: &Json, body: &str) -> CaseReport {
    let mut report = play(replies, body);
    assert_eq!(
        (report.verdict, report.total),
        (Verdict::Pass, 1),
        "{report:#?}"
    );
    assert_eq!(report.reason, None);
    let case = report.cases.remove(0);
    assert_eq!(case.verdict, Verdict::Pass);
    assert!(
        case.expected.is_empty() && case.fields.is_empty(),
        "{case:#?}"
    );
    case
}

#[test]
fn what_is_returned_is_shown_with_the_requests_that_led_to_it() {
    let replies = json!([{ "status": 503, "after": 100 }, { "json": { "id": 7 } }]);
    let body = "console.log('asks', id); let it = await fetch('/a/' + id); \
        if (it.status === 503) { await clock.sleep(1000); it = await fetch('/a/' + id); } return it.json();";
    let case = observed(&replies, body);
    assert_eq!(case.actual.as_deref(), Some("{ id: 7 }"));
    assert_eq!(case.logs[0].text, "asks 7");
    assert_eq!((&case.explanation, &case.problem), (&None, &None));
    let client = case.client.expect("it is a client");
    assert_eq!(
        (client.called.as_str(), client.took),
        ("load(7)", Some(1_150))
    );
    let line: Vec<_> = (client.requests.iter())
        .map(|it| (it.at, it.request.as_str(), it.until, it.answer.as_str()))
        .collect();
    assert_eq!(
        line,
        [
            (0, "GET /a/7", Some(100), "503 Service Unavailable"),
            (1_100, "GET /a/7", Some(1_150), "200 OK"),
        ]
    );
}

#[test]
fn what_is_thrown_is_shown_with_its_place_and_is_no_mistake() {
    let case = observed(&json!([{ "end": "fails" }]), "await fetch('/');");
    assert_eq!(
        case.actual.as_deref(),
        Some("throws TypeError: Failed to fetch")
    );
    assert_eq!(case.explanation, None);
    let case = observed(
        &json!([{ "status": 404 }]),
        "\n throw new Error('Status ' + (await fetch('/')).status);",
    );
    assert_eq!(case.actual.as_deref(), Some("throws Error: Status 404"));
    let problem = case.problem.expect("it is shown");
    assert_eq!(
        (problem.message.as_str(), problem.line),
        ("Status 404", Some(2))
    );
    let client = case.client.expect("it is a client");
    assert_eq!((client.requests.len(), client.took), (1, Some(50)));
    let case = observed(&json!([{}]), "return nowhere;");
    assert!(
        case.actual
            .is_some_and(|it| it.starts_with("throws ReferenceError"))
    );
}

#[test]
fn what_never_ends_is_told_and_by_nobody_but_the_judge() {
    for (replies, body, symptom, words, requests) in [
        (
            json!([{ "end": "silent" }]),
            "await fetch('/a');",
            Symptom::NeverSettled,
            "`load(7)` waits for something",
            1,
        ),
        (
            json!([{}]),
            "await new Promise(() => {});",
            Symptom::NeverSettled,
            "never comes",
            0,
        ),
        (
            json!([{}]),
            "while (true) await fetch('/');",
            Symptom::RequestsWithoutEnd,
            "more than 50 requests",
            50,
        ),
        (
            json!([{}]),
            "while (true) await clock.sleep(1e5);",
            Symptom::WaitsTooLong,
            "10 minutes",
            0,
        ),
        (
            json!([{}]),
            "while (true) await clock.sleep(0);",
            Symptom::TimersWithoutEnd,
            "thousands",
            0,
        ),
    ] {
        let case = observed(&replies, body);
        let told = case.explanation.expect("it is told");
        assert_eq!(
            (told.symptom, &told.rule, &told.html),
            (symptom, &None, &None)
        );
        assert!(told.text.contains(words), "{}", told.text);
        let client = case.client.expect("it is a client");
        assert_eq!(
            (client.requests.len(), client.took),
            (requests, None),
            "{body}"
        );
    }
}

#[test]
fn the_last_reply_is_given_again_and_dates_follow_the_clock() {
    let replies = json!([{ "status": 503, "headers": { "retry-after": "{date+2000}" } }]);
    let body = "const found = []; for (let i = 0; i < 3; i += 1) { \
        found.push((await fetch('/')).headers.get('retry-after').slice(-6, -4)); await clock.sleep(10_000); } return found;";
    let case = observed(&replies, body);
    assert_eq!(case.actual.as_deref(), Some("[\"03\", \"13\", \"23\"]"));
}

#[test]
fn code_that_does_not_come_so_far_is_told_as_ever() {
    let call: Call = serde_json::from_value(json!({ "replies": [{}] })).expect("it is a call");
    let of = |code: &str| support::trial_call(&challenge(), code, call.clone());
    for (code, reason) in [
        ("const load = ;", Reason::LoadError),
        ("const lode = () => 1;", Reason::NoEntry),
        ("const load = () => { while (true); };", Reason::Timeout),
    ] {
        let report = of(code);
        assert_eq!(
            (report.verdict, report.reason),
            (Verdict::Error, Some(reason)),
            "{code}"
        );
        assert!(report.explanation.is_some(), "{code}");
    }
    let line = exercises::judge::Run::trial_call(&challenge(), "code", call).start_line();
    assert!(!line.contains("secret"), "{line}");
}
