//! What every answer carries: an id, the time it took, and explicit rules for caches and browsers. Also the one log
//! line that every exchange leaves.

use std::time::Duration;

use axum::{
    body::HttpBody,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    middleware::Next,
    response::Response,
};

use crate::{
    clock::http_date,
    fields::set,
    problem::shorten,
    services::{ExchangeId, Services},
    sql::Log,
    wire::Draft,
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

/// Middleware, outermost: gives the request its [`ExchangeId`] as an extension, completes the answer, logs it, and
/// keeps the record of it where it is a visitor's.
pub async fn record(
    State(services): State<Services>,
    mut request: Request,
    next: Next,
) -> Response {
    let started = services.clock().uptime();
    let id = services.next_exchange_id();
    let asked = tracing::enabled!(tracing::Level::INFO).then(|| asked(&request));
    request.extensions_mut().insert(id.clone());
    let method = request.method().clone();
    let (unanswered, request) = Draft::begin(&services, &id, request);
    let mut response = next.run(request).await;
    let took = services.clock().uptime().saturating_sub(started);
    let database = response.extensions().get::<Log>().map(Log::total);
    complete(response.headers_mut(), &id, (took, database), &services);
    if let Some(asked) = asked {
        log(&asked, &response, took, &id);
    }
    unanswered.answered(&method, response)
}

/// `took` is the time for the exchange, and of that for the database, where it was asked.
fn complete(
    headers: &mut HeaderMap,
    id: &ExchangeId,
    took: (Duration, Option<Duration>),
    services: &Services,
) {
    for (name, value) in DEFAULTS {
        headers
            .entry(name)
            .or_insert(HeaderValue::from_static(value));
    }
    let id = id.as_str();
    let database = took.1.map(|it| format!("db;dur={:.2}, ", milliseconds(it)));
    let timing = format!(
        "app;dur={:.2}, {}exchange;desc=\"{id}\"",
        milliseconds(took.0),
        database.unwrap_or_default()
    );
    set(headers, EXCHANGE_ID, id);
    set(headers, SERVER_TIMING, &timing);
    // What a cache answers with is as old as it says.
    if !headers.contains_key(header::DATE)
        && let Some(date) = http_date(services.clock().now())
    {
        set(headers, header::DATE, &date);
    }
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
        "{asked} -> {status}, {:.2} ms, {length}, {}",
        milliseconds(took),
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

fn milliseconds(time: Duration) -> f64 {
    time.as_secs_f64() * 1000.0
}
