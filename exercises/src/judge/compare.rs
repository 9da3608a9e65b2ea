//! One answer against every answer that can be defended, field by field.

use super::{
    finding::{MISSING, NONE},
    json,
    language::Language,
    report::{FieldReport, Segment, Verdict},
    show::{self, quote},
    spec::Answer,
    text::{mark, whole},
    value::Value,
};

pub use super::finding::{Finding, exact_text, findings, header, most_telling, status_is};

/// The accepted answer that is nearest to what came back: one that it is; else, of those with the same status, or of
/// all where there is none, the one with most fields right; of equals the first.
pub fn nearest<'a>(value: &Value, accept: &'a [Answer]) -> Option<&'a Answer> {
    let found: Vec<_> = accept
        .iter()
        .map(|it| findings(value, it, Language::JavaScript))
        .collect();
    likest(&found).map(|at| &accept[at])
}

/// The place of the likest of several answers, by their fields.
pub fn likest(found: &[Vec<Finding>]) -> Option<usize> {
    let likeness = |fields: &[Finding]| {
        let right = fields.iter().filter(|it| it.right).count();
        // The status is the first field of every answer, the result that of every call.
        let status = fields.first().is_some_and(|it| it.right);
        (right == fields.len(), status, right)
    };
    // The last of equal ones is taken, so the first must come last.
    (0..found.len())
        .rev()
        .max_by_key(|at| likeness(&found[*at]))
}

/// Expected beside actual for every field that counts. The nearest answer comes first, and the verdict is against it
/// alone: an answer that mixes two accepted ones is wrong.
pub fn fields(value: &Value, accept: &[Answer], language: Language) -> Vec<FieldReport> {
    let found = accept.iter().map(|it| findings(value, it, language));
    beside(found.collect())
}

/// The findings against everything that is accepted as one, the likest first.
pub fn beside(mut found: Vec<Vec<Finding>>) -> Vec<FieldReport> {
    let Some(at) = likest(&found) else {
        return Vec::new();
    };
    let near = found.remove(at);
    let alternatives = |name: &str| {
        let same = found.iter().flatten().filter(|it| it.name == name);
        same.map(|it| it.expected.clone()).collect::<Vec<_>>()
    };
    near.into_iter()
        .map(|it| {
            let others = alternatives(&it.name);
            field(it, others)
        })
        .collect()
}

/// An answer as JavaScript.
pub fn answer(it: &Answer) -> String {
    answer_in(Language::JavaScript, it)
}

/// An answer as it is written in a language.
pub fn answer_in(language: Language, it: &Answer) -> String {
    let key = |name: &str| show::key_in(language, name);
    let shown = |it: &serde_json::Value| json::shown_in(language, it);
    let (open, close) = language.braces();
    let pair = |(name, value): (&String, String)| format!("{}: {value}", key(name));
    let mut headers: Vec<String> = it
        .headers
        .iter()
        .map(|(name, it)| (name, quote(it)))
        .chain(
            it.lists
                .iter()
                .map(|(name, it)| (name, quote(&it.join(", ")))),
        )
        .chain(it.patterns.iter().map(|(name, it)| (name, quote(it))))
        .map(pair)
        .collect();
    headers.sort();
    let mut parts = vec![format!("{}: {}", key("status"), it.status)];
    if !headers.is_empty() {
        parts.push(format!(
            "{}: {open}{}{close}",
            key("headers"),
            headers.join(", ")
        ));
    }
    if let Some(text) = it.body.as_ref().or(it.like.as_ref()) {
        parts.push(format!("{}: {}", key("body"), quote(text)));
    }
    if let Some(json) = &it.json {
        parts.push(format!(
            "{}: {}({})",
            key("body"),
            language.to_json(),
            shown(json)
        ));
    } else if !it.at.is_empty() {
        let place = |(at, json): (&String, &_)| format!("{at} is {}", shown(json));
        let places: Vec<String> = it.at.iter().map(place).collect();
        parts.push(format!(
            "{}: JSON in which {}",
            key("body"),
            places.join(", ")
        ));
    }
    format!("{open}{}{close}", parts.join(", "))
}

