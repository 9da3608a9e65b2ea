//! From what a client did to its likeliest mistake. The order of the rules matters: the more telling come first.

use super::{finding::Played, record::Record, script::Expect};
use crate::judge::{
    diagnose,
    finding::{Finding, MISSING, NONE},
    symptom::Symptom,
    value::{Thrown, Value},
    wire::Kind,
};

/// The mistake that the findings of a call show, of which at least one is wrong.
pub fn mistake(played: Played<'_>, expect: &Expect, found: &[Finding]) -> Symptom {
    // A client that asks for the wrong thing may ask for ever: then that is its mistake.
    let about_one = |it: &&Finding| it.name.starts_with("request ") && !it.right;
    if matches!(played.kind, Kind::Late | Kind::Requests)
        && let Some(it) = found.iter().find(about_one)
    {
        return sent(it, played.record, expect);
    }
    if let Some(it) = without_end(played.kind) {
        return it;
    }
    let result_wrong = found.first().is_some_and(|it| !it.right);
    if result_wrong && played.kind.threw() && is_slip(played.value) {
        return diagnose::thrown(played.value);
    }
    let wrong = found.iter().skip(1).find(|it| !it.right);
    match wrong {
        Some(it) => sent(it, played.record, expect),
        None => result(played, expect),
    }
}

/// Why a call never came to an end; none where it did.
pub fn without_end(kind: Kind) -> Option<Symptom> {
    match kind {
        Kind::Idle => Some(Symptom::NeverSettled),
        Kind::Late => Some(Symptom::WaitsTooLong),
        Kind::Requests => Some(Symptom::RequestsWithoutEnd),
        Kind::Timers => Some(Symptom::TimersWithoutEnd),
        Kind::Return | Kind::Resolve | Kind::Throw | Kind::Reject => None,
    }
}

/// Whether it was thrown because of a slip in the code, and not on purpose.
fn is_slip(thrown: &Value) -> bool {
    match thrown {
        Value::Error(Thrown { name, message, .. }) => match name.as_str() {
            "ReferenceError" | "RangeError" | "SyntaxError" | "InternalError" => true,
            "TypeError" => !matches!(message.as_str(), "Failed to fetch" | "network error"),
            _ => false,
        },
        _ => false,
    }
}

/// What is wrong with what was sent.
fn sent(wrong: &Finding, record: &Record, expect: &Expect) -> Symptom {
    let field = wrong.name.split_once(' ').map_or("", |(_, rest)| rest);
    let field = field.split_once(' ').map_or("", |(_, rest)| rest);
    match (wrong.name.as_str(), field) {
        ("requests", _) => counted(wrong, record),
        ("at once", _) => Symptom::TooManyAtOnce,
        ("time", _) | (_, "wait") => timed(wrong),
        (_, "aborted") => Symptom::NotAborted,
        (_, "body") => Symptom::WrongBody,
        (_, "") => Symptom::WrongRequest,
        (_, header) => {
            let name = header.trim_start_matches("headers.");
            let varies = expect.same.iter().any(|it| it == name);
            if wrong.actual == MISSING {
                Symptom::HeaderMissing
            } else if wrong.expected == NONE {
                Symptom::HeaderUnwanted
            } else if varies {
                Symptom::HeaderVaries
            } else {
                Symptom::HeaderWrong
            }
        }
    }
}

fn counted(wrong: &Finding, record: &Record) -> Symptom {
    let least = leading(&wrong.expected);
    match record.requests.len() {
        0 => Symptom::NoRequest,
        sent if least.is_some_and(|it| (sent as u64) < it) => Symptom::FewerRequests,
        _ => Symptom::MoreRequests,
    }
}

fn timed(wrong: &Finding) -> Symptom {
    match (leading(&wrong.actual), leading(&wrong.expected)) {
        (Some(actual), Some(least)) if actual > least => Symptom::TooLate,
        (Some(_), None) => Symptom::TooLate, // at most so much
        _ => Symptom::TooSoon,
    }
}

fn leading(text: &str) -> Option<u64> {
    let end = text.find(|it: char| !it.is_ascii_digit());
    text[..end.unwrap_or(text.len())].parse().ok()
}

/// What is wrong with how the call ended.
fn result(played: Played<'_>, expect: &Expect) -> Symptom {
    if played.kind.threw() {
        return match expect.throws {
            Some(_) => Symptom::WrongError,
            None => diagnose::thrown(played.value),
        };
    }
    match played.value {
        _ if expect.throws.is_some() => Symptom::ShouldThrow,
        Value::Undefined => Symptom::ReturnedUndefined,
        Value::Object { class, .. } if class == "Response" => Symptom::ReturnedResponse,
        it if holds_promise(it) => Symptom::ReturnedPromise,
        _ => Symptom::WrongResult,
    }
}

/// Whether a promise stands somewhere in the value: something was not waited for.
fn holds_promise(value: &Value) -> bool {
    match value {
        Value::Promise => true,
        Value::Array { items, .. } => items.iter().any(holds_promise),
        Value::Object { pairs, .. } => pairs.iter().any(|(_, it)| holds_promise(it)),
        _ => false,
    }
}
