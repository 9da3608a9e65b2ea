//! What the three origins serve, one and the same: small resources, each with a caching rule of its own.

use std::{
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use axum::{
    Router,
    extract::{Request, State as Given},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    middleware::{self, Next},
    response::{IntoResponse, Response},
    routing::get,
};
use serde::Serialize;

use super::origin::{Origin, State};
use crate::{json::Json, problem::Error, wire::mask};

const SERVED_BY: HeaderName = HeaderName::from_static("x-served-by");

/// How long `/slow` takes.
const SLOW: Duration = Duration::from_secs(1);

/// What the origins have in common, as servers have a database in common.
#[derive(Clone, Debug, Default)]
pub(super) struct Store(Arc<AtomicU64>);

#[derive(Clone, Debug)]
struct Server {
    origin: Arc<Origin>,
    store: Store,
    slow: Duration,
}

/// What an origin serves.
pub(super) fn router(origin: Arc<Origin>, store: Store, slow: Duration) -> Router {
    let server = Server {
        origin,
        store,
        slow,
    };
    let folder = Router::new()
        .route("/page", get(page).post(edit))
        .route("/private", get(private))
        .route("/vary", get(vary))
        .route("/swr", get(swr))
        .route("/slow", get(slowly))
        .route("/whoami", get(whoami));
    Router::new()
        .nest("/lab/proxy", folder)
        .route("/health", get(|| async { "well\n" }))
        .fallback(|request: Request| async move { Error::not_found(request.uri()) })
        .layer(middleware::from_fn_with_state(server.clone(), behave))
        .with_state(server)
}

/// Does as the origin's state says, and signs the answer.
async fn behave(Given(server): Given<Server>, request: Request, next: Next) -> Response {
    let state = server.origin.state();
    if state == State::Slow {
        tokio::time::sleep(server.slow).await;
    }
    let mut response = if state == State::Failing {
        let no_store = [(header::CACHE_CONTROL, "no-store")];
        (no_store, Error::Bare(StatusCode::SERVICE_UNAVAILABLE)).into_response()
    } else {
        next.run(request).await
    };
    let name = HeaderValue::from_static(server.origin.name);
    response.headers_mut().insert(SERVED_BY, name);
    response
}

#[derive(Serialize)]
struct Page {
    message: &'static str,
    /// How often it was edited.
    revision: u64,
    made_by: &'static str,
}

impl Server {
    fn page(&self, caching: &'static str, message: &'static str) -> Response {
        let revision = self.store.0.load(Ordering::Relaxed);
        let page = Json(Page {
            message,
            revision,
            made_by: self.origin.name,
        });
        // Weak: the origins' pages mean the same, though each says who made it.
        let tag = HeaderValue::try_from(format!("W/\"r{revision}\"")).ok();
        let mut response = ([(header::CACHE_CONTROL, caching)], page).into_response();
        if let Some(tag) = tag {
            response.headers_mut().insert(header::ETAG, tag);
        }
        response
    }
}

/// 304 where the client has the page already.
fn unless_known(asked: &HeaderMap, mut response: Response) -> Response {
    let tag = response.headers().get(header::ETAG);
    let known = tag.is_some_and(|tag| super::cache::names_tag(asked, tag));
    if known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        response.headers_mut().remove(header::CONTENT_TYPE);
        response.headers_mut().remove(header::CONTENT_LENGTH);
        *response.body_mut() = axum::body::Body::empty();
    }
    response
}

async fn page(Given(server): Given<Server>, asked: HeaderMap) -> Response {
    let caching = "public, max-age=10, stale-if-error=60";
    unless_known(
        &asked,
        server.page(caching, "A cache may keep this for ten seconds."),
    )
}

async fn edit(Given(server): Given<Server>) -> Response {
    server.store.0.fetch_add(1, Ordering::Relaxed);
    server.page(
        "no-store",
        "The page was edited: what caches have of it is out of date.",
    )
}

async fn swr(Given(server): Given<Server>, asked: HeaderMap) -> Response {
    let caching = "public, max-age=2, stale-while-revalidate=30";
    let message = "A cache may keep this for two seconds, and give it out for thirty more while it asks again.";
    unless_known(&asked, server.page(caching, message))
}

async fn private(Given(server): Given<Server>) -> Response {
    server.page("private, no-store", "No cache may keep this.")
}

async fn slowly(Given(server): Given<Server>) -> Response {
    tokio::time::sleep(SLOW).await;
    server.page(
        "public, max-age=5",
        "This takes a second to make, and a cache may keep it for five.",
    )
}

async fn vary(Given(server): Given<Server>, asked: HeaderMap) -> Response {
    let wanted = asked.get(header::ACCEPT_LANGUAGE);
    let german = wanted.is_some_and(|it| it.as_bytes().to_ascii_lowercase().starts_with(b"de"));
    let (language, message) = if german {
        ("de", "Guten Tag!")
    } else {
        ("en", "Good day!")
    };
    let fields = [
        (header::VARY, "Accept-Language"),
        (header::CONTENT_LANGUAGE, language),
    ];
    let mut response = (fields, server.page("public, max-age=60", message)).into_response();
    response.headers_mut().remove(header::ETAG);
    response
}

#[derive(Serialize)]
struct Seen {
    served_by: &'static str,
    /// The head as it arrived here, through the proxy.
    head: String,
}

async fn whoami(Given(server): Given<Server>, request: Request) -> Response {
    let tapped = request.extensions().get::<crate::wire::Tapped>();
    let head = tapped
        .and_then(|it| it.tap.request_head())
        .unwrap_or_default();
    let seen = Json(Seen {
        served_by: server.origin.name,
        head: mask::head(&head),
    });
    ([(header::CACHE_CONTROL, "no-store")], seen).into_response()
}
