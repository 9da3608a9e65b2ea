//! Programs in Python, in the agent that learners meet: what they see, what they reach, and what is said of them.

mod support;

use exercises::judge::{CaseReport, ChallengeSpec, Reason, Report, Run, Symptom, Verdict};
use serde_json::json;
use support::whole::{observed, whole};

/// A challenge that can be written in Python, with one right answer to each of these paths.
fn challenge(contract: &str, cases: &[(&str, &str)]) -> ChallengeSpec {
    let case = |&(path, body): &(&str, &str)| {
        json!({
            "name": path,
            "visible": true,
            "steps": [
                { "request": { "method": "GET", "path": path }, "accept": [{ "status": 200, "body": body }] },
                { "request": { "method": "GET", "path": path }, "clock": 1500, "accept": [{ "status": 200, "body": body }] },
            ],
        })
    };
    let spec = json!({
        "id": "snake",
        "contract": contract,
        "cases": cases.iter().map(case).collect::<Vec<_>>(),
        "hints": ["in JavaScript"],
        "diagnoses": [{ "symptom": "threw", "html": "in JavaScript", "hint": 0 }],
        "solution": { "code": "", "html": "" },
        "python": {
            "hints": ["in Python"],
            "diagnoses": [{ "symptom": "threw", "html": "in Python" }],
            "solution": { "code": "", "html": "" },
        },
    });
    let spec: ChallengeSpec = serde_json::from_value(spec).expect("it is written as the type asks");
    spec.in_python().expect("it can be written in Python")
}

fn run(code: &str) -> Report {
    support::grade(&challenge("v2", &[("/a", "hi")]), code, 0)
}

/// A function with this body.
fn body(lines: &str) -> String {
    format!(
        "def handle_request(request):\n    {}\n",
        lines.replace('\n', "\n    ")
    )
}

fn first(report: &Report) -> &CaseReport {
    report.cases.first().expect("there is a case")
}

/// What is said of the first case.
fn said(report: &Report) -> (Symptom, String) {
    let told = first(report).explanation.as_ref().expect("it is explained");
    (told.symptom, told.text.clone())
}

#[test]
fn a_function_gets_dicts_and_gives_one() {
    let code = body(
        "print(\"asked for\", request[\"path\"], request[\"query\"])\nreturn {\"status\": 200, \"headers\": {}, \"body\": \"hi\"}",
    );
    let report = run(&code);
    assert_eq!(report.verdict, Verdict::Pass, "{report:#?}");
    let logs: Vec<&str> = first(&report)
        .logs
        .iter()
        .map(|it| it.text.as_str())
        .collect();
    assert_eq!(logs, ["asked for /a {}"; 2]);
}

