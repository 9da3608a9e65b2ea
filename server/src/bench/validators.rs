//! `/etag/{etag}` and `/cache`: answers that a client need not fetch twice (RFC 9110, section 13; RFC 9111).

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use headers::{ETag, HeaderMapExt, IfMatch, IfModifiedSince, IfNoneMatch};
use jiff::Timestamp;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    fault::Fault,
    params::{PathOf, clamped},
    shape::{self, Got},
};
use crate::{
    clock::http_date,
    problem::{AsIs, Error, Problem},
    services::Services,
};

/// The longest time that a cache may keep an answer, in seconds: RFC 9111, section 1.2.2 has no need of more.
const MAX_AGE: u64 = (1 << 31) - 1;

/// The longest entity tag, in bytes, without its quotes.
const MAX_TAG: usize = 100;

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
    let (text, tag) = tag(&etag)?;
    let if_match = parts.headers.typed_get::<IfMatch>();
    if if_match.is_some_and(|it| !it.precondition_passes(&tag)) {
        return Err(Fault::ConditionFailed.into());
    }
    let if_none_match = parts.headers.typed_get::<IfNoneMatch>();
    let mut response = if if_none_match.is_some_and(|it| !it.precondition_passes(&tag)) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        shape::answer(&services, &shape::got(&services, &parts))
    };
    response.headers_mut().insert(header::ETAG, text);
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, ASK_FIRST);
    Ok(response)
}

/// The entity tag that a path gives: quoted, as the standard has it, even where the path has no quotes.
fn tag(given: &str) -> Result<(HeaderValue, ETag), Fault> {
    let quoted = given.ends_with('"') && (given.starts_with('"') || given.starts_with("W/\""));
    let text = if quoted {
        given.to_owned()
    } else {
        format!("\"{given}\"")
    };
    let inner = text.trim_start_matches("W/").trim_matches('"');
    let is_tag = (1..=MAX_TAG).contains(&inner.len())
        && inner.bytes().all(|it| it.is_ascii_graphic() && it != b'"');
    // Checked first: the parser panics on what no field may hold.
    let tag = is_tag.then(|| text.parse().ok()).flatten();
    let value = HeaderValue::from_str(&text).ok();
    value.zip(tag).ok_or_else(|| {
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
    let mut response = if is_had_since(&services, &parts.headers, &tag, midnight) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        shape::answer(&services, &shape::got(&services, &parts))
    };
    let headers = response.headers_mut();
    headers.extend(HeaderValue::from_str(&tag).map(|it| (header::ETAG, it)));
    let modified = http_date(midnight).and_then(|it| HeaderValue::from_str(&it).ok());
    headers.extend(modified.map(|it| (header::LAST_MODIFIED, it)));
    headers.insert(header::CACHE_CONTROL, ASK_FIRST);
    response
}

/// Whether the client has what this tag stands for (RFC 9110, section 13.1.2).
pub(super) fn is_had(headers: &HeaderMap, tag: &str) -> bool {
    let condition = headers.typed_get::<IfNoneMatch>();
    let tag: Option<ETag> = tag.parse().ok();
    let passes = condition.zip(tag).map(|it| it.0.precondition_passes(&it.1));
    passes == Some(false)
}

/// The same, by tag or by date.
fn is_had_since(services: &Services, headers: &HeaderMap, tag: &str, modified: Timestamp) -> bool {
    if services.bench().is_httpbin() {
        return headers.contains_key(header::IF_NONE_MATCH)
            || headers.contains_key(header::IF_MODIFIED_SINCE);
    }
    // RFC 9110, section 13.2.2: a date counts only where there is no tag.
    if headers.contains_key(header::IF_NONE_MATCH) {
        return is_had(headers, tag);
    }
    let since = headers.typed_get::<IfModifiedSince>();
    since.is_some_and(|it| !it.is_modified(modified.into()))
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
    let policy = HeaderValue::from_str(&format!("public, max-age={seconds}"));
    response
        .headers_mut()
        .extend(policy.map(|it| (header::CACHE_CONTROL, it)));
    Ok(response)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_tag_is_quoted_once() {
        let text = |given: &str| tag(given).unwrap().0.to_str().unwrap().to_owned();
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
            if let Ok((value, _)) = tag(&given) {
                prop_assert!(value.to_str().unwrap().ends_with('"'));
            }
        }
    }
}
