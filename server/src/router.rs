//! The table of contents: every route of the server, and where its code is.

use axum::{Router, extract::Request, middleware, routing::any};

use crate::{
    api, exchange, methods,
    problem::{self, Error},
    services::Services,
};

/// The routes alone, by module. Whatever else is asked for under `/api` and `/health` is not found; other paths are
/// left to what may stand behind (the pages).
pub fn routes(services: &Services) -> Router {
    Router::new()
        .merge(api::greeting::router()) // GET  /api/greeting?name=
        .merge(api::hello::router()) //    GET  /api/hello
        .merge(api::time::router()) //     GET  /api/time
        .merge(api::whoami::router()) //   GET  /api/whoami
        .merge(api::echo::router()) //     POST /api/echo
        .merge(api::health::router()) //   GET  /health/live, /health/ready
        .merge(nothing_else_in("/api"))
        .merge(nothing_else_in("/health"))
        .fallback(not_found)
        .with_state(services.clone())
}

fn nothing_else_in(folder: &str) -> Router<Services> {
    Router::new()
        .route(folder, any(not_found))
        .route(&format!("{folder}/"), any(not_found))
        .route(&format!("{folder}/{{*rest}}"), any(not_found))
}

/// The whole router: the routes, with what every answer of this server has in common.
pub fn router(services: &Services) -> Router {
    dress(routes(services), services)
}

/// Puts around `inner` what every answer has in common. `inner` is called as one service, so that this also sees
/// what axum adds to an answer last, such as `Allow`.
pub(crate) fn dress(inner: Router, services: &Services) -> Router {
    Router::new()
        .fallback_service(inner)
        .layer(middleware::from_fn(methods::answer))
        .layer(middleware::from_fn(problem::complete))
        .layer(middleware::from_fn_with_state(
            services.clone(),
            exchange::record,
        ))
}

async fn not_found(request: Request) -> Error {
    Error::not_found(request.uri())
}
