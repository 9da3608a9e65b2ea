//! From what was seen to the likeliest mistake. The order of the rules matters: the more telling come first.

use super::{
    compare::{body_is, nearest, status_is},
    spec::{Answer, Request},
    symptom::Symptom,
    value::{Thrown, Value},
};

/// What of the whole challenge helps to tell mistakes apart.
pub struct Routes {
    /// Paths, without query, that some written case answers with 2xx.
    known: Vec<String>,
}

impl Routes {
    /// Gathers the known paths.
    pub fn of<'a>(cases: impl Iterator<Item = (&'a Request, &'a [Answer])>) -> Self {
        let mut known: Vec<String> = cases
            .filter(|(_, accept)| accept.iter().any(|it| is_success(it.status)))
            .map(|(request, _)| path(request).to_owned())
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

/// The path of a request, without its query.
pub fn path(request: &Request) -> &str {
    request.path.split('?').next().unwrap_or_default()
}

/// Why what was thrown was thrown.
pub fn thrown(value: &Value) -> Symptom {
    let Value::Error(Thrown { name, message, .. }) = value else {
        return Symptom::Threw;
    };
    let message = message.to_ascii_lowercase();
    let has = |text: &str| message.contains(text);
    if has("call stack") || has("too much recursion") || has("stack overflow") {
        Symptom::StackOverflow
    } else if has("out of memory")
        || has("allocation failed")
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
pub fn answer(value: &Value, request: &Request, accept: &[Answer], routes: &Routes) -> Symptom {
    let status = value.property("status");
    let body = value.property("body");
    if let Some(symptom) = field_types(status, body) {
        return symptom;
    }
    let Some(near) = nearest(value, accept) else {
        return Symptom::WrongAnswer;
    };
    let right_status = status_is(value, near.status);
    let right_body = body_is(value, &near.body);
    if right_status {
        return if same_letters(body, &near.body) {
            Symptom::BodyNearlyRight
        } else {
            Symptom::WrongBody
        };
    }
    if let Some(symptom) = routing(value, request, accept, routes) {
        return symptom;
    }
    if right_body {
        Symptom::WrongStatus
    } else {
        mixed_up(value, accept)
    }
}

fn field_types(status: Option<&Value>, body: Option<&Value>) -> Option<Symptom> {
    match status {
        None | Some(Value::Undefined) => return Some(Symptom::MissingStatus),
        Some(Value::Number(_)) => {}
        Some(Value::Text { .. }) => return Some(Symptom::StatusIsString),
        Some(_) => return Some(Symptom::StatusNotNumber),
    }
    match body {
        None | Some(Value::Undefined) => Some(Symptom::MissingBody),
        Some(Value::Text { .. }) => None,
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
    (not_found && routes.nearly(path(request)).is_some()).then_some(Symptom::PathNotExact)
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
