//! `/digest-auth`: a password that is proved and not sent (RFC 7616).

mod credentials;
mod door;
mod hash;
mod nonces;
mod refusal;

use axum::{
    extract::{Request, State},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use self::door::Door;
pub(super) use self::{hash::hex, nonces::Nonces};
use super::{auth::User, params::PathOf};
use crate::{
    problem::{Error, Problem},
    services::Services,
};

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(by_md5))
        .routes(routes!(by_algorithm))
        .routes(routes!(by_algorithm_for_a_while))
}

/// Let in who proves to know the password, hashed with MD5.
///
/// ```sh
/// curl --digest --user alice:rabbit http://127.0.0.1:3000/digest-auth/auth/alice/rabbit
/// ```
#[utoipa::path(
    get,
    path = "/digest-auth/{qop}/{user}/{password}",
    tag = "bench: who are you",
    params(
        ("qop" = String, Path, pattern = "^auth(-int)?$", example = "auth", description = "`auth`, or `auth-int` to protect the body as well."),
        ("user" = String, Path, description = "The name that is let in."),
        ("password" = String, Path, description = "The password."),
        ("require-cookie" = Option<bool>, Query, description = "Whether the cookie of the challenge must come back."),
    ),
    responses(
        (status = 200, body = User),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json", headers(("WWW-Authenticate" = String))),
        (status = 413, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn by_md5(
    State(services): State<Services>,
    PathOf((qop, user, password)): PathOf<(String, String, String)>,
    request: Request,
) -> Result<Response, Error> {
    let door = Door::new(&services, &qop, user, password, "MD5", "never")?;
    door.answer(&services, request).await
}

/// The same, hashed with an algorithm of your choice.
#[utoipa::path(
    get,
    path = "/digest-auth/{qop}/{user}/{password}/{algorithm}",
    tag = "bench: who are you",
    params(
        ("qop" = String, Path, pattern = "^auth(-int)?$", example = "auth", description = "`auth`, or `auth-int` to protect the body as well."),
        ("user" = String, Path, description = "The name that is let in."),
        ("password" = String, Path, description = "The password."),
        ("algorithm" = String, Path, pattern = "^(MD5|SHA-256|SHA-512-256|SHA-512)$", example = "SHA-256", description = "`MD5`, `SHA-256` or `SHA-512-256`; also `SHA-512`, which is in no standard, but in some clients."),
        ("require-cookie" = Option<bool>, Query, description = "Whether the cookie of the challenge must come back."),
    ),
    responses(
        (status = 200, body = User),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json", headers(("WWW-Authenticate" = String))),
        (status = 413, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn by_algorithm(
    State(services): State<Services>,
    PathOf((qop, user, password, algorithm)): PathOf<(String, String, String, String)>,
    request: Request,
) -> Result<Response, Error> {
    let door = Door::new(&services, &qop, user, password, &algorithm, "never")?;
    door.answer(&services, request).await
}

/// The same, with nonces that become stale after some uses.
#[utoipa::path(
    get,
    path = "/digest-auth/{qop}/{user}/{password}/{algorithm}/{stale_after}",
    tag = "bench: who are you",
    params(
        ("qop" = String, Path, pattern = "^auth(-int)?$", example = "auth", description = "`auth`, or `auth-int` to protect the body as well."),
        ("user" = String, Path, description = "The name that is let in."),
        ("password" = String, Path, description = "The password."),
        ("algorithm" = String, Path, pattern = "^(MD5|SHA-256|SHA-512-256|SHA-512)$", example = "SHA-256", description = "`MD5`, `SHA-256` or `SHA-512-256`; also `SHA-512`, which is in no standard, but in some clients."),
        ("stale_after" = String, Path, pattern = "^(never|[1-9][0-9]{0,3})$", example = "3", description = "How often a nonce may be used, or `never`."),
        ("require-cookie" = Option<bool>, Query, description = "Whether the cookie of the challenge must come back."),
    ),
    responses(
        (status = 200, body = User),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json", headers(("WWW-Authenticate" = String))),
        (status = 413, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn by_algorithm_for_a_while(
    State(services): State<Services>,
    PathOf((qop, user, password, algorithm, stale_after)): PathOf<(
        String,
        String,
        String,
        String,
        String,
    )>,
    request: Request,
) -> Result<Response, Error> {
    let door = Door::new(&services, &qop, user, password, &algorithm, &stale_after)?;
    door.answer(&services, request).await
}
