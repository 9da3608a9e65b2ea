//! From what was seen to the likeliest mistake. The order of the rules matters: the more telling come first.

use super::{
    compare::{self, Finding, exact_text, nearest, status_is},
    language::Language,
    spec::{Answer, Contract, Request, Step},
    symptom::Symptom,
    value::{Thrown, Value},
};

/// What of the whole challenge helps to tell mistakes apart.
#[derive(Clone)]
pub struct Routes {
    /// Paths, without query, that some written case answers with 2xx.
    known: Vec<String>,
}

impl Routes {
    /// Gathers the known paths.
    pub fn of<'a>(steps: impl Iterator<Item = &'a Step>) -> Self {
        let mut known: Vec<String> = steps
            .filter(|it| it.accept.iter().any(|it| is_success(it.status)))
            .map(|it| it.request.bare_path().to_owned())
            .collect();
        known.sort();
        known.dedup();
        Self { known }
    }

    /// The known path that this one nearly is.
    pub fn nearly(&self, wanted: &str) -> Option<&str> {
        let plain = |path: &str| path.replace('/', "").to_ascii_lowercase();
        self.known
            .iter()
            .find(|it| *it != wanted && plain(it) == plain(wanted))
            .or_else(|| {
                self.known.iter().filter(|it| it.len() > 1).find(|it| {
                    wanted.len() > it.len() && (wanted.starts_with(*it) || wanted.ends_with(*it))
                })
            })
            .map(String::as_str)
    }
}

/// Why what was thrown was thrown.
pub fn thrown(value: &Value) -> Symptom {
    let Value::Error(Thrown { name, message, .. }) = value else {
        return Symptom::Threw;
    };
    let message = message.to_ascii_lowercase();
    let has = |text: &str| message.contains(text);
    if has("call stack")
        || has("too much recursion")
        || has("stack overflow")
        || has("recursion depth")
    {
        Symptom::StackOverflow
    } else if has("out of memory")
        || has("allocation failed")
        || name == "MemoryError"
        || (name == "RangeError" && has("invalid array"))
    {
        Symptom::Memory
    } else {
        Symptom::Threw
    }
}

/// Why a value is no response at all; none where it is an object with properties.
pub fn shape(value: &Value) -> Option<Symptom> {
    Some(match value {
        Value::Object { .. } => return None,
        Value::Undefined => Symptom::ReturnedUndefined,
        Value::Null => Symptom::ReturnedNull,
        Value::Text { .. } => Symptom::ReturnedString,
        Value::Number(_) => Symptom::ReturnedNumber,
        Value::Array { .. } => Symptom::ReturnedArray,
        Value::Promise => Symptom::ReturnedPromise,
        _ => Symptom::ReturnedOther,
    })
}

/// Why an object is not the right answer.
pub fn answer(value: &Value, contract: Contract, step: &Step, routes: &Routes) -> Symptom {
    let accept = &step.accept;
    let Some(near) = nearest(value, accept) else {
        return Symptom::WrongAnswer;
    };
    if let Some(symptom) = field_types(value, contract, near) {
        return symptom;
    }
    let found = compare::findings(value, near, Language::JavaScript);
    if status_is(value, near.status) {
        let most = compare::most_telling(&found);
        return most.map_or(Symptom::WrongAnswer, |it| field(value, near, it));
    }
    if let Some(symptom) = routing(value, &step.request, accept, routes) {
        return symptom;
    }
    let wrong = found.iter().filter(|it| !it.right).count();
    if wrong == 1 && found.len() > 1 {
        Symptom::WrongStatus
    } else {
        mixed_up(value, accept)
    }
}

