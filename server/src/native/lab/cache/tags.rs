//! The client's own conditions, held against a response (RFC 9110, sections 13.1.2 and 13.1.3).

use axum::http::{HeaderMap, HeaderValue, header};

/// Whether a client that asks so has the response with these fields already.
pub(crate) fn is_current(asked: &HeaderMap, fields: &HeaderMap) -> bool {
    if asked.contains_key(header::IF_NONE_MATCH) {
        let tag = fields.get(header::ETAG);
        return tag.is_some_and(|tag| names_tag(asked, tag));
    }
    let date = |fields: &HeaderMap, name| {
        let value = fields.get(name)?.to_str().ok()?;
        httpdate::parse_http_date(value).ok()
    };
    let since = date(asked, header::IF_MODIFIED_SINCE);
    let modified = date(fields, header::LAST_MODIFIED);
    matches!((since, modified), (Some(since), Some(modified)) if modified <= since)
}

/// Whether `If-None-Match` names an entity tag, by the weak comparison.
pub(crate) fn names_tag(asked: &HeaderMap, tag: &HeaderValue) -> bool {
    let tag = opaque(tag.as_bytes());
    asked.get_all(header::IF_NONE_MATCH).iter().any(|value| {
        let value = value.as_bytes();
        value.trim_ascii() == b"*" || listed(value).any(|it| it == tag)
    })
}

fn opaque(tag: &[u8]) -> &[u8] {
    tag.strip_prefix(b"W/").unwrap_or(tag)
}

/// The tags of a list, quotes and all, without `W/`. A tag may hold a comma.
fn listed(list: &[u8]) -> impl Iterator<Item = &[u8]> {
    let mut rest = list;
    std::iter::from_fn(move || {
        let start = rest.iter().position(|it| *it == b'"')?;
        let length = rest[start + 1..].iter().position(|it| *it == b'"')? + 2;
        let tag = &rest[start..start + length];
        rest = &rest[start + length..];
        Some(tag)
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn named(list: &'static str, tag: &'static str) -> bool {
        let mut asked = HeaderMap::new();
        asked.insert(header::IF_NONE_MATCH, HeaderValue::from_static(list));
        names_tag(&asked, &HeaderValue::from_static(tag))
    }

    #[test]
    fn weak_and_strong_tags_are_the_same_here_and_others_are_not() {
        for (list, tag, same) in [
            ("\"a\"", "\"a\"", true),
            ("W/\"a\"", "\"a\"", true),
            ("\"b\", \"a\"", "W/\"a\"", true),
            ("*", "\"a\"", true),
            ("\"a,b\"", "\"a\"", false),
            ("\"a", "\"a\"", false),
            ("a", "\"a\"", false),
        ] {
            assert_eq!(named(list, tag), same, "{list} {tag}");
        }
    }

    #[test]
    fn a_date_counts_only_without_tags() {
        let fields = |pairs: &[(&'static str, &'static str)]| -> HeaderMap {
            let pairs = pairs.iter();
            pairs
                .map(|it| (it.0.parse().unwrap(), HeaderValue::from_static(it.1)))
                .collect()
        };
        let date = "Fri, 02 Jan 2026 03:04:05 GMT";
        let response = fields(&[("last-modified", date), ("etag", "\"a\"")]);
        assert!(is_current(
            &fields(&[("if-modified-since", date)]),
            &response
        ));
        let both = fields(&[("if-modified-since", date), ("if-none-match", "\"b\"")]);
        assert!(!is_current(&both, &response));
        assert!(!is_current(&HeaderMap::new(), &response));
    }

    proptest! {
        #[test]
        fn any_list_is_read(list in prop::collection::vec(any::<u8>(), 0..40)) {
            prop_assert!(listed(&list).all(|it| it.len() >= 2));
        }
    }
}
