//! `GET /api/time`: an answer that is different every time.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{json::Json, services::Services};

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(time))
}

/// One instant, written twice.
#[derive(Serialize, ToSchema)]
struct Time {
    /// RFC 3339, in UTC, to the millisecond.
    time: String,
    /// Milliseconds since 1970-01-01T00:00:00Z: what `Date.now()` gives in JavaScript.
    unix_ms: i64,
}

/// Tell the time.
#[utoipa::path(get, path = "/api/time", tag = "basics", responses((status = 200, body = Time)))]
async fn time(State(services): State<Services>) -> Json<Time> {
    let now = services.clock().now();
    Json(Time {
        time: format!("{now:.3}"),
        unix_ms: now.as_millisecond(),
    })
}
