//! The router's home on an operating system: files, sockets, signals, the terminal.
//!
//! - [`cli`], [`start`]: what was asked on the command line, and how the parts are put together for it.
//! - [`mod@app`]: the router with the site and the guards around it. [`second`]: what the second origin answers.
//! - [`docs`]: the description of the routes, to browse.
//! - [`site`], [`csp`]: the built pages and what browsers may do in them.
//! - [`guard`], [`host`], [`limit`]: what is turned away before any route is asked.
//! - [`store`]: what visitors leave, in SQLite or PostgreSQL.
//! - [`lab`]: a proxy, a cache, a balancer and three origins. `ws`: `WebSocket`s.
//! - [`serve`], `signals`: connections, their bounds, and their end. `places`,
//!   `bodies`: how many there are of them. `descriptors`, `memory`: what the operating system gives. `tap`: the bytes that pass on them.

pub mod app;
mod bodies;
pub mod cli;
mod clock;
pub mod csp;
mod descriptors;
pub mod docs;
pub mod guard;
pub mod host;
pub mod lab;
pub mod limit;
mod memory;
mod places;
pub mod second;
pub mod serve;
mod signals;
pub mod site;
pub mod start;
pub mod store;
pub(crate) mod tap;
pub(crate) mod ws;

pub use app::app;
pub use clock::SystemClock;
