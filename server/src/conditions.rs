//! Conditions: which versions a request names by their entity tags or dates, and whether they are the current one (RFC
//! 9110, section 13). Routes ask in the order of section 13.2.2: [`fits`], [`is_had`], [`may_send_parts`].

use std::time::SystemTime;

use axum::http::{HeaderMap, HeaderName, header};
use headers::{ETag, HeaderMapExt, IfModifiedSince, IfRange, IfUnmodifiedSince, LastModified};

/// What a request's conditions are held against.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Current<'a> {
    /// The entity tag, with its quotes, and with `W/` where it is weak.
    pub etag: &'a str,
    /// When it was last modified, where that is said.
    pub modified: Option<SystemTime>,
}

impl<'a> Current<'a> {
    /// What has an entity tag, and no date.
    pub fn tagged(etag: &'a str) -> Self {
        Self {
            etag,
            modified: None,
        }
    }
}

/// Whether it is still what the request is meant for: `If-Match`, or else `If-Unmodified-Since`. No version is meant
/// by a list of tags that is none.
pub(crate) fn fits(headers: &HeaderMap, current: Current<'_>) -> bool {
    match Tags::of(headers, Condition::Match) {
        Ok(Some(tags)) => tags.has_strongly(current.etag),
        Err(_) => false,
        Ok(None) => {
            let since = headers.typed_get::<IfUnmodifiedSince>();
            let both = current.modified.zip(since);
            both.is_none_or(|(modified, it)| it.precondition_passes(modified))
        }
    }
}

/// Whether the client has it already: `If-None-Match`, or else `If-Modified-Since`. Nobody has a version by a list of
/// tags that is none.
pub(crate) fn is_had(headers: &HeaderMap, current: Current<'_>) -> bool {
    match Tags::of(headers, Condition::NoneMatch) {
        Ok(Some(tags)) => tags.has_weakly(current.etag),
        Err(_) => false,
        Ok(None) => {
            let since = headers.typed_get::<IfModifiedSince>();
            let both = current.modified.zip(since);
            both.is_some_and(|(modified, it)| !it.is_modified(modified))
        }
    }
}

/// Whether parts of it go together with those that the client has: `If-Range`.
pub(crate) fn may_send_parts(headers: &HeaderMap, current: Current<'_>) -> bool {
    if !headers.contains_key(header::IF_RANGE) {
        return true;
    }
    let etag: Option<ETag> = current.etag.parse().ok();
    let modified = current.modified.map(LastModified::from);
    headers
        .typed_get::<IfRange>()
        .is_some_and(|it| !it.is_modified(etag.as_ref(), modified.as_ref()))
}

/// Which condition is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// `If-Match`: only if it is still one of these.
    Match,
    /// `If-None-Match`: only if it is none of these any more.
    NoneMatch,
}

/// A condition that no entity tag can be read from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "{field} must be * or a list of entity tags in double quotes, as the ETag of an answer has them: {field}: \"7.1\""
)]
pub struct Malformed {
    /// `If-Match` or `If-None-Match`.
    field: &'static str,
}

/// The entity tags of a condition.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Tags {
    /// `*`: any version.
    Any,
    /// These, each with its quotes, and with `W/` where it is weak.
    These(Vec<String>),
}

impl Tags {
    /// The condition in a request; nothing where there is none.
    ///
    /// # Errors
    /// [`Malformed`].
    pub fn of(headers: &HeaderMap, condition: Condition) -> Result<Option<Self>, Malformed> {
        let (name, field): (HeaderName, _) = match condition {
            Condition::Match => (header::IF_MATCH, "If-Match"),
            Condition::NoneMatch => (header::IF_NONE_MATCH, "If-None-Match"),
        };
        let bad = || Malformed { field };
        let mut all: Option<String> = None;
        for value in headers.get_all(name) {
            let text = value.to_str().map_err(|_| bad())?;
            all = Some(match all {
                None => text.to_owned(),
                // RFC 9110, section 5.3: fields of one name are one list.
                Some(before) => format!("{before},{text}"),
            });
        }
        all.map(|text| Self::parse(&text).ok_or_else(bad))
            .transpose()
    }

    /// Whether an entity tag is one of them, byte for byte; a weak one never is (section 8.8.3.2).
    pub fn has_strongly(&self, etag: &str) -> bool {
        match self {
            Self::Any => true,
            Self::These(tags) => !etag.starts_with("W/") && tags.iter().any(|it| it == etag),
        }
    }

