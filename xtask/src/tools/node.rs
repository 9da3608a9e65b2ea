//! Node and the packages of `package-lock.json`: esbuild, wasm-opt, the editor, the browser tests.

use super::said;
use crate::{place, step::Step};
use anyhow::{Context, Result, bail};
use sha2::{Digest, Sha256};
use std::{
    fmt::Write,
    fs,
    path::{Path, PathBuf},
    process::Command,
};

/// The oldest Node that Playwright runs on.
const OLDEST: u32 = 20;
const HOW: &str = "Get it from https://nodejs.org, or from your system's packages (nodejs and npm)";

/// Where npm puts the programs of its packages.
pub fn programs() -> PathBuf {
    place::root().join("node_modules/.bin")
}

/// `node <script of a package>`: the same on every system, where `node_modules/.bin` is not.
pub fn script(path: &str) -> Command {
    let mut command = Command::new("node");
    command.current_dir(place::root()).arg(script_path(path));
    command
}

/// The path of a package's script.
pub fn script_path(path: &str) -> PathBuf {
    place::root().join("node_modules").join(path)
}

/// Makes sure that Node is there and that `node_modules` is what `package-lock.json` says.
pub fn ensure() -> Result<()> {
    check_node()?;
    let npm = which::which("npm")
        .ok()
        .with_context(|| format!("npm is missing. {HOW}, then run the same command again"))?;
    let modules = place::root().join("node_modules");
    let stamp = modules.join(".roundtrip-stamp");
    let wanted = lock_hash(&place::root())?;
    if fs::read_to_string(&stamp).is_ok_and(|it| it == wanted) {
        return Ok(());
    }
    let mut command = Command::new(npm);
    // No package may run a script of its own, and browsers are found or fetched by `chrome`.
    command
        .current_dir(place::root())
        .args(["ci", "--ignore-scripts", "--no-audit", "--no-fund"]);
    let installed = Step::new("Install the npm packages into node_modules", command).run();
    match installed {
        Ok(_) => {
            fs::write(&stamp, wanted).with_context(|| format!("cannot write {}", stamp.display()))
        }
        Err(error) => {
            // A second attempt begins from nothing; what cannot be removed now is removed by npm then.
            let _ = fs::remove_dir_all(&modules);
            Err(error)
        }
    }
}

fn check_node() -> Result<()> {
    let Some(version) = said(Command::new("node").arg("--version")) else {
        bail!(
            "Node is missing (at least version {OLDEST}). {HOW}, then run the same command again"
        );
    };
    match major(&version) {
        Some(major) if major >= OLDEST => Ok(()),
        _ => bail!(
            "Node is too old: {version}, and at least version {OLDEST} is needed. {HOW}, then run the same command again"
        ),
    }
}

fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

fn lock_hash(root: &Path) -> Result<String> {
    let mut hash = Sha256::new();
    for name in ["package.json", "package-lock.json"] {
        hash.update(fs::read(root.join(name)).with_context(|| format!("cannot read {name}"))?);
    }
    Ok(hex(&hash.finalize()))
}

/// Bytes as lower-case hexadecimal digits.
pub fn hex(bytes: &[u8]) -> String {
    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}"); // Writing to a String cannot fail.
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn node_says_its_version_with_a_v() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("20.20.2"), None);
        assert_eq!(major("vNext"), None);
    }

    #[test]
    fn another_lock_file_is_another_stamp() {
        let folder = tempfile::tempdir().expect("a temporary folder");
        fs::write(folder.path().join("package.json"), "{}").expect("written");
        fs::write(folder.path().join("package-lock.json"), "{}").expect("written");
        let before = lock_hash(folder.path()).expect("both are there");
        fs::write(folder.path().join("package-lock.json"), "{ }").expect("written");
        assert_ne!(lock_hash(folder.path()).expect("both are there"), before);
    }
}
