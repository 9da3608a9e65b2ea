//! The record of the wire: what each exchange of a visitor was, byte for byte, kept for a while for that visitor only.
//!
//! - [`Draft`]: an exchange while it goes on; `exchange::record` begins it, routes may add to it.
//! - [`Record`]: what is kept of it; [`Exchange`]: how that is told. [`Records`]: where it is kept, within bounds.
//! - [`Tap`]: whoever owns the socket and so knows the bytes. Where there is none (in a browser, in tests without a
//!   socket) the heads are written down as the router sees them, and `exact` is false.
//! - `routes`, `events`: `/_wire/exchanges`, `/_wire/events`. `dump`: `/dump/request`.

mod draft;
mod dump;
mod events;
mod exchange;
mod fault;
mod head;
mod kept;
pub mod mask;
mod record;
mod records;
mod routes;
mod seen;
mod tap;

use axum::extract::Request;
use utoipa_axum::router::OpenApiRouter;

pub use draft::Draft;
pub(crate) use draft::Unanswered;
#[cfg(feature = "native")]
pub(crate) use dump::{MAX_DUMPED, PATH as DUMP};
pub use exchange::{Body, Exchange, Hop, Message, SqlStatement, Stage, State};
pub use fault::Fault;
#[cfg(feature = "native")]
pub(crate) use head::of_request as head_of_request;
pub use record::Record;
pub use records::{Records, Subscription};
pub use tap::{Tap, Tapped};

use crate::services::Services;

/// The longest part of a body that is kept in the record, in bytes: 16 KiB.
pub const MAX_KEPT_BODY: usize = 16 << 10;

/// The folder of the record's own routes, which are not recorded.
pub(crate) const FOLDER: &str = "/_wire";

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    routes::router()
        .merge(events::router())
        .merge(dump::router())
}

/// Notes which route a request matched, and that its handler begins.
pub(crate) fn note_route(request: &Request) {
    if let Some(draft) = request.extensions().get::<Draft>() {
        draft.handler_begins(request.extensions());
    }
}
