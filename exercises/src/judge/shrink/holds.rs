//! A search for a smaller case comes to its end, and what it finds fails as what it began with: for every oracle, against
//! servers that answer rightly but for what a description picks out. They are in Rust: no engine is needed for this.

use proptest::prelude::*;
use serde_json::json;

use super::*;
use crate::judge::{example, spec::Answer};

const ORACLES: [&str; 19] = [
    "greeter-v1",
    "shelf-v2",
    "speak-v2",
    "guard-v2",
    "etag-v2",
    "cors-v2",
    "likes-v3",
    "bucket-v3",
    "lru-v3",
    "target-v1",
    "assemble-v2",
    "assemble-plain-v2",
    "checkout-v3",
    "resolver-v3",
    "robin-v3",
    "balancer-v3",
    "breaker-v3",
    "percentile-v2",
    "notes-v3",
];

/// Which requests are answered wrongly.
#[derive(Clone, Debug)]
enum Picked {
    Path(String),
    Method(String),
    Header(usize),
    Body,
    Clock(u32),
    Call(usize),
    /// A retry: the same request has come before in its case, with the same key.
    Again,
}

/// What is wrong with the answer.
#[derive(Clone, Copy, Debug)]
enum Wrong {
    Status,
    Body,
    NoHeaders,
    Nothing,
    Throws,
}

fn is_picked(picked: &Picked, before: &[Step], step: &Step) -> bool {
    let request = &step.request;
    match picked {
        Picked::Path(part) => request.path.contains(part),
        Picked::Method(name) => request.method == *name,
        Picked::Header(count) => request.headers.len() > *count,
        Picked::Body => !request.body.is_empty(),
        Picked::Clock(from) => step.clock >= *from,
        Picked::Call(from) => before.len() >= *from,
        Picked::Again => {
            request.headers.contains_key("idempotency-key")
                && before.iter().any(|it| it.request == *request)
        }
    }
}

/// An answer that is accepted, as the agent would tell it; but for what is wrong.
fn response(it: &Answer, wrong: Option<Wrong>) -> Json {
    let mut right = example::response(it);
    match wrong {
        Some(Wrong::Nothing) => return json!(["u"]),
        Some(Wrong::Throws) => return json!(["e", "TypeError", "no", ""]),
        Some(Wrong::Status) => right["status"] = json!(599),
        Some(Wrong::Body) => right["body"] = json!("nothing like it"),
        Some(Wrong::NoHeaders) => right["headers"] = json!({}),
        None => {}
    }
    example::tagged(&right)
}

/// Says what an agent would say of a server that is wrong in this way.
fn drive(run: &mut Run<'_>, picked: &Picked, wrong: Wrong) {
    let mut said = vec![json!(["ready", []]), json!(["loaded", [], 0])];
    let mut index = 0;
    for case in &run.plan {
        for (at, step) in case.steps.iter().enumerate() {
            let wrong = is_picked(picked, &case.steps[..at], step).then_some(wrong);
            let kind = if matches!(wrong, Some(Wrong::Throws)) {
                "throw"
            } else {
                "return"
            };
            let value = response(&step.accept[0], wrong);
            said.push(json!(["seen", [index, kind, value, 0.5, [], 0]]));
            index += 1;
        }
    }
    said.push(json!(["end"]));
    for line in said {
        run.feed(&line.to_string());
    }
}

fn challenge(oracle: &str) -> ChallengeSpec {
    let contract = &oracle[oracle.len() - 2..];
    let generated = json!({ "oracle": oracle, "count": 40 });
    let spec = json!({
        "id": "any", "contract": contract, "cases": [], "generated": generated, "solution": { "code": "", "html": "" },
    });
    serde_json::from_value(spec).expect("it is a challenge")
}

/// The mistake that a case makes, written out.
fn written(it: &CaseReport) -> String {
    format!("{:?}", mistake(it))
}

