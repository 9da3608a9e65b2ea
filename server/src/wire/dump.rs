//! `ANY /dump/request`: the bytes of a request, said back as they arrived.

use axum::{
    body::Bytes,
    extract::Request,
    http::{HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Fault, Tapped, head, mask};
use crate::{
    body,
    problem::{Error, Problem},
    services::Services,
};

/// The path, for the tap: only there a body is kept with its framing.
#[cfg(feature = "native")]
pub(crate) const PATH: &str = "/dump/request";

/// The longest content that is dumped, in bytes: 64 KiB.
pub(crate) const MAX_DUMP: usize = 64 << 10;

/// The most that a tap keeps of a body with its framing, in bytes: what is dumped, in chunks of a few bytes each.
#[cfg(feature = "native")]
pub(crate) const MAX_DUMPED: usize = 8 * MAX_DUMP;

const EXACT: HeaderName = HeaderName::from_static("x-exact");

const TYPE: [(HeaderName, HeaderValue); 1] = [(
    header::CONTENT_TYPE,
    HeaderValue::from_static("application/octet-stream"),
)];

pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(dump))
}

/// Say the request back, byte for byte as it arrived: head and body, chunks and all.
///
/// Only the values of `Cookie` and `Authorization` are replaced, by as many asterisks: a page's script must not
/// learn here what a browser keeps from it. `X-Exact: false` says that there was no socket to see the bytes on, so that
/// the head is written down as the server understood it.
///
/// ```sh
/// curl --data hello http://127.0.0.1:3000/dump/request
/// ```
#[utoipa::path(
    method(get, post, put, patch, delete),
    path = "/dump/request",
    tag = "wire",
    request_body(content = Option<String>, content_type = "application/octet-stream", description = "Anything, up to 64 KiB."),
    responses(
        (status = 200, body = String, content_type = "application/octet-stream", headers(("x-exact" = bool, description = "Whether these are the bytes of the wire."))),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn dump(request: Request) -> Result<Response, Error> {
    let tapped = request.extensions().get::<Tapped>().cloned();
    let understood = head::of_request(&request);
    let content = content(request).await?;
    let seen = tapped.and_then(|it| Some((it.tap.request_head()?, it.tap.request_body()?.into())));
    let exact = HeaderValue::from_static(if seen.is_some() { "true" } else { "false" });
    let (head, body) = seen.unwrap_or((understood, content));
    let bytes = [&mask::starred(&head)[..], &body].concat();
    Ok(([(EXACT, exact)], TYPE, bytes).into_response())
}

/// The content, read to its end, so that all of it has passed the tap.
async fn content(request: Request) -> Result<Bytes, Error> {
    let (parts, body) = request.into_parts();
    let content = body::read(&parts.headers, body).await?;
    if content.len() > MAX_DUMP {
        return Err(Fault::TooLargeToDump.into());
    }
    Ok(content)
}
