//! `/lab/origins`: how the origins are, and what becomes of them.

use std::sync::{Arc, atomic::Ordering};

use axum::extract::{FromRequest, Path, Request, State as Given, rejection::PathRejection};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    Fault, Lab, Pace,
    origin::{Origin, Origins, State},
};
use crate::{
    json::{Json, Sent},
    problem::{Error, Problem},
};

pub(super) fn router() -> OpenApiRouter<Lab> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(one))
        .routes(routes!(state, set))
}

/// All origins.
#[derive(Serialize, ToSchema)]
#[schema(as = LabOriginList)]
struct List {
    origins: Vec<Told>,
}

/// One origin.
#[derive(Serialize, ToSchema)]
#[schema(as = LabOrigin)]
struct Told {
    /// `red`, `green` or `blue`.
    name: &'static str,
    /// Where it listens: an address of the server's own machine.
    address: String,
    #[serde(flatten)]
    state: Behaviour,
    /// Whether the health checks say that it is well; others get no requests, as long as one is.
    healthy: bool,
    /// How many requests the proxy has sent to it since the start.
    requests: u64,
    /// How many of those are not answered yet.
    in_flight: usize,
}

/// How an origin behaves.
#[derive(Serialize, ToSchema)]
#[schema(as = LabOriginBehaviour)]
struct Behaviour {
    state: State,
    /// In how many seconds it is well again by itself; null where it is.
    heals_in_s: Option<u64>,
}

/// How an origin is to behave.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = LabOriginWanted)]
struct Wanted {
    state: State,
}

impl Told {
    fn of(origin: &Origin, pace: Pace) -> Self {
        Self {
            name: origin.name,
            address: origin.address.to_string(),
            state: Behaviour::of(origin, pace),
            healthy: origin.is_healthy(),
            requests: origin.requests.load(Ordering::Relaxed),
            in_flight: origin.in_flight.load(Ordering::Relaxed),
        }
    }
}

impl Behaviour {
    fn of(origin: &Origin, pace: Pace) -> Self {
        Self {
            state: origin.state(),
            heals_in_s: origin.heals_in(pace).map(|it| it.as_secs()),
        }
    }
}

/// Show the three origins behind the proxy, and how they are.
///
/// They are the same for everybody who uses this server. Each is asked for its health once a second; two answers in a
/// row change what is thought of it.
#[utoipa::path(
    get,
    path = "/lab/origins",
    tag = "lab",
    responses((status = 200, body = List), (status = 503, body = Problem, content_type = "application/problem+json")),
)]
async fn list(Given(lab): Given<Lab>) -> Result<Json<List>, Error> {
    let origins = &lab.running().await?.origins;
    let told = |origin: &Arc<Origin>| Told::of(origin, origins.pace);
    Ok(Json(List {
        origins: origins.all.iter().map(told).collect(),
    }))
}

/// Show one origin, and how it is.
#[utoipa::path(
    get,
    path = "/lab/origins/{name}",
    tag = "lab",
    params(("name" = String, Path, description = "red, green or blue.")),
    responses(
        (status = 200, body = Told),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn one(
    Given(lab): Given<Lab>,
    name: Result<Path<String>, PathRejection>,
) -> Result<Json<Told>, Error> {
    let origins = &lab.running().await?.origins;
    let origin = named(origins, name)?;
    Ok(Json(Told::of(origin, origins.pace)))
}

/// Show how an origin behaves.
#[utoipa::path(
    get,
    path = "/lab/origins/{name}/state",
    tag = "lab",
    params(("name" = String, Path, description = "red, green or blue.")),
    responses(
        (status = 200, body = Behaviour),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn state(
    Given(lab): Given<Lab>,
    name: Result<Path<String>, PathRejection>,
) -> Result<Json<Behaviour>, Error> {
    let origins = &lab.running().await?.origins;
    let origin = named(origins, name)?;
    Ok(Json(Behaviour::of(origin, origins.pace)))
}

/// Stop an origin, slow it down, make it fail, or start it again.
///
/// It holds for everybody who uses this server, and ends by itself after three minutes. To set a state twice is the same
/// as to set it once, but that the three minutes begin anew.
///
/// ```sh
/// curl -X PUT -H "Content-Type: application/json" -d '{"state":"stopped"}' http://127.0.0.1:3000/lab/origins/red/state
/// ```
#[utoipa::path(
    put,
    path = "/lab/origins/{name}/state",
    tag = "lab",
    params(("name" = String, Path, description = "red, green or blue.")),
    request_body = Wanted,
    responses(
        (status = 200, body = Behaviour),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 415, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn set(
    Given(lab): Given<Lab>,
    name: Result<Path<String>, PathRejection>,
    request: Request,
) -> Result<Json<Behaviour>, Error> {
    let origins = &lab.running().await?.origins;
    let origin = named(origins, name)?;
    let sent = Sent::from_request(request, &()).await?;
    let wanted: Wanted = sent.json().map_err(|_| Fault::NoState)?;
    origin.set(wanted.state).await;
    Ok(Json(Behaviour::of(origin, origins.pace)))
}

/// The origin that a path names. What is no text names none.
fn named(
    origins: &Origins,
    name: Result<Path<String>, PathRejection>,
) -> Result<&Arc<Origin>, Fault> {
    let name = name.map_err(|_| Fault::NoOrigin)?;
    origins.named(&name).ok_or(Fault::NoOrigin)
}
