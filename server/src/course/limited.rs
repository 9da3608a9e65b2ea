//! `GET /limited`: five requests in ten seconds, then 429. What is left is said with every answer.

use std::time::Duration;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    json::Json,
    problem::{Error, Problem},
    rate::Rate,
    services::Services,
    visitor::Visitor,
};

/// What a visitor may ask.
const RATE: Rate = Rate {
    name: "visitor",
    quota: 5,
    window: Duration::from_secs(10),
};

/// What a request found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
struct Left {
    /// Requests that may still come in this window.
    remaining: u64,
    /// Seconds until the next window begins.
    seconds: u64,
}

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(limited))
}

/// Be one of five requests in ten seconds.
#[utoipa::path(
    get,
    path = "/limited",
    tag = "time and failure",
    responses(
        (status = 200, body = Left, headers(("RateLimit-Policy" = String), ("RateLimit" = String))),
        (status = 429, body = Problem, content_type = "application/problem+json", headers(("Retry-After" = u32), ("RateLimit-Policy" = String), ("RateLimit" = String))),
    ),
)]
async fn limited(State(services): State<Services>, Visitor(visitor): Visitor) -> Response {
    let now = services.clock().uptime();
    let windows = &services.course().windows;
    let left = windows.with(&visitor, |it| RATE.count(it, now));
    let (remaining, seconds) = (left.remaining, left.seconds);
    let mut response = if left.within {
        Json(Left { remaining, seconds }).into_response()
    } else {
        Error::TooManyRequests { seconds }.into_response()
    };
    RATE.say(left, response.headers_mut());
    response
}
