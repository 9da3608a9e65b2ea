//! The same of clients as `holds` has it of servers: a search comes to its end, what it finds fails as what it began with, and
//! nothing smaller does. The clients are in Rust: they do what is expected of them, but for what a description picks out.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::judge::example::{self, Outcome};

const ORACLES: [&str; 4] = [
    "checked-client",
    "backoff-client",
    "resume-client",
    "batch-client",
];

/// Which calls go wrong.
#[derive(Clone, Debug)]
enum Picked {
    Replies(usize),
    Status(u16),
    Field(usize),
    Slow(u32),
    Text(String),
    Every,
}

/// What is wrong with what the client does.
#[derive(Clone, Copy, Debug)]
enum Wrong {
    Result,
    NoRequest,
    OneMore,
    Throws,
    Waits,
}

fn is_picked(picked: &Picked, call: &Call) -> bool {
    let mut replies = call.replies.iter();
    match picked {
        Picked::Replies(least) => call.replies.len() >= *least,
        Picked::Status(status) => replies.any(|it| it.status == *status),
        Picked::Field(least) => replies.any(|it| it.headers.len() >= *least),
        Picked::Slow(after) => replies.any(|it| it.after >= *after),
        Picked::Text(part) => replies.any(|it| it.text().contains(part)),
        Picked::Every => true,
    }
}

/// What the agent says of a call, behind its number.
fn outcome(call: &Call, wrong: Option<Wrong>) -> Outcome {
    let mut it = example::outcome(&call.expect[0]);
    match wrong {
        Some(Wrong::Result) => (it.kind, it.value) = ("resolve", json!("nothing like it")),
        Some(Wrong::NoRequest) => it.requests.clear(),
        Some(Wrong::OneMore) => it.requests.push(json!([
            "GET",
            "/more",
            [],
            null,
            it.took,
            1,
            "answered",
            it.took,
            200
        ])),
        Some(Wrong::Throws) => (it.kind, it.value) = ("reject", json!(["e", "TypeError", "", ""])),
        Some(Wrong::Waits) => it.kind = "idle",
        None => {}
    }
    it
}

/// Says what an agent would say of a client that is wrong in this way.
fn drive(run: &mut Run<'_>, picked: &Picked, wrong: Wrong) {
    let mut said = vec![json!(["ready", []]), json!(["loaded", [], 0])];
    for (index, case) in run.plan.iter().enumerate() {
        let call = case.call.as_ref().expect("it is a client's");
        let it = outcome(call, is_picked(picked, call).then_some(wrong));
        said.push(json!([
            "seen",
            [index, it.kind, it.value, 0.5, [], 0, it.took, it.requests]
        ]));
    }
    said.push(json!(["end"]));
    for line in said {
        run.feed(&line.to_string());
    }
}

fn challenge(oracle: &str) -> ChallengeSpec {
    let spec = json!({
        "id": "any", "contract": "client", "entry": "load", "cases": [],
        "generated": { "oracle": oracle, "count": 40 }, "solution": { "code": "", "html": "" },
    });
    serde_json::from_value(spec).expect("it is a challenge")
}

/// The mistake that a case makes, written out.
fn written(it: &CaseReport) -> String {
    format!("{:?}", mistake(it))
}

fn any_picked() -> impl Strategy<Value = Picked> {
    prop_oneof![
        (1_usize..5).prop_map(Picked::Replies),
        prop::sample::select(vec![200, 204, 404, 429, 500, 503]).prop_map(Picked::Status),
        (1_usize..3).prop_map(Picked::Field),
        (1_u32..400).prop_map(Picked::Slow),
        "[a-z0-9{:]".prop_map(Picked::Text),
        Just(Picked::Every),
    ]
}

fn any_wrong() -> impl Strategy<Value = Wrong> {
    prop::sample::select(vec![
        Wrong::Result,
        Wrong::NoRequest,
        Wrong::OneMore,
        Wrong::Throws,
        Wrong::Waits,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_search_ends_at_a_call_of_which_nothing_smaller_fails_alike(
        oracle in prop::sample::select(ORACLES.to_vec()),
        picked in any_picked(),
        wrong in any_wrong(),
        seed in any::<u64>(),
    ) {
        let spec = challenge(oracle);
        let mut run = Run::new(&spec, "", seed);
        drive(&mut run, &picked, wrong);
        prop_assert!(run.is_over());
        let Some(mut search) = run.shrink() else { return Ok(()) };
        let wanted = written(&search.best);
        let size = |it: &Shrink<'_>| it.call.as_ref().map(client::size);
        let (mut rounds, mut now) = (0, size(&search));
        while let Some(mut next) = search.next_run() {
            rounds += 1;
            drive(&mut next, &picked, wrong);
            if !search.take(&next) {
                break;
            }
            prop_assert!(size(&search) < now, "{:?} after {now:?}", size(&search));
            now = size(&search);
            prop_assert_eq!(&written(&search.best), &wanted);
        }
        prop_assert!(rounds <= MAX_ROUNDS);

        // Nothing smaller fails alike, whether a round had room for it or not; unless there were no rounds left to find it.
        if rounds < MAX_ROUNDS {
            let mut left = Run::over(&spec, "", search.smaller(), search.routes.clone());
            drive(&mut left, &picked, wrong);
            let alike = left.outcomes.iter().find(|it| written(it) == wanted);
            prop_assert!(alike.is_none(), "{:?} in place of {:?}", alike, search.call);
        }
        let index = search.best.index;
        let mut report = run.report(1.0);
        search.put(&mut report);
        let shown = report.cases.iter().find(|it| it.index == index).expect("it was in the report");
        prop_assert_eq!(written(shown), wanted);
    }
}

#[test]
fn clients_that_do_what_is_expected_pass_and_others_do_not() {
    for oracle in ORACLES {
        let spec = challenge(oracle);
        for seed in 0..20 {
            let mut run = Run::new(&spec, "", seed);
            drive(&mut run, &Picked::Replies(usize::MAX), Wrong::Result);
            let report = run.report(1.0);
            assert_eq!(
                report.verdict,
                Verdict::Pass,
                "{oracle}: {:?}",
                report.cases
            );
            for wrong in [
                Wrong::Result,
                Wrong::NoRequest,
                Wrong::OneMore,
                Wrong::Waits,
            ] {
                let mut run = Run::new(&spec, "", seed);
                drive(&mut run, &Picked::Every, wrong);
                let found = run.shrink().expect("a made call went wrong");
                assert_eq!(found.best.verdict, Verdict::Fail, "{oracle}, {wrong:?}");
            }
        }
    }
}

#[test]
fn of_many_replies_the_one_that_matters_is_left() {
    let spec = challenge("backoff-client");
    let picked = Picked::Status(503);
    let mut run = Run::new(&spec, "", 1);
    drive(&mut run, &picked, Wrong::NoRequest);
    let mut search = run.shrink().expect("some server is busy");
    while let Some(mut next) = search.next_run() {
        drive(&mut next, &picked, Wrong::NoRequest);
        if !search.take(&next) {
            break;
        }
    }
    let call = search.call.expect("it is a client's");
    let [only] = call.replies.as_slice() else {
        panic!("{:?}", call.replies);
    };
    assert_eq!((only.status, only.after), (503, 1));
    assert!(
        only.headers.is_empty() && only.pieces.is_empty(),
        "{only:?}"
    );
}
