//! `/cookies`: which ones came, and ways to set and delete them (RFC 6265).

use std::fmt::Write;

use axum::{
    extract::{RawQuery, Request, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{
    fault::Fault,
    params::{PathOf, Query},
    shape::{self, OneOrMany, Pairs, is_own_cookie},
};
use crate::{
    fields::cookies,
    problem::{Error, Problem},
    services::Services,
};

/// The longest name, in bytes.
const MAX_NAME: usize = 100;

/// The longest value, in bytes: browsers keep no more than 4096 of both.
const MAX_VALUE: usize = 4000;

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(list))
        .routes(routes!(set))
        .routes(routes!(set_one))
        .routes(routes!(delete))
}

#[derive(Serialize, ToSchema)]
struct Cookies<'a> {
    #[schema(value_type = std::collections::BTreeMap<String, OneOrMany>)]
    cookies: Pairs<'a>,
}

/// Show the cookies that came with the request.
///
/// ```sh
/// curl --cookie 'flavour=oat' http://127.0.0.1:3000/cookies
/// ```
/// ```json
/// {
///   "cookies": {
///     "flavour": "oat"
///   }
/// }
/// ```
#[utoipa::path(get, path = "/cookies", tag = "bench: cookies", responses((status = 200, body = Cookies)))]
async fn list(State(services): State<Services>, request: Request) -> Response {
    let cookies = cookies(request.headers())
        .filter(|(name, _)| !is_own_cookie(name))
        .map(|(name, value)| (name.into(), unquoted(value).into()))
        .collect();
    shape::answer(
        &services,
        &Cookies {
            cookies: Pairs(cookies),
        },
    )
}

