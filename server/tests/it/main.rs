//! The server from outside: its routes as one calls them, its site, its sockets, and its binary.
#![allow(
    clippy::unwrap_used,
    reason = "a test may fail by panicking, and so may what it calls"
)]

mod binary;
mod connections;
mod cors;
mod echo;
mod every_answer;
mod greeting;
mod health;
mod hello;
mod lab;
mod methods;
mod openapi;
mod shutdown;
mod site;
mod support;
mod time;
mod whoami;
mod wire;
