//! What a client sent and what came of it, beside what an author expects.

use serde_json::Value as Json;

use super::{
    record::{How, Record, Sent},
    script::{Expect, Wanted},
};
use crate::judge::{
    finding::{Finding, MISSING, NONE},
    json,
    language::Language,
    show::{quote, show},
    text::matches,
    value::{Thrown, Value},
    wire::Kind,
};

/// A call that has come to its end, or will not.
#[derive(Clone, Copy)]
pub struct Played<'a> {
    /// How it ended.
    pub kind: Kind,
    /// What it returned or threw.
    pub value: &'a Value,
    /// What it sent.
    pub record: &'a Record,
}

impl Played<'_> {
    /// How it ended, as it is shown: `{ id: 1 }` or `throws Error: 404`.
    pub fn shown(&self) -> String {
        match self.kind {
            Kind::Return | Kind::Resolve => show(self.value),
            Kind::Throw | Kind::Reject => format!("throws {}", show(self.value)),
            Kind::Idle => "(waits for something that never comes)".to_owned(),
            Kind::Late => "(still waiting after 10 minutes)".to_owned(),
            Kind::Requests => "(sends requests without end)".to_owned(),
            Kind::Timers => "(waits again and again without end)".to_owned(),
        }
    }

    /// The message of what was thrown; none where nothing was.
    pub fn message(&self) -> Option<String> {
        self.kind.threw().then(|| match self.value {
            Value::Error(Thrown { message, .. }) => message.clone(),
            Value::Text { text, .. } => text.clone(),
            other => show(other),
        })
    }
}

/// Every field that `expect` names, beside what was seen. How the call ended comes first.
pub fn findings(played: Played<'_>, expect: &Expect) -> Vec<Finding> {
    let mut found = vec![result(played, expect)];
    let sent = &played.record.requests;
    if let Some(counted) = count(expect, sent.len()) {
        found.push(counted);
    }
    for (at, wanted) in expect.requests.iter().flatten().enumerate() {
        if let Some(one) = sent.get(at) {
            request(sent, at, one, wanted, &mut found);
        }
    }
    for (at, one) in sent.iter().enumerate() {
        if let Some(wanted) = &expect.each {
            request(sent, at, one, wanted, &mut found);
        }
    }
    for name in &expect.same {
        same(sent, name, &mut found);
    }
    if let Some(most) = expect.at_once {
        let open = sent.iter().map(|it| it.open).max().unwrap_or(0);
        found.push(Finding::new(
            "at once",
            open <= most,
            format!("at most {most}"),
            open.to_string(),
        ));
    }
    if let Some(bounds) = expect.took {
        found.push(time("time", bounds, Some(played.record.took)));
    }
    found
}

fn result(played: Played<'_>, expect: &Expect) -> Finding {
    let ended = matches!(played.kind, Kind::Return | Kind::Resolve);
    let (right, expected) = match (&expect.returns, &expect.throws) {
        _ if expect.returns_null => (ended && *played.value == Value::Null, "null".to_owned()),
        (Some(json), _) => {
            let said = json_of(played.value).filter(|_| ended);
            let right = said.as_ref().is_some_and(|it| json::same(it, json));
            let found = Finding::new("result", right, json::shown(json), played.shown());
            return found.marked(Language::JavaScript, json, said.as_ref());
        }
        (None, Some(pattern)) => {
            let message = played.message();
            let right = message.is_some_and(|it| matches(pattern, &it));
            (right, throwing(pattern))
        }
        (None, None) => (ended || played.kind.threw(), "anything".to_owned()),
    };
    Finding::new("result", right, expected, played.shown())
}

/// `throws an error with "404" in its message`.
pub fn throwing(pattern: &str) -> String {
    let inner = pattern
        .strip_prefix('*')
        .and_then(|it| it.strip_suffix('*'));
    match inner.filter(|it| !it.contains(['*', '\\'])) {
        _ if pattern == "*" => "throws an error".to_owned(),
        Some(part) => format!("throws an error with {} in its message", quote(part)),
        None => format!("throws an error whose message is {}", quote(pattern)),
    }
}

/// How many requests there are, where that counts.
fn count(expect: &Expect, sent: usize) -> Option<Finding> {
    let (least, most) = expect.counts()?;
    Some(Finding::new(
        "requests",
        (least..=most).contains(&sent),
        between(least, most, ""),
        sent.to_string(),
    ))
}

