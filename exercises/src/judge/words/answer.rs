//! Words for responses that are not the right ones.

use super::Scene;
use crate::judge::{
    compare::{self, nearest},
    diagnose::path,
    show::{quote, show},
    spec::Request,
    symptom::Symptom,
    text::prefix,
};

/// A response that is not the right one.
pub fn answered(symptom: Symptom, asked: &str, scene: &Scene) -> String {
    routed(symptom, asked, scene).unwrap_or_else(|| compared(symptom, asked, scene))
}

/// The request was taken for another one.
fn routed(symptom: Symptom, asked: &str, scene: &Scene) -> Option<String> {
    let (method, path) = (&scene.request.method, path(scene.request));
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
        let text = scene.value.property(name).map(show).unwrap_or_default();
        prefix(&text, 120).to_owned()
    };
    match symptom {
        Symptom::BodyNearlyRight => format!(
            "The body for {asked} is nearly right. Compare it letter by letter: upper and lower case, spaces, \
             commas and full stops count."
        ),
        Symptom::WrongBody => format!(
            "The status for {asked} is right, the body is not: it should be {} and is {}.",
            quote(&near.body),
            actual("body")
        ),
        Symptom::WrongStatus => format!(
            "The body for {asked} is right, the status is not: it should be {} and is {}.",
            near.status,
            actual("status")
        ),
        _ => format!(
            "{asked} should be answered with {}, and was answered with status {}. \
             Which of your `if`s did this request take?",
            compare::answer(near),
            actual("status")
        ),
    }
}

fn not_found_for_method(asked: &str, request: &Request) -> String {
    let path = path(request);
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
