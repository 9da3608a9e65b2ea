//! `/sse`: events that a browser's `EventSource` reads, and takes up again where they broke off (the HTML standard,
//! "Server-sent events").

use std::time::Duration;

use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    fault::Fault,
    flow,
    params::{Query, whole},
    stream::{Event, MAX_DELAY},
};
use crate::{
    problem::{Error, Problem},
    services::Services,
    sse,
};

const LAST_EVENT_ID: HeaderName = HeaderName::from_static("last-event-id");

/// The most events of one source.
const MAX_COUNT: u64 = 10_000;

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(events))
}

/// One event, as `EventSource` gives it.
#[derive(ToSchema)]
#[expect(dead_code, reason = "it describes what the stream says")]
struct Sse {
    /// JSON with the event's number and its time.
    data: String,
    /// Counts from 1.
    id: String,
}

/// Answer with events, each with its id; take them up after the id that Last-Event-ID gives.
///
/// Once all have been sent, 204 tells the browser not to come again.
///
/// ```sh
/// curl --no-buffer 'http://127.0.0.1:3000/sse?count=3&delay=0.5'
/// curl --no-buffer --header 'Last-Event-ID: 2' 'http://127.0.0.1:3000/sse?count=3'
/// ```
#[utoipa::path(
    get,
    path = "/sse",
    tag = "bench: dynamic data",
    params(
        ("count" = Option<u64>, Query, minimum = 1, maximum = 10000, description = "How many events there are in all. 10 where it is not given."),
        ("delay" = Option<f64>, Query, minimum = 0, maximum = 10, description = "Seconds between two events. 1 where it is not given."),
        ("retry" = Option<u64>, Query, minimum = 0, maximum = 60000, description = "After how many milliseconds a client shall come again when the stream breaks off. 1000 where it is not given."),
        ("cut" = Option<u64>, Query, minimum = 1, maximum = 10000, description = "After how many events the stream breaks off, so that the client comes again."),
        ("Last-Event-ID" = Option<u64>, Header, nullable = false, minimum = 0, maximum = 10000, description = "The last event that the client has."),
    ),
    responses(
        (status = 200, body = Sse, content_type = "text/event-stream"),
        (status = 204, description = "There are no more."),
        (status = 400, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn events(
    State(services): State<Services>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let query = Query::of(query.as_deref());
    let count = query.whole("count", 1..=MAX_COUNT)?.unwrap_or(10);
    let delay = query.number("delay", 0.0..=MAX_DELAY)?.unwrap_or(1.0);
    let retry = query.whole("retry", 0..=60_000)?.unwrap_or(1000);
    let cut = query.whole("cut", 1..=MAX_COUNT)?.unwrap_or(MAX_COUNT);
    let last = last_event_id(&headers)?;
    if last >= count {
        return Ok(StatusCode::NO_CONTENT.into_response());
    }
    let ids = last + 1..=count.min(last.saturating_add(cut));
    let mut opening = Some(sse::retry(retry));
    let pause = Duration::from_secs_f64(delay);
    let events = flow::events(&services, pause, ids, move |services, id| {
        let event = sse::json(Some(&id), None, &Event::now(services, id));
        [opening.take().unwrap_or_default(), event].concat().into()
    });
    let vary = HeaderValue::from_static("Last-Event-ID");
    Ok(([(header::VARY, vary)], sse::response(events)).into_response())
}

/// 0 where the client has none yet.
fn last_event_id(headers: &HeaderMap) -> Result<u64, Fault> {
    let Some(value) = headers.get(LAST_EVENT_ID) else {
        return Ok(0);
    };
    let text = value.to_str().unwrap_or("?");
    whole("Last-Event-ID", text, 0..=MAX_COUNT)
}
