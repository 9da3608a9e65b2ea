//! How many bytes travel, as brotli, before a page can be read and before it can be used.

use super::table::{Row, Table};
use crate::{hooks, place};
use anyhow::{Context, Result};
use std::{
    fs,
    path::{Path, PathBuf},
};
use walkdir::WalkDir;

/// HTML and style sheet, in KB of 1,000 bytes.
const READ: f64 = 20.0;
/// JavaScript and WebAssembly without the editor.
const INTERACT: f64 = 150.0;
/// The editor.
const EDITOR: f64 = 140.0;

/// Weighs the built site.
pub fn measure() -> Result<Table> {
    let site = place::dist();
    let manifest = hooks::manifest()?;
    let css = weight(&site.join(&manifest.css))?;
    let mut rows = vec![Row::limited(
        "to read the home page: HTML and CSS",
        weight(&site.join("index.html"))? + css,
        "KB",
        READ,
    )];
    for page in lessons(&site)? {
        let name = page
            .parent()
            .and_then(Path::file_name)
            .unwrap_or_default()
            .display()
            .to_string();
        rows.push(Row::limited(
            format!("to read the lesson {name}: HTML and CSS"),
            weight(&page)? + css,
            "KB",
            READ,
        ));
    }
    rows.push(Row::shown("  of which CSS", css, "KB"));
    let mut interact = 0.0;
    let mut parts = Vec::new();
    for path in code(&site)?
        .iter()
        .filter(|it| !it.ends_with(&manifest.editor))
    {
        let bytes = weight(path)?;
        interact += bytes;
        parts.push(Row::shown(
            format!(
                "  of which {}",
                path.strip_prefix(&site).unwrap_or(path).display()
            ),
            bytes,
            "KB",
        ));
    }
    rows.push(Row::limited(
        "to interact: JavaScript and WebAssembly without the editor",
        interact,
        "KB",
        INTERACT,
    ));
    rows.append(&mut parts);
    rows.push(Row::limited(
        "the editor",
        weight(&site.join(&manifest.editor))?,
        "KB",
        EDITOR,
    ));
    rows.push(Row::shown(
        "the sandbox",
        weight(&site.join(&manifest.sandbox))?,
        "KB",
    ));
    for path in data(&site)? {
        rows.push(Row::shown(
            format!(
                "data: {}",
                path.strip_prefix(&site).unwrap_or(&path).display()
            ),
            weight(&path)?,
            "KB",
        ));
    }
    Ok(Table {
        title: "Sizes, brotli at quality 11, KB of 1,000 bytes".into(),
        rows,
    })
}

/// The size of a file as it travels: that of its brotli copy, where there is one.
fn weight(path: &Path) -> Result<f64> {
    let mut copy = path.as_os_str().to_owned();
    copy.push(".br");
    let measured = [Path::new(&copy), path]
        .into_iter()
        .find_map(|it| fs::metadata(it).ok());
    let bytes = measured
        .with_context(|| format!("the site has no {}", place::short(path)))?
        .len();
    #[allow(clippy::cast_precision_loss, reason = "no file has 2^52 bytes")]
    Ok(bytes as f64 / 1000.0)
}

fn lessons(site: &Path) -> Result<Vec<PathBuf>> {
    files(&site.join("learn"), &["html"])
}

fn code(site: &Path) -> Result<Vec<PathBuf>> {
    files(site, &["js", "mjs", "wasm"])
}

fn data(site: &Path) -> Result<Vec<PathBuf>> {
    files(&site.join("content"), &["json"])
}

fn files(folder: &Path, kinds: &[&str]) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in WalkDir::new(folder).sort_by_file_name() {
        let entry =
            entry.with_context(|| format!("the site has no folder {}", place::short(folder)))?;
        let kind = entry
            .path()
            .extension()
            .and_then(|it| it.to_str())
            .unwrap_or_default();
        if entry.file_type().is_file() && kinds.contains(&kind) {
            found.push(entry.into_path());
        }
    }
    Ok(found)
}
