//! How many bytes travel, as brotli, before a page can be read and before it can be used.

use super::{
    parts,
    table::{Row, Table},
};
use crate::place;
use anyhow::{Context, Result, bail};
use std::{
    fs,
    path::{Path, PathBuf},
};
use walkdir::WalkDir;

/// HTML and style sheet, in KB of 1,000 bytes.
const READ: f64 = 20.0;
/// JavaScript and WebAssembly that bring a page to life.
const LIVE: f64 = 150.0;
/// The editor.
const EDITOR: f64 = 140.0;

/// Weighs the built site.
pub fn measure() -> Result<Table> {
    let site = place::dist();
    // By the names in the site itself: the last build may have been of another one.
    let (css, editor) = (named(&site, "app-", "css")?, named(&site, "editor-", "js")?);
    let mut rows = reading(&site, &css)?;
    let folder = named(&site, "code-", "")?;
    rows.append(&mut code(&folder)?);
    rows.append(&mut parts::rows(&site, &folder)?);
    rows.push(Row::limited("the editor", weight(&editor)?, "KB", EDITOR));
    rows.push(Row::shown(
        "the formatter, when it is asked for",
        weight(&named(&site, "format-", "js")?)?,
        "KB",
    ));
    rows.push(Row::shown(
        "Python's grammar, when it is written",
        weight(&named(&site, "python-", "js")?)?,
        "KB",
    ));
    rows.push(Row::shown(
        "the sandbox",
        weight(&site.join("sandbox.html"))?,
        "KB",
    ));
    for path in files(&site.join("content"), &["json"])? {
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

/// What the pages weigh, each with the style sheet.
fn reading(site: &Path, css: &Path) -> Result<Vec<Row>> {
    let css = weight(css)?;
    let mut rows = vec![Row::limited(
        "to read the home page: HTML and CSS",
        weight(&site.join("index.html"))? + css,
        "KB",
        READ,
    )];
    for page in files(&site.join("learn"), &["html"])? {
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
    Ok(rows)
}

/// What the code weighs: the part that brings a page to life, and those that arrive when they are needed.
fn code(folder: &Path) -> Result<Vec<Row>> {
    let (mut first, mut all, mut parts) = (0.0, 0.0, Vec::new());
    for path in files(folder, &["js", "wasm"])? {
        let name = path.file_name().unwrap_or_default().display().to_string();
        let bytes = weight(&path)?;
        all += bytes;
        let later = ["split_", "chunk_", "types", "typescript.", "python."]
            .iter()
            .any(|it| name.starts_with(it));
        if !later {
            first += bytes;
        }
        parts.push(Row::shown(
            format!("  {} {name}", if later { "later:" } else { "first:" }),
            bytes,
            "KB",
        ));
    }
    let mut rows = vec![Row::limited(
        "to make a page live: JavaScript and WebAssembly",
        first,
        "KB",
        LIVE,
    )];
    rows.push(Row::shown("all code but the editor", all, "KB"));
    rows.append(&mut parts);
    Ok(rows)
}

/// The size of a file as it travels: that of its brotli copy, where there is one.
pub fn weight(path: &Path) -> Result<f64> {
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

/// The one entry of a folder whose name begins so and is of that kind.
fn named(folder: &Path, begin: &str, kind: &str) -> Result<PathBuf> {
    let entries =
        fs::read_dir(folder).with_context(|| format!("cannot read {}", place::short(folder)))?;
    let found = entries
        .flatten()
        .filter(|it| it.file_name().to_string_lossy().starts_with(begin))
        .map(|it| it.path());
    let mut found = found.filter(|it| it.extension().unwrap_or_default() == kind);
    match (found.next(), found.next()) {
        (Some(path), None) => Ok(path),
        _ => bail!(
            "{} does not hold exactly one {begin}*{}{kind}",
            place::short(folder),
            if kind.is_empty() { "" } else { "." }
        ),
    }
}

/// The files of these kinds below a folder, sorted.
pub fn files(folder: &Path, kinds: &[&str]) -> Result<Vec<PathBuf>> {
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
