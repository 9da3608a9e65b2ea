//! `GET /health/live` and `/health/ready`: for whoever watches over the server.

use axum::{Router, extract::State, routing::get};
use serde::Serialize;

use crate::{json::Json, problem::Error, services::Services};

/// The routes of this resource.
pub fn router() -> Router<Services> {
    Router::new()
        .route("/health/live", get(live))
        .route("/health/ready", get(ready))
}

#[derive(Serialize)]
struct Health {
    status: &'static str,
}

/// The process answers.
async fn live() -> Json<Health> {
    Json(Health { status: "live" })
}

/// The process wants more requests: no longer, once it is shutting down.
async fn ready(State(services): State<Services>) -> Result<Json<Health>, Error> {
    if services.is_ready() {
        Ok(Json(Health { status: "ready" }))
    } else {
        Err(Error::ShuttingDown)
    }
}
