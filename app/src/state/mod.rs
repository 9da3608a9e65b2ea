//! What several components share: `Copy` structs of signals, provided by the shell.

pub mod announce;
pub mod content;
pub mod desk;
pub mod exchanges;
pub mod progress;
pub mod settings;
