//! `/image`: one picture in four formats, to choose by Accept or by path.

use axum::{
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use utoipa_axum::{router::OpenApiRouter, routes};

use super::{documents::Document, fault::Fault};
use crate::{
    negotiation,
    problem::{Error, Problem},
    services::Services,
};

static PNG: Document = Document::new("image/png", include_bytes!("documents/ship.png"));
static JPEG: Document = Document::new("image/jpeg", include_bytes!("documents/ship.jpg"));
static WEBP: Document = Document::new("image/webp", include_bytes!("documents/ship.webp"));
static SVG: Document = Document::new("image/svg+xml", include_bytes!("documents/ship.svg"));

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(image))
        .routes(routes!(png))
        .routes(routes!(jpeg))
        .routes(routes!(webp))
        .routes(routes!(svg))
}

/// Answer with a picture in the format that the client likes best.
///
/// ```sh
/// curl --include --header 'Accept: image/svg+xml, image/*;q=0.1' http://127.0.0.1:3000/image
/// ```
#[utoipa::path(
    get,
    path = "/image",
    tag = "bench: images",
    params(("Accept" = Option<String>, Header, description = "The formats that the client takes.")),
    responses(
        (status = 200, description = "The picture.", content((Vec<u8> = "image/png"), (Vec<u8> = "image/jpeg"), (Vec<u8> = "image/webp"), (String = "image/svg+xml")), headers(("Vary" = String))),
        (status = 406, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn image(headers: HeaderMap) -> Result<Response, Error> {
    let available = "image/png, image/jpeg, image/webp, image/svg+xml";
    let offers: Vec<&str> = available.split(", ").collect();
    let wishes = negotiation::wishes(&headers, &header::ACCEPT);
    let best = negotiation::best(wishes.as_deref(), &offers, negotiation::media_type);
    let document = match best {
        Some("image/png") => &PNG,
        Some("image/jpeg") => &JPEG,
        Some("image/webp") => &WEBP,
        Some("image/svg+xml") => &SVG,
        _ => return Err(Fault::NotAcceptable { available }.into()),
    };
    let mut response = document.answer(&headers);
    response
        .headers_mut()
        .insert(header::VARY, HeaderValue::from_static("Accept"));
    Ok(response)
}

/// Answer with a picture as PNG.
#[utoipa::path(get, path = "/image/png", tag = "bench: images", responses((status = 200, body = Vec<u8>, content_type = "image/png")))]
async fn png(headers: HeaderMap) -> Response {
    PNG.answer(&headers)
}

/// Answer with a picture as JPEG.
#[utoipa::path(get, path = "/image/jpeg", tag = "bench: images", responses((status = 200, body = Vec<u8>, content_type = "image/jpeg")))]
async fn jpeg(headers: HeaderMap) -> Response {
    JPEG.answer(&headers)
}

/// Answer with a picture as WebP.
#[utoipa::path(get, path = "/image/webp", tag = "bench: images", responses((status = 200, body = Vec<u8>, content_type = "image/webp")))]
async fn webp(headers: HeaderMap) -> Response {
    WEBP.answer(&headers)
}

/// Answer with a picture as SVG.
#[utoipa::path(get, path = "/image/svg", tag = "bench: images", responses((status = 200, body = String, content_type = "image/svg+xml")))]
async fn svg(headers: HeaderMap) -> Response {
    SVG.answer(&headers)
}
