//! The table of contents: every route of the server, and where its code is.

use axum::{Router, extract::Request, middleware, routing::any};
use utoipa_axum::router::OpenApiRouter;

use crate::{
    api, bench, cors, course,
    dress::dress,
    metrics,
    openapi::{self, Collected, Description, Routes},
    problem::Error,
    services::Services,
    sql, wire,
};

#[cfg(feature = "native")]
use crate::entry::{self, Readers};

/// The routes alone, by module. Whatever else is asked for under `/api` and `/health` is not found; other paths are
/// left to what may stand behind (the pages).
pub fn routes(services: &Services) -> Router {
    routes_and(OpenApiRouter::new, services)
}

/// The routes, and `more` that need what not every home of this router has. They are in the description as well.
pub(crate) fn routes_and(
    more: impl Fn() -> OpenApiRouter<Services> + Send + Sync + 'static,
    services: &Services,
) -> Router {
    let none = Routes {
        routes: Router::new(),
        services,
    };
    let routes = collect(none).merge(more()).routes;
    let describe = move || collect(Description(openapi::frame())).merge(more()).0;
    routes
        .merge(openapi::router(describe)) // GET /openapi.json
        .merge(nothing_else_in("/api"))
        .merge(nothing_else_in("/health"))
        .merge(nothing_else_in("/_wire"))
        .merge(nothing_else_in("/cors"))
        .merge(nothing_else_in("/lab"))
        .fallback(not_found)
        .with_state(services.clone())
}

/// The routes of the second origin.
#[cfg(feature = "native")]
pub(crate) fn second_routes(services: &Services) -> Router {
    let (routes, _) = cors::router().split_for_parts();
    routes
        .layer(entry::layer(services, Readers::Own))
        .fallback(not_found)
        .with_state(services.clone())
}

/// All modules: a route that is here is in `/openapi.json` as well.
fn collect<C: Collected>(collected: C) -> C {
    let collected = collected
        .merge(api::greeting::router()) // GET  /api/greeting?name=
        .merge(api::hello::router()) //    GET  /api/hello
        .merge(api::time::router()) //     GET  /api/time
        .merge(api::whoami::router()) //   GET  /api/whoami
        .merge(api::echo::router()) //     POST /api/echo
        .merge(course::fault::router()) //         GET, PUT, DELETE /api/faults
        .merge(course::events::router()) //        GET, POST /api/events, GET /api/poll
        .merge(course::flaky::router()) //         GET, DELETE /flaky?key=&fail=
        .merge(course::limited::router()) //       GET  /limited
        .merge(course::timeout::router()) //       GET  /timeout?after=
        .merge(course::negotiate::router()) //     GET  /negotiate
        .merge(course::report::router()) //        GET  /api/report
        .merge(course::compressed::router()) //    GET  /compressed
        .merge(course::cache_policy::router()) //  GET  /cache/policy/{policy}
        .merge(api::health::router()) //   GET  /health/live, /health/ready
        .merge(metrics::router()) //       GET  /metrics
        .merge(api::origins::router()) //  GET  /api/origins
        .merge(cors::router()) //          ANY  /cors/{open, exact-origin, credentials, no-preflight, blocked}
        .merge(wire::router()) //          GET  /_wire/exchanges[/{id}], /_wire/events; ANY /dump/request
        .merge(stored())
        .merge_open(bench::router()); // all that the bench's own table of contents lists
    #[cfg(feature = "native")]
    let collected = {
        let [open, own] = crate::native::ws::routers();
        collected.merge_open(open).merge(own) // /websocket/echo, /websocket/room/{name}; /api/ws
    };
    collected
}

/// What visitors leave with the server. These routes ask a database, and what they ask goes with the exchange.
fn stored() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .merge(api::notes::router()) //    GET, POST /api/notes; GET, PUT, DELETE /api/notes/{id}
        .merge(api::login::router()) //    GET, POST /api/login; POST /api/logout; GET /api/me, /api/admin
        .merge(api::posts::router()) //    GET  /api/posts, /api/n-plus-one; POST /api/posts/{id}/like
        .merge(api::cart::router()) //     GET  /api/products; GET, DELETE /api/cart; /api/cart/items[/{product}]
        .merge(api::orders::router()) //   POST /api/checkout; GET /api/orders[/{id}]
        .merge(api::payments::router()) // GET, POST /api/payments; GET /api/payments/{id}
        .layer(middleware::from_fn(sql::collect))
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

async fn not_found(request: Request) -> Error {
    Error::not_found(request.uri())
}
