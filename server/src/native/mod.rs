//! The router's home on an operating system: files, sockets, signals, the terminal.
//!
//! - [`cli`], [`start`]: what was asked on the command line, and how the parts are put together for it.
//! - [`mod@app`]: the router with the site and the guards around it.
//! - [`site`], [`csp`]: the built pages and what browsers may do in them.
//! - `guard`, [`host`]: what is turned away before any route is asked.
//! - [`store`]: what visitors leave, in SQLite or PostgreSQL.
//! - [`serve`], `signals`: connections, their bounds, and their end.

pub mod app;
pub mod cli;
mod clock;
pub mod csp;
mod guard;
pub mod host;
pub mod serve;
mod signals;
pub mod site;
pub mod start;
pub mod store;

pub use app::app;
pub use clock::SystemClock;
