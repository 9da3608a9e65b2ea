//! `/base64/{value}`: what Base64 stands for (RFC 4648).

use axum::{
    extract::State,
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use base64::{
    Engine,
    alphabet::URL_SAFE,
    engine::{DecodePaddingMode, GeneralPurpose, GeneralPurposeConfig},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{fault::Fault, fields::SANDBOX, params::PathOf};
use crate::{
    problem::{Error, Problem},
    services::Services,
};

/// Padding may be there or not.
const LENIENT: GeneralPurpose = GeneralPurpose::new(
    &URL_SAFE,
    GeneralPurposeConfig::new().with_decode_padding_mode(DecodePaddingMode::Indifferent),
);

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(decode))
}

/// Answer with what some Base64 stands for.
///
/// ```sh
/// curl http://127.0.0.1:3000/base64/SGVsbG8sIFdvcmxkIQ==
/// ```
/// ```text
/// Hello, World!
/// ```
#[utoipa::path(
    get,
    path = "/base64/{value}",
    tag = "bench: dynamic data",
    params(("value" = String, Path, pattern = "^([A-Za-z0-9_-]{4})+$", example = "SGVsbG8sIFdvcmxkIQ==", description = "Base64 for URLs, with or without padding.")),
    responses(
        (status = 200, description = "Text, or bytes where it is none.", content((String = "text/plain; charset=utf-8"), (Vec<u8> = "application/octet-stream"))),
        (status = 400, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn decode(
    State(services): State<Services>,
    PathOf(value): PathOf<String>,
) -> Result<Response, Error> {
    let is_httpbin = services.bench().is_httpbin();
    // The other alphabet's two signs are understood as well.
    let bytes = match LENIENT.decode(value.replace('+', "-").replace('/', "_")) {
        Ok(bytes) => bytes,
        Err(_) if is_httpbin => b"This is no Base64. Try SFRUUEJJTiBpcyBhd2Vzb21l".to_vec(),
        Err(error) => return Err(Fault::value("value", format!("Base64 ({error})"), &value).into()),
    };
    let media_type = match std::str::from_utf8(&bytes) {
        Ok(_) if is_httpbin => "text/html; charset=utf-8",
        Ok(_) => "text/plain; charset=utf-8",
        Err(_) => "application/octet-stream",
    };
    let fields = [
        (header::CONTENT_TYPE, HeaderValue::from_static(media_type)),
        (header::CONTENT_SECURITY_POLICY, SANDBOX),
    ];
    Ok((fields, bytes).into_response())
}
