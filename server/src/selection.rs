//! Conditions and ranges of a GET (RFC 9110, sections 13 and 14): which part of a document is sent, if any.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use headers::{
    ETag, HeaderMapExt, IfMatch, IfModifiedSince, IfNoneMatch, IfRange, IfUnmodifiedSince,
    LastModified,
};

use crate::problem::Error;

/// More ranges than this are not worth a multipart body: the whole document is sent (section 14.2 allows it).
const MAX_RANGES: usize = 16;

/// Between the parts of a `multipart/byteranges` body. It does not occur in what this server sends.
const BOUNDARY: &str = "roundtrip-part-5d1e7c";

/// What can be asked for.
pub(crate) struct Document {
    /// All of it.
    pub bytes: Bytes,
    /// `Content-Type`.
    pub media_type: &'static str,
    /// The entity tag, with its quotation marks.
    pub etag: String,
    /// When it was last modified, in seconds since 1970-01-01T00:00:00Z.
    pub modified: i64,
}

/// What is to be sent.
#[derive(Debug, PartialEq, Eq)]
enum Part {
    Whole,
    NotModified,
    PreconditionFailed,
    /// First and last byte of each, within the document.
    Ranges(Vec<(u64, u64)>),
    NotSatisfiable,
}

/// The response to a GET with these header fields.
pub(crate) fn answer(headers: &HeaderMap, document: &Document) -> Response {
    let length = document.bytes.len();
    let mut response = match part(headers, document) {
        Part::Whole => (typed(document.media_type), document.bytes.clone()).into_response(),
        Part::NotModified => StatusCode::NOT_MODIFIED.into_response(),
        Part::PreconditionFailed => {
            return Error::Bare(StatusCode::PRECONDITION_FAILED).into_response();
        }
        Part::NotSatisfiable => {
            let mut problem = Error::Bare(StatusCode::RANGE_NOT_SATISFIABLE).into_response();
            set(
                problem.headers_mut(),
                header::CONTENT_RANGE,
                &format!("bytes */{length}"),
            );
            return problem;
        }
        Part::Ranges(ranges) => match ranges[..] {
            [(first, last)] => one(document, first, last),
            _ => several(document, &ranges),
        },
    };
    let fields = response.headers_mut();
    set(fields, header::ETAG, &document.etag);
    set(fields, header::ACCEPT_RANGES, "bytes");
    set(fields, header::CACHE_CONTROL, "no-cache");
    fields.typed_insert(LastModified::from(modified(document)));
    response
}

/// The order of section 13.2.2.
fn part(headers: &HeaderMap, document: &Document) -> Part {
    let modified = modified(document);
    let etag: Option<ETag> = document.etag.parse().ok();
    let matches = |it: &IfMatch| {
        etag.as_ref()
            .is_some_and(|etag| it.precondition_passes(etag))
    };
    let changed = |it: &IfNoneMatch| {
        etag.as_ref()
            .is_none_or(|etag| it.precondition_passes(etag))
    };
    let holds = match headers.typed_get::<IfMatch>() {
        Some(condition) => matches(&condition),
        None => headers
            .typed_get::<IfUnmodifiedSince>()
            .is_none_or(|it| it.precondition_passes(modified)),
    };
    if !holds {
        return Part::PreconditionFailed;
    }
    let new = match headers.typed_get::<IfNoneMatch>() {
        Some(condition) => changed(&condition),
        None => headers
            .typed_get::<IfModifiedSince>()
            .is_none_or(|it| it.is_modified(modified)),
    };
    if !new {
        return Part::NotModified;
    }
    let current = headers
        .typed_get::<IfRange>()
        .is_none_or(|it| !it.is_modified(etag.as_ref(), Some(&LastModified::from(modified))));
    if !current
        || headers.contains_key(header::IF_RANGE) && headers.typed_get::<IfRange>().is_none()
    {
        return Part::Whole;
    }
    ranges(headers, document.bytes.len() as u64)
}

/// What `Range` asks for. A field that cannot be read is ignored (section 14.2).
fn ranges(headers: &HeaderMap, length: u64) -> Part {
    let mut fields = headers.get_all(header::RANGE).iter();
    let (Some(field), None) = (fields.next(), fields.next()) else {
        return Part::Whole;
    };
    let Some(specs) = field.to_str().ok().and_then(specs) else {
        return Part::Whole;
    };
    let within: Vec<_> = specs.iter().filter_map(|it| it.within(length)).collect();
    let asked: u64 = within.iter().map(|(first, last)| last - first + 1).sum();
    match within.len() {
        0 => Part::NotSatisfiable,
        // Ranges that overlap so much that they are more than the whole: somebody wants to be a burden.
        _ if asked > length => Part::Whole,
        _ => Part::Ranges(within),
    }
}

