//! The server from outside: its routes as one calls them, its site, its sockets, and its binary.
#![allow(
    clippy::unwrap_used,
    reason = "a test may fail by panicking, and so may what it calls"
)]

mod bench;
mod binary;
mod connections;
mod echo;
mod every_answer;
mod greeting;
mod health;
mod hello;
mod methods;
mod openapi;
mod shutdown;
mod site;
mod support;
mod time;
mod whoami;
