//! The companion server whole: the routes, the site behind them, and the guards before both.

use std::time::Duration;

use axum::Router;

use super::{
    docs,
    guard::{Guarded, Guards},
    lab::Lab,
    site::Site,
};
use crate::{dress::dress, router::routes_and, services::Services};

/// Everything that answers, ready for [`serve`](super::serve::serve). Without a site, only the routes answer.
/// `deadline` is the longest that a request may take, from its head to the head of its response.
pub fn app(
    services: &Services,
    site: Option<Site>,
    guards: impl Into<Guards>,
    deadline: Duration,
) -> Router {
    let lab = Lab::default();
    let more = move || lab.clone().router(); // /lab/proxy/…, /lab/origins[/{name}[/state]], /lab/cache
    let mut inner = routes_and(more, services).merge(docs::router());
    if let Some(site) = site {
        inner = inner.fallback_service(site.into_service());
    }
    dress(
        Guarded::new(inner, guards.into(), services, deadline),
        services,
    )
}
