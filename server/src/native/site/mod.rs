//! The built pages and their assets, from a folder: compressed ahead of time, with validators and rules for caches.

mod caching;
mod policies;
mod wanted;

use std::{
    io,
    path::{Path, PathBuf},
    sync::Arc,
};

use axum::{
    Router,
    body::Body,
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, Uri, header},
    response::{IntoResponse, Response},
};
use tower_http::services::ServeDir;

use self::{policies::Policies, wanted::Wanted};
use crate::problem::Error;

const NOT_FOUND_PAGE: &str = "/404.html";

const ICON: &str = "/favicon.svg";

const SANDBOX: &str = "/sandbox.html";

/// Why there is no site to serve.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    /// The folder, or the home page in it, is missing.
    #[error("there is no built site in {}. Build it with: cargo xtask play", .0.display())]
    Missing(PathBuf),
    /// The folder cannot be read.
    #[error("the site in {} cannot be read: {cause}", .folder.display())]
    Unreadable {
        /// The site's folder.
        folder: PathBuf,
        /// What the operating system says.
        cause: io::Error,
    },
}

/// A folder of built pages.
#[derive(Debug)]
pub struct Site {
    files: ServeDir,
    policies: Policies,
    /// Whether files may be kept by caches: not while they are being worked on.
    cached: bool,
}

impl Site {
    /// The built site in `folder`. Inline scripts are hashed now, and again whenever a page has changed.
    ///
    /// # Errors
    /// When there is no `index.html` in it, or a page in it cannot be read.
    pub fn open(folder: &Path) -> Result<Self, SiteError> {
        if !folder.join("index.html").is_file() {
            return Err(SiteError::Missing(folder.to_owned()));
        }
        let site = Self::of(folder, true);
        site.policies
            .read_all()
            .map_err(|cause| SiteError::Unreadable {
                folder: folder.to_owned(),
                cause,
            })?;
        Ok(site)
    }

    /// The site in `folder` while it is worked on: not yet built, half built or built again, as it is at each request.
    /// Nothing of it is cached.
    pub fn unfinished(folder: &Path) -> Self {
        Self::of(folder, false)
    }

    fn of(folder: &Path, cached: bool) -> Self {
        Self {
            files: ServeDir::new(folder)
                .precompressed_br()
                .precompressed_gzip(),
            policies: Policies::of(folder),
            cached,
        }
    }

    /// The same site, whose pages may send requests to these origins too.
    #[must_use]
    pub fn reaching<'a>(mut self, origins: impl Iterator<Item = &'a str>) -> Self {
        self.policies = self.policies.reaching(origins);
        self
    }

    /// The site as a service that answers every path.
    pub fn into_service(self) -> Router {
        Router::new().fallback(answer).with_state(Arc::new(self))
    }

    async fn file(&self, request: Request) -> Response {
        match self.files.clone().try_call(request).await {
            Ok(response) => response.map(Body::new),
            Err(error) if is_absence(&error) => StatusCode::NOT_FOUND.into_response(),
            Err(error) => {
                Error::internal("a file of the site could not be read", &error).into_response()
            }
        }
    }

    /// The header fields of what stands at `path`.
    fn dress(&self, path: &str, headers: &mut HeaderMap) {
        let caching = if self.cached {
            caching::rule(path)
        } else {
            "no-store"
        };
        headers.insert(header::CACHE_CONTROL, HeaderValue::from_static(caching));
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
        headers.insert(header::CONTENT_SECURITY_POLICY, self.policies.of_page(path));
        if path == SANDBOX {
            headers.insert(
                HeaderName::from_static("cross-origin-resource-policy"),
                HeaderValue::from_static("cross-origin"),
            );
        }
        say_utf8(headers);
    }

    /// The page that says so, for those who read pages; a problem for all others.
    async fn not_found(&self, request: &Wanted) -> Response {
        let mut response = if request.reads_html() {
            self.file(request.but_for(NOT_FOUND_PAGE)).await
        } else {
            StatusCode::NOT_FOUND.into_response()
        };
        if response.status() == StatusCode::OK {
            *response.status_mut() = StatusCode::NOT_FOUND;
            let headers = response.headers_mut();
            headers.remove(header::ETAG);
            headers.remove(header::LAST_MODIFIED);
            headers.remove(header::ACCEPT_RANGES);
            self.dress(NOT_FOUND_PAGE, headers);
        } else {
            response = Error::not_found(&request.uri).into_response();
        }
        response.headers_mut().insert(
            header::VARY,
            HeaderValue::from_static("Accept, Accept-Encoding"),
        );
        response
    }
}

async fn answer(State(site): State<Arc<Site>>, request: Request) -> Response {
    let wanted = Wanted::of(&request);
    let path = wanted.uri.path();
    // A path that begins with two slashes would be redirected to another host.
    if path.contains("//") {
        return site.not_found(&wanted).await;
    }
    let reads = [Method::GET, Method::HEAD].contains(request.method());
    let mut request = if reads { request } else { wanted.probe() };
    if path == "/favicon.ico" {
        // Asked for by tabs that show no page of ours, such as one with an API's answer.
        *request.uri_mut() = Uri::from_static(ICON);
    }
    let mut response = site.file(request).await;
    match response.status() {
        StatusCode::NOT_FOUND => return site.not_found(&wanted).await,
        _ if !reads => {
            let allow = [(header::ALLOW, "GET, HEAD")];
            return (StatusCode::METHOD_NOT_ALLOWED, allow).into_response();
        }
        StatusCode::TEMPORARY_REDIRECT => *response.status_mut() = StatusCode::PERMANENT_REDIRECT,
        _ => {}
    }
    site.dress(path, response.headers_mut());
    response
}

/// Whether the path simply leads nowhere: there is no such file, a file stands where a folder should, or no file
/// could ever be called so.
fn is_absence(error: &io::Error) -> bool {
    matches!(
        error.kind(),
        io::ErrorKind::NotFound
            | io::ErrorKind::NotADirectory
            | io::ErrorKind::InvalidFilename
            | io::ErrorKind::InvalidInput
    )
}

/// All text of the site is UTF-8.
fn say_utf8(headers: &mut HeaderMap) {
    let text = headers
        .get(header::CONTENT_TYPE)
        .and_then(|it| it.to_str().ok())
        .filter(|it| it.starts_with("text/") && !it.contains("charset"));
    if let Some(Ok(value)) = text.map(|it| HeaderValue::from_str(&format!("{it}; charset=utf-8"))) {
        headers.insert(header::CONTENT_TYPE, value);
    }
}
