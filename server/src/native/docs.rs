//! `GET /docs/`: the description of the routes to browse, and to try. All of it comes from this server.

use std::sync::Arc;

use axum::{
    Router,
    extract::Path,
    http::{HeaderValue, Uri, header},
    response::{IntoResponse, Redirect, Response},
    routing::get,
};
use utoipa_swagger_ui::{Config, SwaggerFile};

use crate::problem::Error;

/// What the pages may do in a browser: they bring styles within their elements, and send requests to this server.
const POLICY: &str = "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";

/// The pages, as routes without a description of their own.
pub fn router<S: Clone + Send + Sync + 'static>() -> Router<S> {
    let config = Arc::new(Config::from("/openapi.json").try_it_out_enabled(true));
    let page = move |path: &str, uri: &Uri| file(path, &config, uri);
    let (first, other) = (page.clone(), page);
    Router::new()
        .route("/docs", get(async || Redirect::permanent("/docs/")))
        .route("/docs/", get(async move |uri: Uri| first("", &uri)))
        .route(
            "/docs/{*path}",
            get(async move |Path(path): Path<String>, uri: Uri| other(&path, &uri)),
        )
}

fn file(path: &str, config: &Arc<Config<'static>>, uri: &Uri) -> Response {
    match utoipa_swagger_ui::serve(path, Arc::clone(config)) {
        Ok(Some(file)) => sent(file),
        Ok(None) => Error::not_found(uri).into_response(),
        Err(error) => {
            tracing::error!("a page of /docs could not be made: {error}");
            Error::Internal.into_response()
        }
    }
}

fn sent(file: SwaggerFile) -> Response {
    let media_type = HeaderValue::from_str(&file.content_type);
    let mut response = file.bytes.into_owned().into_response();
    let headers = response.headers_mut();
    if let Ok(media_type) = media_type {
        headers.insert(header::CONTENT_TYPE, media_type);
    }
    let policy = HeaderValue::from_static(POLICY);
    headers.insert(header::CONTENT_SECURITY_POLICY, policy);
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    response
}
