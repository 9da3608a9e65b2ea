//! `/unstable`: a resource that fails now and then.

use axum::{
    extract::{RawQuery, State},
    response::Response,
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{fault::Fault, params::Query, shape};
use crate::{
    problem::{Error, Problem},
    services::Services,
};

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(unstable))
}

#[derive(Serialize, ToSchema)]
struct Stable {
    failure_rate: f64,
    failed: bool,
}

/// Fail with 500, as often as you say.
///
/// ```sh
/// curl --include 'http://127.0.0.1:3000/unstable?failure_rate=0.5'
/// ```
#[utoipa::path(
    get,
    path = "/unstable",
    tag = "bench: statuses",
    params(
        ("failure_rate" = Option<f64>, Query, minimum = 0, maximum = 1, description = "From 0, never, to 1, always. 0.5 where it is not given."),
        ("seed" = Option<u64>, Query, minimum = 0, maximum = 9_007_199_254_740_991_u64, description = "What the answer follows from, so that it is the same each time."),
    ),
    responses(
        (status = 200, body = Stable),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 500, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn unstable(
    State(services): State<Services>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let query = Query::of(query.as_deref());
    let failure_rate = query.number("failure_rate", 0.0..=1.0)?.unwrap_or(0.5);
    let seed = query.whole("seed", 0..=(1 << 53) - 1)?;
    let seed = seed.unwrap_or_else(|| u64::try_from(services.random() >> 64).unwrap_or_default());
    if fastrand::Rng::with_seed(seed).f64() < failure_rate {
        return Err(Fault::Unstable.into());
    }
    Ok(shape::answer(
        &services,
        &Stable {
            failure_rate,
            failed: false,
        },
    ))
}
