//! Conditions on versions: `If-Match` and `If-None-Match` (RFC 9110, sections 13.1.1 and 13.1.2).

use axum::http::{HeaderMap, HeaderName, header};

use super::fault::Fault;

/// Which condition is asked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Condition {
    /// `If-Match`: only if it is still one of these.
    Match,
    /// `If-None-Match`: only if it is none of these any more.
    NoneMatch,
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
    /// [`Fault::BadCondition`].
    pub fn of(headers: &HeaderMap, condition: Condition) -> Result<Option<Self>, Fault> {
        let (name, field): (HeaderName, _) = match condition {
            Condition::Match => (header::IF_MATCH, "If-Match"),
            Condition::NoneMatch => (header::IF_NONE_MATCH, "If-None-Match"),
        };
        let bad = || Fault::BadCondition { field };
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
        let opaque = |tag: &str| tag.trim_start_matches("W/").to_owned();
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
