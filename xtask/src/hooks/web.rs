//! The style sheet, the editor and the inline script by esbuild, the sandbox by [`sandbox`](super::sandbox), and a
//! manifest of their names: those that are served under a name of their own carry a hash of what is in them.

use super::{replace_folder, sandbox};
use crate::{place, tools::node};
use anyhow::{Context, Result, bail};
use serde::{Deserialize, Serialize};
use std::{fs, path::Path, process::Command};

/// The language level that every browser with the features we need understands.
const TARGET: &str = "--target=es2022";

/// The names of the files in `target/web`.
#[derive(Serialize, Deserialize)]
pub struct Manifest {
    /// The style sheet, `app-<hash>.css`.
    pub css: String,
    /// The style sheet of what no page shows before it is live, `late-<hash>.css`.
    pub late: String,
    /// The editor, an ES module, `editor-<hash>.js`.
    pub editor: String,
    /// What formats code, an ES module that the editor fetches when it is asked to, `format-<hash>.js`.
    pub format: String,
    /// The script that is inlined in every page.
    pub boot: String,
    /// Python's grammar, an ES module that the editor fetches when somebody writes in it, `python-<hash>.js`.
    pub python: String,
    /// The document that learner code runs in.
    pub sandbox: String,
    /// The folder of the WebAssembly, `code-<hash>`; empty until it has been built.
    pub code: String,
}

impl Manifest {
    /// Reads `manifest.json` in a folder.
    pub fn read(folder: &Path) -> Result<Self> {
        let path = folder.join("manifest.json");
        let text = fs::read(&path).with_context(|| {
            format!(
                "cannot read {}; `cargo xtask pre-build` makes it",
                path.display()
            )
        })?;
        serde_json::from_slice(&text).with_context(|| format!("{} is no manifest", path.display()))
    }

    /// Writes `manifest.json` into a folder.
    pub fn write(&self, folder: &Path) -> Result<()> {
        Ok(fs::write(
            folder.join("manifest.json"),
            serde_json::to_vec_pretty(self)?,
        )?)
    }

    /// The files that are served as they are. The inline script is not: the pages hold it.
    pub fn served(&self) -> [&str; 6] {
        let Self {
            css,
            late,
            editor,
            format,
            python,
            sandbox,
            ..
        } = self;
        [css, late, editor, format, python, sandbox]
    }
}

/// Builds them all into `folder`, anew.
pub fn build(folder: &Path) -> Result<()> {
    replace_folder(folder, |new| {
        bundle(
            &[
                "app=app/styles/index.css",
                "late=app/styles/late.css",
                "--entry-names=[name]-[hash]",
            ],
            new,
        )?;
        // What the editor imports only at times becomes a file of its own.
        bundle(
            &[
                "editor=app/js/editor.js",
                "--format=esm",
                "--splitting",
                "--entry-names=[name]-[hash]",
                "--chunk-names=[name]-[hash]",
            ],
            new,
        )?;
        bundle(&["boot=app/js/boot.js", "--format=iife"], new)?;
        let scripts = new.join("scripts");
        bundle(
            &[
                "frame=app/sandbox/frame.js",
                "agent=app/sandbox/agent.js",
                "--format=iife",
            ],
            &scripts,
        )?;
        let read = |name: &str| {
            fs::read_to_string(scripts.join(name))
                .with_context(|| format!("esbuild made no {name}"))
        };
        fs::write(
            new.join("sandbox.html"),
            sandbox::document(&read("frame.js")?, &read("agent.js")?)?,
        )?;
        fs::remove_dir_all(&scripts)?;
        let manifest = Manifest {
            css: named(new, "app-", ".css")?,
            late: named(new, "late-", ".css")?,
            editor: named(new, "editor-", ".js")?,
            format: named(new, "format-", ".js")?,
            python: named(new, "python-", ".js")?,
            boot: "boot.js".into(),
            sandbox: "sandbox.html".into(),
            code: String::new(),
        };
        manifest.write(new)
    })
}

/// Bundles what `name=path` says into `folder`, minified.
pub(super) fn bundle(arguments: &[&str], folder: &Path) -> Result<()> {
    let mut command: Command = node::script("esbuild/bin/esbuild");
    command.args(arguments).args([
        "--bundle",
        "--minify",
        "--log-level=warning",
        "--legal-comments=none",
        TARGET,
    ]);
    command.arg(format!("--outdir={}", folder.display()));
    let status = command
        .current_dir(place::root())
        .status()
        .context("cannot start Node; `cargo xtask setup` says what is missing")?;
    if !status.success() {
        bail!(
            "esbuild could not bundle {}; what is wrong is said above",
            arguments
                .iter()
                .filter(|it| !it.starts_with("--"))
                .copied()
                .collect::<Vec<_>>()
                .join(" and ")
        );
    }
    Ok(())
}

/// The one file in a folder whose name begins and ends so.
fn named(folder: &Path, begin: &str, end: &str) -> Result<String> {
    let names = fs::read_dir(folder)?
        .flatten()
        .filter_map(|entry| entry.file_name().into_string().ok());
    let mut found = names.filter(|name| name.starts_with(begin) && name.ends_with(end));
    match (found.next(), found.next()) {
        (Some(name), None) => Ok(name),
        _ => bail!("esbuild did not make exactly one {begin}*{end}"),
    }
}
