//! `GET /health/live` and `/health/ready`: for whoever watches over the server.

use std::time::Duration;

use axum::extract::State;
use futures_util::future::{Either, select};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::stored;
use crate::{
    json::Json,
    problem::{Error, Problem},
    services::Services,
    store,
};

/// How long the database may take to answer.
const DEADLINE: Duration = Duration::from_secs(1);

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

/// The process wants more requests: its database answers within a second, and it is not shutting down.
#[utoipa::path(
    get,
    path = "/health/ready",
    tag = "health",
    responses((status = 200, body = Health), (status = 503, body = Problem, content_type = "application/problem+json")),
)]
async fn ready(State(services): State<Services>) -> Result<Json<Health>, Error> {
    if !services.is_ready() {
        return Err(Error::ShuttingDown);
    }
    let deadline = services.clock().sleep(DEADLINE);
    match select(services.store().ping(), deadline).await {
        Either::Left((Ok(()), _)) => Ok(Json(Health { status: "ready" })),
        Either::Left(_) | Either::Right(_) => {
            Err(stored::Fault::from(store::Fault::Unavailable).into())
        }
    }
}
