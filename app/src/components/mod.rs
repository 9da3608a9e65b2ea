//! One module a block of a lesson, or a part of the frame.

pub mod attempts;
pub mod block;
pub mod challenge;
pub mod compare;
pub mod conversation;
pub mod el;
pub mod erase;
pub mod exchange;
pub mod exchange_bar;
pub mod experiment;
pub mod icon;
pub mod inspector;
pub mod keys;
pub mod lazy;
pub mod loading;
pub mod parsons;
pub mod quiz;
pub mod request_builder;
pub mod sender;
pub mod slot;
pub mod snippet;
pub mod terms;
pub mod text;
pub mod theme;
pub mod types;
