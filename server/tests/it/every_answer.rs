//! What every answer carries, whatever was asked.

use std::{
    collections::HashSet,
    future::Future,
    pin::Pin,
    sync::atomic::{AtomicBool, Ordering},
    time::Duration,
};

use axum::{body::Body, http::Request};
use jiff::Timestamp;
use server::{
    Services,
    clock::Clock,
    native::{app, host::Hosts},
};

use super::support::{PATIENCE, call, companion, request};

#[tokio::test]
async fn id_timing_date_and_rules_are_always_there() {
    let companion = companion();
    let mut ids = HashSet::new();
    for (method, target, host) in [
        ("GET", "/api/hello", "localhost"),
        ("HEAD", "/api/hello", "localhost"),
        ("OPTIONS", "/api/hello", "localhost"),
        ("DELETE", "/api/hello", "localhost"),
        ("POST", "/api/echo", "localhost"),
        ("GET", "/nope", "localhost"),
        ("GET", "/api/hello", "evil.example"),
        ("GET", "/health/live", "localhost"),
    ] {
        let asked = Request::builder()
            .method(method)
            .uri(target)
            .header("host", host);
        let answer = call(&companion, asked.body(Body::empty()).unwrap()).await;
        let id = answer.field("x-exchange-id");
        assert!(
            id.chars().all(|it| it.is_ascii_alphanumeric() || it == '-'),
            "{id}"
        );
        assert_eq!(
            answer.field("server-timing"),
            format!("app;dur=0.00, exchange;desc=\"{id}\"")
        );
        assert!(ids.insert(id.to_owned()), "{id} was given out twice");
        assert_eq!(answer.field("cache-control"), "no-store");
        assert_eq!(answer.field("x-content-type-options"), "nosniff");
        assert_eq!(answer.field("date"), "Fri, 02 Jan 2026 03:04:05 GMT");
        assert!(
            answer
                .field("content-security-policy")
                .starts_with("default-src 'none'")
        );
    }
}

#[tokio::test]
async fn a_foreign_host_is_turned_away_before_any_route() {
    let asked = Request::get("/api/hello").header("host", "rebound.example:3000");
    let answer = call(&companion(), asked.body(Body::empty()).unwrap()).await;
    assert!(answer.problem(421).contains("rebound.example:3000"));
    assert!(!answer.body.contains("Hello"));
}

#[tokio::test]
async fn a_head_over_its_bound_is_turned_away() {
    let long = "x".repeat(32 << 10);
    call(
        &companion(),
        request("GET", "/api/hello", &[("x-long", &long)]),
    )
    .await
    .problem(431);
    let target = format!("/api/hello?{long}");
    call(&companion(), request("GET", &target, &[]))
        .await
        .problem(431);
    let fits = "x".repeat(31 << 10);
    let answer = call(
        &companion(),
        request("GET", "/api/hello", &[("x-long", &fits)]),
    )
    .await;
    assert_eq!(answer.status, 200);
}

/// Panics when it is asked for the time of day for the first time: inside the route.
struct Trap(AtomicBool);

impl Clock for Trap {
    fn now(&self) -> Timestamp {
        assert!(
            self.0.swap(true, Ordering::Relaxed),
            "the secret of the trap"
        );
        Timestamp::UNIX_EPOCH
    }

    fn uptime(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _: Duration) -> Pin<Box<dyn Future<Output = ()> + Send>> {
        Box::pin(std::future::ready(()))
    }
}

#[tokio::test]
async fn a_panic_in_a_route_is_an_answer_that_tells_nothing() {
    let services = Services::new(Trap(AtomicBool::new(false)), || 1);
    let app = app(&services, None, Hosts::loopback(), PATIENCE);
    let answer = call(&app, request("GET", "/api/time", &[])).await;
    answer.problem(500);
    assert!(!answer.body.contains("secret"));
    assert!(answer.has("x-exchange-id"));
    assert_eq!(
        call(&app, request("GET", "/api/time", &[])).await.status,
        200
    );
}
