//! The routes of the lessons, one module a resource.

pub mod cart;
pub mod echo;
pub mod greeting;
pub mod health;
pub mod hello;
pub(crate) mod lab;
pub mod login;
pub mod notes;
pub mod orders;
pub mod origins;
pub mod payments;
pub mod posts;
pub mod time;
pub mod whoami;
