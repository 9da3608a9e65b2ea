//! `GET /_wire/exchanges` and `GET /_wire/exchanges/{id}`: what is kept of a visitor's own exchanges.

use axum::extract::{Path, RawQuery, State as Given, rejection::PathRejection};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{Exchange, Fault, State, records::MAX_EXCHANGES};
use crate::{
    fields::Twice,
    json::Json,
    problem::{Error, Problem},
    query,
    services::Services,
    visitor::Visitor,
};

/// How many exchanges are listed where the query does not say.
const USUAL_LIMIT: usize = 50;

pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(one))
}

/// The latest exchanges, newest first.
#[derive(Serialize, ToSchema)]
#[schema(as = ExchangeList)]
struct List {
    exchanges: Vec<Line>,
}

/// One exchange, in a few words.
#[derive(Serialize, ToSchema)]
#[schema(as = ExchangeLine)]
struct Line {
    /// Its name; the whole of it is at `/_wire/exchanges/{id}`.
    id: String,
    state: State,
    /// When the request's head had arrived.
    time: String,
    method: String,
    target: String,
    /// The route that matched.
    route: Option<String>,
    /// Absent where the client went away before there was a response.
    status: Option<u16>,
    /// Milliseconds from the request's head to the last that is known of the response.
    ms: f64,
    /// The length of the request's content, in bytes.
    request_bytes: u64,
    /// The length of the response's content, in bytes.
    response_bytes: u64,
}

impl From<Exchange> for Line {
    fn from(exchange: Exchange) -> Self {
        Self {
            id: exchange.id.as_str().to_owned(),
            state: exchange.state,
            time: exchange.time,
            method: exchange.method,
            target: exchange.target,
            route: exchange.route,
            status: exchange.status,
            ms: exchange.stages.last().map_or(0.0, |it| it.ms),
            request_bytes: exchange.request.body.length,
            response_bytes: exchange.response.body.length,
        }
    }
}

/// List your latest exchanges, newest first.
///
/// Yours are those that came with your visitor cookie, and the one whose answer gave it to you. A request without the
/// cookie to a route that gives none (most routes of the bench, for example) is in nobody's record, as nobody could
/// prove that it was theirs. The server keeps the latest 200 for a while; requests to `/_wire` are not among them.
#[utoipa::path(
    get,
    path = "/_wire/exchanges",
    tag = "wire",
    params(("limit" = Option<usize>, Query, minimum = 1, maximum = 200, description = "How many at most; 50 where it is not given.")),
    responses(
        (status = 200, body = List),
        (status = 400, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn list(
    Visitor(visitor): Visitor,
    RawQuery(query): RawQuery,
    Given(services): Given<Services>,
) -> Result<Json<List>, Error> {
    let limit = limit(query.as_deref().unwrap_or_default())?;
    let exchanges = services.wire().newest(&visitor, limit);
    Ok(Json(List {
        exchanges: exchanges.iter().map(|it| it.exchange().into()).collect(),
    }))
}

/// Show one of your exchanges whole: both heads as they went over the wire, bodies, stages, SQL and hops.
#[utoipa::path(
    get,
    path = "/_wire/exchanges/{id}",
    tag = "wire",
    params(("id" = String, Path, description = "The exchange's id: the X-Exchange-Id of its response.")),
    responses(
        (status = 200, body = Exchange),
        (status = 404, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn one(
    Visitor(visitor): Visitor,
    id: Result<Path<String>, PathRejection>,
    Given(services): Given<Services>,
) -> Result<Json<Exchange>, Error> {
    let id = id.map_err(|_| Fault::Unknown)?;
    let found = services.wire().get(&visitor, &id);
    Ok(Json(found.ok_or(Fault::Unknown)?.exchange()))
}

fn limit(query: &str) -> Result<usize, Fault> {
    let Some(limit) = query::single(query, "limit").map_err(|Twice| Fault::Limit)? else {
        return Ok(USUAL_LIMIT);
    };
    let plain = limit.bytes().all(|it| it.is_ascii_digit());
    let limit = limit
        .parse()
        .ok()
        .filter(|it| plain && (1..=MAX_EXCHANGES).contains(it));
    limit.ok_or(Fault::Limit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_limit_is_a_number_from_1_to_200() {
        assert_eq!(limit("a=b"), Ok(50));
        assert_eq!(limit("limit=200"), Ok(200));
        for query in [
            "limit=",
            "limit=0",
            "limit=201",
            "limit=+1",
            "limit=-1",
            "limit=1&limit=1",
        ] {
            assert_eq!(limit(query), Err(Fault::Limit), "{query}");
        }
    }
}
