//! `/get`, `/post`, `/put`, `/patch`, `/delete` and `/anything`: what the server saw of a request.

use axum::{
    extract::{Request, State},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::shape::{self, Content, Got, Sent};
use crate::{
    problem::{Error, Problem},
    services::Services,
};

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(get))
        .routes(routes!(post))
        .routes(routes!(put))
        .routes(routes!(patch))
        .routes(routes!(delete))
        .routes(routes!(anything))
        .routes(routes!(anything_below))
}

/// Show a GET request: its query, its header fields, where it came from.
///
/// ```sh
/// curl 'http://127.0.0.1:3000/get?name=Alice'
/// ```
#[utoipa::path(get, path = "/get", tag = "bench: methods", responses((status = 200, body = Got)))]
async fn get(State(services): State<Services>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    shape::answer(&services, &shape::got(&services, &parts))
}

/// Show a POST request and what is in its body.
///
/// ```sh
/// curl --data 'name=Alice' http://127.0.0.1:3000/post
/// curl --json '{"name": "Alice"}' http://127.0.0.1:3000/post
/// ```
#[utoipa::path(
    post,
    path = "/post",
    tag = "bench: methods",
    request_body(content((Option<serde_json::Value> = "application/json"), (Option<String> = "text/plain"), (Option<std::collections::BTreeMap<String, String>> = "application/x-www-form-urlencoded"))),
    responses(
        (status = 200, body = Sent),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn post(State(services): State<Services>, request: Request) -> Result<Response, Error> {
    show(&services, request, false).await
}

/// Show a PUT request and what is in its body.
#[utoipa::path(
    put,
    path = "/put",
    tag = "bench: methods",
    request_body(content((Option<serde_json::Value> = "application/json"), (Option<String> = "text/plain"), (Option<std::collections::BTreeMap<String, String>> = "application/x-www-form-urlencoded"))),
    responses(
        (status = 200, body = Sent),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn put(State(services): State<Services>, request: Request) -> Result<Response, Error> {
    show(&services, request, false).await
}

/// Show a PATCH request and what is in its body.
#[utoipa::path(
    patch,
    path = "/patch",
    tag = "bench: methods",
    request_body(content((Option<serde_json::Value> = "application/json"), (Option<String> = "text/plain"), (Option<std::collections::BTreeMap<String, String>> = "application/x-www-form-urlencoded"))),
    responses(
        (status = 200, body = Sent),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn patch(State(services): State<Services>, request: Request) -> Result<Response, Error> {
    show(&services, request, false).await
}

/// Show a DELETE request.
#[utoipa::path(
    delete,
    path = "/delete",
    tag = "bench: methods",
    responses(
        (status = 200, body = Sent),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn delete(State(services): State<Services>, request: Request) -> Result<Response, Error> {
    show(&services, request, false).await
}

/// Show a request of any method.
///
/// ```sh
/// curl --request PATCH --data hello http://127.0.0.1:3000/anything
/// ```
#[utoipa::path(
    method(get, post, put, patch, delete, trace),
    path = "/anything",
    tag = "bench: methods",
    responses(
        (status = 200, body = Sent),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn anything(State(services): State<Services>, request: Request) -> Result<Response, Error> {
    show(&services, request, true).await
}

/// Show a request of any method to any path below.
#[utoipa::path(
    method(get, post, put, patch, delete, trace),
    path = "/anything/{*rest}",
    tag = "bench: methods",
    params(("rest" = String, Path, description = "Any path.")),
    responses(
        (status = 200, body = Sent),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn anything_below(
    State(services): State<Services>,
    request: Request,
) -> Result<Response, Error> {
    show(&services, request, true).await
}

async fn show(services: &Services, request: Request, with_method: bool) -> Result<Response, Error> {
    let (parts, body) = request.into_parts();
    let content = Content::read(services, &parts, body).await?;
    let mut sent = shape::sent(services, &parts, content);
    sent.method = with_method.then(|| parts.method.as_str());
    Ok(shape::answer(services, &sent))
}
