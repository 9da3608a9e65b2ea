//! The cache of the proxy lab: a shared cache as RFC 9111 has it, in memory, within bounds.
//!
//! - `control`: the directives of `Cache-Control`. [`Entry`]: one stored response, and whether it may be used.
//! - [`Cache`]: all of them. [`Status`]: what is said of it in `Cache-Status` (RFC 9211).

mod control;
mod entry;
mod status;
mod store;
mod tags;

pub(super) use control::only_if_cached;
pub(super) use entry::{Entry, Use};
pub(super) use status::{Forward, Status};
pub(super) use store::{Cache, Found};
pub(super) use tags::{is_current, names_tag};