fn field(it: Finding, others: Vec<String>) -> FieldReport {
    let (first, actual) = if it.right {
        (whole(&it.expected, false), whole(&it.actual, false))
    } else if let Some([expected, actual]) = it.marks {
        (expected, actual)
    } else if it.actual == it.expected || it.actual == MISSING || it.expected == NONE {
        // Cut text may look the same as far as it is shown.
        (whole(&it.expected, true), whole(&it.actual, true))
    } else {
        mark(&it.expected, &it.actual)
    };
    let mut rest: Vec<String> = Vec::new();
    for other in others {
        if other != it.expected && !rest.contains(&other) {
            rest.push(other);
        }
    }
    let rest = rest.iter().map(|it| whole(it, false));
    FieldReport {
        field: it.name,
        verdict: if it.right {
            Verdict::Pass
        } else {
            Verdict::Fail
        },
        expected: std::iter::once(first)
            .chain(rest)
            .collect::<Vec<Vec<Segment>>>(),
        actual,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::{Value as Json, json};

    use super::*;

    /// What a function returned, from the JSON that the agent would send.
    fn value(json: Json) -> Value {
        Value::of_json(&json)
    }

    fn answer(json: Json) -> Answer {
        serde_json::from_value(json).expect("it is an answer")
    }

    fn is_right(value: &Value, accept: &[Answer]) -> bool {
        accept.iter().any(|it| wrong(value, it).is_empty())
    }

    fn wrong(value: &Value, answer: &Answer) -> Vec<String> {
        let found = findings(value, answer, Language::JavaScript);
        found
            .into_iter()
            .filter(|it| !it.right)
            .map(|it| it.name)
            .collect()
    }

    #[test]
    fn only_what_an_answer_names_counts() {
        let came = value(json!({
            "status": 201,
            "headers": { "Location": " /notes/1 ", "Allow": "POST,GET", "x-extra": "1" },
            "body": r#"{"title": "a", "id": 1.0, "tags": ["x"]}"#,
        }));
        for (accept, missed) in [
            (json!({ "status": 201 }), &[][..]),
            (json!({ "status": 200 }), &["status"]),
            (
                json!({ "status": 201, "headers": { "location": "/notes/1" } }),
                &[],
            ),
            (
                json!({ "status": 201, "headers": { "location": "/notes/2" } }),
                &["headers.location"],
            ),
            (
                json!({ "status": 201, "lists": { "allow": ["GET", "POST"] } }),
                &[],
            ),
            (
                json!({ "status": 201, "lists": { "allow": ["GET"] } }),
                &["headers.allow"],
            ),
            (
                json!({ "status": 201, "patterns": { "location": "/notes/*" } }),
                &[],
            ),
            (
                json!({ "status": 201, "patterns": { "etag": "*" } }),
                &["headers.etag"],
            ),
            (
                json!({ "status": 201, "without": ["x-extra", "vary"] }),
                &["headers.x-extra"],
            ),
            (
                json!({ "status": 201, "json": { "id": 1, "title": "a", "tags": ["x"] } }),
                &[],
            ),
            (
                json!({ "status": 201, "json": { "id": "1", "title": "a", "tags": ["x"] } }),
                &["body"],
            ),
            (
                json!({ "status": 201, "at": { "/tags/0": "x", "/tags/1": "y" } }),
                &["body /tags/1"],
            ),
            (json!({ "status": 201, "like": "*\"title\": \"a\"*" }), &[]),
            (json!({ "status": 201, "body": "" }), &["body"]),
        ] {
            assert_eq!(wrong(&came, &answer(accept.clone())), missed, "{accept}");
        }
    }

    #[test]
    fn in_json_only_what_differs_is_marked() {
        let wanted = answer(json!({ "status": 200, "json": { "a": 1, "b": 2, "c": 3 } }));
        let came = value(json!({ "status": 200, "body": r#"{"c":4,"b":2,"a":0}"# }));
        let body = fields(&came, &[wanted], Language::JavaScript).pop();
        let body = body.expect("the body is a field");
        let marked = |parts: &[Segment]| {
            let differs = parts.iter().filter(|it| it.differs);
            differs.map(|it| it.text.clone()).collect::<Vec<_>>()
        };
        assert_eq!(marked(&body.expected[0]), ["1", "3"]);
        assert_eq!(marked(&body.actual), ["0", "4"]);
    }

    #[test]
    fn an_empty_body_may_be_left_away() {
        let none = answer(json!({ "status": 204, "body": "" }));
        assert!(is_right(
            &value(json!({ "status": 204 })),
            std::slice::from_ref(&none)
        ));
        assert!(!is_right(
            &value(json!({ "status": 204, "body": null })),
            &[none]
        ));
    }

    #[test]
    fn a_wrong_header_field_tells_more_than_one_that_is_missing() {
        let hit = answer(
            json!({ "status": 200, "headers": { "age": "5", "x-cache": "HIT" }, "body": "a", "without": ["vary"] }),
        );
        for (came, most) in [
            (
                json!({ "status": 200, "headers": { "x-cache": "MISS" }, "body": "a" }),
                Some("headers.x-cache"),
            ),
            (
                json!({ "status": 200, "headers": { "x-cache": "HIT" }, "body": "b" }),
                Some("headers.age"),
            ),
            (
                json!({ "status": 200, "headers": { "x-cache": "HIT", "vary": "*" }, "body": "a" }),
                Some("headers.age"),
            ),
            (
                json!({ "status": 500, "headers": { "x-cache": "MISS" }, "body": "a" }),
                Some("status"),
            ),
            (
                json!({ "status": 200, "headers": { "x-cache": "HIT", "age": "5" }, "body": "a" }),
                None,
            ),
        ] {
            let found = findings(&value(came), &hit, Language::JavaScript);
            assert_eq!(most_telling(&found).map(|it| it.name.as_str()), most);
        }
    }

    #[test]
    fn names_in_a_list_may_be_written_in_any_case_and_methods_may_not() {
        let wanted = answer(
            json!({ "status": 204, "lists": { "vary": ["Origin", "Accept"], "allow": ["GET"] } }),
        );
        let came = |vary: &str, allow: &str| {
            value(json!({ "status": 204, "headers": { "vary": vary, "allow": allow } }))
        };
        assert!(wrong(&came("accept, ORIGIN", "GET"), &wanted).is_empty());
        assert_eq!(
            wrong(&came("accept", "get"), &wanted),
            ["headers.allow", "headers.vary"]
        );
    }

    #[test]
    fn header_values_are_text() {
        let five = answer(json!({ "status": 200, "headers": { "content-length": "5" } }));
        let came = value(json!({ "status": 200, "headers": { "content-length": 5 } }));
        assert_eq!(wrong(&came, &five), ["headers.content-length"]);
    }

    #[test]
    fn an_answer_is_written_as_the_learner_would() {
        let it = answer(json!({
            "status": 405, "lists": { "allow": ["GET", "HEAD"] }, "headers": { "x-a": "1" }, "json": { "error": "no" },
        }));
        assert_eq!(
            super::answer(&it),
            r#"{ status: 405, headers: { "x-a": "1", allow: "GET, HEAD" }, body: JSON.stringify({ error: "no" }) }"#
        );
    }

    prop_compose! {
        fn any_answer()(
            status in 200_u16..205,
            headers in prop::collection::btree_map("[a-c]", "[x-z]{0,2}", 0..3),
            body in prop::option::of("[a-c]{0,3}"),
        ) -> Answer {
            Answer { status, headers, body, ..Answer::default() }
        }
    }

    fn returned(it: &Answer) -> Value {
        let mut object = json!({ "status": it.status, "headers": it.headers });
        if let Some(body) = &it.body {
            object["body"] = json!(body);
        }
        value(object)
    }

    proptest! {
        #[test]
        fn every_answer_is_itself(it in any_answer()) {
            prop_assert!(is_right(&returned(&it), &[it]));
        }

        #[test]
        fn answers_that_name_the_same_fields_are_alike_both_ways(a in any_answer(), mut b in any_answer()) {
            b.headers = a.headers.keys().cloned().zip(b.headers.into_values().chain(std::iter::repeat(String::new()))).collect();
            b.body = a.body.as_ref().and(b.body.or(Some(String::new())));
            prop_assert_eq!(is_right(&returned(&a), std::slice::from_ref(&b)), is_right(&returned(&b), &[a]));
        }

        #[test]
        fn the_nearest_answer_is_right_where_any_is(mut accept in prop::collection::vec(any_answer(), 1..4), at in 0_usize..4) {
            let at = at % accept.len();
            let came = returned(&accept[at]);
            accept.rotate_left(at / 2);
            let near = nearest(&came, &accept).cloned().expect("there is one");
            let fields = fields(&came, &accept, Language::JavaScript);
            prop_assert!(is_right(&came, &[near]));
            prop_assert!(fields.iter().all(|it| it.verdict == Verdict::Pass));
        }
    }
}
