//! `/range/{n}`: a resource of which one can have parts (RFC 9110, section 14).

use axum::{
    body::Bytes,
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use headers::{ETag, HeaderMapExt, IfNoneMatch, IfRange};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    fault::Fault,
    flow,
    params::{PathOf, Query, whole},
    ranges::{Part, Wanted},
};
use crate::{
    problem::{AsIs, Error, Problem},
    services::Services,
};

/// The longest resource, in bytes: 10 MiB.
const MAX_LENGTH: u64 = 10 << 20;

/// What stands between parts. It cannot stand in one: no part holds a hyphen.
const BOUNDARY: &str = "part-of-the-alphabet";

const ALPHABET: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";

/// The alphabet, over and over: long enough for a piece of 64 KiB from any letter on.
static LETTERS: [u8; (64 << 10) + 26] = {
    let mut letters = [0; (64 << 10) + 26];
    let mut at = 0;
    while at < letters.len() {
        letters[at] = ALPHABET[at % 26];
        at += 1;
    }
    letters
};

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(range))
}

/// Answer with the alphabet, over and over, or with the parts of it that Range asks for.
///
/// ```sh
/// curl --include --range 10-20 http://127.0.0.1:3000/range/26
/// ```
#[utoipa::path(
    get,
    path = "/range/{n}",
    tag = "bench: dynamic data",
    params(
        ("n" = u64, Path, minimum = 1, maximum = 10_485_760, example = 26, description = "How long it is, in bytes."),
        ("chunk_size" = Option<u64>, Query, minimum = 1, maximum = 65536, description = "How many bytes at a time."),
        ("duration" = Option<f64>, Query, minimum = 0, maximum = 300, description = "How long the whole takes, in seconds."),
        ("Range" = Option<String>, Header, description = "The parts that are wanted, at most 10 of them, as in `bytes=0-9,-5`."),
        ("If-Range" = Option<String>, Header, description = "Parts only if this is still the tag; else the whole."),
    ),
    responses(
        (status = 200, body = String, content_type = "application/octet-stream", headers(("ETag" = String), ("Accept-Ranges" = String))),
        (status = 206, description = "One part, or several as multipart/byteranges.", content((Vec<u8> = "application/octet-stream"), (Vec<u8> = "multipart/byteranges"))),
        (status = 304, description = "The client has it already."),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 416, body = Problem, content_type = "application/problem+json", headers(("Content-Range" = String))),
    ),
)]
async fn range(
    State(services): State<Services>,
    PathOf(n): PathOf<String>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let length = whole("n", &n, 1..=MAX_LENGTH)?;
    let query = Query::of(query.as_deref());
    let piece = flow::piece(&services, &query)?;
    let duration = query.number("duration", 0.0..=300.0)?.unwrap_or(0.0);
    let pieces = length.div_ceil(piece as u64);
    let pause = std::time::Duration::from_secs_f64(
        duration / f64::from(u32::try_from(pieces).unwrap_or(u32::MAX)),
    );
    let is_httpbin = services.bench().is_httpbin();
    let tag = if is_httpbin {
        format!("range{length}")
    } else {
        format!("\"range{length}\"")
    };
    let mut response = if is_httpbin {
        let wanted = Wanted::of_httpbin(headers.get(header::RANGE), length);
        answer(&services, wanted, length, piece, pause, true)
    } else if is_had(&headers, &tag) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        answer(
            &services,
            wanted(&headers, &tag, length),
            length,
            piece,
            pause,
            false,
        )
    };
    let fields = response.headers_mut();
    fields.extend(HeaderValue::from_str(&tag).map(|it| (header::ETAG, it)));
    fields.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if !is_httpbin {
        fields.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("public, max-age=60"),
        );
    }
    Ok(response)
}

fn is_had(headers: &HeaderMap, tag: &str) -> bool {
    let condition = headers.typed_get::<IfNoneMatch>();
    let tag: Option<ETag> = tag.parse().ok();
    condition
        .zip(tag)
        .is_some_and(|(condition, tag)| !condition.precondition_passes(&tag))
}

/// What is wanted, if the client still has the rest of the same (RFC 9110, section 13.1.5).
fn wanted(headers: &HeaderMap, tag: &str, length: u64) -> Wanted {
    let changed = match headers.contains_key(header::IF_RANGE) {
        true => headers
            .typed_get::<IfRange>()
            .is_none_or(|it| it.is_modified(tag.parse().ok().as_ref(), None)),
        false => false,
    };
    let field = headers.get(header::RANGE).filter(|_| !changed);
    Wanted::of(field, length)
}

