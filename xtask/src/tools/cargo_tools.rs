//! wasm-bindgen and Trunk, built from source by cargo at the pinned versions.

use super::{is_version, lock};
use crate::{place, step::Step};
use anyhow::{Context, Result, bail};
use std::{
    env::consts::EXE_SUFFIX,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Trunk's version: 0.22 needs a newer Rust than the project asks for.
const TRUNK: &str = "0.21.14";

/// Settings that build a tool fast: it is run a few times, so that its own speed hardly matters.
const FAST_BUILD: [(&str, &str); 4] = [
    ("CARGO_PROFILE_RELEASE_LTO", "off"),
    ("CARGO_PROFILE_RELEASE_CODEGEN_UNITS", "256"),
    ("CARGO_PROFILE_RELEASE_DEBUG", "0"),
    ("CARGO_PROFILE_RELEASE_STRIP", "symbols"),
];

/// A program that cargo can install.
struct Tool {
    crate_name: &'static str,
    program: &'static str,
    version: String,
    /// As in a cargo profile: wasm-bindgen reads megabytes at each build, Trunk mostly waits for others.
    opt_level: &'static str,
}

/// Makes sure of wasm-bindgen and Trunk; returns the folders that belong on the PATH.
pub fn ensure() -> Result<Vec<PathBuf>> {
    let lockfile =
        fs::read_to_string(place::root().join("Cargo.lock")).context("cannot read Cargo.lock")?;
    let bindgen = Tool {
        crate_name: "wasm-bindgen-cli",
        program: "wasm-bindgen",
        version: locked_version(&lockfile, "wasm-bindgen")?,
        opt_level: "1",
    };
    let trunk = Tool {
        crate_name: "trunk",
        program: "trunk",
        version: TRUNK.into(),
        opt_level: "0",
    };
    [bindgen, trunk]
        .iter()
        .filter_map(|tool| ensure_one(tool).transpose())
        .collect()
}

/// The folder of the tool; `None` where the very same version is on the PATH already.
fn ensure_one(tool: &Tool) -> Result<Option<PathBuf>> {
    let home = place::cache()?
        .join("tools")
        .join(format!("{}-{}", tool.program, tool.version));
    let program = home
        .join("bin")
        .join(format!("{}{EXE_SUFFIX}", tool.program));
    if is_version(&program, &tool.version) {
        return Ok(Some(home.join("bin")));
    }
    if which::which(tool.program).is_ok_and(|found| is_version(&found, &tool.version)) {
        return Ok(None);
    }
    let _lock = lock::take(&place::cache()?)?;
    if !is_version(&program, &tool.version) {
        install(tool, &home)?;
    }
    if !is_version(&program, &tool.version) {
        bail!(
            "{} was installed but does not run as version {}",
            program.display(),
            tool.version
        );
    }
    Ok(Some(home.join("bin")))
}

/// Builds in a folder of its own and moves the result in place at the end, so that nothing is ever half there.
fn install(tool: &Tool, home: &Path) -> Result<()> {
    let workshop = place::cache()?.join("unfinished");
    clear(&workshop)?;
    fs::create_dir_all(
        home.parent()
            .context("the tool cache has a folder for tools")?,
    )?;
    let what = format!(
        "Install {} {} into {}",
        tool.program,
        tool.version,
        home.display()
    );
    // Trunk's own lock file is right; wasm-bindgen's may name a crate that a mirror does not have yet.
    let locked = tool.program == "trunk";
    let built = Step::new(what, command(tool, &workshop, locked))
        .within(45)
        .run();
    if built.is_ok() {
        clear(home)?;
        fs::rename(workshop.join("root"), home)
            .with_context(|| format!("cannot move the finished tool to {}", home.display()))?;
    }
    clear(&workshop)?;
    built.map(|_| ())
}

fn command(tool: &Tool, workshop: &Path, locked: bool) -> Command {
    let mut command = Command::new("cargo");
    command.current_dir(place::root()).args([
        "install",
        tool.crate_name,
        "--no-default-features",
        "--no-track",
    ]);
    command
        .arg("--version")
        .arg(format!("={}", tool.version))
        .args(["--bin", tool.program]);
    command
        .arg("--root")
        .arg(workshop.join("root"))
        .env("CARGO_TARGET_DIR", workshop.join("target"));
    command
        .envs(FAST_BUILD)
        .env("CARGO_PROFILE_RELEASE_OPT_LEVEL", tool.opt_level);
    if locked {
        command.arg("--locked");
    }
    command
}

fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    Ok(())
}

/// The version at which `Cargo.lock` pins a crate.
fn locked_version(lockfile: &str, name: &str) -> Result<String> {
    let lock: toml::Table = lockfile
        .parse()
        .context("Cargo.lock cannot be read as TOML")?;
    let packages = lock
        .get("package")
        .and_then(toml::Value::as_array)
        .context("Cargo.lock lists no packages")?;
    let package = packages
        .iter()
        .find(|it| it.get("name").and_then(toml::Value::as_str) == Some(name));
    let version = package
        .and_then(|it| it.get("version"))
        .and_then(toml::Value::as_str);
    version.map(ToOwned::to_owned).with_context(|| {
        format!("Cargo.lock has no {name}; `cargo generate-lockfile` makes it anew")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_comes_from_the_crate_of_exactly_that_name() {
        let lock = "version = 4\n[[package]]\nname = \"wasm-bindgen-futures\"\nversion = \"0.4.80\"\n\n[[package]]\nname = \"wasm-bindgen\"\nversion = \"0.2.130\"\n";
        assert_eq!(
            locked_version(lock, "wasm-bindgen").expect("it is there"),
            "0.2.130"
        );
        assert!(locked_version(lock, "trunk").is_err());
    }
}
