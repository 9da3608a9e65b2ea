//! How a server tells a client something new: `GET /api/events` (server-sent events), `GET /api/poll` (long polling)
//! and `POST /api/events`, which makes something new. Every visitor has a feed of their own.

#[cfg(feature = "native")]
mod follower;

use std::{
    collections::VecDeque,
    convert::Infallible,
    sync::{
        Arc, Mutex, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use axum::{
    body::{Body, Bytes},
    extract::State,
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};
use event_listener::Event as Signal;
use futures_util::{
    Stream,
    future::{Either, select},
    stream,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

#[cfg(feature = "native")]
pub(crate) use self::follower::Follower;
use crate::{
    json::{Json, Received},
    metrics::Counted,
    per_visitor::PerVisitor,
    problem::{Error, Problem},
    query::Query,
    services::Services,
    sse,
    visitor::{Visitor, VisitorId},
    wire,
};

/// The longest text of an event, in characters.
const MAX_TEXT: usize = 500;
/// How many events a feed keeps: who is away longer misses the rest.
const KEPT: usize = 100;
/// Streams and polls that a visitor may have open.
const MAX_OPEN: usize = 8;
/// Streams and polls that all visitors may have open, those of the record of the wire among them.
const MAX_OPEN_BY_ALL: u64 = 1536;
/// The longest poll, in seconds.
const MAX_WAIT: u32 = 10;
/// The greatest id: that of JavaScript's safe integers, so that no client reads another one.
const MAX_ID: u64 = (1 << 53) - 1;
/// Between two signs of life on a quiet stream.
const HEARTBEAT: Duration = Duration::from_secs(15);
/// The longest that a stream lasts. The client connects again by itself.
const LIFETIME: Duration = Duration::from_mins(5);
/// How long a client waits before it does, in milliseconds.
const RETRY_MS: u32 = 2000;

/// The feeds of all visitors.
pub(super) type Feeds = PerVisitor<Arc<Feed>>;

/// A visitor's feed.
#[derive(Debug, Default)]
pub(super) struct Feed {
    events: Mutex<VecDeque<Event>>,
    news: Signal,
    open: AtomicUsize,
}

/// Something new.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(crate) struct Event {
    /// Greater than that of every event before, those of an earlier life of this server among them: milliseconds since
    /// 1970, or one more than the last.
    id: u64,
    text: String,
}

impl Feed {
    fn publish(&self, text: String, now_ms: i64) -> Event {
        let mut events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        let next = events.back().map_or(1, |it| it.id + 1);
        let id = next.max(u64::try_from(now_ms).unwrap_or_default());
        let event = Event { id, text };
        events.push_back(event.clone());
        if events.len() > KEPT {
            events.pop_front();
        }
        drop(events);
        self.news.notify(usize::MAX);
        event
    }

    /// The events after the one of this id, oldest first.
    fn after(&self, id: u64) -> Vec<Event> {
        let events = self.events.lock().unwrap_or_else(PoisonError::into_inner);
        // An id that was never given, as after the clock was put back: then all is new.
        let known = events.back().is_some_and(|it| it.id >= id);
        let after = if known { id } else { 0 };
        events.iter().filter(|it| it.id > after).cloned().collect()
    }
}

/// One of the streams that a visitor may have open.
struct Place {
    feed: Arc<Feed>,
    _counted: Counted,
}

impl Place {
    fn take(services: &Services, visitor: &VisitorId) -> Result<Self, Error> {
        let feed = services.course().feeds.with(visitor, |it| it.clone());
        // Counted first and given back on drop, so that two at once cannot both have the last.
        let before = feed.open.fetch_add(1, Ordering::Relaxed);
        let place = Self {
            feed,
            _counted: services.metrics().stream(),
        };
        if before >= MAX_OPEN {
            return Err(Error::TooManyStreams { most: MAX_OPEN });
        }
        if services.metrics().streams() > MAX_OPEN_BY_ALL {
            return Err(wire::Fault::StreamsOfAll.into());
        }
        Ok(place)
    }

    /// Waits for something after the event of this id, but not longer than `patience`.
    async fn news(&self, after: u64, patience: Duration, services: &Services) -> Vec<Event> {
        let mut over = services.clock().sleep(patience);
        loop {
            let listener = self.feed.news.listen();
            let events = self.feed.after(after);
            if !events.is_empty() {
                return events;
            }
            match select(listener, over).await {
                Either::Left(((), rest)) => over = rest,
                Either::Right(_) => return Vec::new(),
            }
        }
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.feed.open.fetch_sub(1, Ordering::Relaxed);
    }
}

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(events, publish))
        .routes(routes!(poll))
}

#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
struct New {
    /// At most 500 characters.
    #[schema(max_length = 500)]
    text: String,
}

