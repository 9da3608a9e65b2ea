//! `/redirect/{n}` and its kin: answers that send the client elsewhere.

use axum::{
    extract::{RawQuery, Request, State},
    http::{HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    fault::Fault,
    params::{PathOf, Query, whole},
    shape,
    target::Target,
};
use crate::{
    problem::{Error, Problem},
    services::Services,
};

/// The most hops in a row.
const MAX_HOPS: u64 = 100;

/// What tells a client to go elsewhere (RFC 9110, section 15.4).
const REDIRECTS: [u64; 6] = [300, 301, 302, 303, 307, 308];

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(redirect))
        .routes(routes!(relative))
        .routes(routes!(absolute))
        .routes(routes!(redirect_to))
}

/// Redirect several times, then to `/get`.
///
/// ```sh
/// curl --location --include http://127.0.0.1:3000/redirect/2
/// ```
#[utoipa::path(
    get,
    path = "/redirect/{n}",
    tag = "bench: redirects",
    params(
        ("n" = u64, Path, minimum = 1, maximum = 100, description = "How many hops there are."),
        ("absolute" = Option<bool>, Query, description = "Whether Location holds a whole URL."),
    ),
    responses(
        (status = 302, description = "On to the next hop.", body = String, content_type = "text/plain"),
        (status = 400, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn redirect(
    PathOf(n): PathOf<String>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Result<Response, Error> {
    let absolute = Query::of(query.as_deref()).flag("absolute")?;
    hop(&n, absolute, &request.into_parts().0)
}

/// Redirect several times by paths, then to `/get`.
#[utoipa::path(
    get,
    path = "/relative-redirect/{n}",
    tag = "bench: redirects",
    params(("n" = u64, Path, minimum = 1, maximum = 100, description = "How many hops there are.")),
    responses(
        (status = 302, description = "On to the next hop.", body = String, content_type = "text/plain"),
        (status = 400, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn relative(PathOf(n): PathOf<String>, request: Request) -> Result<Response, Error> {
    hop(&n, false, &request.into_parts().0)
}

/// Redirect several times by whole URLs, then to `/get`.
#[utoipa::path(
    get,
    path = "/absolute-redirect/{n}",
    tag = "bench: redirects",
    params(("n" = u64, Path, minimum = 1, maximum = 100, description = "How many hops there are.")),
    responses(
        (status = 302, description = "On to the next hop.", body = String, content_type = "text/plain"),
        (status = 400, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn absolute(PathOf(n): PathOf<String>, request: Request) -> Result<Response, Error> {
    hop(&n, true, &request.into_parts().0)
}

/// Redirect to an address of your choice: one of this server's own, or of a host that it was started with.
///
/// ```sh
/// curl --include 'http://127.0.0.1:3000/redirect-to?url=/get&status_code=307'
/// ```
#[utoipa::path(
    method(get, post, put, patch, delete, trace),
    path = "/redirect-to",
    tag = "bench: redirects",
    params(
        ("url" = String, Query, min_length = 1, max_length = 2000, example = "/get", description = "Where to: a path of this server, or a URL."),
        ("status_code" = Option<String>, Query, pattern = "^30[012378]$", description = "The status: 300, 301, 302, 303, 307 or 308. 302 where it is not given."),
    ),
    responses(
        (status = "3XX", description = "On to the address.", body = String, content_type = "text/plain"),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn redirect_to(
    State(services): State<Services>,
    RawQuery(query): RawQuery,
    request: Request,
) -> Result<Response, Error> {
    let base = shape::base(request.headers(), request.uri());
    let query = Query::of(query.as_deref());
    let wanted = "where to redirect to, for example /redirect-to?url=/get";
    let url = query.get("url")?.ok_or(Fault::Missing {
        name: "url",
        wanted,
    })?;
    let status = query.whole("status_code", 300..=399)?.unwrap_or(302);
    if !REDIRECTS.contains(&status) && !services.bench().is_httpbin() {
        let wanted = "a status that redirects: 300, 301, 302, 303, 307 or 308";
        return Err(Fault::value("status_code", wanted, &status.to_string()).into());
    }
    let target = Target::parse(url)?;
    target.check(&base, &services.bench().redirect_hosts)?;
    let status = u16::try_from(status)
        .ok()
        .and_then(|it| StatusCode::from_u16(it).ok());
    answer(status.unwrap_or(StatusCode::FOUND), target.as_str())
}

/// The answer of the hop that has `n` before it, itself included.
fn hop(n: &str, absolute: bool, parts: &Parts) -> Result<Response, Error> {
    let base = if absolute {
        shape::base(&parts.headers, &parts.uri)
    } else {
        String::new()
    };
    let kind = if absolute { "absolute" } else { "relative" };
    let location = match whole("n", n, 1..=MAX_HOPS)? {
        1 => format!("{base}/get"),
        n => format!("{base}/{kind}-redirect/{}", n - 1),
    };
    answer(StatusCode::FOUND, &location)
}

/// RFC 9110, section 15.4: the body says the same to whoever does not follow.
fn answer(status: StatusCode, location: &str) -> Result<Response, Error> {
    let value = HeaderValue::from_str(location)
        .map_err(|error| Error::internal("a location is not a header value", &error))?;
    let mut response = (status, [(header::LOCATION, value)]).into_response();
    if status != StatusCode::NOT_MODIFIED {
        let text = format!("What you look for is at {location}\n");
        let headers = std::mem::take(response.headers_mut());
        response = (status, text).into_response();
        response.headers_mut().extend(headers);
    }
    Ok(response)
}
