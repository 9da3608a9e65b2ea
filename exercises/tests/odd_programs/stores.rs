//! Programs of contract v3 that do odd things to what they are given beside the request: the store and the clock.

use exercises::judge::{CaseStep, ChallengeSpec, Contract};
use proptest::prelude::*;

use crate::{challenge, is_run_and_read, odd};

/// What is done to the store and the clock, and to the request; `it` is a value of any kind.
const DONE: [&str; 14] = [
    "store.set('it', it);",
    "store.set(it, it);",
    "store.set(store, world);",
    "store.set = () => { throw it; };",
    "store.get = store.has = store.size = it;",
    "Object.setPrototypeOf(store, it);",
    "Object.freeze(store); Object.freeze(world); Object.freeze(clock);",
    "delete store.clear; store.clear();",
    "for (let i = 0; i < 500; i += 1) store.set(i, it);",
    "clock.now = () => it;",
    "Object.defineProperty(clock, 'now', { get() { throw it; } });",
    "world.store = world.clock = it;",
    "request.headers = request.body = it;",
    "Object.defineProperty(request, 'path', { get() { throw it; } });",
];

/// How the call ends.
const ENDS: [&str; 8] = [
    "return store;",
    "return world;",
    "return store.get('it');",
    "return { status: clock.now(), headers: store, body: it };",
    "return { status: 200, headers: { it, 'a-b': it }, body: [...store.keys()] };",
    "return request;",
    "throw store;",
    "return new Proxy(world, {});",
];

fn steps() -> ChallengeSpec {
    let mut spec = challenge(false);
    spec.contract = Contract::V3;
    for case in &mut spec.cases {
        let asked = case.request.take().expect("it is a single request");
        let accept = std::mem::take(&mut case.accept);
        case.steps = [0, 1_000, u32::MAX]
            .map(|clock| CaseStep {
                clock,
                accept: accept.clone(),
                ..CaseStep::asking(asked.clone())
            })
            .into();
    }
    spec
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 128, ..ProptestConfig::default() })]

    #[test]
    fn every_line_of_a_run_with_a_store_is_read(
        it in odd(),
        done in prop::collection::vec(prop::sample::select(DONE.to_vec()), 0..4),
        end in prop::sample::select(ENDS.to_vec()),
        asynchronous in any::<bool>(),
    ) {
        let nested = "const nested = (it, n) => { for (let i = 0; i < n; i += 1) it = i % 2 ? [it] : { it }; return it; };";
        let done: Vec<String> = done.iter().map(|it| format!("try {{ {it} }} catch {{}}")).collect();
        let done = done.join("\n");
        let source = format!(
            "{nested}\nfunction handleRequest(request, world) {{\nconst {{ store, clock }} = world;\nconst it = {it};\n{done}\n{end}\n}}"
        );
        let spec = ChallengeSpec { asynchronous, ..steps() };
        is_run_and_read(&spec, &source)?;
    }
}
