//! The modules that own the browser's APIs. Nothing here is called while a page renders.

pub mod dom;
pub mod fetch;
pub mod storage;
