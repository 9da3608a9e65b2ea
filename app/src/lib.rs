//! The front end of Roundtrip: pages that stand as HTML before any WebAssembly has arrived, then come alive.
//!
//! # Layout
//! - [`shell`]: the frame around every page, and the router.
//! - [`pages`]: one module a page, and what each page needs before it can be rendered.
//! - [`components`]: one module a block or part of the frame.
//! - [`state`]: what several components share, as `Copy` structs of signals in context.
//! - [`browser`]: the only modules that touch the browser's APIs; called from effects and event handlers alone,
//!   so that everything else renders natively.
//! - [`wire`]: what there is to know about requests and responses without sending any.
//! - `boot` (in the browser): takes over the prerendered page. `prerender` (at build time): writes it.

#[cfg(feature = "hydrate")]
pub mod boot;
pub mod browser;
pub mod components;
pub mod pages;
#[cfg(feature = "ssr")]
pub mod prerender;
pub mod shell;
pub mod state;
pub mod wire;
