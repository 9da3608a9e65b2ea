//! The route itself: all numbers, for programs on this machine.

use std::sync::atomic::{AtomicU64, Ordering};

use axum::{
    Extension,
    extract::State,
    http::{HeaderName, HeaderValue, Uri, header},
    response::{IntoResponse, Response},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Metrics, Readable, text::Text};
use crate::{
    api::whoami::Peer,
    problem::{Error, Problem},
    services::Services,
};

const FORMAT: [(HeaderName, HeaderValue); 1] = [(
    header::CONTENT_TYPE,
    HeaderValue::from_static("text/plain; version=0.0.4; charset=utf-8"),
)];

/// The routes of this resource.
pub(crate) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(metrics))
}

/// What the server has done and what it holds, in Prometheus' text format.
///
/// Only programs on the same machine are answered. With `--public-url` nobody is, unless the server was started with
/// `--metrics`: a proxy before it could hand the numbers on.
///
/// ```sh
/// curl http://127.0.0.1:3000/metrics
/// ```
#[utoipa::path(
    get,
    path = "/metrics",
    tag = "health",
    responses(
        (status = 200, body = String, content_type = "text/plain"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn metrics(
    State(services): State<Services>,
    peer: Option<Extension<Peer>>,
    uri: Uri,
) -> Result<Response, Error> {
    // Without a socket it is this very program that asks.
    let near = peer.is_none_or(|Extension(Peer(it))| it.ip().to_canonical().is_loopback());
    if !near || services.readable() == Readable::ByNobody {
        return Err(Error::not_found(&uri));
    }
    let mut text = Text::default();
    services.metrics().requests().write(&mut text);
    write_now(services.metrics(), &mut text);
    write_records(&services, &mut text);
    write_process(&services, &mut text);
    Ok((FORMAT, text.finish()).into_response())
}

fn write_now(metrics: &Metrics, text: &mut Text) {
    let all = &*metrics.0;
    for (name, help, now) in [
        (
            "roundtrip_requests_in_flight",
            "Requests whose response has no head yet.",
            all.in_flight.now(),
        ),
        (
            "roundtrip_event_streams",
            "Streams of events, and polls for them, that are open.",
            all.streams.now(),
        ),
        (
            "roundtrip_connections",
            "Connections that are open.",
            all.connections.now(),
        ),
    ] {
        text.gauge(name, help, now);
    }
    let count = |it: &AtomicU64| it.load(Ordering::Relaxed);
    for (name, help, count) in [
        (
            "roundtrip_connections_accepted_total",
            "Connections that were accepted.",
            count(&all.accepted),
        ),
        (
            "roundtrip_connections_closed_for_others_total",
            "Connections that were waiting for a request, and were closed to make room for others.",
            count(&all.closed_for_others),
        ),
        (
            "roundtrip_connections_refused_total",
            "Connections that could not be accepted, such as for want of file descriptors.",
            count(&all.failed),
        ),
    ] {
        text.counter(name, help, count);
    }
}

fn write_records(services: &Services, text: &mut Text) {
    let (visitors, bytes) = services.wire().size();
    text.gauge(
        "roundtrip_record_visitors",
        "Visitors whose exchanges are in the record of the wire.",
        visitors as u64,
    );
    text.gauge(
        "roundtrip_record_bytes",
        "About how much memory that record takes.",
        bytes as u64,
    );
}

fn write_process(services: &Services, text: &mut Text) {
    let clock = services.clock();
    let now = clock.now();
    let started = now.checked_sub(clock.uptime()).unwrap_or(now);
    text.family(
        "process_start_time_seconds",
        "gauge",
        "When the process started, in seconds since 1970.",
    );
    let since_1970 = started.as_duration().try_into();
    text.seconds("", since_1970.unwrap_or_default());
    if let Some(bytes) = services.resident_memory() {
        text.gauge(
            "process_resident_memory_bytes",
            "Memory that is resident.",
            bytes,
        );
    }
}
