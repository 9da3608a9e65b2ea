//! Conditions and ranges of a GET (RFC 9110, sections 13 and 14): which part of a document is sent, if any.

use std::time::{Duration, SystemTime, UNIX_EPOCH};

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use headers::{HeaderMapExt, LastModified};

use crate::{
    conditions::{self, Current},
    fields::set,
    problem::Error,
    ranges::{self, Part, Wanted},
};

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

impl Document {
    fn length(&self) -> u64 {
        self.bytes.len() as u64
    }

    /// The part lies within the document, whose length is a `usize`.
    fn slice(&self, part: Part) -> Bytes {
        let length = self.bytes.len();
        let at = |it: u64| usize::try_from(it).unwrap_or(length).min(length);
        self.bytes
            .slice(at(part.first)..at(part.last.saturating_add(1)))
    }
}

/// What is to be sent.
#[derive(Debug, PartialEq, Eq)]
enum Selected {
    NotModified,
    PreconditionFailed,
    Content(Wanted),
}

/// The response to a GET with these header fields.
pub(crate) fn answer(headers: &HeaderMap, document: &Document) -> Response {
    let mut response = match select(headers, document) {
        Selected::NotModified => StatusCode::NOT_MODIFIED.into_response(),
        Selected::PreconditionFailed => {
            return Error::Bare(StatusCode::PRECONDITION_FAILED).into_response();
        }
        Selected::Content(Wanted::Whole) => {
            (typed(document.media_type), document.bytes.clone()).into_response()
        }
        Selected::Content(Wanted::Part(part)) => one(document, part),
        Selected::Content(Wanted::Parts(parts)) => several(document, &parts),
        Selected::Content(Wanted::Nothing) => return nothing(document),
    };
    let fields = response.headers_mut();
    set(fields, header::ETAG, &document.etag);
    set(fields, header::ACCEPT_RANGES, "bytes");
    set(fields, header::CACHE_CONTROL, "no-cache");
    fields.typed_insert(LastModified::from(modified(document)));
    response
}

/// The order of section 13.2.2.
fn select(headers: &HeaderMap, document: &Document) -> Selected {
    let current = Current {
        etag: &document.etag,
        modified: Some(modified(document)),
    };
    if !conditions::fits(headers, current) {
        return Selected::PreconditionFailed;
    }
    if conditions::is_had(headers, current) {
        return Selected::NotModified;
    }
    let range = ranges::field(headers).filter(|_| conditions::may_send_parts(headers, current));
    Selected::Content(Wanted::of(range, document.length()))
}

fn nothing(document: &Document) -> Response {
    let mut problem = Error::Bare(StatusCode::RANGE_NOT_SATISFIABLE).into_response();
    let range = ranges::unsatisfied(document.length());
    set(problem.headers_mut(), header::CONTENT_RANGE, &range);
    problem
}

fn one(document: &Document, part: Part) -> Response {
    let mut response = (
        StatusCode::PARTIAL_CONTENT,
        typed(document.media_type),
        document.slice(part),
    )
        .into_response();
    let range = part.content_range(document.length());
    set(response.headers_mut(), header::CONTENT_RANGE, &range);
    response
}

fn several(document: &Document, parts: &[Part]) -> Response {
    let bytes = |part| document.slice(part);
    let body = ranges::multipart(
        parts,
        document.length(),
        document.media_type,
        Bytes::from,
        bytes,
    );
    (
        StatusCode::PARTIAL_CONTENT,
        typed(ranges::MULTIPART),
        body.concat(),
    )
        .into_response()
}

fn modified(document: &Document) -> SystemTime {
    UNIX_EPOCH + Duration::from_secs(document.modified.unsigned_abs())
}

fn typed(media_type: &'static str) -> [(HeaderName, HeaderValue); 1] {
    [(header::CONTENT_TYPE, HeaderValue::from_static(media_type))]
}

#[cfg(test)]
mod tests {
    use super::*;

    const WHOLE: Selected = Selected::Content(Wanted::Whole);

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

    fn part(first: u64, last: u64) -> Selected {
        Selected::Content(Wanted::Part(Part { first, last }))
    }

    #[test]
    fn conditions_are_looked_at_in_their_order() {
        let (before, after) = (
            "Wed, 31 Dec 2025 00:00:00 GMT",
            "Fri, 02 Jan 2026 00:00:00 GMT",
        );
        for (fields, selected) in [
            (&[("if-none-match", "\"a\"")][..], Selected::NotModified),
            (&[("if-none-match", "W/\"a\"")], Selected::NotModified),
            (
                &[("if-none-match", "\"b\""), ("if-modified-since", after)],
                WHOLE,
            ),
            (&[("if-modified-since", after)], Selected::NotModified),
            (&[("if-modified-since", before)], WHOLE),
            (&[("if-match", "\"b\"")], Selected::PreconditionFailed),
            (
                &[("if-match", "\"a\""), ("if-unmodified-since", before)],
                WHOLE,
            ),
            (
                &[("if-unmodified-since", before)],
                Selected::PreconditionFailed,
            ),
            (
                &[("if-match", "\"b\""), ("if-none-match", "\"a\"")],
                Selected::PreconditionFailed,
            ),
            (&[("range", "bytes=1-2"), ("if-range", "\"a\"")], part(1, 2)),
            (&[("range", "bytes=1-2"), ("if-range", "\"b\"")], WHOLE),
            (&[("range", "bytes=1-2"), ("if-range", "W/\"a\"")], WHOLE),
            (&[("range", "bytes=1-2"), ("if-range", "nonsense")], WHOLE),
            (
                &[("range", "bytes=1-2"), ("if-none-match", "\"a\"")],
                Selected::NotModified,
            ),
        ] {
            assert_eq!(
                select(&asked(fields), &document(false)),
                selected,
                "{fields:?}"
            );
        }
    }

    #[test]
    fn a_weak_tag_puts_no_ranges_together_and_passes_no_if_match() {
        let ranged = asked(&[("range", "bytes=1-2"), ("if-range", "W/\"a\"")]);
        assert_eq!(select(&ranged, &document(true)), WHOLE);
        assert_eq!(
            select(&asked(&[("if-match", "W/\"a\"")]), &document(true)),
            Selected::PreconditionFailed
        );
    }

    #[test]
    fn two_ranges_make_no_sense_together() {
        let twice = asked(&[("range", "bytes=1-2"), ("range", "bytes=1-2")]);
        assert_eq!(select(&twice, &document(false)), WHOLE);
    }
}
