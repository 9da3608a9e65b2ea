//! Words for responses that are not the right ones.

use super::Scene;
use crate::judge::{
    compare::{self, Finding, exact_text, findings, nearest},
    json,
    show::show_in,
    spec::{Answer, Request},
    symptom::Symptom,
    text::prefix,
};

/// So many characters of a right answer are told within a sentence.
const GLANCE: usize = 80;

/// A response that is not the right one.
pub fn answered(symptom: Symptom, asked: &str, scene: &Scene) -> String {
    routed(symptom, asked, scene).unwrap_or_else(|| compared(symptom, asked, scene))
}

/// The request was taken for another one.
fn routed(symptom: Symptom, asked: &str, scene: &Scene) -> Option<String> {
    let (method, path) = (&scene.request.method, scene.request.bare_path());
    Some(match symptom {
        Symptom::QueryNotIgnored => format!(
            "{asked} was answered as an unknown path. The part from `?` on is the query and not part of the path: \
             this request is for `{path}`. Cut the query off before you compare the path."
        ),
        Symptom::MethodCase => format!(
            "{asked} was answered as if the method were `{}`. Methods are case-sensitive: `{method}` is another method, \
             and one that this server does not support.",
            method.to_ascii_uppercase()
        ),
        Symptom::PathNotExact => format!(
            "{asked} was answered as if the path were `{}`. It is nearly the same, but `{path}` is unknown here: \
             the whole path must match exactly.",
            scene.routes.nearly(path).unwrap_or("another one")
        ),
        Symptom::NotFoundForMethod => not_found_for_method(asked, scene.request),
        Symptom::MethodForNotFound => format!(
            "{asked} was answered with 405, which says: this path exists, but not with that method. \
             There is nothing at `{path}`, whatever the method, so the answer is 404."
        ),
        _ => return None,
    })
}

/// Status or body are not what they should be.
fn compared(symptom: Symptom, asked: &str, scene: &Scene) -> String {
    let Some(near) = nearest(scene.value, scene.accept) else {
        return format!("{asked} was not answered as it should be.");
    };
    let actual = |name: &str| {
        let shown = |it| show_in(scene.language, it);
        let text = scene.value.property(name).map(shown).unwrap_or_default();
        prefix(&text, 120).to_owned()
    };
    match symptom {
        Symptom::BodyNearlyRight => format!(
            "The body for {asked} is nearly right. Compare it letter by letter: upper and lower case, spaces, \
             commas and full stops count."
        ),
        Symptom::WrongBody => format!(
            "The status for {asked} is right, the body is not: it should be {}.",
            wrong(scene, near)
        ),
        Symptom::HeaderMissing
        | Symptom::HeaderWrong
        | Symptom::HeaderNotString
        | Symptom::HeaderUnwanted => header(symptom, asked, scene, near),
        Symptom::BodyNotJson => format!(
            "The body for {asked} should be JSON, and cannot be read as such: {}. `{}(…)` makes JSON of a value.",
            actual("body"),
            scene.language.to_json()
        ),
        Symptom::JsonDiffers => json_differs(asked, scene, near),
        Symptom::WrongStatus => wrong_status(asked, near, &actual("status")),
        _ => format!(
            "{asked} should be answered with {}, and was answered with status {}. \
             Which of your `if`s did this request take?",
            wanted(scene, near, &actual("status")),
            actual("status")
        ),
    }
}

/// The right answer where it can be taken in at a glance, else its status if that is not as it should be: the report
/// compares the fields one by one.
fn wanted(scene: &Scene, near: &Answer, actual: &str) -> String {
    let whole = compare::answer_in(scene.language, near);
    let status = near.status.to_string();
    if whole.chars().count() <= GLANCE || status == actual {
        whole
    } else {
        format!("status {status}")
    }
}

/// Only the status is not as it should be.
fn wrong_status(asked: &str, near: &Answer, actual: &str) -> String {
    let names_body = near.body.is_some() || near.like.is_some() || near.json.is_some();
    let rest = if names_body {
        "body"
    } else {
        "rest of the answer"
    };
    format!(
        "The {rest} for {asked} is right, the status is not: it should be {} and is {actual}.",
        near.status
    )
}

/// The field that tells most of those that are not as they should be.
fn most_telling(scene: &Scene, near: &Answer) -> Option<Finding> {
    compare::most_telling(&findings(scene.value, near, scene.language)).cloned()
}

/// `"Hello" and is "hello"`.
fn wrong(scene: &Scene, near: &Answer) -> String {
    most_telling(scene, near).map_or_else(String::new, |it| {
        format!(
            "{} and is {}",
            prefix(&it.expected, 200),
            prefix(&it.actual, 120)
        )
    })
}

/// A header field that is not as it should be.
fn header(symptom: Symptom, asked: &str, scene: &Scene, near: &Answer) -> String {
    let Some(found) = most_telling(scene, near) else {
        return String::new();
    };
    let name = found.name.trim_start_matches("headers.");
    let (expected, actual) = (prefix(&found.expected, 120), prefix(&found.actual, 120));
    match symptom {
        Symptom::HeaderMissing => format!(
            "The status for {asked} is right, but the header field `{name}` is missing. It should be {expected}: put it into `headers`."
        ),
        Symptom::HeaderNotString => format!(
            "The header field `{name}` for {asked} is {actual}. The value of a header field is text: write it in quotes, or make text of it with `{}`.",
            scene
                .language
                .either("String(…)", "str(…)`, of a list with `\", \".join(…)")
        ),
        Symptom::HeaderUnwanted => format!(
            "The answer to {asked} has the header field `{name}`, which does not belong there. Leave it out."
        ),
        _ => format!("The header field `{name}` for {asked} should be {expected} and is {actual}."),
    }
}

/// JSON that says something else: where, and what.
fn json_differs(asked: &str, scene: &Scene, near: &Answer) -> String {
    let text = exact_text(scene.value.property("body")).unwrap_or_default();
    let said: serde_json::Value = serde_json::from_str(text).unwrap_or_default();
    let found = near
        .json
        .as_ref()
        .and_then(|it| json::difference(it, &said));
    let Some((place, expected, actual)) = found else {
        let place = most_telling(scene, near)
            .map(|it| it.name)
            .unwrap_or_default();
        return format!(
            "The JSON in the answer to {asked} differs at `{}`: it should be {}.",
            place.trim_start_matches("body "),
            wrong(scene, near)
        );
    };
    let shown = |it: Option<&serde_json::Value>| {
        it.map_or_else(
            || "missing".to_owned(),
            |it| prefix(&json::shown_in(scene.language, it), 120).to_owned(),
        )
    };
    match (place.as_str(), expected) {
        ("", _) => format!(
            "The JSON in the answer to {asked} should be {} and is {}.",
            shown(expected),
            shown(actual)
        ),
        (place, None) => format!(
            "The JSON in the answer to {asked} has something at `{place}` that should not be there: {}.",
            shown(actual)
        ),
        (place, _) => format!(
            "The JSON in the answer to {asked} differs at `{place}`: it should be {} and is {}.",
            shown(expected),
            shown(actual)
        ),
    }
}

fn not_found_for_method(asked: &str, request: &Request) -> String {
    let path = request.bare_path();
    let query = if request.path.contains('?') {
        " Mind the query, too: the part from `?` on is not part of the path."
    } else {
        ""
    };
    format!(
        "{asked} was answered with 404, which says: there is nothing at this path. But `{path}` is known; \
         it is the method that does not fit, so the answer is 405.{query}"
    )
}
