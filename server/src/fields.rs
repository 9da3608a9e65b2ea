//! Small things that everybody does with header fields and parameters.

use axum::http::{HeaderMap, HeaderName, HeaderValue, header};

/// Gives a field this value, and no other. Text that no field may hold leaves it as it is.
pub(crate) fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

/// The cookies that a request brings, name and value, in the order in which they came. What is no pair is left out.
pub(crate) fn cookies(headers: &HeaderMap) -> impl Iterator<Item = (&str, &str)> {
    let fields = headers.get_all(header::COOKIE).iter();
    fields
        .filter_map(|it| std::str::from_utf8(it.as_bytes()).ok())
        .flat_map(|it| it.split(';'))
        .filter_map(|it| it.trim().split_once('='))
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cookies_come_in_one_field_or_in_several() {
        let mut headers = HeaderMap::new();
        for value in ["a=1; b=x=y;;  c ;d=", "e=\u{e9}"] {
            let value = HeaderValue::from_bytes(value.as_bytes()).unwrap();
            headers.append(header::COOKIE, value);
        }
        let all: Vec<_> = cookies(&headers).collect();
        let pairs = [("a", "1"), ("b", "x=y"), ("d", ""), ("e", "\u{e9}")];
        assert_eq!(all, pairs);
    }

    #[test]
    fn what_stands_there_twice_is_neither() {
        assert_eq!(once([0; 0]), Ok(None));
        assert_eq!(once([1]), Ok(Some(1)));
        assert_eq!(once([1, 1]), Err(Twice));
    }

    #[test]
    fn a_field_never_holds_what_no_field_may() {
        let mut headers = HeaderMap::new();
        set(&mut headers, header::ETAG, "\"a\"");
        set(&mut headers, header::ETAG, "\"a\r\nX: 1\"");
        assert_eq!(headers[header::ETAG], "\"a\"");
    }
}
