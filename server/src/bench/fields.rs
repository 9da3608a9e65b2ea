//! Header fields that a client may choose for its own response: all but those that frame the message, and those
//! that keep a browser safe from what a stranger's link makes this server say.

use axum::http::{HeaderName, HeaderValue};

use super::{fault::Fault, shape::is_own_cookie};
use crate::problem::shorten;

/// What frames the message, or belongs to the connection (RFC 9110, section 7.6.1).
const FRAMING: [&str; 9] = [
    "connection",
    "content-length",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "http2-settings",
];

/// What protects visitors of this server.
const PROTECTING: [&str; 9] = [
    "access-control-allow-credentials",
    "clear-site-data",
    "content-security-policy",
    "cross-origin-opener-policy",
    "service-worker-allowed",
    "strict-transport-security",
    "x-content-type-options",
    "x-exchange-id",
    "server-timing",
];

/// What a document made by a stranger's link may do in a browser: nothing.
pub(super) const SANDBOX: HeaderValue =
    HeaderValue::from_static("sandbox; default-src 'none'; frame-ancestors 'none'");

/// A header field for the response.
///
/// # Errors
/// [`Fault::Field`].
pub(super) fn field(name: &str, value: &str) -> Result<(HeaderName, HeaderValue), Fault> {
    let refuse = |reason| Fault::Field {
        name: shorten(name),
        reason,
    };
    let name: HeaderName = name
        .parse()
        .map_err(|_| refuse("it is no name, which has letters, digits and hyphens only"))?;
    if FRAMING.contains(&name.as_str()) {
        return Err(refuse(
            "it says where the message ends, which the server must know",
        ));
    }
    if PROTECTING.contains(&name.as_str()) {
        return Err(refuse("it keeps visitors of this server safe"));
    }
    if name == "set-cookie" && is_own_cookie(value.trim_start()) {
        return Err(refuse("this cookie is the server's own"));
    }
    let value = HeaderValue::from_str(value.trim_matches([' ', '\t']))
        .map_err(|_| refuse("its value holds a line break or another control character"))?;
    Ok((name, value))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn framing_and_protection_are_not_for_clients() {
        for (name, value) in [
            ("Content-Length", "0"),
            ("transfer-encoding", "chunked"),
            ("Content-Security-Policy", "default-src *"),
            ("X-Content-Type-Options", "x"),
            ("Set-Cookie", "roundtrip_visitor=1"),
            ("X-A", "a\r\nb: c"),
            ("a b", "c"),
            ("", ""),
        ] {
            assert!(field(name, value).is_err(), "{name}");
        }
        assert!(field("X-Any", "é").is_ok());
    }
}