fn request(all: &[Sent], at: usize, one: &Sent, wanted: &Wanted, found: &mut Vec<Finding>) {
    let number = at + 1;
    let mut say = |field: &str, right: bool, expected: String, actual: String| {
        let name = format!("request {number}{field}");
        found.push(Finding::new(name, right, expected, actual));
    };
    if wanted.method.is_some() || wanted.path.is_some() {
        let method = wanted.method.as_ref();
        let path = wanted.path.as_ref();
        let right = method.is_none_or(|it| *it == one.method)
            && path.is_none_or(|it| matches(it, one.path()));
        let expected = [method, path].map(|it| it.map_or("*", String::as_str));
        say("", right, expected.join(" "), one.line());
    }
    for (name, pattern) in &wanted.headers {
        let value = one.header(name);
        let right = value.is_some_and(|it| !it.is_empty() && matches(pattern, it));
        let actual = value.map_or_else(|| MISSING.to_owned(), quote);
        say(&format!(" headers.{name}"), right, quote(pattern), actual);
    }
    for name in &wanted.without {
        let value = one.header(name);
        let actual = value.map_or_else(|| NONE.to_owned(), quote);
        let field = format!(" headers.{name}");
        say(&field, value.is_none(), NONE.to_owned(), actual);
    }
    body(one, wanted, &mut say);
    if let Some(bounds) = wanted.wait {
        let found = time("", bounds, gap(all, at));
        say(" wait", found.right, found.expected, found.actual);
    }
    if let Some(aborted) = wanted.aborted {
        let word = |it: bool| if it { "yes" } else { "no" };
        let is = one.how == How::Aborted;
        say(
            " aborted",
            is == aborted,
            word(aborted).into(),
            word(is).into(),
        );
    }
}

fn body(one: &Sent, wanted: &Wanted, say: &mut impl FnMut(&str, bool, String, String)) {
    let shown = || one.body.as_deref().map_or_else(|| NONE.to_owned(), quote);
    if let Some(text) = &wanted.body {
        let right = one.body.as_deref().unwrap_or_default() == text;
        let expected = if text.is_empty() {
            NONE.to_owned()
        } else {
            quote(text)
        };
        say(" body", right, expected, shown());
    }
    if let Some(json) = &wanted.json {
        let said: Option<Json> = (one.body.as_ref()).and_then(|it| serde_json::from_str(it).ok());
        let right = said.as_ref().is_some_and(|it| json::same(it, json));
        let actual = said.as_ref().map_or_else(shown, json::shown);
        say(" body", right, json::shown(json), actual);
    }
}

/// Milliseconds between the end of the request before and this one; none where that one has not ended.
pub fn gap(all: &[Sent], at: usize) -> Option<u32> {
    let one = all.get(at)?;
    match at.checked_sub(1).and_then(|it| all.get(it)) {
        None => Some(one.at),
        Some(before) if before.how == How::Open => None,
        Some(before) => Some(one.at.saturating_sub(before.until)),
    }
}

/// One header field, with one value in all requests.
fn same(sent: &[Sent], name: &str, found: &mut Vec<Finding>) {
    let Some(first) = sent.first() else { return };
    let wanted = first.header(name).filter(|it| !it.is_empty());
    // Where the first has it, the others are held against it.
    let from = usize::from(wanted.is_some());
    for (at, one) in sent.iter().enumerate().skip(from) {
        let value = one.header(name);
        found.push(Finding::new(
            format!("request {} headers.{name}", at + 1),
            wanted.is_some() && value == wanted,
            wanted.map_or_else(|| quote("*"), quote),
            value.map_or_else(|| MISSING.to_owned(), quote),
        ));
    }
}

fn time(name: &str, (least, most): (u32, u32), actual: Option<u32>) -> Finding {
    Finding::new(
        name,
        actual.is_some_and(|it| (least..=most).contains(&it)),
        between(least as usize, most as usize, " ms"),
        actual.map_or_else(|| NONE.to_owned(), |it| format!("{it} ms")),
    )
}

fn between(least: usize, most: usize, unit: &str) -> String {
    if least == 0 && most > 0 {
        format!("at most {most}{unit}")
    } else if least == most {
        format!("{least}{unit}")
    } else {
        format!("{least} to {most}{unit}")
    }
}

/// The value as JSON, as `JSON.stringify` would have it; none where it holds what JSON does not know.
pub fn json_of(value: &Value) -> Option<Json> {
    Some(match value {
        Value::Null => Json::Null,
        Value::Bool(it) => Json::Bool(*it),
        Value::Number(it) => serde_json::Number::from_f64(*it)?.into(),
        Value::Text {
            text, exact: true, ..
        } => Json::String(text.clone()),
        Value::Array { items, total } if items.len() as u64 == *total => items
            .iter()
            .map(json_of)
            .collect::<Option<Vec<_>>>()?
            .into(),
        Value::Object {
            pairs,
            total,
            class,
        } if pairs.len() as u64 == *total
            && class.is_empty()
            && pairs.iter().all(|(key, _)| key.exact) =>
        {
            let kept = pairs.iter().filter(|(_, it)| *it != Value::Undefined);
            let members = kept.map(|(key, it)| Some((key.text.clone(), json_of(it)?)));
            Json::Object(members.collect::<Option<_>>()?)
        }
        _ => return None,
    })
}
