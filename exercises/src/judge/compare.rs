//! One answer against every answer that can be defended, field by field.

use super::{
    report::{FieldReport, Segment, Verdict},
    show::{quote, show},
    spec::Answer,
    text::{mark, whole},
    value::Value,
};

/// Stands where a field should be.
const MISSING: &str = "(missing)";

/// Whether `value` is one of the accepted answers.
pub fn is_right(value: &Value, accept: &[Answer]) -> bool {
    accept
        .iter()
        .any(|it| status_is(value, it.status) && body_is(value, &it.body))
}

/// Whether the status is that number, and a number it is.
pub fn status_is(value: &Value, status: u16) -> bool {
    matches!(value.property("status"), Some(Value::Number(it)) if it.to_bits() == f64::from(status).to_bits())
}

/// Whether the body is exactly that text.
pub fn body_is(value: &Value, body: &str) -> bool {
    matches!(value.property("body"), Some(Value::Text { text, exact: true, .. }) if text == body)
}

/// The accepted answer that is nearest to what came back: same status, else same body, else the first.
pub fn nearest<'a>(value: &Value, accept: &'a [Answer]) -> Option<&'a Answer> {
    accept
        .iter()
        .find(|it| status_is(value, it.status))
        .or_else(|| accept.iter().find(|it| body_is(value, &it.body)))
        .or_else(|| accept.first())
}

/// Expected beside actual for `status` and `body`. The nearest answer comes first, and the verdict is against it
/// alone: an answer that mixes two accepted ones is wrong.
pub fn fields(value: &Value, accept: &[Answer]) -> Vec<FieldReport> {
    let Some(near) = nearest(value, accept) else {
        return Vec::new();
    };
    let mut ordered = vec![near];
    ordered.extend(accept.iter().filter(|it| *it != near));
    let statuses = ordered.iter().map(|it| it.status.to_string());
    let bodies = ordered.iter().map(|it| quote(&it.body));
    vec![
        field(
            value,
            "status",
            statuses.collect(),
            status_is(value, near.status),
        ),
        field(value, "body", bodies.collect(), body_is(value, &near.body)),
    ]
}

fn field(value: &Value, name: &str, mut expected: Vec<String>, right: bool) -> FieldReport {
    let actual = value
        .property(name)
        .map_or_else(|| MISSING.to_owned(), show);
    let (first, actual) = if right {
        (whole(&expected[0], false), whole(&actual, false))
    } else if actual == expected[0] || actual == MISSING {
        // Cut text may look the same as far as it is shown.
        (whole(&expected[0], true), whole(&actual, true))
    } else {
        mark(&expected[0], &actual)
    };
    expected.dedup();
    let rest = expected.into_iter().skip(1).map(|it| whole(&it, false));
    FieldReport {
        field: name.to_owned(),
        verdict: if right { Verdict::Pass } else { Verdict::Fail },
        expected: std::iter::once(first)
            .chain(rest)
            .collect::<Vec<Vec<Segment>>>(),
        actual,
    }
}

/// An answer as JavaScript.
pub fn answer(it: &Answer) -> String {
    format!("{{ status: {}, body: {} }}", it.status, quote(&it.body))
}
