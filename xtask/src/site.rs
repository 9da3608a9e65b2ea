//! The built site: made by Trunk, and made again only when something it is made of has changed.

use crate::{
    place,
    setup::Tools,
    step::{Step, note},
    tools::node::hex,
};
use anyhow::{Context, Result, ensure};
use sha2::{Digest, Sha256};
use std::{fs, path::Path};
use walkdir::WalkDir;

/// Everything the site is made of.
const INPUTS: [&str; 11] = [
    "Cargo.lock",
    "Cargo.toml",
    "Trunk.toml",
    "app",
    "exercises",
    "index.html",
    "package-lock.json",
    "package.json",
    "rust-toolchain.toml",
    "typescript",
    "xtask/src/hooks",
];

/// Makes sure that `dist` is what the sources say, as it is published: optimised, minified, compressed.
pub fn build(tools: &Tools) -> Result<()> {
    let inputs = fingerprint(&place::root(), &INPUTS, true)?;
    let stamp = place::own().join("site.stamp");
    let fresh = |outputs: &str| format!("{inputs} {outputs}");
    if fs::read_to_string(&stamp)
        .is_ok_and(|it| outputs().is_ok_and(|outputs| it == fresh(&outputs)))
    {
        note("The site is up to date");
        return Ok(());
    }
    let mut command = tools.wasm_command("trunk");
    command.args(["build", "--release", "--color", "never"]);
    // A stack of Trunk's own functions tells nobody what is wrong with the site.
    command.env("RUST_BACKTRACE", "0");
    Step::new("Build the site", command).within(40).run()?;
    let outputs = outputs()?;
    ensure!(
        place::dist().join("index.html").is_file(),
        "Trunk ended well, but there is no dist/index.html"
    );
    fs::create_dir_all(place::own())?;
    fs::write(&stamp, fresh(&outputs)).with_context(|| format!("cannot write {}", stamp.display()))
}

/// The names and sizes of what was built: a site that something else has changed is not the one that was stamped.
fn outputs() -> Result<String> {
    fingerprint(&place::dist(), &["."], false)
}

/// A hash of the names under `paths` and of what is in them, or only how long it is.
fn fingerprint(root: &Path, paths: &[&str], contents: bool) -> Result<String> {
    let mut hash = Sha256::new();
    for path in paths {
        for entry in WalkDir::new(root.join(path)).sort_by_file_name() {
            let entry = entry.with_context(|| format!("cannot read {path}"))?;
            if !entry.file_type().is_file() {
                continue;
            }
            let name = entry.path().strip_prefix(root).unwrap_or(entry.path());
            hash.update(name.to_string_lossy().as_bytes());
            hash.update([0]);
            hash.update(entry.metadata()?.len().to_le_bytes());
            if contents {
                hash.update(
                    fs::read(entry.path())
                        .with_context(|| format!("cannot read {}", entry.path().display()))?,
                );
            }
        }
    }
    Ok(hex(&hash.finalize()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_changed_a_renamed_and_a_new_file_each_make_another_fingerprint() {
        let home = tempfile::tempdir().expect("a temporary folder");
        let print = || fingerprint(home.path(), &["app"], true).expect("readable");
        fs::create_dir(home.path().join("app")).expect("made");
        fs::write(home.path().join("app/a.rs"), "fn a() {}").expect("written");
        let first = print();
        assert_eq!(print(), first);
        fs::write(home.path().join("app/a.rs"), "fn b() {}").expect("written");
        let changed = print();
        fs::rename(home.path().join("app/a.rs"), home.path().join("app/b.rs")).expect("renamed");
        let renamed = print();
        fs::write(home.path().join("app/c.rs"), "").expect("written");
        let all = [first, changed, renamed, print()];
        assert!((0..4).all(|i| (0..i).all(|j| all[i] != all[j])), "{all:?}");
    }

    #[test]
    fn an_input_that_is_missing_is_named() {
        let home = tempfile::tempdir().expect("a temporary folder");
        let said = format!(
            "{:#}",
            fingerprint(home.path(), &["index.html"], true).expect_err("nothing is there")
        );
        assert!(said.contains("index.html"), "{said}");
    }
}
