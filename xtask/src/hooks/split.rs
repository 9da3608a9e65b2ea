//! Cuts the WebAssembly where the app's `lazy.rs` says: one part that brings a page to life, and parts that arrive
//! when what they are for comes near. Trunk cannot do this, so its own output of the same build is put aside.

use crate::{place, tools::node};
use anyhow::{Context, Result, anyhow, ensure};
use sha2::{Digest, Sha256};
use std::{fs, path::Path, process::Command};
use wasm_split_cli_support::{Options, transform};

/// What the browsers we support understand, and the compiler writes.
const FEATURES: [&str; 6] = [
    "--enable-bulk-memory",
    "--enable-multivalue",
    "--enable-mutable-globals",
    "--enable-nontrapping-float-to-int",
    "--enable-reference-types",
    "--enable-sign-ext",
];

/// Replaces what Trunk made of the WebAssembly in `site` by a folder of parts. Gives the folder's name,
/// `code-<hash of what is in it>`: the files in it call each other by their plain names.
pub fn split(site: &Path, release: bool) -> Result<String> {
    let profile = if release { "wasm-release" } else { "debug" };
    let input = place::cargo_target()
        .join("wasm32-unknown-unknown")
        .join(profile)
        .join("app.wasm");
    let input = fs::read(&input).with_context(|| format!("cannot read {}", input.display()))?;
    let raw = place::own().join("split");
    super::replace_folder(&raw, |new| cut(&input, new))?;
    let code = place::own().join("code");
    super::replace_folder(&code, |new| finish(&raw, new, release))?;
    put_aside(site)?;
    let name = format!("code-{}", hash(&code)?);
    super::copy_folder(&code, &site.join(&name))?;
    Ok(name)
}

/// The first part, for wasm-bindgen to complete, the other parts, and the script that loads them.
fn cut(input: &[u8], folder: &Path) -> Result<()> {
    let first = folder.join("app.wasm");
    let mut options = Options::new(input);
    options.output_dir = folder;
    options.main_out_path = &first;
    options.target.web();
    options.main_module = "./app.js";
    transform(options)
        .map(drop)
        .map_err(|error| anyhow!("the WebAssembly could not be cut: {error:#}"))
}

/// The parts as they are published: the first completed by wasm-bindgen, and all of them small in a release.
fn finish(raw: &Path, folder: &Path, release: bool) -> Result<()> {
    let mut bindgen = Command::new("wasm-bindgen");
    bindgen.args([
        "--target",
        "web",
        "--no-typescript",
        "--keep-lld-exports",
        "--out-name",
        "app",
    ]);
    bindgen
        .arg("--out-dir")
        .arg(folder)
        .arg(raw.join("app.wasm"));
    run(&mut bindgen, "wasm-bindgen")?;
    for name in names(raw)? {
        if name != "app.wasm" {
            fs::copy(raw.join(&name), folder.join(&name))?;
        }
    }
    super::types::build(folder, release)?;
    if release {
        for name in names(folder)? {
            shrink(&folder.join(&name))?;
        }
    }
    super::python::build(folder)?;
    Ok(())
}

fn shrink(path: &Path) -> Result<()> {
    if path.extension().is_some_and(|it| it == "wasm") {
        let mut command = node::script("binaryen/bin/wasm-opt");
        return run(
            command
                .arg("-Oz")
                .args(FEATURES)
                .arg(path)
                .arg("-o")
                .arg(path),
            "wasm-opt",
        );
    }
    let mut command = node::script("esbuild/bin/esbuild");
    command.args([
        "--minify",
        "--format=esm",
        "--log-level=warning",
        "--allow-overwrite",
    ]);
    run(
        command
            .arg(path)
            .arg(format!("--outfile={}", path.display())),
        "esbuild",
    )
}

/// Removes the uncut build from the site.
fn put_aside(site: &Path) -> Result<()> {
    for name in names(site)? {
        let kind = Path::new(&name).extension();
        if name.starts_with("app-") && kind.is_some_and(|it| it == "js" || it == "wasm") {
            fs::remove_file(site.join(&name)).with_context(|| format!("cannot remove {name}"))?;
        }
    }
    Ok(())
}

fn run(command: &mut Command, name: &str) -> Result<()> {
    let output = command.output().with_context(|| {
        format!("cannot start {name}; `cargo xtask setup` says what is missing")
    })?;
    ensure!(
        output.status.success(),
        "{name} failed: {}",
        String::from_utf8_lossy(&output.stderr).trim()
    );
    Ok(())
}

/// The names of the files in a folder, sorted.
fn names(folder: &Path) -> Result<Vec<String>> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", folder.display()))?;
    let files = entries.flatten().filter(|it| it.path().is_file());
    let mut names: Vec<_> = files
        .filter_map(|it| it.file_name().into_string().ok())
        .collect();
    names.sort();
    Ok(names)
}

/// Sixteen hexadecimal digits that change with any file of a folder.
fn hash(folder: &Path) -> Result<String> {
    let mut hash = Sha256::new();
    for name in names(folder)? {
        hash.update(name.as_bytes());
        hash.update(fs::read(folder.join(&name))?);
    }
    Ok(node::hex(&hash.finalize())[..16].to_owned())
}
