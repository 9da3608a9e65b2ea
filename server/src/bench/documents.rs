//! `/html`, `/json`, `/xml` and other documents that are always the same.

use axum::{
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    conditions::{self, Current},
    fields::set,
    services::Services,
};

/// A document, and what tells it from others.
pub(super) struct Document {
    media_type: &'static str,
    body: &'static [u8],
    hash: u64,
}

impl Document {
    /// A document of this type.
    pub const fn new(media_type: &'static str, body: &'static [u8]) -> Self {
        // FNV-1a: enough to notice that somebody edited the file.
        let (mut hash, mut at) = (0xcbf2_9ce4_8422_2325_u64, 0);
        while at < body.len() {
            hash = (hash ^ body[at] as u64).wrapping_mul(0x0100_0000_01b3);
            at += 1;
        }
        Self {
            media_type,
            body,
            hash,
        }
    }

    /// The document, or 304 for who has it.
    pub fn answer(&self, headers: &HeaderMap) -> Response {
        let text = format!("\"{:016x}\"", self.hash);
        let mut response = if conditions::is_had(headers, Current::tagged(&text)) {
            StatusCode::NOT_MODIFIED.into_response()
        } else {
            let media_type = HeaderValue::from_static(self.media_type);
            ([(header::CONTENT_TYPE, media_type)], self.body).into_response()
        };
        let fields = response.headers_mut();
        set(fields, header::ETAG, &text);
        fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
        response
    }
}

static HTML: Document = Document::new(
    "text/html; charset=utf-8",
    include_bytes!("documents/page.html"),
);
static FORM: Document = Document::new(
    "text/html; charset=utf-8",
    include_bytes!("documents/form.html"),
);
static UTF_8: Document = Document::new(
    "text/html; charset=utf-8",
    include_bytes!("documents/utf8.html"),
);
static XML: Document = Document::new("application/xml", include_bytes!("documents/slides.xml"));
static JSON: Document = Document::new("application/json", include_bytes!("documents/slides.json"));
static ROBOTS: Document = Document::new("text/plain", include_bytes!("documents/robots.txt"));
static DENY: Document = Document::new("text/plain", include_bytes!("documents/deny.txt"));

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(html))
        .routes(routes!(form))
        .routes(routes!(utf_8))
        .routes(routes!(xml))
        .routes(routes!(json))
        .routes(routes!(robots))
        .routes(routes!(deny))
}

/// Answer with a page of HTML.
#[utoipa::path(get, path = "/html", tag = "bench: formats", responses((status = 200, body = String, content_type = "text/html; charset=utf-8")))]
async fn html(headers: HeaderMap) -> Response {
    HTML.answer(&headers)
}

/// Answer with a form to fill in; it is sent to `/post`.
#[utoipa::path(get, path = "/forms/post", tag = "bench: formats", responses((status = 200, body = String, content_type = "text/html; charset=utf-8")))]
async fn form(headers: HeaderMap) -> Response {
    FORM.answer(&headers)
}

/// Answer with letters of one to four bytes.
#[utoipa::path(get, path = "/encoding/utf8", tag = "bench: formats", responses((status = 200, body = String, content_type = "text/html; charset=utf-8")))]
async fn utf_8(headers: HeaderMap) -> Response {
    UTF_8.answer(&headers)
}

/// Answer with XML.
#[utoipa::path(get, path = "/xml", tag = "bench: formats", responses((status = 200, body = String, content_type = "application/xml")))]
async fn xml(headers: HeaderMap) -> Response {
    XML.answer(&headers)
}

/// Answer with JSON.
#[utoipa::path(get, path = "/json", tag = "bench: formats", responses((status = 200, body = serde_json::Value, content_type = "application/json")))]
async fn json(headers: HeaderMap) -> Response {
    JSON.answer(&headers)
}

/// Say which paths robots should leave alone (RFC 9309).
#[utoipa::path(get, path = "/robots.txt", tag = "bench: formats", responses((status = 200, body = String, content_type = "text/plain")))]
async fn robots(headers: HeaderMap) -> Response {
    ROBOTS.answer(&headers)
}

/// Answer with what robots should leave alone.
#[utoipa::path(get, path = "/deny", tag = "bench: formats", responses((status = 200, body = String, content_type = "text/plain")))]
async fn deny(headers: HeaderMap) -> Response {
    DENY.answer(&headers)
}