/// One range as it was asked for.
#[derive(Clone, Copy, Debug)]
enum Spec {
    /// From this byte to that, or to the end.
    From(u64, Option<u64>),
    /// So many bytes at the end.
    Last(u64),
}

impl Spec {
    fn parse(text: &str) -> Option<Self> {
        let (first, last) = text.trim_matches([' ', '\t']).split_once('-')?;
        match (first, last) {
            ("", last) => Some(Self::Last(number(last)?)),
            (first, "") => Some(Self::From(number(first)?, None)),
            (first, last) => {
                let (first, last) = (number(first)?, number(last)?);
                (first <= last).then_some(Self::From(first, Some(last)))
            }
        }
    }

    /// First and last byte, cut to a document of this length; `None` where it lies outside.
    fn within(self, length: u64) -> Option<(u64, u64)> {
        let end = length.checked_sub(1)?;
        match self {
            Self::From(first, last) => {
                (first <= end).then(|| (first, last.unwrap_or(end).min(end)))
            }
            Self::Last(0) => None,
            Self::Last(count) => Some((length.saturating_sub(count), end)),
        }
    }
}

/// The ranges of a field value in bytes, at most [`MAX_RANGES`]; `None` where it is no such value.
fn specs(value: &str) -> Option<Vec<Spec>> {
    let (unit, list) = value.split_once('=')?;
    let specs: Option<Vec<_>> = list
        .split(',')
        .filter(|it| !it.trim_matches([' ', '\t']).is_empty())
        .take(MAX_RANGES + 1)
        .map(Spec::parse)
        .collect();
    specs
        .filter(|it| unit.eq_ignore_ascii_case("bytes") && !it.is_empty() && it.len() <= MAX_RANGES)
}

/// Digits only. A number beyond what a `u64` holds is beyond every end as well.
fn number(text: &str) -> Option<u64> {
    let digits = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    digits.then(|| text.parse().unwrap_or(u64::MAX))
}

fn one(document: &Document, first: u64, last: u64) -> Response {
    let mut response = (
        StatusCode::PARTIAL_CONTENT,
        typed(document.media_type),
        slice(document, first, last),
    )
        .into_response();
    let range = content_range(document, first, last);
    set(response.headers_mut(), header::CONTENT_RANGE, &range);
    response
}

fn several(document: &Document, ranges: &[(u64, u64)]) -> Response {
    let mut body = Vec::new();
    for &(first, last) in ranges {
        let head = format!(
            "\r\n--{BOUNDARY}\r\nContent-Type: {}\r\nContent-Range: {}\r\n\r\n",
            document.media_type,
            content_range(document, first, last)
        );
        body.extend_from_slice(head.as_bytes());
        body.extend_from_slice(&slice(document, first, last));
    }
    body.extend_from_slice(format!("\r\n--{BOUNDARY}--\r\n").as_bytes());
    let mut response = (StatusCode::PARTIAL_CONTENT, body).into_response();
    let media_type = format!("multipart/byteranges; boundary={BOUNDARY}");
    set(response.headers_mut(), header::CONTENT_TYPE, &media_type);
    response
}

fn content_range(document: &Document, first: u64, last: u64) -> String {
    format!("bytes {first}-{last}/{}", document.bytes.len())
}

/// Both are within the document, whose length is a `usize`.
fn slice(document: &Document, first: u64, last: u64) -> Bytes {
    let at = |it: u64| {
        usize::try_from(it)
            .unwrap_or(usize::MAX)
            .min(document.bytes.len())
    };
    document.bytes.slice(at(first)..at(last.saturating_add(1)))
}

fn modified(document: &Document) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(document.modified.unsigned_abs())
}

fn typed(media_type: &'static str) -> [(HeaderName, HeaderValue); 1] {
    [(header::CONTENT_TYPE, HeaderValue::from_static(media_type))]
}

