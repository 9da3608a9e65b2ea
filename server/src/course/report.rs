//! `GET /api/report`: a document to fetch in parts, to keep, and to ask about: ranges, conditions, strong and weak
//! validators, and a choice of two media types.

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Deserialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    negotiation,
    problem::{Error, Problem},
    query::Query,
    selection::{self, Document},
    services::Services,
};

const TYPES: [&str; 2] = ["text/csv", "application/json"];

/// When the report was written: 2026-01-01T00:00:00Z, in seconds.
const WRITTEN: i64 = 1_767_225_600;
/// How many days it covers.
const DAYS: u32 = 365;

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(report))
}

#[derive(Deserialize)]
struct Wanted {
    #[serde(default)]
    etag: Validator,
}

/// The kind of entity tag.
#[derive(Clone, Copy, Debug, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Validator {
    /// The same tag means the same bytes.
    #[default]
    Strong,
    /// The same tag means: as good as the same. It does not allow ranges to be put together.
    Weak,
}

/// Fetch a report, whole or in parts.
///
/// ```sh
/// curl -i http://127.0.0.1:3000/api/report -H 'Range: bytes=0-99'
/// ```
#[utoipa::path(
    get,
    path = "/api/report",
    tag = "caching",
    params(
        ("etag" = inline(Option<Validator>), Query, description = "Whether the ETag is strong, as it is where this is not given, or weak."),
        ("Accept" = Option<String>, Header, description = "`text/csv` and `application/json` are offered."),
        ("Range" = Option<String>, Header, description = "Such as `bytes=0-99`, `bytes=-100` or `bytes=0-9,20-29`, at most 10 of them. What makes no sense is ignored."),
        ("If-None-Match" = Option<String>, Header, description = "ETags of copies that one has."),
        ("If-Modified-Since" = Option<String>, Header, description = "When one's copy was last modified."),
        ("If-Match" = Option<String>, Header, description = "ETags, one of which must be the current one."),
        ("If-Unmodified-Since" = Option<String>, Header, description = "Must not be before the last modification."),
        ("If-Range" = Option<String>, Header, description = "Strong ETag or date: the range is sent only while it is the current one."),
    ),
    responses(
        (status = 200, content((String = "text/csv"), (Vec<Day> = "application/json")), headers(("ETag" = String), ("Last-Modified" = String), ("Accept-Ranges" = String))),
        (status = 206, description = "The range that was asked for; several as `multipart/byteranges`.", content((String = "text/csv"), (String = "application/json"), (String = "multipart/byteranges"))),
        (status = 304, description = "The copy is still right."),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 406, body = Problem, content_type = "application/problem+json"),
        (status = 412, body = Problem, content_type = "application/problem+json"),
        (status = 416, body = Problem, content_type = "application/problem+json", headers(("Content-Range" = String))),
    ),
)]
async fn report(Query(wanted): Query<Wanted>, headers: HeaderMap) -> Response {
    let accept = negotiation::wishes(&headers, &header::ACCEPT);
    let chosen = negotiation::best(accept.as_deref(), &TYPES, negotiation::media_type);
    let mut response = match chosen {
        Some(media_type) => selection::answer(&headers, &document(media_type, wanted.etag)),
        None => Error::NotAcceptable {
            offered: TYPES.join(", "),
        }
        .into_response(),
    };
    let vary = HeaderValue::from_static("Accept");
    response.headers_mut().insert(header::VARY, vary);
    response
}

fn document(media_type: &'static str, validator: Validator) -> Document {
    let (name, bytes) = match media_type {
        "text/csv" => ("csv", csv()),
        _ => ("json", json()),
    };
    let weak = match validator {
        Validator::Strong => "",
        Validator::Weak => "W/",
    };
    Document {
        bytes: Bytes::from(bytes),
        media_type: match media_type {
            "text/csv" => "text/csv; charset=utf-8",
            other => other,
        },
        etag: format!("{weak}\"report-{name}-1\""),
        modified: WRITTEN,
    }
}

/// A day of the report: made up, and always the same.
#[derive(serde::Serialize, ToSchema)]
struct Day {
    /// Counted from 1.
    #[serde(rename = "day")]
    number: u32,
    requests: u32,
    errors: u32,
}

fn days() -> impl Iterator<Item = Day> {
    (1..=DAYS).map(|day| {
        let requests = 900 + day * 7919 % 211;
        Day {
            number: day,
            requests,
            errors: requests * day % 13,
        }
    })
}

fn csv() -> String {
    let lines =
        days().map(|it| format!("{:03},{:04},{:02}\r\n", it.number, it.requests, it.errors));
    std::iter::once("day,requests,errors\r\n".to_owned())
        .chain(lines)
        .collect()
}

fn json() -> String {
    let days: Vec<Day> = days().collect();
    let text = crate::json::line(&days).unwrap_or_default();
    String::from_utf8(text).unwrap_or_default()
}
