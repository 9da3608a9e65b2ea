//! Puts what Python runs in beside the parts of the page's code: MicroPython's WebAssembly, as its package has it, and the
//! agent that starts it, bundled with MicroPython's own script.

use super::web;
use crate::place;
use anyhow::{Context, Result};
use std::{fs, path::Path};

/// Where the package has it.
const WASM: &str = "node_modules/@micropython/micropython-webassembly-pyscript/micropython.wasm";

/// Puts both into the folder of the code.
pub fn build(folder: &Path) -> Result<()> {
    web::bundle(
        &[
            "python=app/sandbox/python.js",
            "--format=iife",
            "--loader:.py=text",
            // What MicroPython's script does where it runs in Node falls away.
            "--define:process=undefined",
            "--external:fs",
            "--external:module",
            "--external:path",
            "--external:url",
        ],
        folder,
    )?;
    let wasm = place::root().join(WASM);
    fs::copy(&wasm, folder.join("python.wasm"))
        .map(drop)
        .with_context(|| format!("cannot copy {}", wasm.display()))
}
