//! The modules that own the browser's APIs. Nothing here is called while a page renders.

pub mod api;
pub mod date;
pub mod dom;
pub mod editor;
pub mod fetch;
pub mod form;
pub mod fragment;
pub mod listen;
pub mod mark;
pub mod navigation;
pub mod place;
pub mod resources;
pub mod sandbox;
pub mod storage;
pub mod tabs;
pub mod tasks;
pub mod timer;
pub mod typescript;
pub mod viewport;
pub mod whole;
