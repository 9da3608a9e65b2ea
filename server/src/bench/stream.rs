//! `/stream/{n}`, `/jsonl`, `/drip` and `/delay/{seconds}`: answers that take their time.

use std::time::Duration;

use axum::{
    body::Bytes,
    extract::{RawQuery, Request, State},
    http::{HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    flow::{self, PIECE},
    params::{PathOf, Query, clamped, number},
    random::MAX_BYTES,
    shape::{self, Content, Got, Sent},
};
use crate::{
    json,
    problem::{AsIs, Error, Problem},
    services::Services,
};

/// The longest that an answer may be kept back, in seconds.
pub(super) const MAX_DELAY: f64 = 10.0;

/// The most lines in one answer.
const MAX_LINES: u64 = 100;

/// The shortest pause between two pieces of a drip: below it, more bytes go out at a time.
const TICK: Duration = Duration::from_millis(5);

/// What drips.
static STARS: [u8; PIECE] = [b'*'; PIECE];

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(stream))
        .routes(routes!(jsonl))
        .routes(routes!(drip))
        .routes(routes!(delay))
}

#[derive(Serialize)]
struct Line<'a> {
    #[serde(flatten)]
    got: &'a Got<'a>,
    id: u64,
}

/// Answer with several lines, each of them JSON that shows the request.
///
/// ```sh
/// curl --no-buffer http://127.0.0.1:3000/stream/3
/// ```
#[utoipa::path(
    get,
    path = "/stream/{n}",
    tag = "bench: dynamic data",
    params(("n" = u64, Path, minimum = 0, maximum = 100, example = 3, description = "How many lines.")),
    responses(
        (status = 200, body = String, content_type = "application/jsonl"),
        (status = 400, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn stream(
    State(services): State<Services>,
    PathOf(n): PathOf<String>,
    request: Request,
) -> Result<Response, Error> {
    let n = clamped(&services, "n", &n, 0..=MAX_LINES, MAX_LINES)?;
    let (parts, _) = request.into_parts();
    let line = |id| {
        json::line(&Line {
            got: &shape::got(&services, &parts),
            id,
        })
    };
    let lines: Vec<Vec<u8>> = (0..n)
        .map(line)
        .collect::<Result<_, _>>()
        .map_err(|error| Error::internal("a line could not be written", &error))?;
    let mut lines = lines.into_iter();
    let body = flow::paced(&services, Duration::ZERO, move || {
        lines.next().map(Bytes::from)
    });
    Ok(([content_type(&services)], body).into_response())
}

/// Lines of JSON are no JSON: httpbin says so nevertheless.
fn content_type(services: &Services) -> (HeaderName, HeaderValue) {
    let media = if services.bench().is_httpbin() {
        "application/json"
    } else {
        "application/jsonl"
    };
    (header::CONTENT_TYPE, HeaderValue::from_static(media))
}

/// One line.
#[derive(Serialize, ToSchema)]
pub(super) struct Event {
    /// Counts from 0.
    id: u64,
    /// When it was written: RFC 3339, in UTC, to the millisecond.
    time: String,
}

impl Event {
    pub fn now(services: &Services, id: u64) -> Self {
        let time = format!("{:.3}", services.clock().now());
        Self { id, time }
    }
}

/// Answer with lines of JSON, one after the other.
///
/// ```sh
/// curl --no-buffer 'http://127.0.0.1:3000/jsonl?count=3&delay=0.5'
/// ```
#[utoipa::path(
    get,
    path = "/jsonl",
    tag = "bench: dynamic data",
    params(
        ("count" = Option<u64>, Query, minimum = 1, maximum = 1000, description = "How many lines. 10 where it is not given."),
        ("delay" = Option<f64>, Query, minimum = 0, maximum = 10, description = "Seconds between two lines. None where it is not given."),
    ),
    responses(
        (status = 200, body = String, content_type = "application/jsonl"),
        (status = 400, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn jsonl(
    State(services): State<Services>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let query = Query::of(query.as_deref());
    let count = query.whole("count", 1..=1000)?.unwrap_or(10);
    let delay = query.number("delay", 0.0..=MAX_DELAY)?.unwrap_or(0.0);
    let pause = Duration::from_secs_f64(delay);
    let lines = flow::events(&services, pause, 0..=count - 1, |services, id| {
        let line = json::line(&Event::now(services, id));
        line.expect("numbers and strings can be written as JSON")
            .into()
    });
    let media = HeaderValue::from_static("application/jsonl");
    Ok(([(header::CONTENT_TYPE, media)], lines).into_response())
}

/// Answer with bytes that come one by one.
///
/// ```sh
/// curl --no-buffer 'http://127.0.0.1:3000/drip?numbytes=5&duration=2&delay=1'
/// ```
#[utoipa::path(
    get,
    path = "/drip",
    tag = "bench: dynamic data",
    params(
        ("numbytes" = Option<u64>, Query, minimum = 1, maximum = 10_485_760, description = "How many. 10 where it is not given."),
        ("duration" = Option<f64>, Query, minimum = 0, maximum = 300, description = "Over how many seconds. 2 where it is not given."),
        ("delay" = Option<f64>, Query, minimum = 0, maximum = 10, description = "Seconds before the first one."),
        ("code" = Option<u64>, Query, minimum = 200, maximum = 599, description = "The status. 200 where it is not given."),
    ),
    responses(
        (status = 200, body = Vec<u8>, content_type = "application/octet-stream"),
        (status = "2XX", description = "As asked for."),
        (status = "3XX", description = "As asked for."),
        (status = "4XX", description = "As asked for; a problem where that makes no sense."),
        (status = "5XX", description = "As asked for."),
    ),
)]
async fn drip(
    State(services): State<Services>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let query = Query::of(query.as_deref());
    let count = query.whole("numbytes", 1..=MAX_BYTES)?.unwrap_or(10);
    let duration = query.number("duration", 0.0..=300.0)?.unwrap_or(2.0);
    let delay = query.number("delay", 0.0..=MAX_DELAY)?.unwrap_or(0.0);
    let code = query.whole("code", 200..=599)?.unwrap_or(200);
    flow::sleep(&services, Duration::from_secs_f64(delay)).await;
    let (piece, pause) = pace(count, Duration::from_secs_f64(duration));
    let mut left = usize::try_from(count).unwrap_or(usize::MAX);
    let stars = Bytes::from_static(&STARS);
    let body = flow::paced(&services, pause, move || {
        let piece = left.min(piece);
        left -= piece;
        (piece > 0).then(|| stars.slice(..piece))
    });
    let fields = [
        (
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/octet-stream"),
        ),
        (header::CONTENT_LENGTH, count.into()),
    ];
    let status = u16::try_from(code)
        .ok()
        .and_then(|it| StatusCode::from_u16(it).ok())
        .unwrap_or_default();
    let mut response = (status, fields, body).into_response();
    response.extensions_mut().insert(AsIs);
    Ok(response)
}

/// How many bytes at a time, and how long to wait between: one by one, unless that would be faster than a tick.
fn pace(count: u64, duration: Duration) -> (usize, Duration) {
    if duration.is_zero() {
        return (PIECE, Duration::ZERO);
    }
    let ticks = duration.as_micros() / TICK.as_micros() + 1;
    let pieces = count.min(u64::try_from(ticks).unwrap_or(u64::MAX));
    let piece = count.div_ceil(pieces).clamp(1, PIECE as u64);
    let pieces = u32::try_from(count.div_ceil(piece)).unwrap_or(u32::MAX);
    (usize::try_from(piece).unwrap_or(PIECE), duration / pieces)
}

/// Wait before answering.
///
/// ```sh
/// curl --write-out '%{time_starttransfer} s\n' http://127.0.0.1:3000/delay/1.5
/// ```
#[utoipa::path(
    method(get, post, put, patch, delete, trace),
    path = "/delay/{seconds}",
    tag = "bench: dynamic data",
    params(("seconds" = f64, Path, minimum = 0, maximum = 10, example = 0.1, description = "How long.")),
    responses(
        (status = 200, body = Sent),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn delay(
    State(services): State<Services>,
    PathOf(seconds): PathOf<String>,
    request: Request,
) -> Result<Response, Error> {
    let most = if services.bench().is_httpbin() {
        f64::MAX
    } else {
        MAX_DELAY
    };
    let seconds = number("seconds", &seconds, 0.0..=most)?.min(MAX_DELAY);
    let (parts, body) = request.into_parts();
    let content = Content::read(&services, &parts, body).await?;
    flow::sleep(&services, Duration::from_secs_f64(seconds)).await;
    let mut sent = shape::sent(&services, &parts, content);
    sent.json = None;
    Ok(shape::answer(&services, &sent))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_drip_takes_as_long_as_asked_whatever_its_length() {
        for (count, milliseconds) in [
            (1, 2000),
            (10, 2000),
            (400, 2000),
            (10 << 20, 10_000),
            (10 << 20, 1),
            (3, 300_000),
        ] {
            let duration = Duration::from_millis(milliseconds);
            let (piece, pause) = pace(count, duration);
            let pieces = u32::try_from(count.div_ceil(piece as u64)).unwrap();
            let off = (pause * pieces).abs_diff(duration);
            assert!(off < Duration::from_millis(1), "{count} bytes: {off:?}");
        }
        let pace = pace(10, Duration::from_secs(2));
        assert_eq!(pace, (1, Duration::from_millis(200)));
    }
}
