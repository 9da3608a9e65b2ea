//! `Range: bytes=…`: which parts of a resource a client wants, and the body that holds several (RFC 9110, section 14).

use axum::http::{HeaderMap, HeaderValue, header};

use crate::fields::once;

/// The most parts in one answer. Whoever wants more gets the whole, as section 14.2 allows.
pub(crate) const MAX_PARTS: usize = 10;

/// `Content-Type` of a body of several parts.
pub(crate) const MULTIPART: &str = "multipart/byteranges; boundary=roundtrip-part-5d1e7c";

/// Between two parts. It does not occur in what this server sends in parts.
const BOUNDARY: &str = "roundtrip-part-5d1e7c";

/// From the first to the last byte, both included, counted from 0.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Part {
    pub first: u64,
    pub last: u64,
}

impl Part {
    /// What `Content-Range` says of it.
    pub fn content_range(self, whole: u64) -> String {
        format!("bytes {}-{}/{whole}", self.first, self.last)
    }
}

/// What `Content-Range` says where no part can be sent.
pub(crate) fn unsatisfied(whole: u64) -> String {
    format!("bytes */{whole}")
}

/// What a client wants of a resource.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Wanted {
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
    /// What a `Range` field asks of a resource of `length` bytes. One that is not understood does not count, and
    /// neither does one that asks for more than [`MAX_PARTS`] parts, or for a byte twice.
    pub fn of(field: Option<&HeaderValue>, length: u64) -> Self {
        let specs = field.and_then(|it| it.to_str().ok()).and_then(specs);
        let Some(specs) = specs else {
            return Self::Whole;
        };
        let parts: Vec<Part> = specs.iter().filter_map(|it| it.within(length)).collect();
        match parts[..] {
            [] => Self::Nothing,
            [only] => Self::Part(only),
            _ if overlap(&parts) => Self::Whole,
            _ => Self::Parts(parts),
        }
    }
}

/// The `Range` field of a request. More than one make no sense together.
pub(crate) fn field(headers: &HeaderMap) -> Option<&HeaderValue> {
    once(headers.get_all(header::RANGE)).ok().flatten()
}

/// One range as it was asked for.
#[derive(Clone, Copy)]
enum Spec {
    /// From this byte to that, or to the end.
    From(u64, Option<u64>),
    /// So many bytes at the end.
    Last(u64),
}

impl Spec {
    fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.trim_matches(BLANK).split_once('-')?;
        match (first, last) {
            ("", last) => number(last).map(Self::Last),
            (first, "") => number(first).map(|it| Self::From(it, None)),
            (first, last) => {
                let (first, last) = (number(first)?, number(last)?);
                (first <= last).then_some(Self::From(first, Some(last)))
            }
        }
    }

    /// The part of it that is there.
    fn within(self, length: u64) -> Option<Part> {
        let end = length.checked_sub(1)?;
        match self {
            Self::Last(0) => None,
            Self::Last(count) => Some(Part {
                first: length.saturating_sub(count),
                last: end,
            }),
            Self::From(first, last) => (first <= end).then(|| Part {
                first,
                last: last.unwrap_or(end).min(end),
            }),
        }
    }
}

const BLANK: [char; 2] = [' ', '\t'];

/// The ranges of a field, at most [`MAX_PARTS`]; `None` where it is not understood.
fn specs(field: &str) -> Option<Vec<Spec>> {
    let (unit, set) = field.split_once('=')?;
    if !unit.trim_matches(BLANK).eq_ignore_ascii_case("bytes") {
        return None;
    }
    let items = set
        .split(',')
        .filter(|it| !it.trim_matches(BLANK).is_empty());
    let specs: Vec<Spec> = items
        .take(MAX_PARTS + 1)
        .map(Spec::parse)
        .collect::<Option<_>>()?;
    (1..=MAX_PARTS).contains(&specs.len()).then_some(specs)
}

/// Digits only; what is beyond all numbers is beyond all resources.
fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

/// Whoever wants a byte twice wants to make work (section 17.15).
fn overlap(parts: &[Part]) -> bool {
    let mut sorted = parts.to_vec();
    sorted.sort_unstable_by_key(|it| it.first);
    sorted.windows(2).any(|it| it[0].last >= it[1].first)
}

/// A body of several parts of a resource of `length` bytes (section 14.6), piece by piece: `text` makes what stands
/// before, between and after the parts, `bytes` a part itself.
pub(crate) fn multipart<T>(
    parts: &[Part],
    length: u64,
    media_type: &str,
    text: impl Fn(String) -> T,
    bytes: impl Fn(Part) -> T,
) -> Vec<T> {
    let mut pieces = Vec::with_capacity(2 * parts.len() + 1);
    for part in parts {
        let range = part.content_range(length);
        let head = format!(
            "\r\n--{BOUNDARY}\r\nContent-Type: {media_type}\r\nContent-Range: {range}\r\n\r\n"
        );
        pieces.push(text(head));
        pieces.push(bytes(*part));
    }
    pieces.push(text(format!("\r\n--{BOUNDARY}--\r\n")));
    pieces
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
        ] {
            assert_eq!(of(text, 10_000), wanted, "{text}");
        }
    }

    #[test]
    fn a_range_is_cut_to_what_is_there() {
        for (text, wanted) in [
            ("bytes=0-0", Wanted::Part(part(0, 0))),
            ("bytes=8-99", Wanted::Part(part(8, 9))),
            ("bytes=-99", Wanted::Part(part(0, 9))),
            ("bytes=0-99999999999999999999999", Wanted::Part(part(0, 9))),
            ("bytes=3-4,10-", Wanted::Part(part(3, 4))),
            (
                "BYTES= 0-1 , ,3-3",
                Wanted::Parts(vec![part(0, 1), part(3, 3)]),
            ),
        ] {
            assert_eq!(of(text, 10), wanted, "{text}");
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
        ] {
            assert_eq!(of(text, 10), Wanted::Whole, "{text}");
        }
        assert_eq!(of("bytes=0-", 0), Wanted::Nothing);
    }

    #[test]
    fn who_wants_to_make_work_gets_the_whole() {
        for text in ["bytes=0-5,3-8", "bytes=0-,0-,0-", "bytes=1-1,1-1"] {
            assert_eq!(of(text, 10), Wanted::Whole, "{text}");
        }
        let many = |count| {
            let ranges: Vec<_> = (0..count).map(|it| format!("{0}-{0}", 2 * it)).collect();
            of(&format!("bytes={}", ranges.join(",")), 100)
        };
        assert!(matches!(many(MAX_PARTS), Wanted::Parts(parts) if parts.len() == MAX_PARTS));
        assert_eq!(many(MAX_PARTS + 1), Wanted::Whole);
    }

    #[test]
    fn a_field_given_twice_is_none() {
        let mut headers = HeaderMap::new();
        assert!(field(&headers).is_none());
        headers.append(header::RANGE, HeaderValue::from_static("bytes=0-1"));
        assert!(field(&headers).is_some());
        headers.append(header::RANGE, HeaderValue::from_static("bytes=0-1"));
        assert!(field(&headers).is_none());
    }

    proptest! {
        #[test]
        fn whatever_is_wanted_lies_inside(text in "[ -~]*|bytes=([0-9]{0,3}-[0-9]{0,3},?){0,12}", length in 0u64..1000) {
            let parts = match of(&text, length) {
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