/// Set cookies, then redirect to `/cookies`.
///
/// ```sh
/// curl --location --cookie-jar - 'http://127.0.0.1:3000/cookies/set?flavour=oat'
/// ```
#[utoipa::path(
    get,
    path = "/cookies/set",
    tag = "bench: cookies",
    params(("flavour" = Option<String>, Query, pattern = "^[!#-+./0-9:<-\\[\\]-~-]*$", max_length = 4000, description = "Any name and any value: each pair of the query becomes a cookie.")),
    responses(
        (status = 302, description = "On to /cookies, with Set-Cookie."),
        (status = 400, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn set(
    State(services): State<Services>,
    RawQuery(query): RawQuery,
    headers: HeaderMap,
) -> Result<Response, Error> {
    let query = Query::of(query.as_deref());
    let cookies = query
        .pairs()
        .map(|(name, value)| cookie(&services, &headers, name, value));
    Ok(to_list(cookies.collect::<Result<_, _>>()?))
}

/// Set one cookie, then redirect to `/cookies`.
#[utoipa::path(
    get,
    path = "/cookies/set/{name}/{value}",
    tag = "bench: cookies",
    params(
        ("name" = String, Path, pattern = "^[A-Za-z0-9!#$%&'*+.^_`|~-]{1,100}$", description = "Its name."),
        ("value" = String, Path, pattern = "^[!#-+./0-9:<-\\[\\]-~-]{1,4000}$", description = "Its value."),
    ),
    responses(
        (status = 302, description = "On to /cookies, with Set-Cookie."),
        (status = 400, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn set_one(
    State(services): State<Services>,
    PathOf((name, value)): PathOf<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, Error> {
    Ok(to_list(vec![cookie(&services, &headers, &name, &value)?]))
}

/// Delete the cookies that the query names, then redirect to `/cookies`.
///
/// ```sh
/// curl --include 'http://127.0.0.1:3000/cookies/delete?flavour='
/// ```
#[utoipa::path(
    get,
    path = "/cookies/delete",
    tag = "bench: cookies",
    params(("flavour" = Option<String>, Query, description = "Any name; its value does not matter.")),
    responses(
        (status = 302, description = "On to /cookies, with Set-Cookie."),
        (status = 400, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn delete(RawQuery(query): RawQuery) -> Result<Response, Error> {
    let query = Query::of(query.as_deref());
    let cookies = query.pairs().map(|(name, _)| {
        checked_name(name)?;
        field(format!(
            "{name}=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/"
        ))
    });
    Ok(to_list(cookies.collect::<Result<_, _>>()?))
}

fn to_list(cookies: Vec<HeaderValue>) -> Response {
    let mut response = (StatusCode::FOUND, [(header::LOCATION, "/cookies")]).into_response();
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// One `Set-Cookie`.
fn cookie(
    services: &Services,
    headers: &HeaderMap,
    name: &str,
    value: &str,
) -> Result<HeaderValue, Fault> {
    checked_name(name)?;
    if value.len() > MAX_VALUE {
        let wanted = format!("at most {MAX_VALUE} bytes long");
        return Err(Fault::value("a cookie's value", wanted, value));
    }
    let secure = if shape::scheme(headers) == "https" {
        "Secure; "
    } else {
        ""
    };
    let inner = value
        .strip_prefix('"')
        .and_then(|it| it.strip_suffix('"'))
        .unwrap_or(value);
    if inner.bytes().all(is_octet) {
        return field(format!("{name}={value}; {secure}Path=/"));
    }
    if services.bench().is_httpbin() {
        return field(format!("{name}={}; {secure}Path=/", quoted(value)));
    }
    let wanted = "free of spaces, quotes, commas, semicolons, backslashes and all that is not ASCII: percent-encode them twice";
    Err(Fault::value("a cookie's value", wanted, value))
}

fn checked_name(name: &str) -> Result<(), Fault> {
    let is_token = (1..=MAX_NAME).contains(&name.len())
        && name
            .bytes()
            .all(|it| it.is_ascii_alphanumeric() || b"!#$%&'*+-.^_`|~".contains(&it));
    if !is_token {
        let wanted = "of 1 to 100 letters, digits and the signs !#$%&'*+-.^_`|~";
        return Err(Fault::value("a cookie's name", wanted, name));
    }
    if is_own_cookie(name) {
        return Err(Fault::value(
            "a cookie's name",
            "none that the server keeps for itself",
            name,
        ));
    }
    Ok(())
}

fn field(text: String) -> Result<HeaderValue, Fault> {
    HeaderValue::from_str(&text).map_err(|_| Fault::value("a cookie", "printable", &text))
}

/// RFC 6265, section 4.1.1.
fn is_octet(it: u8) -> bool {
    it.is_ascii_graphic() && !b"\",;\\".contains(&it)
}

/// A value between quotes, other bytes as three octal digits: what Python reads again.
fn quoted(value: &str) -> String {
    let mut text = String::from("\"");
    for it in value.bytes() {
        match it {
            b'"' | b'\\' => text.extend(['\\', char::from(it)]),
            b' ' => text.push(' '),
            it if is_octet(it) => text.push(char::from(it)),
            it => write!(text, "\\{it:03o}").expect("a string can be written to"),
        }
    }
    text.push('"');
    text
}

/// What [`quoted`] made a value of.
fn unquoted(value: &str) -> String {
    let Some(inner) = value.strip_prefix('"').and_then(|it| it.strip_suffix('"')) else {
        return value.to_owned();
    };
    if !inner.contains('\\') {
        return value.to_owned();
    }
    let (mut bytes, mut rest) = (Vec::new(), inner.as_bytes());
    while let Some((first, after)) = rest.split_first() {
        let octal = after
            .get(..3)
            .filter(|it| *first == b'\\' && it.iter().all(|it| (b'0'..b'8').contains(it)));
        let code = octal.and_then(|it| u8::from_str_radix(std::str::from_utf8(it).ok()?, 8).ok());
        let (byte, after) = match (code, first, after.split_first()) {
            (Some(code), _, _) => (code, &after[3..]),
            (None, b'\\', Some((next, after))) => (*next, after),
            _ => (*first, after),
        };
        bytes.push(byte);
        rest = after;
    }
    String::from_utf8_lossy(&bytes).into_owned()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_value_is_quoted_as_python_does_it() {
        assert_eq!(quoted("a b;\"\\é"), "\"a b\\073\\\"\\\\\\303\\251\"");
    }

    proptest! {
        #[test]
        fn a_quoted_value_is_printable_and_comes_back(value in "\\PC*|[ -~]*[;\\\\\"][ -~]*") {
            let text = quoted(&value);
            prop_assert!(HeaderValue::from_str(&text).is_ok());
            if text.contains('\\') {
                prop_assert_eq!(unquoted(&text), value);
            }
        }

        #[test]
        fn no_cookie_makes_it_panic(value in "\\PC*|\"[\\\\0-9\"]*\"") {
            let _ = unquoted(&value);
        }
    }
}
