//! Builds what takes the types out of TypeScript: a WebAssembly of its own beside the parts of the page's, and the worker
//! that runs it.

use crate::place;
use anyhow::{Context, Result};
use std::{fs, path::Path, process::Command};

/// Puts the worker and its WebAssembly into the folder of the code, not yet shrunk.
pub fn build(folder: &Path, release: bool) -> Result<()> {
    let profile = if release { "wasm-release" } else { "dev" };
    let mut build = Command::new("cargo");
    build
        .current_dir(place::root())
        .args(["build", "--quiet", "--package", "typescript"])
        .args(["--target", "wasm32-unknown-unknown", "--profile", profile]);
    // Without the relocations that the page's own code is compiled with: only what is cut needs them.
    build.env("CARGO_ENCODED_RUSTFLAGS", "");
    super::run(
        &mut build,
        "the part that reads TypeScript could not be built",
    )?;
    let made = place::cargo_target()
        .join("wasm32-unknown-unknown")
        .join(if release { profile } else { "debug" })
        .join("typescript.wasm");
    let mut bindgen = Command::new("wasm-bindgen");
    bindgen
        .args([
            "--target",
            "web",
            "--no-typescript",
            "--out-name",
            "types",
            "--out-dir",
        ])
        .arg(folder)
        .arg(made);
    super::run(
        &mut bindgen,
        "the part that reads TypeScript could not be completed",
    )?;
    let worker = place::root().join("app/js/typescript.js");
    fs::copy(&worker, folder.join("typescript.js"))
        .map(drop)
        .with_context(|| format!("cannot copy {}", worker.display()))
}
