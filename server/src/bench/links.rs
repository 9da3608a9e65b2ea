//! `/links/{n}`: pages that link to each other, for whoever follows links.

use std::fmt::Write;

use axum::{
    extract::State,
    http::{StatusCode, header},
    response::{Html, IntoResponse, Response},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::params::{PathOf, clamped, whole};
use crate::{
    problem::{Error, Problem},
    services::Services,
};

/// The most pages.
const MAX_LINKS: u64 = 200;

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(first))
        .routes(routes!(page))
}

/// Redirect to the first of several pages.
#[utoipa::path(
    get,
    path = "/links/{n}",
    tag = "bench: dynamic data",
    params(("n" = u64, Path, minimum = 1, maximum = 200, example = 5, description = "How many pages.")),
    responses(
        (status = 302, description = "On to the first one."),
        (status = 400, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn first(
    State(services): State<Services>,
    PathOf(n): PathOf<String>,
) -> Result<Response, Error> {
    let n = clamped(&services, "n", &n, 1..=MAX_LINKS, MAX_LINKS)?;
    Ok((
        StatusCode::FOUND,
        [(header::LOCATION, format!("/links/{n}/0"))],
    )
        .into_response())
}

/// Answer with one of the pages: it links to all others.
#[utoipa::path(
    get,
    path = "/links/{n}/{offset}",
    tag = "bench: dynamic data",
    params(
        ("n" = u64, Path, minimum = 1, maximum = 200, example = 5, description = "How many pages."),
        ("offset" = u64, Path, minimum = 0, maximum = 199, example = 0, description = "Which one, counted from 0."),
    ),
    responses(
        (status = 200, body = String, content_type = "text/html; charset=utf-8"),
        (status = 400, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn page(
    State(services): State<Services>,
    PathOf((n, offset)): PathOf<(String, String)>,
) -> Result<Html<String>, Error> {
    let n = clamped(&services, "n", &n, 1..=MAX_LINKS, MAX_LINKS)?;
    let offset = whole("offset", &offset, 0..=MAX_LINKS - 1)?;
    let mut page = String::from("<!doctype html><html><head><title>Links</title></head><body>");
    for other in 0..n {
        let written = if other == offset {
            write!(page, "{other} ")
        } else {
            write!(page, "<a href='/links/{n}/{other}'>{other}</a> ")
        };
        written.expect("a string can be written to");
    }
    page.push_str("</body></html>\n");
    Ok(Html(page))
}
