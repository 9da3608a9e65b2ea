//! `/basic-auth`, `/hidden-basic-auth` and `/bearer`: who may come in, by RFC 7617 and RFC 6750.

use axum::{extract::State, http::HeaderMap, response::Response};
use headers::{
    Authorization, HeaderMapExt,
    authorization::{Basic, Bearer},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{fault::Fault, params::PathOf, shape};
use crate::{
    problem::{Error, Problem},
    services::Services,
};

const BASIC: &str = "Basic realm=\"bench\", charset=\"UTF-8\"";
const HTTPBINS_BASIC: &str = "Basic realm=\"Fake Realm\"";

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(basic))
        .routes(routes!(hidden))
        .routes(routes!(bearer))
}

/// Who came in.
#[derive(Serialize, ToSchema)]
pub(super) struct User<'a> {
    pub authenticated: bool,
    pub user: &'a str,
}

/// Let in who knows the name and the password that the path gives.
///
/// ```sh
/// curl --user alice:rabbit http://127.0.0.1:3000/basic-auth/alice/rabbit
/// ```
#[utoipa::path(
    get,
    path = "/basic-auth/{user}/{password}",
    tag = "bench: who are you",
    params(
        ("user" = String, Path, description = "The name that is let in; it holds no colon."),
        ("password" = String, Path, description = "The password."),
    ),
    responses(
        (status = 200, body = User),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 401, body = Problem, content_type = "application/problem+json", headers(("WWW-Authenticate" = String))),
    ),
)]
async fn basic(
    State(services): State<Services>,
    PathOf((user, password)): PathOf<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    if !knows(&headers, &user, &password) {
        let challenge = if services.bench().is_httpbin() {
            HTTPBINS_BASIC
        } else {
            BASIC
        };
        let reason =
            "Say who you are: a name and a password, in Authorization, as Basic credentials.";
        return Err(Fault::Unauthorized {
            reason,
            challenge: challenge.to_owned(),
        }
        .into());
    }
    Ok(shape::answer(
        &services,
        &User {
            authenticated: true,
            user: &user,
        },
    ))
}

/// Let in who knows name and password, and give away nothing to anybody else: they get 404.
///
/// ```sh
/// curl --user alice:rabbit http://127.0.0.1:3000/hidden-basic-auth/alice/rabbit
/// ```
#[utoipa::path(
    get,
    path = "/hidden-basic-auth/{user}/{password}",
    tag = "bench: who are you",
    params(
        ("user" = String, Path, description = "The name that is let in; it holds no colon."),
        ("password" = String, Path, description = "The password."),
    ),
    responses(
        (status = 200, body = User),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn hidden(
    State(services): State<Services>,
    PathOf((user, password)): PathOf<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    if !knows(&headers, &user, &password) {
        return Err(Fault::Hidden.into());
    }
    Ok(shape::answer(
        &services,
        &User {
            authenticated: true,
            user: &user,
        },
    ))
}

fn knows(headers: &HeaderMap, user: &str, password: &str) -> bool {
    headers
        .typed_get::<Authorization<Basic>>()
        .is_some_and(|it| it.username() == user && it.password() == password)
}

#[derive(Serialize, ToSchema)]
struct Token<'a> {
    authenticated: bool,
    token: &'a str,
}

/// Let in who brings a bearer token, whichever it is.
///
/// ```sh
/// curl --header 'Authorization: Bearer sesame' http://127.0.0.1:3000/bearer
/// ```
#[utoipa::path(
    get,
    path = "/bearer",
    tag = "bench: who are you",
    responses(
        (status = 200, body = Token),
        (status = 401, body = Problem, content_type = "application/problem+json", headers(("WWW-Authenticate" = String))),
    ),
)]
async fn bearer(State(services): State<Services>, headers: HeaderMap) -> Result<Response, Error> {
    let brought = headers.typed_get::<Authorization<Bearer>>();
    let token = brought.as_ref().map_or("", |it| it.token().trim());
    if token.is_empty() {
        let challenge = if services.bench().is_httpbin() {
            "Bearer"
        } else {
            "Bearer realm=\"bench\""
        };
        let reason = "Bring a token, in Authorization: Bearer, a space, and the token.";
        return Err(Fault::Unauthorized {
            reason,
            challenge: challenge.to_owned(),
        }
        .into());
    }
    Ok(shape::answer(
        &services,
        &Token {
            authenticated: true,
            token,
        },
    ))
}
