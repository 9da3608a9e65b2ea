//! `GET /_wire/events`: a visitor's exchanges as they happen, as server-sent events.

use std::{
    collections::VecDeque, convert::Infallible, future::Future, pin::Pin, sync::Arc, time::Duration,
};

use axum::{
    extract::{RawQuery, State as Given},
    http::HeaderMap,
    response::sse::{Event, Sse},
};
use futures_util::{
    Stream, StreamExt,
    future::{Either, select},
    stream::unfold,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Exchange, Fault, Records, State, Subscription, routes::single};
use crate::{
    metrics::Counted,
    problem::{Error, Problem},
    services::Services,
    visitor::Visitor,
};

/// How often a comment is sent while nothing happens, so that a connection that is gone is noticed.
const HEARTBEAT: Duration = Duration::from_secs(15);

/// The longest that one stream lasts; a browser then comes back by itself, and resumes.
const MAX_STREAM: Duration = Duration::from_mins(5);

/// How long a browser waits before it comes back.
const RETRY: Duration = Duration::from_secs(1);

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
) -> Result<Sse<impl Stream<Item = Result<Event, Infallible>>>, Error> {
    let asked = single(query.as_deref().unwrap_or_default(), "after").map_err(|()| Fault::After)?;
    let last = headers.get("last-event-id").and_then(|it| it.to_str().ok());
    let records = services.wire();
    let subscription = records.subscribe(&visitor, last.or(asked.as_deref()))?;
    let counted = services.metrics().stream();
    Ok(Sse::new(stream(subscription, records, counted)))
}

struct Feed {
    missed: VecDeque<Arc<Exchange>>,
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
) -> impl Stream<Item = Result<Event, Infallible>> + use<> {
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
    async fn next(&mut self) -> Option<Event> {
        if !self.greeted {
            // The head leaves with the first piece of the body: a reader learns at once that it is connected.
            self.greeted = true;
            return Some(
                Event::default()
                    .retry(RETRY)
                    .comment("your exchanges, as they happen"),
            );
        }
        if let Some(exchange) = self.missed.pop_front() {
            return Some(event(&exchange));
        }
        match select(self.subscription.live.next(), &mut self.heartbeat).await {
            Either::Left((exchange, _)) => exchange.map(|it| event(&it)),
            Either::Right(_) if self.records.uptime() >= self.ends => None,
            Either::Right(_) => {
                self.heartbeat = self.records.clock().sleep(HEARTBEAT);
                Some(Event::default().comment("still here"))
            }
        }
    }
}

fn event(exchange: &Exchange) -> Event {
    // A line break would end the data; JSON has none outside of strings, and escapes them inside.
    let data = serde_json::to_string(exchange).unwrap_or_default();
    match exchange.state {
        State::Open => Event::default().event("open"),
        _ => Event::default().event("exchange").id(exchange.id.as_str()),
    }
    .data(data)
}
