//! Every field that an answer names beside what came back: the status, header fields, the body as text or as JSON.

use serde_json::Value as Json;

use super::{
    json,
    language::Language,
    marks::{self, Marks},
    show::{quote, show_in},
    spec::Answer,
    text,
    value::Value,
};

/// Stands where a field should be.
pub const MISSING: &str = "(missing)";

/// Stands where a field should not be.
pub const NONE: &str = "(none)";

/// One field of an answer beside what came back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// `status`, `headers.allow`, `body`, or a place in the body: `body /items/0`.
    pub name: String,
    /// Whether it is as it should be.
    pub right: bool,
    /// What it should be, written as code.
    pub expected: String,
    /// What it is, written as code.
    pub actual: String,
    /// Both with what differs marked, where that is known better than from the texts alone.
    pub marks: Option<Marks>,
}

impl Finding {
    /// One field whose texts are all there is to it.
    pub fn new(name: impl Into<String>, right: bool, expected: String, actual: String) -> Self {
        Self {
            name: name.into(),
            right,
            expected,
            actual,
            marks: None,
        }
    }

    /// With the differences between what is expected and what was `said`, if it was JSON.
    pub fn marked(mut self, language: Language, expected: &Json, said: Option<&Json>) -> Self {
        self.marks = said
            .filter(|_| !self.right)
            .map(|it| marks::of_json(language, expected, it));
        self
    }
}

/// Whether the status is that number, and a number it is.
pub fn status_is(value: &Value, status: u16) -> bool {
    matches!(value.property("status"), Some(Value::Number(it)) if it.to_bits() == f64::from(status).to_bits())
}

/// Every field that an answer names, beside what came back.
pub fn findings(value: &Value, answer: &Answer, language: Language) -> Vec<Finding> {
    let mut found = vec![Finding::new(
        "status",
        status_is(value, answer.status),
        answer.status.to_string(),
        shown(value.property("status"), language),
    )];
    headers(value, answer, language, &mut found);
    bodies(value, answer, language, &mut found);
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

/// The header field of that name in what came back, whatever the case of its name (RFC 9110, section 5.1).
pub fn header<'a>(value: &'a Value, name: &str) -> Option<&'a Value> {
    match value.property("headers")? {
        Value::Object { pairs, .. } => pairs
            .iter()
            .find(|(key, it)| {
                key.exact && key.text.eq_ignore_ascii_case(name) && *it != Value::Undefined
            })
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

fn headers(value: &Value, answer: &Answer, language: Language, found: &mut Vec<Finding>) {
    let mut say = |name: &str, expected: String, right: &dyn Fn(&str) -> bool| {
        let there = header(value, name);
        found.push(Finding::new(
            format!("headers.{name}"),
            exact_text(there).is_some_and(|it| right(it.trim())),
            expected,
            shown(there, language),
        ));
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
    let headers = value.property("headers");
    let all_known = headers.map_or_else(|| value.has_all(), Value::has_all);
    for name in &answer.without {
        let there = header(value, name);
        found.push(Finding::new(
            format!("headers.{name}"),
            there.is_none() && all_known,
            NONE.to_owned(),
            there.map_or_else(|| NONE.to_owned(), |it| show_in(language, it)),
        ));
    }
}

fn bodies(value: &Value, answer: &Answer, language: Language, found: &mut Vec<Finding>) {
    let body = value.property("body");
    let text = match body {
        // An empty body may be left away.
        None if !value.has_all() => None,
        None | Some(Value::Undefined) => Some(""),
        body => exact_text(body),
    };
    let mut say = |right: bool, expected: &str| {
        let actual = shown(body, language);
        found.push(Finding::new("body", right, quote(expected), actual));
    };
    if let Some(wanted) = &answer.body {
        say(text == Some(wanted), wanted);
    }
    if let Some(pattern) = &answer.like {
        say(text.is_some_and(|it| text::matches(pattern, it)), pattern);
    }
    if answer.json.is_none() && answer.at.is_empty() {
        return;
    }
    let said: Option<Json> = text.and_then(|it| serde_json::from_str(it).ok());
    let json = |it: &Json| json::shown_in(language, it);
    let actual = |it: Option<&Json>| it.map_or_else(|| shown(body, language), json);
    if let Some(wanted) = &answer.json {
        let said = said.as_ref();
        let right = said.is_some_and(|it| json::same(it, wanted));
        let found_here = Finding::new("body", right, json(wanted), actual(said));
        found.push(found_here.marked(language, wanted, said));
    }
    for (pointer, wanted) in &answer.at {
        let name = format!("body {pointer}");
        let there = said.as_ref().and_then(|it| it.pointer(pointer));
        let right = there.is_some_and(|it| json::same(it, wanted));
        let actual = match (&said, there) {
            (Some(_), None) => MISSING.to_owned(),
            (_, there) => actual(there),
        };
        let found_here = Finding::new(name, right, json(wanted), actual);
        found.push(found_here.marked(language, wanted, there));
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

fn shown(value: Option<&Value>, language: Language) -> String {
    value.map_or_else(|| MISSING.to_owned(), |it| show_in(language, it))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    /// An object of these properties, out of so many.
    fn object(pairs: &Json, total: u64) -> Json {
        json!(["o", pairs, total, ""])
    }

    #[test]
    fn what_was_left_out_is_not_taken_for_what_was_never_there() {
        let without = json!({ "status": 200, "without": ["vary"] });
        let empty = json!({ "status": 200, "body": "" });
        let status = json!(["status", 200]);
        let age = json!([["age", "1"]]);
        for (came, answer, right) in [
            (object(&json!([status]), 1), &without, true),
            (object(&json!([status]), 2), &without, false),
            (
                object(&json!([status, ["headers", object(&age, 1)]]), 2),
                &without,
                true,
            ),
            (
                object(&json!([status, ["headers", object(&age, 2)]]), 2),
                &without,
                false,
            ),
            (
                object(&json!([status, ["headers", ["x"]]]), 2),
                &without,
                false,
            ),
            (object(&json!([status]), 1), &empty, true),
            (object(&json!([status]), 2), &empty, false),
            (object(&json!([status, ["body", ["x"]]]), 2), &empty, false),
            (
                object(&json!([[["s", "status", 300], 200]]), 1),
                &empty,
                false,
            ),
            (object(&json!([[["w", "status"], 200]]), 1), &empty, false),
        ] {
            let value = Value::read(&came).expect("it is a value");
            let answer: Answer = serde_json::from_value(answer.clone()).expect("it is an answer");
            let found = findings(&value, &answer, Language::JavaScript);
            assert_eq!(found.iter().all(|it| it.right), right, "{came} {answer:?}");
        }
    }
}