fn set(headers: &mut HeaderMap, name: HeaderName, value: &str) {
    if let Ok(value) = HeaderValue::from_str(value) {
        headers.insert(name, value);
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn document(weak: bool) -> Document {
        Document {
            bytes: Bytes::from_static(b"0123456789"),
            media_type: "text/plain",
            etag: if weak { "W/\"a\"" } else { "\"a\"" }.to_owned(),
            modified: 1_767_225_600,
        }
    }

    fn asked(fields: &[(&'static str, &str)]) -> HeaderMap {
        let mut headers = HeaderMap::new();
        for (name, value) in fields {
            headers.append(*name, HeaderValue::from_bytes(value.as_bytes()).unwrap());
        }
        headers
    }

    #[test]
    fn a_range_is_cut_to_what_is_there() {
        for (range, part) in [
            ("bytes=0-0", Part::Ranges(vec![(0, 0)])),
            ("bytes=5-", Part::Ranges(vec![(5, 9)])),
            ("bytes=-3", Part::Ranges(vec![(7, 9)])),
            ("bytes=8-99", Part::Ranges(vec![(8, 9)])),
            ("bytes=-99", Part::Ranges(vec![(0, 9)])),
            ("bytes=0-1,4-5", Part::Ranges(vec![(0, 1), (4, 5)])),
            ("bytes=10-", Part::NotSatisfiable),
            ("bytes=-0", Part::NotSatisfiable),
            ("bytes=5-4", Part::Whole),
            ("bytes=a-b", Part::Whole),
            ("lines=1-2", Part::Whole),
            ("bytes=0-,0-,0-", Part::Whole),
            ("BYTES= 0-1 , ,3-3", Part::Ranges(vec![(0, 1), (3, 3)])),
            (
                "bytes=0-99999999999999999999999",
                Part::Ranges(vec![(0, 9)]),
            ),
            ("bytes=+1-2", Part::Whole),
            ("bytes=", Part::Whole),
        ] {
            assert_eq!(
                super::part(&asked(&[("range", range)]), &document(false)),
                part,
                "{range}"
            );
        }
    }

    #[test]
    fn conditions_are_looked_at_in_their_order() {
        let (before, after) = (
            "Wed, 31 Dec 2025 00:00:00 GMT",
            "Fri, 02 Jan 2026 00:00:00 GMT",
        );
        for (fields, part) in [
            (&[("if-none-match", "\"a\"")][..], Part::NotModified),
            (&[("if-none-match", "W/\"a\"")], Part::NotModified),
            (
                &[("if-none-match", "\"b\""), ("if-modified-since", after)],
                Part::Whole,
            ),
            (&[("if-modified-since", after)], Part::NotModified),
            (&[("if-modified-since", before)], Part::Whole),
            (&[("if-match", "\"b\"")], Part::PreconditionFailed),
            (
                &[("if-match", "\"a\""), ("if-unmodified-since", before)],
                Part::Whole,
            ),
            (&[("if-unmodified-since", before)], Part::PreconditionFailed),
            (
                &[("if-match", "\"b\""), ("if-none-match", "\"a\"")],
                Part::PreconditionFailed,
            ),
            (
                &[("range", "bytes=1-2"), ("if-range", "\"a\"")],
                Part::Ranges(vec![(1, 2)]),
            ),
            (
                &[("range", "bytes=1-2"), ("if-range", "\"b\"")],
                Part::Whole,
            ),
            (
                &[("range", "bytes=1-2"), ("if-range", "W/\"a\"")],
                Part::Whole,
            ),
            (
                &[("range", "bytes=1-2"), ("if-range", "nonsense")],
                Part::Whole,
            ),
            (
                &[("range", "bytes=1-2"), ("if-none-match", "\"a\"")],
                Part::NotModified,
            ),
        ] {
            assert_eq!(
                super::part(&asked(fields), &document(false)),
                part,
                "{fields:?}"
            );
        }
    }

    #[test]
    fn a_weak_tag_puts_no_ranges_together_and_passes_no_if_match() {
        let ranged = asked(&[("range", "bytes=1-2"), ("if-range", "W/\"a\"")]);
        assert_eq!(part(&ranged, &document(true)), Part::Whole);
        assert_eq!(
            part(&asked(&[("if-match", "W/\"a\"")]), &document(true)),
            Part::PreconditionFailed
        );
    }

    proptest! {
        #[test]
        fn whatever_is_asked_for_lies_within_the_document(range in "\\PC*|bytes=[0-9,\\- ]{0,40}") {
            let Ok(value) = HeaderValue::from_bytes(range.as_bytes()) else { return Ok(()) };
            let mut headers = HeaderMap::new();
            headers.insert(header::RANGE, value);
            if let Part::Ranges(ranges) = part(&headers, &document(false)) {
                prop_assert!(!ranges.is_empty() && ranges.len() <= MAX_RANGES);
                prop_assert!(ranges.iter().all(|(first, last)| first <= last && *last < 10));
            }
        }
    }
}
