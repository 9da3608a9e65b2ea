//! The bench: each of its routes as a client sees it.

mod auth;
mod caching;
mod compat;
mod cookies;
mod cors;
mod digest;
mod formats;
mod ranges;
mod redirects;
mod shape;
mod statuses;
mod streams;
mod upload;
pub mod websocket;

use axum::{
    Router,
    body::{Body, Bytes, to_bytes},
    http::{HeaderMap, Request, StatusCode},
};
use server::{
    Services,
    bench::{Bench, Compat},
    clock::SteppingClock,
    native::{app, host::Hosts},
};
use tower::ServiceExt;

use crate::support::{Answer, NOW_MS, PATIENCE, call, request};

/// The companion, with httpbin's own answers.
pub fn httpbin() -> Router {
    let bench = Bench::new(Compat::Httpbin, &[]);
    let services = crate::support::services().with_bench(bench);
    app(&services, None, Hosts::loopback(), PATIENCE)
}

/// The companion on a clock that moves by sleeping, and that clock.
pub fn sleepless() -> (Router, SteppingClock) {
    let clock = SteppingClock::new(jiff::Timestamp::from_millisecond(NOW_MS).unwrap());
    let services = Services::new(clock.clone(), || 7);
    (app(&services, None, Hosts::loopback(), PATIENCE), clock)
}

/// Calls the companion, or httpbin, with a few header fields.
pub async fn get_from(app: &Router, target: &str, fields: &[(&str, &str)]) -> Answer {
    call(app, request("GET", target, fields)).await
}

/// An answer whose body is no text.
pub struct Binary {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Bytes,
}

pub async fn binary(app: &Router, request: Request<Body>) -> Binary {
    let (parts, body) = app.clone().oneshot(request).await.unwrap().into_parts();
    let body = to_bytes(body, 32 << 20).await.unwrap();
    Binary {
        status: parts.status,
        headers: parts.headers,
        body,
    }
}
