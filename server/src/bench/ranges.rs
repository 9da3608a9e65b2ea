//! `Range: bytes=…`: which parts of a resource a client wants (RFC 9110, section 14.1.2).

use axum::http::HeaderValue;

/// The most parts in one answer. Whoever wants more gets the whole, as the standard allows.
const MAX_PARTS: usize = 10;

/// From the first to the last byte, both included, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Part {
    pub first: u64,
    pub last: u64,
}

impl Part {
    /// What `Content-Range` says of it.
    pub fn content_range(self, whole: u64) -> String {
        format!("bytes {}-{}/{whole}", self.first, self.last)
    }
}

/// What a client wants of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Wanted {
    /// All of it.
    Whole,
    /// One part.
    Part(Part),
    /// Several parts, in the order in which they were asked for.
    Parts(Vec<Part>),
    /// Only what is not there.
    Nothing,
}

impl Wanted {
    /// What a `Range` field asks of a resource of `length` bytes, at least one. One that is not understood does not
    /// count.
    pub fn of(field: Option<&HeaderValue>, length: u64) -> Self {
        let specs = field.and_then(|it| it.to_str().ok()).and_then(specs);
        let Some(specs) = specs else {
            return Self::Whole;
        };
        let mut parts: Vec<Part> = specs.iter().filter_map(|it| it.within(length)).collect();
        match parts.len() {
            0 => Self::Nothing,
            1 => parts.pop().map_or(Self::Nothing, Self::Part),
            _ if specs.len() > MAX_PARTS || overlap(&parts) => Self::Whole,
            _ => Self::Parts(parts),
        }
    }

    /// What httpbin makes of it: one part, that may not end behind the end.
    pub fn of_httpbin(field: Option<&HeaderValue>, length: u64) -> Self {
        let text = field.and_then(|it| it.to_str().ok()).unwrap_or_default();
        let Some((_, range)) = text
            .split_once('=')
            .filter(|_| text.trim().starts_with("bytes"))
        else {
            return Self::Whole;
        };
        let (first, last) = range.split_once('-').unwrap_or((range, ""));
        let number = |text: &str| text.trim().parse::<u64>().ok();
        let (first, last) = match (number(first), number(last)) {
            (None, None) => return Self::Whole,
            (None, Some(suffix)) => (length.saturating_sub(suffix), length - 1),
            (Some(first), None) => (first, length - 1),
            (Some(first), Some(last)) => (first, last),
        };
        match first <= last && last < length {
            true if first == 0 && last == length - 1 => Self::Whole,
            true => Self::Part(Part { first, last }),
            false => Self::Nothing,
        }
    }
}

/// One range as it was asked for.
#[derive(Clone, Copy)]
enum Spec {
    From(u64, Option<u64>),
    Suffix(u64),
}

impl Spec {
    fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.trim_matches([' ', '\t']).split_once('-')?;
        match (first, last) {
            ("", suffix) => number(suffix).map(Self::Suffix),
            (first, "") => number(first).map(|it| Self::From(it, None)),
            (first, last) => {
                let (first, last) = (number(first)?, number(last)?);
                (first <= last).then_some(Self::From(first, Some(last)))
            }
        }
    }

    /// The part of it that is there.
    fn within(self, length: u64) -> Option<Part> {
        let end = length - 1;
        match self {
            Self::Suffix(0) => None,
            Self::Suffix(suffix) => Some(Part {
                first: length.saturating_sub(suffix),
                last: end,
            }),
            Self::From(first, last) => (first <= end).then(|| Part {
                first,
                last: last.unwrap_or(end).min(end),
            }),
        }
    }
}

/// All ranges of a field; `None` where it is not understood.
fn specs(field: &str) -> Option<Vec<Spec>> {
    let (unit, set) = field.split_once('=')?;
    if !unit.trim().eq_ignore_ascii_case("bytes") {
        return None;
    }
    let items = set
        .split(',')
        .filter(|it| !it.trim_matches([' ', '\t']).is_empty());
    let specs: Vec<Spec> = items.map(Spec::parse).collect::<Option<_>>()?;
    (!specs.is_empty()).then_some(specs)
}

/// Digits only; what is beyond all numbers is beyond all resources.
fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

/// Whoever wants a byte twice wants to make work (RFC 9110, section 17.15).
fn overlap(parts: &[Part]) -> bool {
    let mut sorted = parts.to_vec();
    sorted.sort_unstable_by_key(|it| it.first);
    sorted.windows(2).any(|it| it[0].last >= it[1].first)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn of(text: &str, length: u64) -> Wanted {
        Wanted::of(Some(&HeaderValue::from_str(text).unwrap()), length)
    }

    fn part(first: u64, last: u64) -> Part {
        Part { first, last }
    }

    #[test]
    fn the_examples_of_the_standard() {
        // RFC 9110, section 14.1.2, for a representation of 10000 bytes.
        for (text, wanted) in [
            ("bytes=0-499", Wanted::Part(part(0, 499))),
            ("bytes=500-999", Wanted::Part(part(500, 999))),
            ("bytes=-500", Wanted::Part(part(9500, 9999))),
            ("bytes=9500-", Wanted::Part(part(9500, 9999))),
            (
                "bytes=0-0,-1",
                Wanted::Parts(vec![part(0, 0), part(9999, 9999)]),
            ),
            (
                "bytes= 0-999, 4500-5499, -1000",
                Wanted::Parts(vec![part(0, 999), part(4500, 5499), part(9000, 9999)]),
            ),
            ("BYTES=9000-20000", Wanted::Part(part(9000, 9999))),
            ("bytes=-20000", Wanted::Part(part(0, 9999))),
        ] {
            assert_eq!(of(text, 10_000), wanted, "{text}");
        }
    }

    #[test]
    fn what_is_not_there_is_told_from_what_is_not_understood() {
        for text in [
            "bytes=10-",
            "bytes=10-20,30-",
            "bytes=-0",
            "bytes=99999999999999999999-",
        ] {
            assert_eq!(of(text, 10), Wanted::Nothing, "{text}");
        }
        for text in [
            "bytes",
            "bytes=",
            "bytes=5-2",
            "bytes=a-b",
            "bytes=+1-2",
            "lines=0-1",
            "bytes=1",
            "bytes=0-5,3-8",
        ] {
            assert_eq!(of(text, 10), Wanted::Whole, "{text}");
        }
    }

    proptest! {
        #[test]
        fn whatever_is_wanted_lies_inside(text in "[ -~]*|bytes=([0-9]{0,3}-[0-9]{0,3},?){0,12}", length in 1u64..1000) {
            for wanted in [of(&text, length), Wanted::of_httpbin(HeaderValue::from_str(&text).ok().as_ref(), length)] {
                let parts = match wanted {
                    Wanted::Part(only) => vec![only],
                    Wanted::Parts(parts) => parts,
                    _ => Vec::new(),
                };
                prop_assert!(parts.len() <= MAX_PARTS);
                prop_assert!(parts.iter().all(|it| it.first <= it.last && it.last < length));
                prop_assert!(!overlap(&parts));
            }
        }
    }
}
