//! Takes the types out of TypeScript: the parser, in a WebAssembly of its own. A worker of the page runs it
//! (`app/js/typescript.js`), so that code which takes too long, or is nested too deeply for the stack, ends nothing else.

use exercises::typescript::{self, Blanked};
use wasm_bindgen::prelude::wasm_bindgen;

/// The JavaScript that is left of a piece of TypeScript, or why there is none: a [`Blanked`] as JSON.
#[wasm_bindgen]
pub fn blank(source: &str) -> String {
    let blanked = Blanked::from(typescript::blank(source));
    // Strings and numbers always have a form in JSON.
    serde_json::to_string(&blanked).unwrap_or_default()
}