fn any_picked() -> impl Strategy<Value = Picked> {
    prop_oneof![
        "[/a-z0-9?=]{1,2}".prop_map(Picked::Path),
        prop::sample::select(vec!["GET", "POST", "PUT", "DELETE", "OPTIONS", "HEAD"])
            .prop_map(|it| Picked::Method(it.to_owned())),
        (0_usize..3).prop_map(Picked::Header),
        Just(Picked::Body),
        (1_u32..5_000).prop_map(Picked::Clock),
        (0_usize..4).prop_map(Picked::Call),
        Just(Picked::Again),
    ]
}

fn any_wrong() -> impl Strategy<Value = Wrong> {
    prop::sample::select(vec![
        Wrong::Status,
        Wrong::Body,
        Wrong::NoHeaders,
        Wrong::Nothing,
        Wrong::Throws,
    ])
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_search_ends_and_what_it_finds_still_fails(
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
        let mut report = run.report(1.0);
        let wanted = written(&search.best);
        let (mut rounds, mut now) = (0, size(&search.steps));
        while let Some(mut next) = search.next_run() {
            rounds += 1;
            drive(&mut next, &picked, wrong);
            if !search.take(&next) {
                break;
            }
            let smaller = size(&search.steps);
            prop_assert!(smaller < now, "{smaller:?} after {now:?}");
            now = smaller;
            prop_assert_eq!(&written(&search.best), &wanted);
        }
        prop_assert!(rounds <= MAX_ROUNDS);
        // Nothing smaller fails alike, whether a round had room for it or not; unless there were no rounds left to find it.
        if rounds < MAX_ROUNDS {
            let mut left = Run::over(&spec, "", search.smaller(), search.routes.clone());
            drive(&mut left, &picked, wrong);
            let alike = left.outcomes.iter().find(|it| written(it) == wanted);
            prop_assert!(alike.is_none(), "{:?} in place of {:?}", alike, search.steps);
        }

        // What was found fails by itself, in the same way, when nothing else is run beside it.
        let alone = Planned::generated(search.oracle.answered(search.steps.clone()));
        let mut again = Run::over(&spec, "", vec![alone], search.routes.clone());
        drive(&mut again, &picked, wrong);
        prop_assert_eq!(&written(&again.outcomes[0]), &wanted);

        let index = search.best.index;
        search.put(&mut report);
        let shown = report.cases.iter().find(|it| it.index == index).expect("it was in the report");
        prop_assert_eq!(written(shown), wanted);
    }
}

#[test]
fn most_searches_of_the_property_find_something() {
    let found = ORACLES.iter().filter(|it| {
        let spec = challenge(it);
        let mut run = Run::new(&spec, "", 1);
        drive(&mut run, &Picked::Call(0), Wrong::Status);
        run.shrink()
            .is_some_and(|it| it.best.verdict == Verdict::Fail)
    });
    assert_eq!(found.count(), ORACLES.len());
}

#[test]
fn servers_that_are_never_wrong_pass() {
    for oracle in ORACLES {
        let spec = challenge(oracle);
        let mut run = Run::new(&spec, "", 1);
        drive(&mut run, &Picked::Call(usize::MAX), Wrong::Status);
        let report = run.report(1.0);
        assert_eq!(
            report.verdict,
            Verdict::Pass,
            "{oracle}: {:?}",
            report.cases
        );
    }
}

#[test]
fn of_many_requests_the_two_that_matter_are_left() {
    let spec = challenge("notes-v3");
    let mut run = Run::new(&spec, "", 4);
    drive(&mut run, &Picked::Again, Wrong::Status);
    let mut search = run.shrink().expect("a retry is answered wrongly");
    let began = search.steps.len();
    while let Some(mut next) = search.next_run() {
        drive(&mut next, &Picked::Again, Wrong::Status);
        if !search.take(&next) {
            break;
        }
    }
    let [first, again] = search.steps.as_slice() else {
        panic!("{:?}", search.steps);
    };
    assert!(began > 2);
    assert_eq!(first.request, again.request);
    assert_eq!(again.request.path, "/notes");
    let index = search.best.index;
    let mut report = run.report(1.0);
    search.put(&mut report);
    let shown = report.cases.iter().find(|it| it.index == index);
    let shown = shown.expect("it was in the report");
    assert_eq!((shown.before.len(), shown.shrunk_from), (1, Some(began)));
}
