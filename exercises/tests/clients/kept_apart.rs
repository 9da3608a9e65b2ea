//! What must not get from one place to another: from case to case, into the sandbox, or from a forged record into the verdict.

use exercises::judge::{Run, Symptom, Verdict};
use serde_json::json;

use crate::{
    challenge,
    support::{grade, lines},
};

#[test]
fn one_case_leaves_nothing_to_the_next() {
    let call = json!({ "replies": [{}], "expect": [{ "returns": 0, "count": [0, 0] }] });
    let mut spec = challenge(&call);
    let again = spec.cases[0].clone();
    spec.cases.extend((0..3).map(|at| {
        let mut case = again.clone();
        case.name = at.to_string();
        case
    }));
    let code = "let calls = 0; \
        async function load(fetch, clock) { setTimeout(() => { calls += 1; fetch('/late'); }, 5); const before = calls; return before + clock.now(); }";
    assert_eq!(grade(&spec, code, 1).verdict, Verdict::Pass);
}

#[test]
fn expectations_never_enter_the_sandbox() {
    let call = json!({ "args": ["in"], "replies": [{ "body": "reply" }], "expect": [{ "returns": "secret", "same": ["x-secret"] }] });
    let line = Run::new(&challenge(&call), "code", 1).start_line();
    assert!(line.contains("reply") && line.contains("in") && !line.contains("secret"));
}

#[test]
fn a_record_that_the_agent_does_not_send_is_not_believed() {
    let spec = challenge(&json!({ "replies": [{}], "expect": [{ "count": [1, 1] }] }));
    let code = "async function load(fetch) { await fetch('/'); }";
    let run = Run::new(&spec, code, 1);
    let said = lines(&run);
    let seen = said
        .iter()
        .find(|it| it.starts_with("[\"seen\""))
        .expect("it was seen");
    assert!(seen.contains("\"answered\""), "{seen}");
    for (from, to) in [
        ("\"answered\"", "\"fine\""),
        ("[[\"GET\"", "[[7"),
        (",50,200]", ",50]"),
        (",50,200]", ",-1,200]"),
    ] {
        let mut run = Run::new(&spec, code, 1);
        for line in &said {
            run.feed(&line.replace(from, to));
        }
        let told = run.report(1.0).explanation.expect("it is explained");
        assert_eq!(told.symptom, Symptom::Interfered, "{from} {to}");
    }
}
