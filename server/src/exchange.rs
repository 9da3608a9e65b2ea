//! What every answer carries: an id, the time it took, and explicit rules for caches and browsers. Also the one log
//! line that every exchange leaves.

use std::{
    cell::RefCell,
    fmt::{self, Write},
    time::Duration,
};

use axum::{
    body::HttpBody,
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    response::Response,
};

use jiff::Timestamp;

use crate::{
    clock::http_date,
    fields::set,
    metrics::Counted,
    problem::shorten,
    services::{ExchangeId, Services},
    sql::Log,
    wire::{Draft, Unanswered},
};

/// The header field that names the exchange.
pub const EXCHANGE_ID: HeaderName = HeaderName::from_static("x-exchange-id");

const SERVER_TIMING: HeaderName = HeaderName::from_static("server-timing");

/// What holds for an answer unless its route says otherwise. The policy forbids nearly everything: data needs no
/// scripts. Only the site's icon may be fetched by a tab that shows it, so that no error stands in its console.
const DEFAULTS: [(HeaderName, &str); 6] = [
    (header::CACHE_CONTROL, "no-store"),
    (
        header::CONTENT_SECURITY_POLICY,
        "default-src 'none'; img-src 'self'; frame-ancestors 'none'",
    ),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (
        HeaderName::from_static("cross-origin-opener-policy"),
        "same-origin",
    ),
    (
        HeaderName::from_static("cross-origin-resource-policy"),
        "same-origin",
    ),
];

/// An exchange while it is being answered.
pub(crate) struct Begun {
    id: ExchangeId,
    /// Uptime when it began.
    started: Duration,
    /// What the log says was asked for, where it says anything.
    asked: Option<String>,
    method: Method,
    unanswered: Unanswered,
    _in_flight: Counted,
}

/// Begins an exchange, outermost of all.
pub(crate) fn begin(services: &Services, request: Request) -> (Begun, Request) {
    let started = services.clock().uptime();
    let id = services.next_exchange_id();
    let asked = tracing::enabled!(tracing::Level::INFO).then(|| asked(&request));
    let method = request.method().clone();
    let (unanswered, request) = Draft::begin(services, &id, started, request);
    let begun = Begun {
        id,
        started,
        asked,
        method,
        unanswered,
        _in_flight: services.metrics().in_flight(),
    };
    (begun, request)
}

impl Begun {
    /// Completes the answer, logs it, and keeps the record of it where it is a visitor's.
    pub(crate) fn end(self, services: &Services, mut response: Response) -> Response {
        let took = services.clock().uptime().saturating_sub(self.started);
        let database = response.extensions().get::<Log>().map(Log::total);
        complete(response.headers_mut(), &self.id, (took, database), services);
        let requests = services.metrics().requests();
        let route = self.unanswered.route();
        requests.count(&self.method, route.as_ref(), response.status(), took);
        if let Some(asked) = self.asked {
            log(&asked, &response, took, &self.id);
        }
        self.unanswered.answered(&self.method, response)
    }
}

/// `took` is the time for the exchange, and of that for the database, where it was asked.
fn complete(
    headers: &mut HeaderMap,
    id: &ExchangeId,
    took: (Duration, Option<Duration>),
    services: &Services,
) {
    headers.reserve(DEFAULTS.len() + 3);
    for (name, value) in DEFAULTS {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    let id = id.as_str();
    let mut timing = String::with_capacity(96);
    // Writing to a string cannot fail.
    let _ = write!(timing, "app;dur={}, ", Milliseconds(took.0));
    if let Some(database) = took.1 {
        let _ = write!(timing, "db;dur={}, ", Milliseconds(database));
    }
    timing.extend(["exchange;desc=\"", id, "\""]);
    set(headers, EXCHANGE_ID, id);
    set(headers, SERVER_TIMING, &timing);
    // What a cache answers with is as old as it says.
    if !headers.contains_key(header::DATE)
        && let Some(date) = date(services.clock().now())
    {
        headers.insert(header::DATE, date);
    }
}

/// The `Date` of an answer. It changes once a second, and is worked out as often.
fn date(now: Timestamp) -> Option<HeaderValue> {
    thread_local! {
        static LAST: RefCell<Option<(i64, HeaderValue)>> = const { RefCell::new(None) };
    }
    LAST.with_borrow_mut(|last| match last {
        Some((second, date)) if *second == now.as_second() => Some(date.clone()),
        _ => {
            let date = HeaderValue::try_from(http_date(now)?).ok()?;
            Some(last.insert((now.as_second(), date)).1.clone())
        }
    })
}

/// Method and target, with nothing in them that could move a terminal's cursor.
fn asked(request: &Request) -> String {
    let target = shorten(&request.uri().to_string());
    let printable = |it: char| if it.is_control() { '\u{fffd}' } else { it };
    format!("{} {target}", request.method())
        .chars()
        .map(printable)
        .collect()
}

fn log(asked: &str, response: &Response, took: Duration, id: &ExchangeId) {
    let status = response.status().as_u16();
    let length =
        length(response).map_or_else(|| "streamed".to_owned(), |bytes| format!("{bytes} bytes"));
    tracing::info!(
        "{asked} -> {status}, {} ms, {length}, {}",
        Milliseconds(took),
        id.as_str()
    );
}

/// The body's length in bytes, where it is known before it is sent.
fn length(response: &Response) -> Option<u64> {
    if response.body().is_end_stream() {
        return Some(0);
    }
    let stated = response.headers().get(header::CONTENT_LENGTH);
    response
        .body()
        .size_hint()
        .exact()
        .or_else(|| stated?.to_str().ok()?.parse().ok())
}

/// A time in milliseconds with two decimals. Numbers with a point that floats are a good deal slower to write.
struct Milliseconds(Duration);

impl fmt::Display for Milliseconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let hundredths = (self.0.as_micros() + 5) / 10;
        write!(f, "{}.{:02}", hundredths / 100, hundredths % 100)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_date_is_that_of_its_second() {
        for (ms, text) in [
            (1_999, "Thu, 01 Jan 1970 00:00:01 GMT"),
            (1_000, "Thu, 01 Jan 1970 00:00:01 GMT"),
            (2_000, "Thu, 01 Jan 1970 00:00:02 GMT"),
            (0, "Thu, 01 Jan 1970 00:00:00 GMT"),
        ] {
            let now = Timestamp::from_millisecond(ms).unwrap();
            assert_eq!(date(now).unwrap(), text);
        }
    }

    #[test]
    fn times_are_in_milliseconds_rounded_to_two_decimals() {
        for (micros, text) in [
            (0, "0.00"),
            (4, "0.00"),
            (5, "0.01"),
            (999_995, "1000.00"),
            (12_344, "12.34"),
        ] {
            assert_eq!(
                Milliseconds(Duration::from_micros(micros)).to_string(),
                text
            );
        }
    }
}
