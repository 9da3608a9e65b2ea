//! The same as `answers` has it, of what is expected of a client: its result, its requests, their number and their times.

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::{
    Outcome,
    answers::{any_json, any_pattern},
    outcome, tagged,
};
use crate::judge::{
    client::{Expect, Played, Wanted, findings, read_record},
    value::Value,
    wire::Kind,
};

/// Where the parts of a request stand, as the agent says it.
const METHOD: usize = 0;
const PATH: usize = 1;
const FIELDS: usize = 2;
const BODY: usize = 3;
const AT: usize = 4;
const OPEN: usize = 5;
const HOW: usize = 6;
const UNTIL: usize = 7;

/// A field that all requests are to carry with one value.
const SAME: &str = "k";

fn any_bounds() -> impl Strategy<Value = (u32, u32)> {
    (0_u32..50, 0_u32..50).prop_map(|(least, more)| (least, least + more))
}

prop_compose! {
    fn any_wanted()(
        method in prop::option::of("(GET|POST)"),
        path in prop::option::of("/[a-c]{0,2}"),
        headers in prop::collection::btree_map("[a-c]", any_pattern(), 0..2),
        without in prop::collection::btree_set("[d-e]", 0..2),
        body in prop::option::of(prop_oneof![Just(None), any_json().prop_map(Some)]),
        wait in prop::option::of(any_bounds()),
        aborted in prop::option::of(any::<bool>()),
    ) -> Wanted {
        let (json, body) = match body {
            Some(Some(it)) => (Some(it), None),
            Some(None) => (None, Some(String::new())),
            None => (None, None),
        };
        let without = without.into_iter().collect();
        Wanted { method, path, headers, without, body, json, wait, aborted }
    }
}

/// What is asked of the requests: all of them, how many, or what each must be.
fn any_asked() -> impl Strategy<Value = Expect> {
    let listed = prop::collection::vec(any_wanted(), 0..4).prop_map(|it| Expect {
        requests: Some(it),
        ..Expect::default()
    });
    let count = (0_u32..3, 0_u32..3).prop_map(|(least, more)| Expect {
        count: Some((least, least + more)),
        ..Expect::default()
    });
    let each = any_wanted().prop_map(|it| Expect {
        each: Some(Wanted { wait: None, ..it }),
        ..Expect::default()
    });
    prop_oneof![listed, count, each, Just(Expect::default())]
}

prop_compose! {
    fn any_expect()(
        asked in any_asked(),
        result in prop::option::of(prop_oneof![any_json().prop_map(Ok), any_pattern().prop_map(Err)]),
        returns_null in any::<bool>(),
        at_once in prop::option::of(1_u32..4),
        is_same in any::<bool>(),
        longer in prop::option::of(any_bounds()),
    ) -> Expect {
        let mut it = Expect { at_once, ..asked };
        match result {
            Some(Ok(json)) => it.returns = Some(json),
            Some(Err(pattern)) => it.throws = Some(pattern),
            None => it.returns_null = returns_null,
        }
        it.same = is_same.then(|| SAME.to_owned()).into_iter().collect();
        // Its requests must have the time that they are to wait.
        let least = outcome(&it).took;
        it.took = longer.map(|(a, b)| (least + a, least + b));
        it
    }
}

/// The fields that are not as they are expected.
fn wrong(it: &Outcome, expect: &Expect) -> Vec<String> {
    let kind = match it.kind {
        "resolve" => Kind::Resolve,
        "reject" => Kind::Reject,
        _ => Kind::Idle,
    };
    let value = Value::read(&it.value).expect("the agent says so");
    let record = read_record(&json!(it.took), &json!(it.requests)).expect("the agent says so");
    let played = Played {
        kind,
        value: &value,
        record: &record,
    };
    let found = findings(played, expect).into_iter();
    found.filter(|it| !it.right).map(|it| it.name).collect()
}

