//! Words for values that are no response, or whose parts are not what they must be.

use super::Scene;
use crate::judge::{
    language::Language, show::show_in, spec::Contract, symptom::Symptom, text::prefix, value::Value,
};

/// A value that is no response at all.
pub fn returned(symptom: Symptom, asked: &str, scene: &Scene) -> String {
    let (entry, language) = (scene.entry, scene.language);
    let shown = prefix(&show_in(language, scene.value), 80).to_owned();
    let kind = language.either("an object", "a dict");
    let wanted = format!("{kind} such as {}", language.response());
    match symptom {
        Symptom::ReturnedUndefined if language == Language::Python => format!(
            "For {asked}, {entry} gave `None`, as a function does that comes to its end without returning anything. \
             Is a `return` missing, or is there a request that none of your `if`s catches?"
        ),
        Symptom::ReturnedUndefined => format!(
            "For {asked}, {entry} came to its end without returning anything, so its result is undefined. \
             Is a `return` missing, or is there a request that none of your `if`s catches?"
        ),
        Symptom::ReturnedNull => {
            format!("For {asked}, {entry} returned null. A response is {wanted}.")
        }
        Symptom::ReturnedString => format!(
            "For {asked}, {entry} returned only text: {shown}. \
             A response has two parts, so return {wanted}, with the text as its body."
        ),
        Symptom::ReturnedNumber => format!(
            "For {asked}, {entry} returned only the number {shown}. \
             A response has two parts, so return {wanted}, with the number as its status."
        ),
        Symptom::ReturnedArray => format!(
            "For {asked}, {entry} returned {}. Return {wanted}: curly braces, with named parts.",
            language.either("a list", "a list or a tuple")
        ),
        Symptom::ReturnedPromise if language == Language::Python => format!(
            "For {asked}, {entry} returned something that has yet to run. Nothing here has to be waited for. \
             Take away `async` and `yield`, and return {wanted} at once."
        ),
        Symptom::ReturnedPromise => format!(
            "For {asked}, {entry} returned a promise: an answer that comes later. \
             Nothing here has to be waited for. Take away `async`, and return {wanted} at once."
        ),
        _ => format!("For {asked}, {entry} returned {shown}. A response is {wanted}."),
    }
}

/// A part that is missing or of the wrong kind.
pub fn field(symptom: Symptom, asked: &str, scene: &Scene) -> String {
    let value = scene.value;
    let shown = |name: &str| {
        let shown = |it| show_in(scene.language, it);
        let text = value.property(name).map(shown).unwrap_or_default();
        prefix(&text, 80).to_owned()
    };
    let language = scene.language;
    let held = match value.property("body") {
        Some(Value::Array { .. }) => "a list",
        _ => language.either("an object", "a dict"),
    };
    match symptom {
        Symptom::MissingStatus => missing("status", asked, scene),
        Symptom::MissingBody => missing("body", asked, scene),
        Symptom::PartIsPromise => promised(asked, scene),
        Symptom::StatusIsString => format!(
            "The status for {asked} is the text {}. A status code is a number: write it without quotes.",
            shown("status")
        ),
        Symptom::StatusNotNumber => {
            format!(
                "The status for {asked} is {}, which is no number such as 200.",
                shown("status")
            )
        }
        Symptom::HeadersNotObject => format!(
            "The headers for {asked} are {}. Write them as {} of names and values: `{}`.",
            shown("headers"),
            language.either("an object", "a dict"),
            language.either(
                "{ 'content-type': 'text/plain' }",
                "{\"content-type\": \"text/plain\"}"
            )
        ),
        Symptom::BodyIsObject if scene.contract != Contract::V1 => format!(
            "The body for {asked} is {held}: {}. What goes over the wire is text, so turn it into text first: `{}(…)`.",
            shown("body"),
            language.to_json()
        ),
        Symptom::BodyIsObject => format!(
            "The body for {asked} is {held}: {}. Here a body is plain text, so put the text itself in its place.",
            shown("body")
        ),
        _ if language == Language::Python && shown("body").starts_with("b'") => format!(
            "The body for {asked} is {}: bytes. A body is text here: make it a `str` with `.decode()`.",
            shown("body")
        ),
        _ => format!(
            "The body for {asked} is {}, which is no text. Put the text in quotes.",
            shown("body")
        ),
    }
}

/// A part that is not there, or not yet.
fn missing(name: &str, asked: &str, scene: &Scene) -> String {
    let (value, later) = (scene.value, scene.asynchronous);
    let kind = scene.language.either("object", "dict");
    let awaits = "gives a promise, and there is nothing in it before `await`.";
    match value {
        _ if value.property(name) == Some(&Value::Undefined) => {
            let mut text = format!(
                "The object returned for {asked} has a `{name}`, but it is undefined: what it was taken from has none."
            );
            if later {
                text += &[" An `async` function ", awaits].concat();
            }
            text
        }
        Value::Object { pairs, .. } if later && pairs.is_empty() => format!(
            "The object returned for {asked} is empty. Was it made with `...` of what an `async` function gave? Such a function {awaits}"
        ),
        _ => format!(
            "The {kind} returned for {asked} has no `{name}`{}. The name must be exactly `{name}`.",
            present(value)
        ),
    }
}

/// A part that comes later.
fn promised(asked: &str, scene: &Scene) -> String {
    let is_promise = |name: &&str| scene.value.property(name) == Some(&Value::Promise);
    let part = match ["status", "headers", "body"].into_iter().find(is_promise) {
        Some(name) => format!("The `{name}`"),
        None => "A header field".to_owned(),
    };
    let mend = if scene.asynchronous {
        "Write `await` before what makes it, in a function that is `async`."
    } else {
        "Nothing here has to be waited for. Take away `async` from the function that makes it."
    };
    format!(
        "{part} for {asked} is a promise: a value that comes later, and cannot be sent yet. {mend}"
    )
}

/// `: it has statusCode and text`.
fn present(value: &Value) -> String {
    let Value::Object { pairs, .. } = value else {
        return String::new();
    };
    let names: Vec<String> = pairs
        .iter()
        .take(4)
        .map(|(key, _)| format!("`{}`", prefix(&key.text, 40)))
        .collect();
    match names.split_last() {
        None => ": it is empty".to_owned(),
        Some((last, [])) => format!(", only {last}"),
        Some((last, rest)) => format!(", only {} and {last}", rest.join(", ")),
    }
}