fn answer(
    services: &Services,
    wanted: Wanted,
    length: u64,
    piece: usize,
    pause: std::time::Duration,
    is_httpbin: bool,
) -> Response {
    let body = |parts: Vec<Segment>| flow::paced(services, pause, pieces(parts, piece));
    let binary = (
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/octet-stream"),
    );
    match wanted {
        Wanted::Nothing if is_httpbin => {
            let whole = format!("bytes */{length}");
            let mut response = (
                StatusCode::RANGE_NOT_SATISFIABLE,
                [(header::CONTENT_RANGE, whole)],
            )
                .into_response();
            response.extensions_mut().insert(AsIs);
            response
        }
        Wanted::Nothing => Error::from(Fault::OutOfRange { length }).into_response(),
        Wanted::Whole => {
            let mut response = (
                [binary, (header::CONTENT_LENGTH, length.into())],
                body(vec![Segment::of(Part {
                    first: 0,
                    last: length - 1,
                })]),
            )
                .into_response();
            if is_httpbin {
                let all = format!("bytes 0-{}/{length}", length - 1);
                response
                    .headers_mut()
                    .extend(HeaderValue::from_str(&all).map(|it| (header::CONTENT_RANGE, it)));
            }
            response
        }
        Wanted::Part(part) => {
            let fields = [binary, (header::CONTENT_LENGTH, part.length().into())];
            let range = [(header::CONTENT_RANGE, part.content_range(length))];
            (
                StatusCode::PARTIAL_CONTENT,
                fields,
                range,
                body(vec![Segment::of(part)]),
            )
                .into_response()
        }
        Wanted::Parts(parts) => {
            let segments = multipart(&parts, length);
            let sum: u64 = segments.iter().map(Segment::length).sum();
            let boundary = format!("multipart/byteranges; boundary={BOUNDARY}");
            let fields = [
                (header::CONTENT_LENGTH, sum.to_string()),
                (header::CONTENT_TYPE, boundary),
            ];
            (StatusCode::PARTIAL_CONTENT, fields, body(segments)).into_response()
        }
    }
}

/// A piece of an answer: text as it is, or letters from one place to another.
enum Segment {
    Text(Bytes),
    Letters { next: u64, end: u64 },
}

impl Segment {
    fn of(part: Part) -> Self {
        Self::Letters {
            next: part.first,
            end: part.last + 1,
        }
    }

    fn length(&self) -> u64 {
        match self {
            Self::Text(text) => text.len() as u64,
            Self::Letters { next, end } => end - next,
        }
    }

    /// At most so much of it; `None` at its end.
    fn take(&mut self, most: usize) -> Option<Bytes> {
        match self {
            Self::Text(text) if text.is_empty() => None,
            Self::Text(text) => Some(text.split_to(text.len().min(most))),
            Self::Letters { next, end } if next == end => None,
            Self::Letters { next, end } => {
                let length = usize::try_from(*end - *next)
                    .unwrap_or(usize::MAX)
                    .min(most);
                let from = usize::try_from(*next % 26).unwrap_or_default();
                *next += length as u64;
                Some(Bytes::from_static(&LETTERS[from..from + length]))
            }
        }
    }
}

fn pieces(segments: Vec<Segment>, most: usize) -> impl FnMut() -> Option<Bytes> + Send + 'static {
    let mut segments = std::collections::VecDeque::from(segments);
    move || loop {
        match segments.front_mut()?.take(most) {
            Some(piece) => return Some(piece),
            None => drop(segments.pop_front()),
        }
    }
}

/// RFC 9110, section 14.6.
fn multipart(parts: &[Part], length: u64) -> Vec<Segment> {
    let mut segments = Vec::with_capacity(2 * parts.len() + 1);
    for part in parts {
        let range = part.content_range(length);
        let head = format!(
            "\r\n--{BOUNDARY}\r\nContent-Type: application/octet-stream\r\nContent-Range: {range}\r\n\r\n"
        );
        segments.push(Segment::Text(head.into()));
        segments.push(Segment::of(*part));
    }
    segments.push(Segment::Text(format!("\r\n--{BOUNDARY}--\r\n").into()));
    segments
}
