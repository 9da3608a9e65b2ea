//! `/etag/{etag}` and `/cache`: answers that a client need not fetch twice (RFC 9110, section 13; RFC 9111).

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    fault::Fault,
    params::{PathOf, clamped},
    shape::{self, Got},
};
use crate::{
    clock::http_date,
    conditions::{self, Current},
    fields::set,
    problem::{AsIs, Error, Problem},
    services::Services,
};

/// The longest time that a cache may keep an answer, in seconds: RFC 9111, section 1.2.2 has no need of more.
const MAX_AGE: u64 = (1 << 31) - 1;

/// The longest entity tag, in bytes, without its quotes.
const MAX_TAG: usize = 100;

/// What httpbin answers with 304, whatever is in it.
const CONDITIONS: [header::HeaderName; 2] = [header::IF_NONE_MATCH, header::IF_MODIFIED_SINCE];

/// May be kept, but is asked about each time.
const ASK_FIRST: HeaderValue = HeaderValue::from_static("no-cache");

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(etag))
        .routes(routes!(cache))
        .routes(routes!(cache_for))
}

/// Be a resource with an entity tag of your choice: 304 if the client has it, 412 if it wants another.
///
/// ```sh
/// curl --include --header 'If-None-Match: "v1"' http://127.0.0.1:3000/etag/v1
/// ```
#[utoipa::path(
    get,
    path = "/etag/{etag}",
    tag = "bench: caching",
    params(
        ("etag" = String, Path, pattern = "^[!#-~]{1,100}$", example = "v1", description = "The tag, with or without its quotes; `W/` before the quotes makes it weak."),
        ("If-None-Match" = Option<String>, Header, description = "Tags that the client has."),
        ("If-Match" = Option<String>, Header, description = "Tags of which one must be current."),
    ),
    responses(
        (status = 200, body = Got, headers(("ETag" = String))),
        (status = 304, description = "The client has it already.", headers(("ETag" = String))),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 412, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn etag(
    State(services): State<Services>,
    PathOf(etag): PathOf<String>,
    request: Request,
) -> Result<Response, Error> {
    let (parts, _) = request.into_parts();
    if services.bench().is_httpbin() {
        return httpbins_etag(&etag, &parts.headers, || {
            shape::answer(&services, &shape::got(&services, &parts))
        });
    }
    let tag = tag(&etag)?;
    let current = Current::tagged(&tag);
    if !conditions::fits(&parts.headers, current) {
        return Err(Fault::ConditionFailed.into());
    }
    let mut response = if conditions::is_had(&parts.headers, current) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        shape::answer(&services, &shape::got(&services, &parts))
    };
    let headers = response.headers_mut();
    set(headers, header::ETAG, &tag);
    headers.insert(header::CACHE_CONTROL, ASK_FIRST);
    Ok(response)
}

/// The entity tag that a path gives: quoted, as the standard has it, even where the path has no quotes.
fn tag(given: &str) -> Result<String, Fault> {
    let quoted = given.ends_with('"') && (given.starts_with('"') || given.starts_with("W/\""));
    let text = if quoted {
        given.to_owned()
    } else {
        format!("\"{given}\"")
    };
    let inner = text.trim_start_matches("W/").trim_matches('"');
    let is_tag = (1..=MAX_TAG).contains(&inner.len())
        && inner.bytes().all(|it| it.is_ascii_graphic() && it != b'"');
    is_tag.then_some(text).ok_or_else(|| {
        let wanted = "of 1 to 100 letters, digits and signs, without spaces or quotes inside";
        Fault::value("etag", wanted, given)
    })
}

/// httpbin's tags have no quotes, and compare with whatever is between quotes or commas.
fn httpbins_etag(
    etag: &str,
    headers: &HeaderMap,
    body: impl FnOnce() -> Response,
) -> Result<Response, Error> {
    let names = |field: header::HeaderName| {
        let value = headers.get(field)?.to_str().ok()?;
        let has = |it: &str| {
            let it = it.trim();
            let it = it.strip_prefix("W/").unwrap_or(it).trim_matches('"');
            it == etag || it == "*"
        };
        Some(value.split(',').any(has))
    };
    let value = HeaderValue::from_str(etag)
        .map_err(|_| Fault::value("etag", "fit for a header field", etag))?;
    let mut response = match (names(header::IF_NONE_MATCH), names(header::IF_MATCH)) {
        (Some(true), _) => StatusCode::NOT_MODIFIED.into_response(),
        (None, Some(false)) => {
            let mut response = StatusCode::PRECONDITION_FAILED.into_response();
            response.extensions_mut().insert(AsIs);
            return Ok(response);
        }
        _ => body(),
    };
    response.headers_mut().insert(header::ETAG, value);
    Ok(response)
}

