//! One answer against every answer that can be defended, field by field.

use serde_json::Value as Json;

use super::{
    json,
    report::{FieldReport, Segment, Verdict},
    show::{quote, show},
    spec::Answer,
    text::{self, mark, whole},
    value::Value,
};

/// Stands where a field should be.
const MISSING: &str = "(missing)";
/// Stands where a field should not be.
const NONE: &str = "(none)";

/// One field of an answer beside what came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// `status`, `headers.allow`, `body`, or a place in the body: `body /items/0`.
    pub name: String,
    /// Whether it is as it should be.
    pub right: bool,
    /// What it should be, written as JavaScript.
    pub expected: String,
    /// What it is, written as JavaScript.
    pub actual: String,
}

/// Whether the status is that number, and a number it is.
pub fn status_is(value: &Value, status: u16) -> bool {
    matches!(value.property("status"), Some(Value::Number(it)) if it.to_bits() == f64::from(status).to_bits())
}

/// The accepted answer that is nearest to what came back: one that it is; else, of those with the same status, or of
/// all where there is none, the one with most fields right; of equals the first.
pub fn nearest<'a>(value: &Value, accept: &'a [Answer]) -> Option<&'a Answer> {
    let likeness = |it: &Answer| {
        let found = findings(value, it);
        let right = found.iter().filter(|it| it.right).count();
        (right == found.len(), status_is(value, it.status), right)
    };
    // The last of equal ones is taken, so the first must come last.
    accept.iter().rev().max_by_key(|it| likeness(it))
}

/// Every field that an answer names, beside what came back.
pub fn findings(value: &Value, answer: &Answer) -> Vec<Finding> {
    let mut found = vec![Finding {
        name: "status".to_owned(),
        right: status_is(value, answer.status),
        expected: answer.status.to_string(),
        actual: shown(value.property("status")),
    }];
    headers(value, answer, &mut found);
    bodies(value, answer, &mut found);
    found
}

/// Of what is wrong, what tells most: the first, but for a header field that is missing while another has a wrong value.
/// Where a cache says `MISS` instead of `HIT`, the missing age only follows from that.
pub fn most_telling(found: &[Finding]) -> Option<&Finding> {
    let mut wrong = found.iter().filter(|it| !it.right);
    let first = wrong.next()?;
    let is_header = |it: &Finding| it.name.starts_with("headers.") && it.expected != NONE;
    if !is_header(first) || first.actual != MISSING {
        return Some(first);
    }
    let there = wrong.find(|it| is_header(it) && it.actual != MISSING);
    there.or(Some(first))
}

/// Expected beside actual for every field that counts. The nearest answer comes first, and the verdict is against it
/// alone: an answer that mixes two accepted ones is wrong.
pub fn fields(value: &Value, accept: &[Answer]) -> Vec<FieldReport> {
    let Some(near) = nearest(value, accept) else {
        return Vec::new();
    };
    let others: Vec<Finding> = accept
        .iter()
        .filter(|it| *it != near)
        .flat_map(|it| findings(value, it))
        .collect();
    let alternatives = |name: &str| {
        let same = others.iter().filter(|it| it.name == name);
        same.map(|it| it.expected.clone()).collect::<Vec<_>>()
    };
    findings(value, near)
        .into_iter()
        .map(|it| {
            let others = alternatives(&it.name);
            field(it, others)
        })
        .collect()
}

/// An answer as JavaScript.
pub fn answer(it: &Answer) -> String {
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
    let mut parts = vec![format!("status: {}", it.status)];
    if !headers.is_empty() {
        parts.push(format!("headers: {{ {} }}", headers.join(", ")));
    }
    if let Some(text) = it.body.as_ref().or(it.like.as_ref()) {
        parts.push(format!("body: {}", quote(text)));
    }
    if let Some(json) = &it.json {
        parts.push(format!("body: JSON.stringify({})", json::shown(json)));
    }
    format!("{{ {} }}", parts.join(", "))
}

/// The header field of that name in what came back, whatever the case of its name (RFC 9110, section 5.1).
pub fn header<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    match value.property("headers")? {
        Value::Object { pairs, .. } => pairs
            .iter()
            .find(|(key, it)| key.eq_ignore_ascii_case(name) && *it != Value::Undefined)
            .map(|(_, it)| it),
        _ => None,
    }
}

/// The text of a value that was carried out whole.
pub fn exact_text(value: Option<&Value>) -> Option<&str> {
    match value {
        Some(Value::Text {
            text, exact: true, ..
        }) => Some(text),
        _ => None,
    }
}

