//! The server from outside: its routes as one calls them, its site, its sockets, and its binary.
#![allow(
    clippy::unwrap_used,
    reason = "a test may fail by panicking, and so may what it calls"
)]

mod binary;
mod cache_policy;
mod compressed;
mod connections;
mod cors;
mod docs;
mod echo;
mod events;
mod every_answer;
mod fault;
mod flaky;
mod greeting;
mod health;
mod hello;
mod lab;
mod limited;
mod methods;
mod negotiate;
mod openapi;
mod report;
mod shutdown;
mod site;
mod support;
mod time;
mod timeout;
mod visitor;
mod whoami;
mod wire;
