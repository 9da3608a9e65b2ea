//! `GET /_wire/events`: a visitor's exchanges as they happen, as server-sent events.

use std::{
    collections::VecDeque, convert::Infallible, future::Future, pin::Pin, sync::Arc, time::Duration,
};

use axum::{
    body::{Body, Bytes},
    extract::{RawQuery, State as Given},
    http::HeaderMap,
    response::Response,
};
use futures_util::{
    Stream, StreamExt,
    future::{Either, select},
    stream::unfold,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Fault, Record, Records, State, Subscription};
use crate::{
    fields::Twice,
    metrics::Counted,
    problem::{Error, Problem},
    query,
    services::Services,
    sse,
    visitor::Visitor,
};

/// How often a comment is sent while nothing happens, so that a connection that is gone is noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The longest that one stream lasts; a browser then comes back by itself, and resumes.
const MAX_STREAM: Duration = Duration::from_mins(5);

/// How long a browser waits before it comes back, in milliseconds.
const RETRY_MS: u32 = 1000;

pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(events))
}

/// Watch your exchanges as they happen, as server-sent events.
///
/// Each event's `data` is one exchange, as `/_wire/exchanges/{id}` has it. An event `open` says that a response has
/// begun and will take a while; an event `exchange` that it has ended. The id of an `exchange` event is the
/// exchange's own, so a reader who comes back with `Last-Event-ID` gets what ended in the meantime. A stream lasts five
/// minutes at most; a reader who falls behind by 64 exchanges is dropped, and may resume.
///
/// ```sh
/// curl -N -c jar -b jar http://127.0.0.1:3000/_wire/events
/// ```
#[utoipa::path(
    get,
    path = "/_wire/events",
    tag = "wire",
    params(
        ("after" = Option<String>, Query, description = "As Last-Event-ID, for a first connection; the header field goes before it."),
        ("Last-Event-ID" = Option<String>, Header, description = "The id of the last event that was seen."),
    ),
    responses(
        (status = 200, body = String, content_type = "text/event-stream"),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn events(
    Visitor(visitor): Visitor,
    headers: HeaderMap,
    RawQuery(query): RawQuery,
    Given(services): Given<Services>,
) -> Result<Response, Error> {
    let query = query.as_deref().unwrap_or_default();
    let asked = query::single(query, "after").map_err(|Twice| Fault::After)?;
    let last = headers.get("last-event-id").and_then(|it| it.to_str().ok());
    let records = services.wire();
    let subscription = records.subscribe(&visitor, last.or(asked.as_deref()))?;
    let counted = services.metrics().stream();
    let pieces = stream(subscription, records, counted);
    Ok(sse::response(Body::from_stream(pieces)))
}

struct Feed {
    missed: VecDeque<Arc<Record>>,
    subscription: Subscription,
    records: Arc<Records>,
    heartbeat: Pin<Box<dyn Future<Output = ()> + Send>>,
    ends: Duration,
    greeted: bool,
    _counted: Counted,
}

fn stream(
    mut subscription: Subscription,
    records: &Arc<Records>,
    counted: Counted,
) -> impl Stream<Item = Result<Bytes, Infallible>> + use<> {
    let feed = Feed {
        missed: std::mem::take(&mut subscription.missed),
        subscription,
        heartbeat: records.clock().sleep(HEARTBEAT),
        ends: records.uptime() + MAX_STREAM,
        records: Arc::clone(records),
        greeted: false,
        _counted: counted,
    };
    unfold(feed, |mut feed| async {
        let event = feed.next().await?;
        Some((Ok(event), feed))
    })
}

impl Feed {
    async fn next(&mut self) -> Option<Bytes> {
        if !self.greeted {
            // The head leaves with the first piece of the body: a reader learns at once that it is connected.
            self.greeted = true;
            let greeting = sse::comment("your exchanges, as they happen");
            return Some([sse::retry(RETRY_MS), greeting].concat().into());
        }
        if let Some(exchange) = self.missed.pop_front() {
            return Some(event(&exchange));
        }
        match select(self.subscription.live.next(), &mut self.heartbeat).await {
            Either::Left((exchange, _)) => exchange.map(|it| event(&it)),
            Either::Right(_) if self.records.uptime() >= self.ends => None,
            Either::Right(_) => {
                self.heartbeat = self.records.clock().sleep(HEARTBEAT);
                Some(sse::comment("still here"))
            }
        }
    }
}

fn event(record: &Record) -> Bytes {
    let exchange = record.exchange();
    match exchange.state {
        State::Open => sse::json(None, Some("open"), &exchange),
        _ => sse::json(Some(&exchange.id.as_str()), Some("exchange"), &exchange),
    }
}

#[cfg(test)]
mod tests {
    use http_body_util::BodyExt;
    use jiff::Timestamp;

    use super::*;
    use crate::{clock::SteppingClock, visitor::VisitorId};

    #[tokio::test]
    async fn a_stream_shows_that_it_lives_and_ends_after_five_minutes() {
        let clock = SteppingClock::new(Timestamp::UNIX_EPOCH);
        let services = Services::new(clock.clone(), || 7);
        let records = services.wire();
        let subscription = records.subscribe(&VisitorId::new(7), None).unwrap();
        let pieces = stream(subscription, records, services.metrics().stream());
        let body = Body::from_stream(pieces).collect().await.unwrap();
        let text = String::from_utf8(body.to_bytes().into()).unwrap();
        // One is due at the very end, where the stream ends instead.
        assert_eq!(text.matches(": still here").count(), 19, "{text}");
        assert_eq!(clock.slept(), MAX_STREAM);
    }
}
