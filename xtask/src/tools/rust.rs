//! The Rust side of a build: the WebAssembly target, and the components that checks need.

use super::{said, sysroot};
use crate::{
    place,
    step::{Step, note},
};
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The target that browsers run.
pub const WASM: &str = "wasm32-unknown-unknown";

/// Makes sure that the standard library for WebAssembly is there. rustup may skip a missing target silently, so the
/// library itself is looked for. Where it had to come from Debian's packages, returns the toolchain folder to build with.
pub fn ensure_target() -> Result<Option<PathBuf>> {
    if target_is_there() {
        return Ok(None);
    }
    if which::which("rustup").is_ok() {
        let mut command = Command::new("rustup");
        command
            .current_dir(place::root())
            .args(["target", "add", WASM]);
        let added = Step::new(format!("Add the {WASM} target"), command).outcome()?;
        if target_is_there() {
            return Ok(None);
        }
        note(&format!(
            "rustup could not add the target ({}); trying Debian's packages",
            added.ending
        ));
    }
    sysroot::ensure().map(Some).with_context(|| {
        format!("the standard library for {WASM} is missing. Run `rustup target add {WASM}` where it can reach the network, or install your distribution's package for it")
    })
}

fn target_is_there() -> bool {
    toolchain().is_some_and(|it| has_std(&it.join("lib/rustlib").join(WASM).join("lib")))
}

fn toolchain() -> Option<PathBuf> {
    said(
        Command::new("rustc")
            .current_dir(place::root())
            .args(["--print", "sysroot"]),
    )
    .map(PathBuf::from)
}

/// Whether a folder of libraries holds the standard one.
pub fn has_std(folder: &Path) -> bool {
    fs::read_dir(folder).is_ok_and(|entries| {
        entries.flatten().any(|entry| {
            let name = entry.file_name();
            let name = name.to_string_lossy();
            name.starts_with("libstd-") && name.ends_with(".rlib")
        })
    })
}

/// Makes sure of rustfmt and clippy, which the minimal toolchain lacks.
pub fn ensure_components() -> Result<()> {
    for (component, command) in [("rustfmt", "fmt"), ("clippy", "clippy")] {
        let there = || {
            said(
                Command::new("cargo")
                    .current_dir(place::root())
                    .args([command, "--version"]),
            )
            .is_some()
        };
        if there() {
            continue;
        }
        if which::which("rustup").is_err() {
            bail!("{component} is missing; install it as you installed Rust");
        }
        let mut add = Command::new("rustup");
        add.current_dir(place::root())
            .args(["component", "add", component]);
        Step::new(format!("Add {component}"), add).run()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_target_folder_without_the_library_is_no_target() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        assert!(!has_std(folder.path()));
        fs::write(folder.path().join("libstd-0123.rlib"), "").expect("written");
        assert!(has_std(folder.path()));
        assert!(!has_std(&folder.path().join("nowhere")));
    }
}