#[test]
fn the_store_lives_as_long_as_its_case_and_the_clock_goes_on() {
    let spec = challenge("v3", &[("/a", "ok"), ("/b", "ok")]);
    let code = "def handle_request(request, store, clock):
    seen = store.setdefault(\"seen\", [])
    seen.append((request[\"path\"], clock.now()))
    right = seen == [(request[\"path\"], 0), (request[\"path\"], 1500)][: len(seen)]
    return {\"status\": 200, \"body\": \"ok\" if right else repr(seen)}
";
    let report = support::grade(&spec, code, 0);
    assert_eq!(report.verdict, Verdict::Pass, "{report:#?}");
}

#[test]
fn what_comes_back_is_shown_as_python_writes_it() {
    for (value, shown) in [
        ("{\"status\": True, \"body\": None}", "\"status\": True"),
        (
            "{\"status\": 200, \"body\": [1, 2.5, {3}, (4,)]}",
            "\"body\": [1, 2.5, {3}, [4]]",
        ),
        ("{\"status\": 200, \"body\": b\"x\"}", "\"body\": b'x'"),
        (
            "{\"status\": 2 ** 70, \"body\": \"\"}",
            "\"status\": 1180591620717411303424",
        ),
        ("[float(\"nan\"), len]", "[nan, <function "),
    ] {
        let report = run(&body(&format!("return {value}")));
        let actual = first(&report).actual.clone().unwrap_or_default();
        assert!(actual.contains(shown), "{value}: {actual}");
    }
}

#[test]
fn what_is_not_carried_out_as_it_was_is_not_taken_for_the_right_answer() {
    let lost = "\u{fffd}".repeat(3); // what becomes of a lone surrogate on the way out
    let spec = challenge("v2", &[("/a", &lost)]);
    let verdict = |text: &str| {
        let code = body(&format!("return {{\"status\": 200, \"body\": {text}}}"));
        support::grade(&spec, &code, 0).verdict
    };
    assert_eq!(verdict("\"\\ufffd\" * 3"), Verdict::Pass);
    assert_eq!(verdict("\"\\ud7ff\""), Verdict::Fail);
    assert_eq!(verdict("\"\\ud800\""), Verdict::Fail);
    let odd = "class Key:\n    def __repr__(self):\n        return \"status\"\n";
    let code = odd.to_owned() + &body("return {Key(): 200, \"body\": \"hi\"}");
    let (symptom, text) = said(&run(&code));
    assert_eq!(symptom, Symptom::MissingStatus, "{text}");
    let long = run(&body("return {\"status\": 200, \"k\" * 201: 1}"));
    let actual = first(&long).actual.clone().unwrap_or_default();
    assert!(actual.contains("kk\"…: 1"), "{actual}");
}

#[test]
fn mistakes_are_told_in_the_words_of_python() {
    for (code, symptom, words) in [
        ("pass", Symptom::ReturnedUndefined, "`None`"),
        (
            "return 200, \"hi\"",
            Symptom::ReturnedArray,
            "a dict such as {\"status\": 200",
        ),
        (
            "return {\"status\": 200, \"body\": {}}",
            Symptom::BodyIsObject,
            "`json.dumps(…)`",
        ),
        (
            "return {\"status\": \"200\", \"body\": \"\"}",
            Symptom::StatusIsString,
            "without quotes",
        ),
        (
            "return {\"state\": 200}",
            Symptom::MissingStatus,
            "The dict returned",
        ),
        ("yield 3", Symptom::ReturnedPromise, "`yield`"),
        (
            "return request.path",
            Symptom::Threw,
            "raised an error in line 2: AttributeError",
        ),
        (
            "return handle_request(request)",
            Symptom::StackOverflow,
            "again and again",
        ),
        (
            "x = b\"\"\nwhile True:\n    x += b\"x\" * 100000",
            Symptom::Memory,
            "more memory",
        ),
    ] {
        let (found, text) = said(&run(&body(code)));
        assert_eq!(found, symptom, "{code}: {text}");
        assert!(text.contains(words), "{code}: {text}");
    }
    let report = run(&body("return request[\"nope\"]"));
    let told = first(&report)
        .explanation
        .as_ref()
        .expect("it is explained");
    assert_eq!(told.html.as_deref(), Some("in Python"));
}

#[test]
fn code_that_cannot_be_loaded_is_told_with_its_line() {
    for (code, reason, symptom, line) in [
        (
            "def f(:\n  pass",
            Reason::LoadError,
            Symptom::SyntaxError,
            Some(1),
        ),
        (
            "x = 1\n\n  y = 2",
            Reason::LoadError,
            Symptom::SyntaxError,
            Some(3),
        ),
        (
            "import nowhere",
            Reason::LoadError,
            Symptom::ThrewOnLoad,
            Some(1),
        ),
        (
            "def handleRequest(request): pass",
            Reason::NoEntry,
            Symptom::EntryMissing,
            None,
        ),
        (
            "handle_request = 3",
            Reason::NoEntry,
            Symptom::EntryNotFunction,
            None,
        ),
        ("while True: pass", Reason::Timeout, Symptom::Timeout, None),
    ] {
        let report = run(code);
        let told = report.explanation.as_ref().expect("it is explained");
        assert_eq!(
            (report.reason, told.symptom),
            (Some(reason), symptom),
            "{code}: {}",
            told.text
        );
        let problem = report.problem.as_ref();
        assert_eq!(problem.and_then(|it| it.line), line, "{code}");
        assert_eq!(problem.and_then(|it| it.column), None, "{code}");
    }
}

#[test]
fn python_reaches_nothing_of_javascript_and_overrides_change_nothing() {
    for code in [
        "import js\nreturn {\"status\": 200, \"body\": \"hi\" if not hasattr(js, \"eval\") and not hasattr(js, \"constructor\") else \"open\"}",
        "import jsffi\nreturn {\"status\": 200, \"body\": \"hi\" if not hasattr(jsffi, \"to_js\") else \"open\"}",
        "import builtins\nbuiltins.len = builtins.isinstance = builtins.type = None\nreturn {\"status\": 200, \"body\": \"hi\"}",
        "import __main__\nfor name in (\"make\", \"load\", \"begin\", \"call\"):\n    assert not hasattr(__main__, name)\nreturn {\"status\": 200, \"body\": \"hi\"}",
    ] {
        let report = run(&body(code));
        assert_eq!(report.verdict, Verdict::Pass, "{code}: {report:#?}");
    }
}

#[test]
fn odd_values_come_out_bounded() {
    for value in [
        "\"a\" * 100000",
        "[[]] * 100000",
        "{str(i): i for i in range(5000)}",
        "2 ** 20000",
        "\"\\x00\\x7f\\u2028\\ud800\"",
        "float(\"inf\")",
        "request[\"path\"].__class__",
        "type(\"Odd\", (), {\"__repr__\": lambda self: 1 / 0})()",
    ] {
        let report = run(&body(&format!(
            "return {{\"status\": 200, \"body\": {value}}}"
        )));
        assert_eq!(
            report.reason,
            report.reason.filter(|it| *it == Reason::NotAResponse),
            "{value}: {report:#?}"
        );
        assert_ne!(report.verdict, Verdict::Pass, "{value}");
    }
    let deep = "x = []\nfor _ in range(100):\n    x = [x]\ny = {}\ny[\"y\"] = y\nreturn {\"status\": 200, \"body\": [x, y]}";
    assert_eq!(said(&run(&body(deep))).0, Symptom::BodyIsObject);
}

/// The same bounds as those of JavaScript, which `caps.rs` explains.
#[test]
fn a_value_is_carried_out_up_to_its_bounds_and_not_beyond() {
    for (what, make, last) in [
        ("2,000 nodes", "[[0] * 198] * 10 + [0] * n", 9),
        ("12 deep", "nested(n)", 12),
        ("200 items", "[0] * n", 200),
        ("200 keys", "{str(it): 0 for it in range(n)}", 200),
        ("200 members", "set(range(n))", 200),
        ("8 KB of text", "\"x\" * n", 8_192),
        ("64 KB in all", "[\"x\" * 8190] * 7 + [\"x\" * n]", 8_086),
    ] {
        let made = |n: usize| {
            let nested = "def nested(n):\n    return [nested(n - 1)] if n > 1 else []\n";
            let code = format!("{nested}{}", body(&format!("n = {n}\nreturn {make}")));
            whole(&observed(&Run::new(&challenge("v2", &[("/a", "hi")]), &code, 0))[0][2])
        };
        assert!(made(last), "{what}: {last} are not let through");
        assert!(!made(last + 1), "{what}: {} are let through", last + 1);
    }
}
