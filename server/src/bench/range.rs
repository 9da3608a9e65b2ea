//! `/range/{n}`: a resource of which one can have parts (RFC 9110, section 14).

use std::time::Duration;

use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    alphabet::{self, Segment},
    fault::Fault,
    flow,
    params::{PathOf, Query, whole},
};
use crate::{
    conditions::{self, Current},
    fields::set,
    problem::{AsIs, Error, Problem},
    ranges::{self, Part, Wanted},
    services::Services,
};

/// The longest resource, in bytes: 10 MiB.
const MAX_LENGTH: u64 = 10 << 20;

const BINARY: &str = "application/octet-stream";

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
    let pieces = u32::try_from(length.div_ceil(piece as u64)).unwrap_or(u32::MAX);
    let sender = Sender {
        services: &services,
        length,
        piece,
        pause: Duration::from_secs_f64(duration) / pieces,
    };
    let is_httpbin = services.bench().is_httpbin();
    let quote = if is_httpbin { "" } else { "\"" };
    let tag = format!("{quote}range{length}{quote}");
    let mut response = if is_httpbin {
        sender.answer(httpbins(headers.get(header::RANGE), length))
    } else if conditions::is_had(&headers, Current::tagged(&tag)) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        sender.answer(wanted(&headers, &tag, length))
    };
    let fields = response.headers_mut();
    set(fields, header::ETAG, &tag);
    fields.insert(header::ACCEPT_RANGES, HeaderValue::from_static("bytes"));
    if !is_httpbin {
        fields.insert(
            header::CACHE_CONTROL,
            HeaderValue::from_static("max-age=60"),
        );
    }
    Ok(response)
}

/// What is wanted, if the client still has the rest of the same (RFC 9110, section 13.1.5).
fn wanted(headers: &HeaderMap, tag: &str, length: u64) -> Wanted {
    let holds = conditions::may_send_parts(headers, Current::tagged(tag));
    Wanted::of(ranges::field(headers).filter(|_| holds), length)
}

/// What httpbin makes of a `Range` field: one part, that may not end behind the end of at least one byte.
fn httpbins(field: Option<&HeaderValue>, length: u64) -> Wanted {
    let text = field.and_then(|it| it.to_str().ok()).unwrap_or_default();
    let Some((_, range)) = text
        .split_once('=')
        .filter(|_| text.trim().starts_with("bytes"))
    else {
        return Wanted::Whole;
    };
    let (first, last) = range.split_once('-').unwrap_or((range, ""));
    let number = |text: &str| text.trim().parse::<u64>().ok();
    let (first, last) = match (number(first), number(last)) {
        (None, None) => return Wanted::Whole,
        (None, Some(suffix)) => (length.saturating_sub(suffix), length - 1),
        (Some(first), None) => (first, length - 1),
        (Some(first), Some(last)) => (first, last),
    };
    match first <= last && last < length {
        true if first == 0 && last == length - 1 => Wanted::Whole,
        true => Wanted::Part(Part { first, last }),
        false => Wanted::Nothing,
    }
}

/// What is sent, and how fast.
struct Sender<'a> {
    services: &'a Services,
    length: u64,
    piece: usize,
    pause: Duration,
}

impl Sender<'_> {
    fn answer(&self, wanted: Wanted) -> Response {
        let length = self.length;
        match wanted {
            Wanted::Nothing if self.services.bench().is_httpbin() => {
                let fields = [(header::CONTENT_RANGE, ranges::unsatisfied(length))];
                let mut response = (StatusCode::RANGE_NOT_SATISFIABLE, fields).into_response();
                response.extensions_mut().insert(AsIs);
                response
            }
            Wanted::Nothing => Error::from(Fault::OutOfRange { length }).into_response(),
            Wanted::Whole => self.whole(),
            Wanted::Part(part) => {
                let range = [(header::CONTENT_RANGE, part.content_range(length))];
                let body = self.body(vec![Segment::of(part)], BINARY);
                (StatusCode::PARTIAL_CONTENT, range, body).into_response()
            }
            Wanted::Parts(parts) => {
                let body = self.body(
                    alphabet::multipart(&parts, length, BINARY),
                    ranges::MULTIPART,
                );
                (StatusCode::PARTIAL_CONTENT, body).into_response()
            }
        }
    }

    fn whole(&self) -> Response {
        let all = Part {
            first: 0,
            last: self.length - 1,
        };
        let mut response = self.body(vec![Segment::of(all)], BINARY);
        if self.services.bench().is_httpbin() {
            let range = all.content_range(self.length);
            set(response.headers_mut(), header::CONTENT_RANGE, &range);
        }
        response
    }

    fn body(&self, segments: Vec<Segment>, media_type: &'static str) -> Response {
        let sum: u64 = segments.iter().map(Segment::length).sum();
        let fields = [
            (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
            (header::CONTENT_LENGTH, sum.into()),
        ];
        let pieces = alphabet::pieces(segments, self.piece);
        let body = flow::paced(self.services, self.pause, pieces);
        (fields, body).into_response()
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn what_httpbin_would_send_lies_inside(text in "[ -~]*|bytes=([0-9]{0,3}-[0-9]{0,3},?){0,3}", length in 1u64..1000) {
            let field = HeaderValue::from_str(&text).unwrap();
            match httpbins(Some(&field), length) {
                Wanted::Part(it) => prop_assert!(it.first <= it.last && it.last < length),
                wanted => prop_assert!(!matches!(wanted, Wanted::Parts(_))),
            }
        }
    }
}
