//! Whatever an answer names: a response that is just so passes, and one in which a single named field is otherwise fails and says
//! which.

use std::collections::BTreeMap;

use proptest::prelude::*;
use serde_json::{Value as Json, json};

use super::{matching, response, tagged};
use crate::judge::{finding::findings, language::Language, spec::Answer, value::Value};

/// JSON whose numbers the agent writes as they are.
pub fn any_json() -> impl Strategy<Value = Json> {
    let leaf = prop_oneof![
        Just(Json::Null),
        any::<bool>().prop_map(Json::from),
        any::<i16>().prop_map(Json::from),
        "[a-c\"é]{0,3}".prop_map(Json::from),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Json::from),
            prop::collection::btree_map("[a-c]", inner, 0..3).prop_map(|it| json!(it)),
        ]
    })
}

/// A pattern that begins with a sign of its own: what begins with another does not match.
pub fn any_pattern() -> impl Strategy<Value = String> {
    r"[x-z](\*|\\\*|[x-z]){0,4}"
}

/// The four ways in which a body is named, or none.
#[derive(Clone, Debug)]
enum Body {
    Open,
    Text(String),
    Like(String),
    Json(Json),
    At(Json, Json),
}

fn any_body() -> impl Strategy<Value = Body> {
    prop_oneof![
        Just(Body::Open),
        "[a-c{\"]{0,4}".prop_map(Body::Text),
        any_pattern().prop_map(Body::Like),
        any_json().prop_map(Body::Json),
        (any_json(), any_json()).prop_map(|(a, b)| Body::At(a, b)),
    ]
}

prop_compose! {
    // The names of fields differ from kind to kind: nothing is asked for twice.
    fn any_answer()(
        status in 200_u16..600,
        headers in prop::collection::btree_map("[a-b]", "[x-z]{0,2}", 0..3),
        lists in prop::collection::btree_map("(c|vary)", prop::collection::vec("[A-Z]{1,3}", 1..4), 0..3),
        patterns in prop::collection::btree_map("[d-e]", any_pattern(), 0..3),
        without in prop::collection::btree_set("[f-g]", 0..3),
        body in any_body(),
    ) -> Answer {
        let without = without.into_iter().collect();
        let answer = Answer { status, headers, lists, patterns, without, ..Answer::default() };
        match body {
            Body::Open => answer,
            Body::Text(it) => Answer { body: Some(it), ..answer },
            Body::Like(it) => Answer { like: Some(it), ..answer },
            Body::Json(it) => Answer { json: Some(it), ..answer },
            Body::At(a, b) => {
                let at = BTreeMap::from([("/a".to_owned(), a), ("/b/0".to_owned(), b)]);
                Answer { at, ..answer }
            }
        }
    }
}

/// The fields of an answer that a response does not have as they are named.
fn wrong(response: &Json, answer: &Answer) -> Vec<String> {
    let value = Value::read(&tagged(response)).expect("the agent says so");
    let found = findings(&value, answer, Language::JavaScript).into_iter();
    found.filter(|it| !it.right).map(|it| it.name).collect()
}

/// The response with one named field otherwise: each of them, and how it is then.
fn otherwise(answer: &Answer) -> Vec<(String, Json)> {
    let right = response(answer);
    let mut found = Vec::new();
    let mut with = |name: String, change: &dyn Fn(&mut Json)| {
        let mut it = right.clone();
        change(&mut it);
        found.push((name, it));
    };
    with("status".to_owned(), &|it| {
        it["status"] = json!(answer.status + 1);
    });
    let named = answer.headers.keys().chain(answer.lists.keys());
    for name in named.chain(answer.patterns.keys()) {
        let text = right["headers"][name].as_str().expect("it is a text");
        for other in [json!(format!("!{text}")), json!(1)] {
            with(format!("headers.{name}"), &|it| {
                it["headers"][name] = other.clone();
            });
        }
        with(format!("headers.{name}"), &|it| {
            it["headers"].as_object_mut().map(|it| it.remove(name));
        });
    }
    for (name, members) in &answer.lists {
        for some in [members[1..].join(","), format!("{},NEW", members.join(","))] {
            with(format!("headers.{name}"), &|it| {
                it["headers"][name] = json!(some);
            });
        }
    }
    for name in &answer.without {
        with(format!("headers.{name}"), &|it| {
            it["headers"][name] = json!("x");
        });
    }
    let text = right["body"].as_str().expect("it is a text");
    if answer.body.is_some() || answer.like.is_some() {
        with("body".to_owned(), &|it| {
            it["body"] = json!(format!("!{text}"));
        });
    }
    // No body and an empty one are alike.
    let is_whole = answer.body.is_some() || answer.like.is_some() || answer.json.is_some();
    if is_whole && !text.is_empty() {
        with("body".to_owned(), &|it| {
            it.as_object_mut().map(|it| it.remove("body"));
        });
    }
    if let Some(json) = &answer.json {
        with("body".to_owned(), &|it| {
            it["body"] = json!(json!([json]).to_string());
        });
        with("body".to_owned(), &|it| {
            it["body"] = json!(format!("{text},"));
        });
    }
    for pointer in answer.at.keys() {
        let mut said: Json = serde_json::from_str(text).expect("it is JSON");
        let there = said.pointer_mut(pointer).expect("it is there");
        *there = json!([there]);
        with(format!("body {pointer}"), &|it| {
            it["body"] = json!(said.to_string());
        });
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_just_as_it_is_named_passes(it in any_answer()) {
        prop_assert_eq!(wrong(&response(&it), &it), Vec::<String>::new());
    }

    #[test]
    fn what_is_otherwise_in_one_field_fails_and_names_it(it in any_answer()) {
        for (name, other) in otherwise(&it) {
            prop_assert_eq!(wrong(&other, &it), [name], "{}", other);
        }
    }

    #[test]
    fn the_members_of_a_list_come_in_any_order(it in any_answer()) {
        let mut other = response(&it);
        for (name, members) in &it.lists {
            let turned: Vec<&str> = members.iter().rev().map(String::as_str).collect();
            other["headers"][name] = json!(turned.join(" ,"));
        }
        prop_assert_eq!(wrong(&other, &it), Vec::<String>::new());
    }

    #[test]
    fn a_text_made_of_a_pattern_matches_it(it in any_pattern()) {
        prop_assert!(crate::judge::text::matches(&it, &matching(&it)));
    }
}
