//! The server from outside: its routes as one calls them, its site, its sockets, and its binary.
#![allow(
    clippy::unwrap_used,
    reason = "a test may fail by panicking, and so may what it calls"
)]

mod bench;
mod binary;
mod cache_policy;
mod cart;
mod compressed;
mod connections;
mod cors;
mod crash;
mod crowd;
mod docs;
mod echo;
mod events;
mod every_answer;
mod examples;
mod fault;
mod flaky;
mod greeting;
mod health;
mod hello;
mod lab;
mod limited;
mod login;
mod methods;
mod metrics;
mod negotiate;
mod notes;
mod openapi;
mod orders;
mod payments;
mod postgres;
mod posts;
mod rate;
mod report;
mod shutdown;
mod site;
mod store;
mod support;
mod time;
mod timeout;
mod visitor;
mod whoami;
mod wire;
mod ws;
