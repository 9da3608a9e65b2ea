//! The companion server whole: the routes, the site behind them, and the guards before both.

use std::time::Duration;

use axum::{
    Router, middleware,
    response::{IntoResponse, Response},
};
use tower_http::catch_panic::CatchPanicLayer;

use super::{
    docs,
    guard::{self, Guards},
    lab::Lab,
    site::Site,
};
use crate::{
    problem::Error,
    router::{dress, routes_and},
    services::Services,
};

/// Everything that answers, ready for [`serve`](super::serve::serve). Without a site, only the routes answer.
/// `deadline` is the longest that a request may take, from its head to the head of its response.
pub fn app(
    services: &Services,
    site: Option<Site>,
    guards: impl Into<Guards>,
    deadline: Duration,
) -> Router {
    let more = Lab::default().router(); // /lab/proxy/…, /lab/origins[/{name}[/state]], /lab/cache
    let mut inner = routes_and(more, services).merge(docs::router());
    if let Some(site) = site {
        inner = inner.fallback_service(site.into_service());
    }
    dress(guarded(inner, guards.into(), services, deadline), services)
}

/// Puts the guards before whatever answers.
pub(super) fn guarded(
    inner: Router,
    guards: Guards,
    services: &Services,
    deadline: Duration,
) -> Router {
    let limited = (guards.clone(), services.clone());
    inner
        .layer(middleware::from_fn_with_state(deadline, guard::deadline))
        .layer(CatchPanicLayer::custom(after_panic))
        .layer(middleware::from_fn_with_state(limited, guard::rate))
        .layer(middleware::from_fn_with_state(guards, guard::host))
        .layer(middleware::from_fn(guard::head))
}

/// The panic's own text went to the log when it happened; the client learns only that it did.
#[allow(clippy::needless_pass_by_value, reason = "the layer hands over a box")]
fn after_panic(_: Box<dyn std::any::Any + Send>) -> Response {
    Error::Internal.into_response()
}
