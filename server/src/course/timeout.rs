//! `GET /timeout`: what a gateway answers when the server behind it takes too long.

use std::time::Duration;

use axum::extract::State;
use serde::Deserialize;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    problem::{Error, Problem},
    query::Query,
    services::Services,
};

/// The longest wait, in seconds.
const MAX: f64 = 10.0;

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(timeout))
}

#[derive(Deserialize)]
struct Wait {
    #[serde(default = "three")]
    after: f64,
}

fn three() -> f64 {
    3.0
}

/// Wait in vain for the server behind.
///
/// The status is 504: this server acted as a gateway, and nobody answered it in time.
#[utoipa::path(
    get,
    path = "/timeout",
    tag = "time and failure",
    params(("after" = Option<f64>, Query, minimum = 0, maximum = 10, description = "Seconds to wait; 3 where it is not given.")),
    responses(
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 504, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn timeout(State(services): State<Services>, Query(wait): Query<Wait>) -> Error {
    if !(0.0..=MAX).contains(&wait.after) {
        return Error::OutOfRange {
            name: "after",
            least: 0,
            most: 10,
        };
    }
    services
        .clock()
        .sleep(Duration::from_secs_f64(wait.after))
        .await;
    Error::GatewayTimeout
}