fn headers(value: &Value, answer: &Answer, found: &mut Vec<Finding>) {
    let mut say = |name: &str, expected: String, right: &dyn Fn(&str) -> bool| {
        let there = header(value, name);
        found.push(Finding {
            name: format!("headers.{name}"),
            right: exact_text(there).is_some_and(|it| right(it.trim())),
            expected,
            actual: shown(there),
        });
    };
    for (name, wanted) in &answer.headers {
        say(name, quote(wanted), &|it| it == wanted);
    }
    for (name, wanted) in &answer.lists {
        say(name, quote(&wanted.join(", ")), &|it| {
            same_members(name, it, wanted)
        });
    }
    for (name, pattern) in &answer.patterns {
        say(name, quote(pattern), &|it| {
            !it.is_empty() && text::matches(pattern, it)
        });
    }
    for name in &answer.without {
        let there = header(value, name);
        found.push(Finding {
            name: format!("headers.{name}"),
            right: there.is_none(),
            expected: NONE.to_owned(),
            actual: there.map_or_else(|| NONE.to_owned(), show),
        });
    }
}

fn bodies(value: &Value, answer: &Answer, found: &mut Vec<Finding>) {
    let body = value.property("body");
    let text = match body {
        // An empty body may be left away.
        None | Some(Value::Undefined) => Some(""),
        body => exact_text(body),
    };
    let mut say = |name: &str, right: bool, expected: String, actual: String| {
        found.push(Finding {
            name: name.to_owned(),
            right,
            expected,
            actual,
        });
    };
    if let Some(wanted) = &answer.body {
        say("body", text == Some(wanted), quote(wanted), shown(body));
    }
    if let Some(pattern) = &answer.like {
        let right = text.is_some_and(|it| text::matches(pattern, it));
        say("body", right, quote(pattern), shown(body));
    }
    if answer.json.is_none() && answer.at.is_empty() {
        return;
    }
    let said: Option<Json> = text.and_then(|it| serde_json::from_str(it).ok());
    let actual = |it: Option<&Json>| it.map_or_else(|| shown(body), json::shown);
    if let Some(wanted) = &answer.json {
        let right = said.as_ref().is_some_and(|it| json::same(it, wanted));
        say("body", right, json::shown(wanted), actual(said.as_ref()));
    }
    for (pointer, wanted) in &answer.at {
        let name = format!("body {pointer}");
        let there = said.as_ref().and_then(|it| it.pointer(pointer));
        let right = there.is_some_and(|it| json::same(it, wanted));
        let actual = match (&said, there) {
            (Some(_), None) => MISSING.to_owned(),
            (_, there) => actual(there),
        };
        say(&name, right, json::shown(wanted), actual);
    }
}

/// List fields whose members are names of header fields, the case of which does not matter (RFC 9110, section 5.1).
const LISTS_OF_NAMES: [&str; 3] = [
    "vary",
    "access-control-allow-headers",
    "access-control-expose-headers",
];

/// The members of the list field `name` (RFC 9110, section 5.6.1) against those wanted, in any order.
fn same_members(name: &str, text: &str, wanted: &[String]) -> bool {
    let folds = LISTS_OF_NAMES.contains(&name);
    let plain = |it: &str| {
        if folds {
            it.to_ascii_lowercase()
        } else {
            it.to_owned()
        }
    };
    let mut there: Vec<String> = text
        .split(',')
        .map(str::trim)
        .filter(|it| !it.is_empty())
        .map(plain)
        .collect();
    let mut wanted: Vec<String> = wanted.iter().map(|it| plain(it)).collect();
    there.sort_unstable();
    wanted.sort_unstable();
    there == wanted
}

fn shown(value: Option<&Value>) -> String {
    value.map_or_else(|| MISSING.to_owned(), show)
}

/// A property's name as it stands in code.
fn key(name: &str) -> String {
    if name.bytes().all(|it| it.is_ascii_alphanumeric()) {
        name.to_owned()
    } else {
        quote(name)
    }
}

fn field(it: Finding, others: Vec<String>) -> FieldReport {
    let (first, actual) = if it.right {
        (whole(&it.expected, false), whole(&it.actual, false))
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
    use serde_json::json;

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
        let found = findings(value, answer);
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
            let found = findings(&value(came), &hit);
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
            let fields = fields(&came, &accept);
            prop_assert!(is_right(&came, &[near]));
            prop_assert!(fields.iter().all(|it| it.verdict == Verdict::Pass));
        }
    }
}
