//! The routes of the lessons, one module a resource.

pub mod cart;
pub mod echo;
pub mod greeting;
pub mod health;
pub mod hello;
pub mod login;
pub mod notes;
pub mod orders;
pub mod origins;
pub mod payments;
pub mod posts;
pub(crate) mod stored;
pub mod time;
pub mod whoami;