    /// Whether an entity tag is one of them, weak or not.
    pub fn has_weakly(&self, etag: &str) -> bool {
        match self {
            Self::Any => true,
            Self::These(tags) => tags.iter().any(|it| opaque(it) == opaque(etag)),
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let mut rest = text.trim_matches(BLANK);
        if rest == "*" {
            return Some(Self::Any);
        }
        let mut tags = Vec::new();
        while !rest.is_empty() {
            if let Some(more) = rest.strip_prefix(',') {
                rest = more.trim_start_matches(BLANK);
                continue;
            }
            let (tag, more) = rest.split_at(length_of_tag(rest)?);
            tags.push(tag.to_owned());
            rest = more.trim_start_matches(BLANK);
            if !rest.is_empty() && !rest.starts_with(',') {
                return None;
            }
        }
        (!tags.is_empty()).then_some(Self::These(tags))
    }
}

/// A tag without what says that it is weak.
fn opaque(tag: &str) -> &str {
    tag.strip_prefix("W/").unwrap_or(tag)
}

const BLANK: [char; 2] = [' ', '\t'];

/// The length in bytes of the entity tag that a text begins with.
fn length_of_tag(text: &str) -> Option<usize> {
    let prefix = if text.starts_with("W/") { 2 } else { 0 };
    let inner = text[prefix..].strip_prefix('"')?;
    let end = inner.find('"')?;
    let visible = inner[..end].bytes().all(|it| it.is_ascii_graphic());
    visible.then_some(prefix + 1 + end + 1)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    fn these(tags: &[&str]) -> Tags {
        Tags::These(tags.iter().map(|&it| it.to_owned()).collect())
    }

    #[test]
    fn lists_are_read_as_the_standard_writes_them() {
        for (text, tags) in [
            ("*", Some(Tags::Any)),
            ("\"1.1\"", Some(these(&["\"1.1\""]))),
            (
                "W/\"1.1\" ,\t\"a,b\"",
                Some(these(&["W/\"1.1\"", "\"a,b\""])),
            ),
            (", ,\"\",", Some(these(&["\"\""]))),
            ("", None),
            (",", None),
            ("1.1", None),
            ("\"a", None),
            ("\"a b\"", None),
            ("\"a\"\"b\"", None),
            ("w/\"a\"", None),
            ("W/", None),
            ("*, \"a\"", None),
        ] {
            assert_eq!(Tags::parse(text), tags, "{text}");
        }
    }

    #[test]
    fn a_weak_tag_is_good_enough_for_reading_only() {
        let tags = Tags::parse("W/\"1.1\"").unwrap();
        assert!(tags.has_weakly("\"1.1\"") && !tags.has_strongly("\"1.1\""));
        assert!(!tags.has_weakly("\"1.2\""));
    }

    #[test]
    fn what_cannot_be_read_changes_nothing_and_costs_no_answer() {
        let mut headers = HeaderMap::new();
        let current = Current::tagged("\"a\"");
        assert!(fits(&headers, current) && !is_had(&headers, current));
        assert!(may_send_parts(&headers, current));
        for name in [header::IF_MATCH, header::IF_NONE_MATCH, header::IF_RANGE] {
            headers.insert(name, HeaderValue::from_static("a"));
        }
        assert!(!fits(&headers, current) && !is_had(&headers, current));
        assert!(!may_send_parts(&headers, current));
    }

    #[test]
    fn a_date_counts_only_where_there_is_no_tag() {
        let day = |it: u64| Some(SystemTime::UNIX_EPOCH + Duration::from_hours(24 * it));
        let mut headers = HeaderMap::new();
        let since = HeaderValue::from_static("Sat, 03 Jan 1970 00:00:00 GMT");
        headers.insert(header::IF_MODIFIED_SINCE, since);
        let at = |modified| Current {
            etag: "\"a\"",
            modified,
        };
        assert!(is_had(&headers, at(day(2))) && !is_had(&headers, at(day(3))));
        assert!(!is_had(&headers, at(None)));
        headers.insert(header::IF_NONE_MATCH, HeaderValue::from_static("\"b\""));
        assert!(!is_had(&headers, at(day(2))));
    }

    proptest! {
        #[test]
        fn any_list_is_read_back(tags in prop::collection::vec("(W/)?\"[!#-~]{0,9}\"", 1..6)) {
            prop_assert_eq!(Tags::parse(&tags.join(" , ")), Some(Tags::These(tags)));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC*|[W/\"*, a]*") {
            let _ = Tags::parse(&text);
        }
    }
}
