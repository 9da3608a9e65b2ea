//! The second origin: what answers on the next port. It has nothing but `/cors/…`, so that nothing else of this server
//! can be reached from there.

use std::time::Duration;

use axum::Router;

use super::{guard::Guarded, host::Hosts};
use crate::{dress::dress, router::second_routes, services::Services};

/// Everything that answers on the second origin, ready for [`serve`](super::serve::serve).
pub fn second_app(services: &Services, hosts: Hosts, deadline: Duration) -> Router {
    dress(
        Guarded::new(second_routes(services), hosts, deadline),
        services,
    )
}
