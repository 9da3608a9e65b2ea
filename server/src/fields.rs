//! Small things that everybody does with header fields and parameters.

use axum::http::{HeaderMap, HeaderName, HeaderValue};

/// Gives a field this value, and no other. Text that no field may hold leaves it as it is.
pub(crate) fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// Something stands there more than once, where it may stand only once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Twice;

/// The only value, where there is one.
///
/// # Errors
/// [`Twice`].
pub(crate) fn once<T>(values: impl IntoIterator<Item = T>) -> Result<Option<T>, Twice> {
    let mut values = values.into_iter();
    match (values.next(), values.next()) {
        (value, None) => Ok(value),
        _ => Err(Twice),
    }
}
