//! One module a block of a lesson, or a part of the frame.

pub mod block;
pub mod icon;
pub mod keys;
pub mod loading;
pub mod theme;
