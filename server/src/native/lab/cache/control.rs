//! The directives of `Cache-Control` (RFC 9111, section 5.2; RFC 5861).

use std::time::Duration;

use axum::http::{HeaderMap, header};

/// Whether a client takes nothing but what is stored (RFC 9111, section 5.2.1.7).
pub(crate) fn only_if_cached(asked: &HeaderMap) -> bool {
    Control::of(asked).has("only-if-cached")
}

/// Directives by name, each with its first value. Names are in lower case.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Control(Vec<(String, Option<String>)>);

impl Control {
    /// Of a request or a response.
    pub fn of(fields: &HeaderMap) -> Self {
        let mut control = Self::default();
        for value in fields.get_all(header::CACHE_CONTROL) {
            control.read(&String::from_utf8_lossy(value.as_bytes()));
        }
        control
    }

    fn read(&mut self, mut rest: &str) {
        loop {
            rest = rest.trim_start_matches([',', ' ', '\t']);
            if rest.is_empty() {
                return;
            }
            let end = rest.find(['=', ',']).unwrap_or(rest.len());
            let (name, after) = rest.split_at(end);
            let (value, after) = match after.strip_prefix('=') {
                Some(after) => {
                    let (value, after) = argument(after);
                    (Some(value), after)
                }
                None => (None, after),
            };
            let name = name.trim().to_ascii_lowercase();
            // Where a directive stands there twice, the first one counts (section 4.2.1).
            if !name.is_empty() && !self.has(&name) {
                self.0.push((name, value));
            }
            // Whatever stands behind an argument up to the next comma belongs to no directive.
            rest = after.find(',').map_or("", |it| &after[it..]);
        }
    }

    /// Whether a directive is there, with or without an argument.
    pub fn has(&self, name: &str) -> bool {
        self.0.iter().any(|it| it.0 == name)
    }

    /// Whether a directive is there without an argument.
    pub fn is_bare(&self, name: &str) -> bool {
        self.0.iter().any(|it| it.0 == name && it.1.is_none())
    }

    /// The time that a directive gives; `None` where it is absent, or its argument is no number.
    pub fn seconds(&self, name: &str) -> Option<Duration> {
        let (_, value) = self.0.iter().find(|it| it.0 == name)?;
        let digits = |it: &&String| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit());
        let seconds = value.as_ref().filter(digits)?;
        // Too large a number is taken as a very large one (section 1.2.2).
        Some(Duration::from_secs(
            seconds.parse().unwrap_or(1 << 31).min(1 << 31),
        ))
    }
}

/// The argument at the start of a text, a token or a quoted string, and what follows it.
fn argument(text: &str) -> (String, &str) {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find(',').unwrap_or(text.len());
        return (text[..end].trim().to_owned(), &text[end..]);
    };
    let mut value = String::new();
    let mut characters = quoted.char_indices();
    while let Some((at, character)) = characters.next() {
        match character {
            '"' => return (value, &quoted[at + 1..]),
            '\\' => value.extend(characters.next().map(|it| it.1)),
            other => value.push(other),
        }
    }
    (value, "")
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use proptest::prelude::*;

    use super::*;

    fn control(values: &[&str]) -> Control {
        let mut fields = HeaderMap::new();
        for value in values {
            let value = HeaderValue::from_str(value).unwrap();
            fields.append(header::CACHE_CONTROL, value);
        }
        Control::of(&fields)
    }

    #[test]
    fn directives_are_read_whatever_their_spelling() {
        let read = control(&[
            "No-Store ,, max-age = 5, private=\"a, no-cache\\\", b\" odd, MAX-AGE=7",
            "s-maxage=\"3\"",
        ]);
        assert!(read.has("no-store") && read.has("private") && !read.has("no-cache"));
        assert_eq!(read.seconds("s-maxage"), Some(Duration::from_secs(3)));
        assert_eq!(read.seconds("max-stale"), None);
    }

    #[test]
    fn a_time_that_is_none_is_said_to_be_none() {
        for (value, seconds) in [
            ("max-age=10", Some(10)),
            ("max-age=010, max-age=5", Some(10)),
            ("max-age=99999999999999999999", Some(1 << 31)),
            ("max-age", None),
            ("max-age=", None),
            ("max-age=-1", None),
            ("max-age=1.5", None),
        ] {
            let seconds = seconds.map(Duration::from_secs);
            assert_eq!(control(&[value]).seconds("max-age"), seconds, "{value}");
        }
    }

    proptest! {
        #[test]
        fn any_value_is_read_to_its_end(value in "[ -~]{0,60}|(max-age|no-store|[=,\" \\\\0-9]){0,20}") {
            let read = control(&[&value]);
            prop_assert!(read.0.len() <= value.len());
        }

        #[test]
        fn what_follows_a_quoted_argument_is_found(inside in "[a-z, =]{0,10}", seconds in 0u64..1000) {
            let read = control(&[&format!("x=\"{inside}\", max-age={seconds}")]);
            prop_assert_eq!(read.seconds("max-age"), Some(Duration::from_secs(seconds)));
        }
    }
}
