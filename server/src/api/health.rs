//! `GET /health/live` and `/health/ready`: for whoever watches over the server.

use axum::extract::State;
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    json::Json,
    problem::{Error, Problem},
    services::Services,
};

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(live))
        .routes(routes!(ready))
}

#[derive(Serialize, ToSchema)]
struct Health {
    status: &'static str,
}

/// The process answers.
#[utoipa::path(get, path = "/health/live", tag = "health", responses((status = 200, body = Health)))]
async fn live() -> Json<Health> {
    Json(Health { status: "live" })
}

/// The process wants more requests: no longer, once it is shutting down.
#[utoipa::path(
    get,
    path = "/health/ready",
    tag = "health",
    responses((status = 200, body = Health), (status = 503, body = Problem, content_type = "application/problem+json")),
)]
async fn ready(State(services): State<Services>) -> Result<Json<Health>, Error> {
    if services.is_ready() {
        Ok(Json(Health { status: "ready" }))
    } else {
        Err(Error::ShuttingDown)
    }
}
