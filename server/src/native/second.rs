//! The second origin: what answers on the next port. It has nothing but `/cors/…`, so that nothing else of this server
//! can be reached from there.

use std::time::Duration;

use axum::Router;

use super::guard::{Guarded, Guards};
use crate::{dress::dress, router::second_routes, services::Services};

/// Everything that answers on the second origin, ready for [`serve`](super::serve::serve).
pub fn second_app(services: &Services, guards: impl Into<Guards>, deadline: Duration) -> Router {
    let inner = second_routes(services);
    dress(
        Guarded::new(inner, guards.into(), services, deadline),
        services,
    )
}
