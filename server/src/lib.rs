//! The companion server of Roundtrip: a [`Router`](axum::Router) that answers what learners send.
//!
//! # Layout
//! - [`mod@router`]: the table of contents of all routes.
//! - [`api`]: one resource, one module, each with a `router()`.
//! - [`problem`]: the one place where errors become statuses and `application/problem+json`.
//! - [`exchange`], [`methods`]: what every answer carries, and what every route says to a method it does not know.
//! - `openapi`: the description of all routes, made of the routes themselves.
//! - [`visitor`]: who asks, so that every visitor has data of their own.
//! - [`store`]: what visitors leave with the server; [`sql`]: what an exchange asked of the database.
//! - [`clock`], [`services`]: what the router needs of the world around it.
//! - `native` (feature `native`): sockets, files, signals. Nothing outside it needs an operating system or tokio,
//!   so that the same router can be built for `wasm32-unknown-unknown` and run inside a browser.

pub mod api;
mod body;
pub mod clock;
pub mod exchange;
mod json;
pub mod methods;
#[cfg(feature = "native")]
pub mod native;
mod openapi;
pub mod problem;
pub mod router;
pub mod services;
pub mod sql;
pub mod store;
pub mod visitor;

pub use router::router;
pub use services::Services;
