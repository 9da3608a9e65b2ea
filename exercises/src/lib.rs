//! The course of Roundtrip: the types that describe it, the compiler that reads it, and the judge.
//!
//! # Layout
//! - [`model`]: what a lesson is, once it is right. The compiler writes these types as JSON, the app reads them.
//! - [`observe`]: what a request asked and what came back, and checks on the two.
//! - [`judge`]: what learner code may say, and the verdict on it.
//! - [`http`]: a line about each status code and header field.
//! - [`typescript`]: TypeScript with its types taken out (feature `typescript`), and what is said of what has none.
//! - `compiler` (feature `compiler`): Markdown and TOML to [`model`], with errors that name file and line.
//!
//! No I/O happens here: callers bring the text of files and take values away. It builds natively and to WebAssembly.

#[cfg(feature = "compiler")]
pub mod compiler;
pub mod http;
pub mod judge;
pub mod model;
pub mod observe;
pub mod typescript;
