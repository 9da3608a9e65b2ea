//! The server from outside: its routes as one calls them, its site, its sockets, and its binary.
#![allow(
    clippy::unwrap_used,
    reason = "a test may fail by panicking, and so may what it calls"
)]

mod binary;
mod cart;
mod connections;
mod crash;
mod echo;
mod every_answer;
mod greeting;
mod health;
mod hello;
mod login;
mod methods;
mod notes;
mod openapi;
mod orders;
mod payments;
mod postgres;
mod posts;
mod shutdown;
mod site;
mod store;
mod support;
mod time;
mod whoami;
