//! The router's home on an operating system: files, sockets, signals, the terminal.
//!
//! - [`cli`], [`start`]: what was asked on the command line, and how the parts are put together for it.
//! - [`mod@app`]: the router with the site and the guards around it.
//! - [`docs`]: the description of the routes, to browse.
//! - [`site`], [`csp`]: the built pages and what browsers may do in them.
//! - `guard`, [`host`]: what is turned away before any route is asked.
//! - [`serve`], `signals`: connections, their bounds, and their end.

pub mod app;
pub mod cli;
mod clock;
pub mod csp;
pub mod docs;
mod guard;
pub mod host;
pub mod serve;
mod signals;
pub mod site;
pub mod start;

pub use app::app;
pub use clock::SystemClock;