/// Why one field of an answer with the right status is wrong.
fn field(value: &Value, near: &Answer, finding: &Finding) -> Symptom {
    if let Some(name) = finding.name.strip_prefix("headers.") {
        return match compare::header(value, name) {
            _ if near.without.iter().any(|it| it == name) => Symptom::HeaderUnwanted,
            None => Symptom::HeaderMissing,
            Some(Value::Text { .. }) => Symptom::HeaderWrong,
            Some(Value::Promise) => Symptom::PartIsPromise,
            Some(_) => Symptom::HeaderNotString,
        };
    }
    let body = value.property("body");
    let parses =
        || exact_text(body).is_some_and(|it| serde_json::from_str::<serde_json::Value>(it).is_ok());
    match &near.body {
        Some(expected) if same_letters(body, expected) => Symptom::BodyNearlyRight,
        None if near.json.is_none() && near.at.is_empty() => Symptom::WrongBody,
        None if parses() => Symptom::JsonDiffers,
        None => Symptom::BodyNotJson,
        Some(_) => Symptom::WrongBody,
    }
}

fn field_types(value: &Value, contract: Contract, near: &Answer) -> Option<Symptom> {
    match value.property("status") {
        None | Some(Value::Undefined) => return Some(Symptom::MissingStatus),
        Some(Value::Number(_)) => {}
        Some(Value::Text { .. }) => return Some(Symptom::StatusIsString),
        Some(Value::Promise) => return Some(Symptom::PartIsPromise),
        Some(_) => return Some(Symptom::StatusNotNumber),
    }
    let headers = value.property("headers");
    if headers == Some(&Value::Promise) && contract != Contract::V1 {
        return Some(Symptom::PartIsPromise);
    }
    if !matches!(
        headers,
        None | Some(Value::Undefined | Value::Object { .. })
    ) && contract != Contract::V1
    {
        return Some(Symptom::HeadersNotObject);
    }
    let wants_body = near.body.as_ref().is_none_or(|it| !it.is_empty());
    let names_body =
        near.body.is_some() || near.like.is_some() || near.json.is_some() || !near.at.is_empty();
    match value.property("body") {
        None | Some(Value::Undefined) => {
            (wants_body && names_body && status_is(value, near.status) || contract == Contract::V1)
                .then_some(Symptom::MissingBody)
        }
        Some(Value::Text { .. }) => None,
        Some(Value::Promise) => Some(Symptom::PartIsPromise),
        Some(Value::Object { .. } | Value::Array { .. }) => Some(Symptom::BodyIsObject),
        Some(_) => Some(Symptom::BodyNotString),
    }
}

/// Mistakes in finding the route: the request was taken for another one.
fn routing(
    value: &Value,
    request: &Request,
    accept: &[Answer],
    routes: &Routes,
) -> Option<Symptom> {
    let succeeded =
        matches!(value.property("status"), Some(Value::Number(it)) if (200.0..300.0).contains(it));
    let should_succeed = accept.iter().any(|it| is_success(it.status));
    if status_is(value, 404) && should_succeed && request.path.contains('?') {
        return Some(Symptom::QueryNotIgnored);
    }
    if !succeeded || should_succeed {
        return None;
    }
    if request.method != request.method.to_ascii_uppercase() {
        return Some(Symptom::MethodCase);
    }
    let not_found = accept.iter().any(|it| it.status == 404);
    (not_found && routes.nearly(request.bare_path()).is_some()).then_some(Symptom::PathNotExact)
}

fn mixed_up(value: &Value, accept: &[Answer]) -> Symptom {
    let expects = |status: u16| accept.iter().any(|it| it.status == status);
    if status_is(value, 404) && expects(405) {
        Symptom::NotFoundForMethod
    } else if status_is(value, 405) && expects(404) {
        Symptom::MethodForNotFound
    } else {
        Symptom::WrongAnswer
    }
}

fn same_letters(body: Option<&Value>, expected: &str) -> bool {
    let letters = |text: &str| -> String {
        text.chars()
            .filter(|c| !c.is_ascii() || c.is_ascii_alphanumeric())
            .map(|c| c.to_ascii_lowercase())
            .collect()
    };
    matches!(body, Some(Value::Text { text, .. }) if letters(text) == letters(expected))
}

fn is_success(status: u16) -> bool {
    (200..300).contains(&status)
}