/// Be a resource that changes once a day, at midnight UTC: 304 if the client has today's.
///
/// ```sh
/// curl --include --header "If-Modified-Since: $(date --utc '+%a, %d %b %Y %H:%M:%S GMT')" http://127.0.0.1:3000/cache
/// ```
#[utoipa::path(
    get,
    path = "/cache",
    tag = "bench: caching",
    params(
        ("If-None-Match" = Option<String>, Header, description = "Tags that the client has."),
        ("If-Modified-Since" = Option<String>, Header, description = "How old is what the client has."),
    ),
    responses(
        (status = 200, body = Got, headers(("ETag" = String), ("Last-Modified" = String))),
        (status = 304, description = "The client has it already.", headers(("ETag" = String), ("Last-Modified" = String))),
    ),
)]
async fn cache(State(services): State<Services>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let midnight = midnight(services.clock().now());
    // Weak: the body says back what was asked, so that its bytes differ where its meaning does not.
    let tag = format!("W/\"{}\"", midnight.strftime("%F"));
    let is_had = if services.bench().is_httpbin() {
        CONDITIONS.iter().any(|it| parts.headers.contains_key(it))
    } else {
        let modified = Some(midnight.into());
        let current = Current {
            etag: &tag,
            modified,
        };
        conditions::is_had(&parts.headers, current)
    };
    let mut response = if is_had {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        shape::answer(&services, &shape::got(&services, &parts))
    };
    let headers = response.headers_mut();
    set(headers, header::ETAG, &tag);
    if let Some(modified) = http_date(midnight) {
        set(headers, header::LAST_MODIFIED, &modified);
    }
    headers.insert(header::CACHE_CONTROL, ASK_FIRST);
    response
}

/// When the day began, in UTC.
fn midnight(now: Timestamp) -> Timestamp {
    let seconds = now.as_second();
    Timestamp::from_second(seconds - seconds.rem_euclid(86_400)).unwrap_or(now)
}

/// Be a resource that caches may keep for some seconds.
///
/// ```sh
/// curl --include http://127.0.0.1:3000/cache/60
/// ```
#[utoipa::path(
    get,
    path = "/cache/{seconds}",
    tag = "bench: caching",
    params(("seconds" = u64, Path, minimum = 0, maximum = 2_147_483_647, example = 60, description = "How long.")),
    responses(
        (status = 200, body = Got, headers(("Cache-Control" = String))),
        (status = 400, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn cache_for(
    State(services): State<Services>,
    PathOf(seconds): PathOf<String>,
    request: Request,
) -> Result<Response, Error> {
    let seconds = clamped(&services, "seconds", &seconds, 0..=MAX_AGE, u64::MAX)?;
    let (parts, _) = request.into_parts();
    let mut response = shape::answer(&services, &shape::got(&services, &parts));
    let policy = format!("public, max-age={seconds}");
    set(response.headers_mut(), header::CACHE_CONTROL, &policy);
    Ok(response)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_tag_is_quoted_once() {
        let text = |given: &str| tag(given).unwrap();
        assert_eq!(text("abc"), "\"abc\"");
        assert_eq!(text("\"abc\""), "\"abc\"");
        assert_eq!(text("W/\"abc\""), "W/\"abc\"");
        for given in ["a b", "a\"b", "é", "\n", "", "\"", "\"\""] {
            assert!(tag(given).is_err(), "{given:?}");
        }
    }

    proptest! {
        #[test]
        fn any_path_is_a_tag_or_refused(given in "\\PC*|(W/)?\"?[a-z\" ]*\"?") {
            if let Ok(tag) = tag(&given) {
                prop_assert!(tag.ends_with('"') && HeaderValue::from_str(&tag).is_ok());
            }
        }
    }
}
