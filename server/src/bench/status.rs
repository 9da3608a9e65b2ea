//! `/status/{codes}`: an answer of any status, with the header fields that belong to it.

use axum::{
    extract::State,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{fault::Fault, params::PathOf};
use crate::{
    problem::{AsIs, Error},
    services::Services,
};

/// The most statuses to choose among.
const MAX_CHOICES: usize = 100;

const TEAPOT: &str =
    "\n      _____\n   __/_____\\__ __\n  (  I am a   )  )\n   \\ teapot  /__/\n    \\_______/\n\n";

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(status))
}

/// Answer with a status, or with one of several.
///
/// Weights follow a colon: `/status/200:0.9,503:0.1` fails one time in ten.
///
/// ```sh
/// curl --include http://127.0.0.1:3000/status/404
/// ```
#[utoipa::path(
    method(get, post, put, patch, delete, trace),
    path = "/status/{codes}",
    tag = "bench: statuses",
    params(("codes" = String, Path, pattern = "^[2-5][0-9]{2}(:[1-9][0-9]{0,5}(\\.[0-9]{1,6})?)?(,[2-5][0-9]{2}(:[1-9][0-9]{0,5}(\\.[0-9]{1,6})?)?){0,99}$", example = "200",
        description = "Statuses from 200 to 599, at most 100 of them, each perhaps with its weight.")),
    responses(
        (status = "2XX", description = "As asked for."),
        (status = "3XX", description = "As asked for, with Location where the status needs it."),
        (status = "4XX", description = "As asked for; a problem where what was asked for is no status."),
        (status = "5XX", description = "As asked for."),
    ),
)]
async fn status(
    State(services): State<Services>,
    PathOf(codes): PathOf<String>,
) -> Result<Response, Error> {
    let status = match code(&codes) {
        Ok(only) => only,
        Err(_) if codes.contains([',', ':']) => choose(&codes, services.random())?,
        Err(fault) => return Err(fault.into()),
    };
    let mut response = (status, body(status)).into_response();
    if body(status).is_empty() {
        response.headers_mut().remove(header::CONTENT_TYPE);
    }
    fields(
        status,
        services.bench().is_httpbin(),
        response.headers_mut(),
    );
    response.extensions_mut().insert(AsIs);
    Ok(response)
}

fn code(text: &str) -> Result<StatusCode, Fault> {
    let digits = text.len() == 3 && text.bytes().all(|it| it.is_ascii_digit());
    text.parse()
        .ok()
        .filter(|it: &StatusCode| digits && (200..600).contains(&it.as_u16()))
        .ok_or_else(|| {
            let wanted = "a status from 200 to 599, as in /status/404, or several with their weights, as in /status/200:0.9,503:0.1";
            Fault::value("codes", wanted, text)
        })
}

/// One of the statuses, by their weights.
fn choose(codes: &str, random: u128) -> Result<StatusCode, Fault> {
    let mut choices = Vec::new();
    for choice in codes.split(',') {
        if choices.len() == MAX_CHOICES {
            let wanted = format!("at most {MAX_CHOICES} statuses");
            return Err(Fault::value("codes", wanted, codes));
        }
        let (text, weight) = choice.split_once(':').unwrap_or((choice, "1"));
        let weight = super::params::number("a weight", weight, 1e-6..=1e6)?;
        choices.push((code(text)?, weight));
    }
    let sum: f64 = choices.iter().map(|it| it.1).sum();
    // 32 bits are exact in a float, and enough to choose by.
    let mut rest =
        sum * f64::from(u32::try_from(random >> 96).unwrap_or_default()) / 4_294_967_296.0;
    for (status, weight) in &choices {
        if rest < *weight {
            return Ok(*status);
        }
        rest -= weight;
    }
    // Sums of floats are not exact: what is left belongs to the last one.
    let last = choices.pop().map(|it| it.0);
    last.ok_or_else(|| Fault::value("codes", "at least one status", codes))
}

fn body(status: StatusCode) -> &'static str {
    match status {
        StatusCode::IM_A_TEAPOT => TEAPOT,
        StatusCode::PAYMENT_REQUIRED => "The till is over there.\n",
        // One byte of two: see its Content-Range.
        StatusCode::PARTIAL_CONTENT => "H",
        _ => "",
    }
}

/// The header fields without which the status says too little (RFC 9110, section 15).
fn fields(status: StatusCode, is_httpbin: bool, headers: &mut HeaderMap) {
    let mut set = |name: HeaderName, value: &'static str| {
        headers.insert(name, HeaderValue::from_static(value));
    };
    match status.as_u16() {
        301 | 302 | 303 | 305 | 307 => set(header::LOCATION, "/redirect/1"),
        401 => set(header::WWW_AUTHENTICATE, "Basic realm=\"Fake Realm\""),
        407 => set(header::PROXY_AUTHENTICATE, "Basic realm=\"Fake Realm\""),
        _ if is_httpbin => {}
        206 => set(header::CONTENT_RANGE, "bytes 0-0/2"),
        300 | 308 => set(header::LOCATION, "/redirect/1"),
        405 => set(header::ALLOW, "HEAD, OPTIONS"),
        415 => set(header::ACCEPT, "application/json"),
        416 => set(header::CONTENT_RANGE, "bytes */0"),
        426 => {
            set(header::UPGRADE, "websocket");
            set(header::CONNECTION, "upgrade");
        }
        429 | 503 => set(header::RETRY_AFTER, "1"),
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn the_weights_decide() {
        let chosen = |random: u128| choose("200:3,503", random).unwrap().as_u16();
        assert_eq!((chosen(0), chosen(u128::MAX)), (200, 503));
        assert_eq!(
            (chosen(u128::MAX / 100 * 74), chosen(u128::MAX / 100 * 76)),
            (200, 503)
        );
    }

    #[test]
    fn what_is_no_status_is_refused() {
        for codes in [
            "200,", "200:x", "200:0", "200:1:1", "200,600", "99,200", "a:1", ",",
        ] {
            assert!(choose(codes, 1 << 127).is_err(), "{codes}");
        }
        for text in ["4!9", "100", "600", "0200", "+20", "", "２００"] {
            assert!(code(text).is_err(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_a_status_or_refused(text in "\\PC*|[0-9:,.]*", random: u128) {
            if let Ok(status) = choose(&text, random) {
                prop_assert!(text.contains(status.as_str()));
            }
        }
    }
}
