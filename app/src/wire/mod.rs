//! What there is to know about requests and responses without sending any: pure functions, tested natively.
//!
//! - [`answer`]: what came back, or why nothing did.
//! - [`draft`]: what stands in the request builder, and the request it makes.
//! - [`rules`]: which requests a browser does not let a page send, and why.
//! - [`render`]: a request as cURL, as `fetch`, as HTTP/1.1.
//! - [`explain`]: status codes and header fields, one line each.
//! - [`timing`]: the phases of an exchange, and which entry of Resource Timing belongs to it.
//! - [`server_timing`]: what a server tells of its own time; [`waterfall`]: the bars of a list.
//! - [`text`]: figures and JSON for people.

pub mod answer;
pub mod draft;
pub mod explain;
pub mod render;
pub mod rules;
pub mod server_timing;
pub mod text;
pub mod timing;
pub mod waterfall;
