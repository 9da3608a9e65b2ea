//! `/trailers`: header fields that come after the body (RFC 9110, section 6.5).

use std::convert::Infallible;

use axum::{
    body::{Body, Bytes},
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderName, HeaderValue, header},
    response::{IntoResponse, Response},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use futures_util::stream;
use http_body::Frame;
use http_body_util::StreamBody;
use sha2::{Digest, Sha256};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{fault::Fault, fields::field, params::Query, shape};
use crate::{
    problem::{Error, Problem, shorten},
    services::Services,
};

const DIGEST: HeaderName = HeaderName::from_static("content-digest");

/// What must be known before the body, or would be dangerous after it (RFC 9110, section 6.5.1).
const ONLY_BEFORE: [HeaderName; 14] = [
    header::AGE,
    header::CACHE_CONTROL,
    header::CONTENT_ENCODING,
    header::CONTENT_LANGUAGE,
    header::CONTENT_LOCATION,
    header::CONTENT_RANGE,
    header::CONTENT_TYPE,
    header::DATE,
    header::EXPIRES,
    header::LOCATION,
    header::RETRY_AFTER,
    header::SET_COOKIE,
    header::VARY,
    header::WWW_AUTHENTICATE,
];

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(trailers))
}

/// Answer with fields after the body: a digest of it, and those that the query gives.
///
/// They are sent to clients only that say `TE: trailers`.
///
/// ```sh
/// curl --raw --include --header 'TE: trailers' 'http://127.0.0.1:3000/trailers?X-Mood=fine'
/// ```
#[utoipa::path(
    get,
    path = "/trailers",
    tag = "bench: dynamic data",
    params(("X-Mood" = Option<String>, Query, pattern = "^[^\\x00-\\x08\\x0a-\\x1f\\x7f]*$", description = "Any name and any value: each pair of the query becomes a trailer field.")),
    responses(
        (status = 200, body = std::collections::BTreeMap<String, String>, headers(("Trailer" = String))),
        (status = 400, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn trailers(
    State(services): State<Services>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let query = Query::of(query.as_deref());
    let mut trailers = HeaderMap::new();
    for (name, value) in query.pairs() {
        let (name, value) = trailer(name, value)?;
        trailers.append(name, value);
    }
    let body = shape::text(&services, &shape::Pairs(query.into_pairs()))
        .map_err(|error| Error::internal("a response could not be written as JSON", &error))?;
    let digest = format!(
        "sha-256=:{}:",
        BASE64_STANDARD.encode(Sha256::digest(&body))
    );
    trailers.extend(HeaderValue::from_str(&digest).map(|it| (DIGEST, it)));
    let names: Vec<&str> = trailers.keys().map(HeaderName::as_str).collect();
    let announced = HeaderValue::from_str(&names.join(", "));
    let frames = [Frame::data(Bytes::from(body)), Frame::trailers(trailers)];
    let frames = stream::iter(frames.map(Ok::<_, Infallible>));
    let mut response = Body::new(StreamBody::new(frames)).into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    headers.extend(announced.map(|it| (header::TRAILER, it)));
    Ok(response)
}

fn trailer(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Fault> {
    let (name, value) = field(name, value)?;
    if ONLY_BEFORE.contains(&name) || name == DIGEST {
        let reason = "it may not come after the body";
        return Err(Fault::Field {
            name: shorten(name.as_str()),
            reason,
        });
    }
    Ok((name, value))
}