/// What a client did, with one thing that is expected otherwise: each of them, and how it is then.
fn otherwise(expect: &Expect) -> Vec<(String, Outcome)> {
    let right = outcome(expect);
    let mut found = Vec::new();
    let mut with = |name: &str, change: &dyn Fn(&mut Outcome)| {
        let mut it = right.clone();
        change(&mut it);
        found.push((name.to_owned(), it));
    };
    with("result", &|it| it.kind = "idle");
    if let Some(json) = &expect.returns {
        with("result", &|it| it.value = tagged(&json!([json])));
        with("result", &|it| it.kind = "reject");
    }
    if expect.returns_null {
        with("result", &|it| it.value = json!(["u"]));
    }
    if expect.throws.is_some() {
        with("result", &|it| it.value = json!(["e", "Error", "!", ""]));
        with("result", &|it| it.kind = "resolve");
    }
    if let Some((least, most)) = expect.counts() {
        let of = |it: &Outcome, count: usize| {
            let one = json!(["GET", "/", [], null, it.took, 1, "answered", it.took, 200]);
            let mut all = it.requests.clone();
            all.resize(count, one);
            all
        };
        with("requests", &|it| it.requests = of(it, most + 1));
        if least > 0 {
            with("requests", &|it| it.requests = of(it, least - 1));
        }
    }
    if let Some(most) = expect.at_once
        && !right.requests.is_empty()
    {
        with("at once", &|it| it.requests[0][OPEN] = json!(most + 1));
    }
    if let Some((least, most)) = expect.took {
        with("time", &|it| it.took = most + 1);
        if least > 0 {
            with("time", &|it| it.took = least - 1);
        }
    }
    for at in 0..right.requests.len() {
        let listed = expect.requests.as_ref().map(|it| &it[at]);
        if let Some(wanted) = listed.or(expect.each.as_ref()) {
            found.extend(other_request(&right, at, wanted));
        }
        if !expect.same.is_empty() {
            let mut it = right.clone();
            remove(&mut it.requests[at][FIELDS], SAME);
            // Where the first lacks it, nothing is left to hold the others against.
            found.push((format!("request {} headers.{SAME}", at + 1), it));
        }
    }
    found
}

fn remove(fields: &mut Json, name: &str) {
    let fields = fields.as_array_mut().expect("it is a list");
    fields.retain(|it| it[0] != name);
}

/// The same with something otherwise in that request.
fn other_request(right: &Outcome, at: usize, wanted: &Wanted) -> Vec<(String, Outcome)> {
    let mut found = Vec::new();
    let mut with = |field: &str, change: &dyn Fn(&mut Json)| {
        let mut it = right.clone();
        change(&mut it.requests[at]);
        found.push((format!("request {}{field}", at + 1), it));
    };
    if wanted.method.is_some() {
        with("", &|it| it[METHOD] = json!("PATCH"));
    }
    if wanted.path.is_some() {
        with("", &|it| it[PATH] = json!("/other"));
    }
    for name in wanted.headers.keys() {
        let field = format!(" headers.{name}");
        with(&field, &|it| remove(&mut it[FIELDS], name));
        with(&field, &|it| {
            remove(&mut it[FIELDS], name);
            let fields = it[FIELDS].as_array_mut().expect("it is a list");
            fields.push(json!([name, "!"]));
        });
    }
    for name in &wanted.without {
        with(&format!(" headers.{name}"), &|it| {
            it[FIELDS] = json!([[name, ""]]);
        });
    }
    if wanted.body.is_some() {
        with(" body", &|it| it[BODY] = json!("!"));
    }
    if let Some(json) = &wanted.json {
        with(" body", &|it| it[BODY] = json!(json!([json]).to_string()));
        with(" body", &|it| it[BODY] = Json::Null);
    }
    if let Some(aborted) = wanted.aborted {
        let how = if aborted { "answered" } else { "aborted" };
        with(" aborted", &|it| it[HOW] = json!(how));
    }
    if let Some((least, most)) = wanted.wait {
        let mut later = right.clone();
        delay(&mut later, at, most - least + 1);
        found.push((format!("request {} wait", at + 1), later));
    }
    found
}

/// This request and all that follow, so many milliseconds later.
fn delay(it: &mut Outcome, from: usize, by: u32) {
    for one in &mut it.requests[from..] {
        for place in [AT, UNTIL] {
            one[place] = json!(one[place].as_u64().expect("a time") + u64::from(by));
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_client_that_does_what_is_expected_passes(it in any_expect()) {
        prop_assert_eq!(wrong(&outcome(&it), &it), Vec::<String>::new());
    }

    #[test]
    fn one_that_does_one_thing_otherwise_fails_and_is_told_which(it in any_expect()) {
        for (name, other) in otherwise(&it) {
            let found = wrong(&other, &it);
            prop_assert!(found.contains(&name), "{name} is not among {found:?}: {other:?}");
        }
    }
}
