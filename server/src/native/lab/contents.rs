//! `/lab/cache`: what the proxy's cache holds.

use std::collections::BTreeMap;

use axum::{extract::State, http::StatusCode};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Lab, cache::Entry};
use crate::{
    json::Json,
    problem::{Error, Problem},
};

pub(super) fn router() -> OpenApiRouter<Lab> {
    OpenApiRouter::new().routes(routes!(list, clear))
}

/// All that is stored.
#[derive(Serialize, ToSchema)]
#[schema(as = LabCache)]
struct Contents {
    entries: Vec<Told>,
}

/// One stored response.
#[derive(Serialize, ToSchema)]
#[schema(as = LabCacheEntry)]
struct Told {
    /// Path and query that it answers.
    target: String,
    /// What a request must have in the fields that `Vary` names; null for those that it must not have.
    vary: BTreeMap<String, Option<String>>,
    status: u16,
    /// In seconds.
    age: u64,
    /// For how many seconds it is fresh; below zero, for how long it has been stale.
    ttl: i64,
    /// The origin that made it.
    served_by: Option<String>,
    /// The length of its content.
    bytes: usize,
}

impl Told {
    fn of(target: String, entry: &Entry) -> Self {
        let text = |it: &[u8]| String::from_utf8_lossy(it).into_owned();
        let served_by = entry.fields.get("x-served-by");
        Self {
            target,
            vary: entry
                .selecting()
                .map(|(name, value)| (name.to_string(), value.map(text)))
                .collect(),
            status: entry.status.as_u16(),
            age: entry.age().as_secs(),
            ttl: entry.ttl(),
            served_by: served_by.map(|it| text(it.as_bytes())),
            bytes: entry.body.len(),
        }
    }
}

/// Show what the proxy's cache holds. It is the same for everybody who uses this server.
#[utoipa::path(
    get,
    path = "/lab/cache",
    tag = "lab",
    responses((status = 200, body = Contents), (status = 503, body = Problem, content_type = "application/problem+json")),
)]
async fn list(State(lab): State<Lab>) -> Result<Json<Contents>, Error> {
    let stored = lab.running().await?.proxy.cache().list();
    let told = stored.into_iter();
    Ok(Json(Contents {
        entries: told
            .map(|(target, entry)| Told::of(target, &entry))
            .collect(),
    }))
}

/// Let the proxy's cache forget everything.
#[utoipa::path(
    delete,
    path = "/lab/cache",
    tag = "lab",
    responses((status = 204), (status = 503, body = Problem, content_type = "application/problem+json")),
)]
async fn clear(State(lab): State<Lab>) -> Result<StatusCode, Error> {
    lab.running().await?.proxy.cache().clear();
    Ok(StatusCode::NO_CONTENT)
}
