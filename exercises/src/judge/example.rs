//! What a program says that does exactly what an expectation names, as the agent would tell it: for tests that hold the judge
//! against all that can be expected.

mod answers;
mod calls;

use serde_json::{Map, Value as Json, json};

use super::{
    client::{Expect, Wanted},
    spec::Answer,
};

/// JSON as the agent tags it. Numbers have few digits here.
pub fn tagged(json: &Json) -> Json {
    match json {
        Json::Array(items) => {
            let all: Vec<Json> = items.iter().map(tagged).collect();
            json!(["a", all, items.len()])
        }
        Json::Object(members) => {
            let pairs: Vec<Json> = members
                .iter()
                .map(|(k, it)| json!([k, tagged(it)]))
                .collect();
            json!(["o", pairs, members.len(), ""])
        }
        leaf => leaf.clone(),
    }
}

/// A text that a pattern matches.
pub fn matching(pattern: &str) -> String {
    let parts = pattern.split("\\*").map(|it| it.replace('*', "x"));
    parts.collect::<Vec<_>>().join("*")
}

/// JSON with these values at their places: objects do for lists, too, where only places are looked at.
fn at_places(it: &Answer) -> Json {
    let mut made = json!({});
    for (pointer, value) in &it.at {
        let mut here = &mut made;
        for name in pointer.split('/').skip(1) {
            if here.is_null() {
                *here = json!({});
            }
            here = &mut here[name];
        }
        *here = value.clone();
    }
    made
}

/// The status, the header fields and the body of a response that is as this answer names it.
pub fn response(it: &Answer) -> Json {
    let lists = it.lists.iter().map(|(name, all)| (name, all.join(", ")));
    let patterns = it.patterns.iter().map(|(name, it)| (name, matching(it)));
    let exact = it.headers.iter().map(|(name, it)| (name, it.clone()));
    let headers: Map<String, Json> = exact
        .chain(lists)
        .chain(patterns)
        .map(|(name, it)| (name.clone(), json!(it)))
        .collect();
    let like = it.like.as_deref().map(matching);
    let places = (!it.at.is_empty()).then(|| at_places(it).to_string());
    let written = it.json.as_ref().map(ToString::to_string).or(places);
    let body = it.body.clone().or(like).or(written).unwrap_or_default();
    json!({ "status": it.status, "headers": headers, "body": body })
}

/// What a client did: how its call ended, the tagged value, how long it took, and its requests, as parts of a line.
#[derive(Clone, Debug)]
pub struct Outcome {
    pub kind: &'static str,
    pub value: Json,
    pub took: u32,
    pub requests: Vec<Json>,
}

/// What a client does that does just what is expected.
pub fn outcome(expect: &Expect) -> Outcome {
    let (kind, value) = match (&expect.returns, &expect.throws) {
        _ if expect.returns_null => ("resolve", Json::Null),
        (Some(json), _) => ("resolve", tagged(json)),
        (None, Some(pattern)) => ("reject", json!(["e", "Error", matching(pattern), ""])),
        (None, None) => ("resolve", json!(["u"])),
    };
    let wanted = match &expect.requests {
        Some(listed) => listed.clone(),
        None => vec![Wanted::default(); expect.counts().map_or(1, |it| it.0)],
    };
    let mut now = 0;
    let mut requests = Vec::new();
    for one in &wanted {
        now += one.wait.map_or(0, |it| it.0);
        requests.push(sent(one, expect, now));
    }
    let took = expect.took.map_or(now, |it| now.max(it.0));
    Outcome {
        kind,
        value,
        took,
        requests,
    }
}

/// A request as it is wanted, which is answered at once.
fn sent(wanted: &Wanted, expect: &Expect, now: u32) -> Json {
    let none = Wanted::default();
    let each = expect.each.as_ref().unwrap_or(&none);
    let first = |of: fn(&Wanted) -> Option<&String>| of(wanted).or_else(|| of(each)).cloned();
    let method = first(|it| it.method.as_ref()).unwrap_or_else(|| "GET".to_owned());
    let path = first(|it| it.path.as_ref()).map_or_else(|| "/".to_owned(), |it| matching(&it));
    let mut headers: Map<String, Json> = Map::new();
    // What the first request is to carry, the others carry, too.
    let listed = expect.requests.iter().flatten().next();
    for name in &expect.same {
        let pattern = listed.and_then(|it| it.headers.get(name));
        headers.insert(
            name.clone(),
            json!(pattern.map_or("x".to_owned(), |it| matching(it))),
        );
    }
    for (name, pattern) in each.headers.iter().chain(&wanted.headers) {
        headers.insert(name.clone(), json!(matching(pattern)));
    }
    let body = first(|it| it.body.as_ref()).filter(|it| !it.is_empty());
    let json = wanted.json.as_ref().or(each.json.as_ref());
    let body = json.map(ToString::to_string).or(body);
    let aborted = wanted.aborted.or(each.aborted) == Some(true);
    let how = if aborted { "aborted" } else { "answered" };
    let fields: Vec<_> = headers.into_iter().collect();
    json!([method, path, fields, body, now, 1, how, now, 200])
}
