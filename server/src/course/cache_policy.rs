//! `GET /cache/policy/{policy}`: the same body under the rules for caches that matter most (RFC 9111; `immutable` is
//! RFC 8246, `stale-while-revalidate` RFC 5861).

use axum::{
    extract::{Path, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    conditions::{self, Current},
    fields::set,
    json::Json,
    problem::{Error, Problem},
    services::Services,
};

/// How long one version of the body lasts, in seconds.
const VERSION_SECONDS: i64 = 10;

/// Name, rules, and what they say.
const POLICIES: [(&str, &str, &str); 5] = [
    (
        "no-store",
        "no-store",
        "Nobody keeps this. Every request reaches the server, and gets all of it.",
    ),
    (
        "no-cache",
        "no-cache",
        "Keep it, but ask before every use: the server answers 304 while it has not changed.",
    ),
    (
        "max-age",
        "max-age=10",
        "Use it for ten seconds without asking. Then ask.",
    ),
    (
        "immutable",
        "public, max-age=31536000, immutable",
        "Use it for a year, and do not even ask when the page is reloaded.",
    ),
    (
        "swr",
        "max-age=5, stale-while-revalidate=30",
        "Fresh for five seconds. For thirty more, use it at once and ask behind its back.",
    ),
];

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(policy))
}

#[derive(Serialize, ToSchema)]
struct Kept {
    /// The value of `Cache-Control`.
    cache_control: &'static str,
    /// What it tells caches.
    means: &'static str,
    /// Which version of the body this is. A new one begins every ten seconds.
    version: i64,
    /// When the server wrote this body, in RFC 3339. A body out of a cache has an old time.
    written: String,
}

/// Answer under a rule for caches.
///
/// ```sh
/// curl -i http://127.0.0.1:3000/cache/policy/no-cache
/// ```
#[utoipa::path(
    get,
    path = "/cache/policy/{policy}",
    tag = "caching",
    params(
        ("policy" = String, Path, description = "One of `no-store`, `no-cache`, `max-age`, `immutable`, `swr`."),
        ("If-None-Match" = Option<String>, Header, description = "The ETag of a copy that one has."),
    ),
    responses(
        (status = 200, body = Kept, headers(("ETag" = String), ("Cache-Control" = String))),
        (status = 304, description = "The copy is still right.", headers(("ETag" = String), ("Cache-Control" = String))),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn policy(
    State(services): State<Services>,
    Path(name): Path<String>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let Some((name, cache_control, means)) = POLICIES.iter().find(|it| it.0 == name) else {
        return Err(Error::NoPolicy {
            policies: POLICIES.map(|it| it.0).join(", "),
        });
    };
    let now = services.clock().now();
    let version = now.as_second().div_euclid(VERSION_SECONDS);
    let tag = format!("\"{name}-{version}\"");
    let mut fields = HeaderMap::new();
    for (field, value) in [
        (header::CACHE_CONTROL, *cache_control),
        (header::ETAG, &tag),
    ] {
        set(&mut fields, field, value);
    }
    let is_had = conditions::is_had(&headers, Current::tagged(&tag));
    if *cache_control != "no-store" && is_had {
        return Ok((StatusCode::NOT_MODIFIED, fields).into_response());
    }
    let body = Kept {
        cache_control,
        means,
        version,
        written: format!("{now:.3}"),
    };
    Ok((fields, Json(body)).into_response())
}
