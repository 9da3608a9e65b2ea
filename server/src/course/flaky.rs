//! `GET /flaky?key=&fail=2`: fails the first times, then works. Not by chance: a client that tries again can be tested
//! with it.

use std::num::NonZeroUsize;

use axum::extract::State;
use lru::LruCache;
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    json::Json,
    problem::{Error, Problem},
    query::Query,
    services::Services,
    visitor::Visitor,
};

/// The most failures one can ask for.
const MAX_FAIL: u32 = 20;
/// The longest key, in characters.
const MAX_KEY: usize = 64;
/// How many keys of one visitor are remembered.
const KEYS: NonZeroUsize = NonZeroUsize::new(32).unwrap();

/// How often each key of a visitor was asked for.
#[derive(Debug)]
pub(super) struct Failures(LruCache<String, u32>);

impl Default for Failures {
    fn default() -> Self {
        Self(LruCache::new(KEYS))
    }
}

impl Failures {
    /// Counts one attempt, and gives back the how manieth it is.
    fn attempt(&mut self, key: &str) -> u32 {
        let count = self.0.get_or_insert_mut_ref(key, || 0);
        *count = count.saturating_add(1);
        *count
    }
}

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(flaky, forget))
}

#[derive(Deserialize)]
struct Asked {
    #[serde(default)]
    key: String,
    #[serde(default = "two")]
    fail: u32,
}

fn two() -> u32 {
    2
}

#[derive(Deserialize)]
struct Key {
    #[serde(default)]
    key: String,
}

#[derive(Serialize, ToSchema)]
struct Attempt {
    /// Which attempt with this key this was, counted from 1.
    attempt: u32,
    /// How many before it failed.
    failed: u32,
}

/// Fail some times, then work.
///
/// Attempts are counted for each visitor and key; a key that has worked goes on working until it is forgotten.
#[utoipa::path(
    get,
    path = "/flaky",
    tag = "time and failure",
    params(
        ("key" = Option<String>, Query, max_length = 64, description = "Counts apart from other keys."),
        ("fail" = Option<u32>, Query, maximum = 20, description = "How many attempts fail; 2 where it is not given."),
    ),
    responses(
        (status = 200, body = Attempt),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json", headers(("Retry-After" = u32))),
    ),
)]
async fn flaky(
    State(services): State<Services>,
    Visitor(visitor): Visitor,
    Query(asked): Query<Asked>,
) -> Result<Json<Attempt>, Error> {
    short(&asked.key)?;
    if asked.fail > MAX_FAIL {
        return Err(Error::OutOfRange {
            name: "fail",
            least: 0,
            most: MAX_FAIL,
        });
    }
    let failures = &services.course().failures;
    let attempt = failures.with(&visitor, |it| it.attempt(&asked.key));
    if attempt <= asked.fail {
        return Err(Error::FailsOnPurpose {
            attempt,
            works: asked.fail + 1,
        });
    }
    Ok(Json(Attempt {
        attempt,
        failed: asked.fail,
    }))
}

/// Forget the attempts with a key.
#[utoipa::path(
    delete,
    path = "/flaky",
    tag = "time and failure",
    params(("key" = Option<String>, Query, max_length = 64, description = "The key.")),
    responses(
        (status = 204, description = "Forgotten, or never known."),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 422, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn forget(
    State(services): State<Services>,
    Visitor(visitor): Visitor,
    Query(asked): Query<Key>,
) -> Result<axum::http::StatusCode, Error> {
    short(&asked.key)?;
    let failures = &services.course().failures;
    failures.peek(&visitor, |it| it.0.pop(&asked.key));
    Ok(axum::http::StatusCode::NO_CONTENT)
}

fn short(key: &str) -> Result<(), Error> {
    if key.chars().count() > MAX_KEY {
        return Err(Error::TooLong {
            name: "key",
            most: MAX_KEY,
        });
    }
    Ok(())
}
