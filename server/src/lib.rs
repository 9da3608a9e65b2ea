//! The companion server of Roundtrip: a [`Router`](axum::Router) that answers what learners send.
//!
//! # Layout
//! - [`mod@router`]: the table of contents of all routes.
//! - [`api`]: one resource, one module, each with a `router()`.
//! - [`course`]: time and failure, limits, negotiation and caching, one thing of HTTP a module.
//! - [`bench`]: the routes that clients of HTTP are tried on, the same ones that httpbin has.
//! - [`problem`]: the one place where errors become statuses and `application/problem+json`.
//! - `dress`, `entry`, [`exchange`], [`methods`]: what every answer carries, and what every route says to a method it does not know.
//! - [`metrics`]: what is counted, for whoever watches over the server.
//! - `openapi`: the description of all routes, made of the routes themselves.
//! - [`visitor`]: who asks, so that every visitor has data of their own.
//! - [`wire`], [`sql`]: the record of what went over the wire, and of what a database was asked for it.
//! - [`cors`], [`origins`]: what pages of another origin may do, on an origin of its own.
//! - [`store`]: what visitors leave with the server.
//! - [`clock`], [`services`]: what the router needs of the world around it.
//! - `fuzzing`: what the fuzzer calls; only built for it and for tests.
//! - `native` (feature `native`): sockets, files, signals. Nothing outside it needs an operating system or tokio,
//!   so that the same router can be built for `wasm32-unknown-unknown` and run inside a browser.

pub mod api;
pub mod bench;
mod body;
pub mod clock;
mod conditions;
pub mod cors;
pub mod course;
mod dress;
mod entry;
pub mod exchange;
mod fields;
#[cfg(all(feature = "native", any(fuzzing, test)))]
pub mod fuzzing;
mod json;
pub mod methods;
pub mod metrics;
#[cfg(feature = "native")]
pub mod native;
mod negotiation;
mod openapi;
pub mod origins;
mod per_visitor;
pub mod problem;
mod query;
mod ranges;
mod rate;
pub mod router;
mod selection;
pub mod services;
pub mod sql;
mod sse;
pub mod store;
mod unread;
pub mod visitor;
pub mod wire;

pub use router::router;
pub use services::Services;
