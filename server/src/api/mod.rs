//! The routes of the lessons, one module a resource.

pub mod echo;
pub mod greeting;
pub mod health;
pub mod hello;
pub mod origins;
pub mod time;
pub mod whoami;
