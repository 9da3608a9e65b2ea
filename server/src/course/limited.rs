//! `GET /limited`: five requests in ten seconds, then 429. What is left is said with every answer, in the fields that
//! the HTTP API working group drafts for it (`RateLimit-Policy` and `RateLimit`).

use std::time::Duration;

use axum::{
    extract::State,
    http::{HeaderMap, HeaderName},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    fields::set,
    json::Json,
    problem::{Error, Problem},
    services::Services,
    visitor::Visitor,
};

/// Requests in a window.
const QUOTA: u64 = 5;
/// How long a window is.
const WINDOW: Duration = Duration::from_secs(10);

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// A visitor's current window.
#[derive(Debug, Default)]
pub(super) struct Window {
    /// When it ends, on the clock's uptime; zero before the first.
    end: Duration,
    used: u64,
}

/// What a request found.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
struct Left {
    /// Whether it was within the quota.
    #[serde(skip)]
    within: bool,
    /// Requests that may still come in this window.
    remaining: u64,
    /// Seconds until the next window begins.
    seconds: u64,
}

impl Window {
    /// Counts one request at `now`.
    fn request(&mut self, now: Duration) -> Left {
        if now >= self.end {
            *self = Self {
                end: now + WINDOW,
                used: 0,
            };
        }
        let within = self.used < QUOTA;
        self.used += u64::from(within);
        Left {
            within,
            remaining: QUOTA - self.used,
            // Never less than it takes: who waits so long finds the next window open.
            seconds: self
                .end
                .saturating_sub(now)
                .as_millis()
                .div_ceil(1000)
                .try_into()
                .unwrap_or(u64::MAX),
        }
    }
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
    let left = services
        .course()
        .windows
        .with(&visitor, |it| it.request(now));
    let mut response = if left.within {
        Json(left).into_response()
    } else {
        Error::TooManyRequests {
            seconds: left.seconds,
        }
        .into_response()
    };
    fields(response.headers_mut(), left);
    response
}

fn fields(headers: &mut HeaderMap, left: Left) {
    let policy = format!("\"visitor\";q={QUOTA};w={}", WINDOW.as_secs());
    let limit = format!("\"visitor\";r={};t={}", left.remaining, left.seconds);
    for (name, value) in [(POLICY, policy), (LIMIT, limit)] {
        set(headers, name, &value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_begins_with_its_first_request_and_then_all_is_new() {
        let mut window = Window::default();
        let at = |ms| Duration::from_secs(100) + Duration::from_millis(ms);
        let found: Vec<_> = [0, 1, 2, 3, 4, 5000, 9999]
            .map(|ms| window.request(at(ms)))
            .map(|it| (it.within, it.remaining, it.seconds))
            .into();
        assert_eq!(
            found,
            [
                (true, 4, 10),
                (true, 3, 10),
                (true, 2, 10),
                (true, 1, 10),
                (true, 0, 10),
                (false, 0, 5),
                (false, 0, 1)
            ]
        );
        assert!(window.request(at(10_000)).within);
    }
}
