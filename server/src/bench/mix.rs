//! `/mix` and `/response-headers`: an answer put together by the client.

use std::time::Duration;

use axum::{
    extract::{RawQuery, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    fault::Fault,
    fields::{SANDBOX, field},
    flow,
    params::Query,
    shape::{self, OneOrMany, Pairs},
    stream::MAX_DELAY,
};
use crate::{
    problem::{AsIs, Error, Problem},
    services::Services,
};

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(mix))
        .routes(routes!(response_headers))
}

/// Answer with any mix of a status, a delay, header fields and a body.
///
/// ```sh
/// curl --include 'http://127.0.0.1:3000/mix?status=503&delay=0.5&header=Retry-After:2&body=later'
/// ```
#[utoipa::path(
    method(get, post, put, patch, delete, trace),
    path = "/mix",
    tag = "bench: dynamic data",
    params(
        ("status" = Option<u64>, Query, minimum = 200, maximum = 599, description = "200 where it is not given."),
        ("delay" = Option<f64>, Query, minimum = 0, maximum = 10, description = "Seconds to wait."),
        ("header" = Option<Vec<String>>, Query, description = "A header field as `Name:value`; as often as you like."),
        ("body" = Option<String>, Query, description = "What the body says: text, unless a header field says otherwise."),
    ),
    responses(
        (status = "2XX", description = "As asked for."),
        (status = "3XX", description = "As asked for."),
        (status = "4XX", description = "As asked for; a problem where that makes no sense."),
        (status = "5XX", description = "As asked for."),
    ),
)]
async fn mix(
    State(services): State<Services>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let query = Query::of(query.as_deref());
    let status = query.whole("status", 200..=599)?.unwrap_or(200);
    let status = u16::try_from(status)
        .ok()
        .and_then(|it| StatusCode::from_u16(it).ok())
        .unwrap_or_default();
    let delay = query.number("delay", 0.0..=MAX_DELAY)?.unwrap_or(0.0);
    let body = query.get("body")?.unwrap_or_default().to_owned();
    let fields = query
        .pairs()
        .filter(|it| it.0 == "header")
        .map(|(_, text)| {
            let wanted = "a name, a colon and a value, as in header=Retry-After:2";
            let (name, value) = text
                .split_once(':')
                .ok_or_else(|| Fault::value("header", wanted, text))?;
            field(name.trim(), value)
        })
        .collect::<Result<Vec<_>, _>>()?;
    flow::sleep(&services, Duration::from_secs_f64(delay)).await;
    let has_body = !body.is_empty();
    let mut response = (status, body).into_response();
    if !has_body {
        response.headers_mut().remove(header::CONTENT_TYPE);
    }
    add(response.headers_mut(), fields);
    response.extensions_mut().insert(AsIs);
    Ok(response)
}

/// Answer with the header fields that the query gives, and show all of them.
///
/// ```sh
/// curl --include 'http://127.0.0.1:3000/response-headers?X-Course=HTTP&X-Course=twice'
/// ```
#[utoipa::path(
    method(get, post),
    path = "/response-headers",
    tag = "bench: inspection",
    params(("X-Course" = Option<String>, Query, pattern = "^[^\\x00-\\x08\\x0a-\\x1f\\x7f]*$", description = "Any name and any value: each pair of the query becomes a header field.")),
    responses(
        (status = 200, body = std::collections::BTreeMap<String, OneOrMany>),
        (status = 400, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn response_headers(
    State(services): State<Services>,
    RawQuery(query): RawQuery,
) -> Result<Response, Error> {
    let query = Query::of(query.as_deref());
    let fields = query.pairs().map(|(name, value)| field(name, value));
    let fields = fields.collect::<Result<Vec<_>, _>>()?;
    let overrides_type = fields.iter().any(|it| it.0 == header::CONTENT_TYPE);
    let names: Vec<&str> = query.pairs().map(|it| it.0).collect();
    // The body holds its own length: it is written until the length in it is right.
    let mut length = 0;
    let body = loop {
        let mut pairs: Vec<_> = names
            .iter()
            .zip(&fields)
            .map(|(name, it)| ((*name).into(), shown(&it.1).into()))
            .collect();
        pairs.push(("Content-Length".into(), length.to_string().into()));
        if !overrides_type {
            pairs.push(("Content-Type".into(), "application/json".into()));
        }
        let body = shape::text(&services, &Pairs(pairs))
            .map_err(|error| Error::internal("a response could not be written as JSON", &error))?;
        if body.len() <= length {
            break body;
        }
        length = body.len();
    };
    let json = [(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    )];
    let mut response = (json, body).into_response();
    add(response.headers_mut(), fields);
    Ok(response)
}

fn shown(value: &HeaderValue) -> String {
    String::from_utf8_lossy(value.as_bytes()).into_owned()
}

/// The first of a name replaces what was there, the others come after it. What the client makes the answer say runs
/// no scripts.
fn add(headers: &mut HeaderMap, fields: Vec<(HeaderName, HeaderValue)>) {
    headers.insert(header::CONTENT_SECURITY_POLICY, SANDBOX);
    let mut seen: Vec<HeaderName> = Vec::new();
    for (name, value) in fields {
        if seen.contains(&name) {
            headers.append(name, value);
        } else {
            headers.insert(name.clone(), value);
            seen.push(name);
        }
    }
}
