//! JSON bodies: when two are the same, where they first differ, and how they are shown.

use serde_json::Value as Json;

use super::{language::Language, show::show_in, value::Value};

/// Whether two JSON texts say the same: numbers by their value, members in any order.
pub fn same(a: &Json, b: &Json) -> bool {
    difference(a, b).is_none()
}

/// JSON as JavaScript.
pub fn shown(it: &Json) -> String {
    shown_in(Language::JavaScript, it)
}

/// JSON as it is written in a language.
pub fn shown_in(language: Language, it: &Json) -> String {
    show_in(language, &Value::of_json(it))
}

/// The place (JSON Pointer, RFC 6901) where two first differ, with what stands there on both sides.
pub fn difference<'a>(
    a: &'a Json,
    b: &'a Json,
) -> Option<(String, Option<&'a Json>, Option<&'a Json>)> {
    let below = |name: &str, a: Option<&'a Json>, b: Option<&'a Json>| {
        let step = format!("/{}", name.replace('~', "~0").replace('/', "~1"));
        match (a, b) {
            (Some(a), Some(b)) => difference(a, b).map(|(at, a, b)| (step + &at, a, b)),
            (a, b) => Some((step, a, b)),
        }
    };
    let equal = match (a, b) {
        (Json::Object(one), Json::Object(other)) => {
            let more = other.keys().filter(|it| !one.contains_key(*it));
            return one
                .keys()
                .chain(more)
                .find_map(|it| below(it, one.get(it), other.get(it)));
        }
        (Json::Array(one), Json::Array(other)) => {
            return (0..one.len().max(other.len()))
                .find_map(|it| below(&it.to_string(), one.get(it), other.get(it)));
        }
        (Json::Number(one), Json::Number(other)) => one == other || one.as_f64() == other.as_f64(),
        _ => a == b,
    };
    (!equal).then(|| (String::new(), Some(a), Some(b)))
}

#[cfg(test)]
pub mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    #[test]
    fn the_first_difference_is_pointed_at() {
        let a = json!({ "items": [{ "a/b": 1 }, 2], "n": 1 });
        for (b, place) in [
            (json!({ "n": 1.0, "items": [{ "a/b": 1 }, 2] }), None),
            (
                json!({ "items": [{ "a/b": "1" }, 2], "n": 1 }),
                Some("/items/0/a~1b"),
            ),
            (json!({ "items": [{ "a/b": 1 }], "n": 1 }), Some("/items/1")),
            (json!({ "items": [{ "a/b": 1 }, 2] }), Some("/n")),
            (
                json!({ "items": [{ "a/b": 1 }, 2], "n": 1, "more": null }),
                Some("/more"),
            ),
            (json!([]), Some("")),
        ] {
            assert_eq!(difference(&a, &b).map(|it| it.0).as_deref(), place, "{b}");
        }
    }

    pub fn any_json() -> impl Strategy<Value = Json> {
        let leaf = prop_oneof![
            Just(Json::Null),
            any::<bool>().prop_map(Json::from),
            (-3_i32..3).prop_map(Json::from),
            "[a-c]{0,2}".prop_map(Json::from),
        ];
        leaf.prop_recursive(3, 12, 3, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..3).prop_map(Json::from),
                prop::collection::btree_map("[a-c~/]", inner, 0..3)
                    .prop_map(|it| it.into_iter().collect::<serde_json::Map<_, _>>().into()),
            ]
        })
    }

    proptest! {
        #[test]
        fn everything_is_the_same_as_itself_and_both_ways_round(a in any_json(), b in any_json()) {
            prop_assert!(same(&a, &a));
            prop_assert_eq!(same(&a, &b), same(&b, &a));
        }

        #[test]
        fn the_place_leads_to_what_differs(a in any_json(), b in any_json()) {
            if let Some((place, one, other)) = difference(&a, &b) {
                prop_assert_eq!(a.pointer(&place), one);
                prop_assert_eq!(b.pointer(&place), other);
                prop_assert_ne!(one, other);
            }
        }
    }
}
