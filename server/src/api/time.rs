//! `GET /api/time`: an answer that is different every time.

use axum::{Router, extract::State, routing::get};
use serde::Serialize;

use crate::{json::Json, services::Services};

/// The routes of this resource.
pub fn router() -> Router<Services> {
    Router::new().route("/api/time", get(time))
}

/// One instant, written twice.
#[derive(Serialize)]
struct Time {
    /// RFC 3339, in UTC, to the millisecond.
    time: String,
    /// Milliseconds since 1970-01-01T00:00:00Z: what `Date.now()` gives in JavaScript.
    unix_ms: i64,
}

async fn time(State(services): State<Services>) -> Json<Time> {
    let now = services.clock().now();
    Json(Time {
        time: format!("{now:.3}"),
        unix_ms: now.as_millisecond(),
    })
}
