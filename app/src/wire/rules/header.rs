//! Header fields: which a page may set, and how they are written.

use super::{Place, Problem, blocking, is_token, shown};

/// What is wrong with a header row.
pub(super) fn check(row: usize, name: &str, value: &str) -> Option<Problem> {
    let (name_place, value_place) = (Place::HeaderName(row), Place::HeaderValue(row));
    if name.is_empty() {
        return (!value.is_empty()).then(|| {
            blocking(
                name_place,
                "This header has a value and no name. Give it one, or remove the row.",
            )
        });
    }
    if let Some(bad) = name.chars().find(|it| !is_token(*it)) {
        let hint = if bad == ':' {
            " The colon between name and value is written for you."
        } else {
            ""
        };
        return Some(blocking(
            name_place,
            format!(
                "{} may not stand in a header name (RFC 9110, section 5.1): letters, digits and - are safe. Take it out.{hint}",
                shown(bad)
            ),
        ));
    }
    if let Some(why) = forbidden(name, value) {
        return Some(blocking(
            name_place,
            format!(
                "Browsers do not let a page set {name}: {why} They would leave it out without a word. Remove the row."
            ),
        ));
    }
    if value.chars().any(|it| matches!(it, '\0' | '\r' | '\n')) {
        return Some(blocking(
            value_place,
            "There is a line break in the value: it would end the header line. Take it out.",
        ));
    }
    if let Some(bad) = value.chars().find(|it| u32::from(*it) > 0xff) {
        return Some(blocking(
            value_place,
            format!(
                "{} cannot be sent in a header value: fetch takes only characters up to U+00FF. Write it percent-encoded, or put it into the body.",
                shown(bad)
            ),
        ));
    }
    None
}

/// Why a page may not set this header, or none where it may (Fetch standard, "forbidden request-header").
fn forbidden(name: &str, value: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    Some(match name.as_str() {
        "cookie" | "cookie2" | "set-cookie" => "the browser alone keeps the cookies.",
        "host" => "the browser takes it from the URL.",
        "content-length" => "the browser counts the body itself.",
        "origin" | "referer" => {
            "servers trust it to say where a request comes from, so the browser writes it."
        }
        "date" | "dnt" | "via" | "expect" | "upgrade" => "the browser decides about it.",
        "connection" | "keep-alive" | "te" | "trailer" | "transfer-encoding" => {
            "it is about the connection, which the browser manages."
        }
        "accept-charset" | "accept-encoding" => "the browser says itself what it can decode.",
        "access-control-request-headers"
        | "access-control-request-method"
        | "access-control-request-private-network" => {
            "it belongs to preflight requests, which the browser writes."
        }
        "x-http-method" | "x-http-method-override" | "x-method-override"
            if value.split(',').any(|it| {
                matches!(
                    it.trim().to_ascii_uppercase().as_str(),
                    "CONNECT" | "TRACE" | "TRACK"
                )
            }) =>
        {
            "it names a method that a page may not use."
        }
        _ if name.starts_with("sec-") => {
            "names with Sec- are the browser's own, so that servers can trust them."
        }
        _ if name.starts_with("proxy-") => "names with Proxy- are between the browser and a proxy.",
        _ => return None,
    })
}