/// Make something new, which every open stream and poll of yours is told at once.
#[utoipa::path(
    post,
    path = "/api/events",
    tag = "push",
    request_body = New,
    responses(
        (status = 201, body = Event),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 415, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn publish(
    State(services): State<Services>,
    Visitor(visitor): Visitor,
    Received(new): Received<New>,
) -> Result<Response, Error> {
    if new.text.chars().count() > MAX_TEXT {
        return Err(Error::TooLong {
            name: "text",
            most: MAX_TEXT,
        });
    }
    let feed = services.course().feeds.with(&visitor, |it| it.clone());
    let now_ms = services.clock().now().as_millisecond();
    let event = feed.publish(new.text, now_ms);
    Ok((StatusCode::CREATED, Json(event)).into_response())
}

#[derive(Deserialize)]
struct Since {
    #[serde(default)]
    after: u64,
    #[serde(default = "most")]
    wait: u32,
}

fn most() -> u32 {
    MAX_WAIT
}

#[derive(Serialize, ToSchema)]
struct News {
    /// Oldest first; empty where nothing happened in time.
    events: Vec<Event>,
    /// What to send as `after` next time.
    last: u64,
}

/// Wait until there is something new (long polling).
#[utoipa::path(
    get,
    path = "/api/poll",
    tag = "push",
    params(
        ("after" = Option<u64>, Query, maximum = 9_007_199_254_740_991_i64, description = "The last event that one knows; 0 where it is not given."),
        ("wait" = Option<u32>, Query, maximum = 10, description = "Seconds to wait at most; 10 where it is not given."),
    ),
    responses(
        (status = 200, body = News),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn poll(
    State(services): State<Services>,
    Visitor(visitor): Visitor,
    Query(since): Query<Since>,
) -> Result<Json<News>, Error> {
    if since.wait > MAX_WAIT {
        return Err(Error::OutOfRange {
            name: "wait",
            least: 0,
            most: MAX_WAIT,
        });
    }
    if since.after > MAX_ID {
        return Err(Error::Query(format!("after must be at most {MAX_ID}")));
    }
    let place = Place::take(&services, &visitor)?;
    let patience = Duration::from_secs(since.wait.into());
    let events = place.news(since.after, patience, &services).await;
    let last = events.last().map_or(since.after, |it| it.id);
    Ok(Json(News { events, last }))
}

/// Be told of everything new as it happens (server-sent events).
///
/// A client that comes back says in `Last-Event-ID` what it knows, and gets what it missed.
///
/// ```sh
/// curl -N -c jar -b jar http://127.0.0.1:3000/api/events
/// ```
#[utoipa::path(
    get,
    path = "/api/events",
    tag = "push",
    params(("Last-Event-ID" = Option<u64>, Header, description = "The last event that one knows. What makes no sense counts as none.")),
    responses(
        (status = 200, body = String, content_type = "text/event-stream"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn events(
    State(services): State<Services>,
    Visitor(visitor): Visitor,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let place = Place::take(&services, &visitor)?;
    let known = headers.get("last-event-id");
    let after = known.and_then(|it| it.to_str().ok()?.parse().ok());
    let pieces = pieces(place, after.unwrap_or_default(), services);
    Ok(sse::response(Body::from_stream(pieces)))
}

/// What a stream sends, until its time is over.
fn pieces(
    place: Place,
    after: u64,
    services: Services,
) -> impl Stream<Item = Result<Bytes, Infallible>> {
    let end = services.clock().uptime() + LIFETIME;
    stream::unfold((place, after, true), move |(place, after, first)| {
        let services = services.clone();
        async move {
            if first {
                return Some((Ok(sse::retry(RETRY_MS)), (place, after, false)));
            }
            let left = end.checked_sub(services.clock().uptime())?;
            if left.is_zero() {
                return None;
            }
            let events = place.news(after, HEARTBEAT.min(left), &services).await;
            let last = events.last().map_or(after, |it| it.id);
            let piece = if events.is_empty() {
                sse::comment("nothing new")
            } else {
                let written = |it: &Event| sse::json(Some(&it.id), None, it);
                events.iter().flat_map(written).collect()
            };
            Some((Ok(piece), (place, last, false)))
        }
    })
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;
    use jiff::Timestamp;

    use super::*;
    use crate::{clock::SteppingClock, visitor::VisitorId};

    #[tokio::test]
    async fn a_stream_in_which_nothing_happens_ends_after_five_minutes() {
        let clock = SteppingClock::new(Timestamp::UNIX_EPOCH);
        let services = Services::new(clock.clone(), || 7);
        let place = Place::take(&services, &VisitorId::new(7)).ok().unwrap();
        let body = Body::from_stream(pieces(place, 0, services));
        let text = body.collect().await.unwrap().to_bytes();
        let text = String::from_utf8(text.into()).unwrap();
        assert_eq!(text.matches(": nothing new").count(), 20, "{text}");
        assert_eq!(clock.slept(), LIFETIME);
    }
}
