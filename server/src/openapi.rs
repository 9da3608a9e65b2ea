//! `GET /openapi.json`: the description of every route, put together from what stands at the routes themselves.

use axum::{
    Router,
    http::{HeaderName, HeaderValue, header},
    routing::get,
};
use utoipa::openapi::{InfoBuilder, License, OpenApi, OpenApiBuilder};

use crate::{json, services::Services};

const JSON: [(HeaderName, HeaderValue); 1] = [(
    header::CONTENT_TYPE,
    HeaderValue::from_static("application/json"),
)];

/// What the description says before any route is in it.
pub(crate) fn frame() -> OpenApi {
    let mut license = License::new("MIT OR Apache-2.0");
    license.identifier = Some("MIT OR Apache-2.0".to_owned());
    let info = InfoBuilder::new()
        .title("Roundtrip's companion server")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(
            "A server to send requests to, and to watch answering them. Errors are `application/problem+json` (RFC 9457).",
        ))
        .license(Some(license));
    OpenApiBuilder::new().info(info.build()).build()
}

/// Gives each operation an id of its own, as the standard asks for: the method and the path say which it is.
fn named_apart(mut description: OpenApi) -> OpenApi {
    for (path, item) in &mut description.paths.paths {
        for (method, operation) in [
            ("get", &mut item.get),
            ("put", &mut item.put),
            ("post", &mut item.post),
            ("delete", &mut item.delete),
            ("options", &mut item.options),
            ("head", &mut item.head),
            ("patch", &mut item.patch),
            ("trace", &mut item.trace),
        ] {
            if let Some(operation) = operation {
                let words = path.split(['/', '{', '}']).filter(|it| !it.is_empty());
                let words: Vec<&str> = [method].into_iter().chain(words).collect();
                operation.operation_id = Some(words.join("-"));
            }
        }
    }
    description
}

/// The description as a route. It does not describe itself.
pub(crate) fn router(description: &OpenApi) -> Router<Services> {
    let text = json::line(&named_apart(description.clone()))
        .expect("a description can be written as JSON");
    Router::new().route("/openapi.json", get(move || async move { (JSON, text) }))
}
