//! The parts that arrive when they are needed, by name: what each weighs with all that has to come along.

use super::{
    sizes::{files, weight},
    table::Row,
};
use anyhow::{Context, Result, ensure};
use std::{collections::BTreeMap, fs, path::Path};

/// What brings the parts, as it was made by the cutter and made small by esbuild.
const LOADER: &str = "__wasm_split.js";

/// A row for each part of the WebAssembly in `folder`, and for each script or module of `site` beside it.
pub fn rows(site: &Path, folder: &Path) -> Result<Vec<Row>> {
    let loader = fs::read_to_string(folder.join(LOADER))
        .with_context(|| format!("no {LOADER} was built"))?;
    let needs = needs(&loader);
    ensure!(
        needs.keys().any(|it| it.starts_with("split_")),
        "{LOADER} names no part in the form that is known here"
    );
    let mut rows = Vec::new();
    for (name, chunks) in &needs {
        let Some(part) = name.strip_prefix("split_") else {
            continue;
        };
        let own = weight(&folder.join(format!("{name}.wasm")))?;
        let mut all = own;
        for chunk in chunks {
            all += weight(&folder.join(format!("{chunk}.wasm")))?;
        }
        rows.push(Row::shown(
            format!("  lazily, {part}: its own {own:.1} KB, and what it shares with others"),
            all,
            "KB",
        ));
    }
    for path in files(site, &["js", "wasm"])? {
        if path.starts_with(folder) {
            continue;
        }
        let name = path.file_name().unwrap_or_default().display().to_string();
        rows.push(Row::shown(
            format!("  lazily, {name}"),
            weight(&path)?,
            "KB",
        ));
    }
    Ok(rows)
}

/// What each file of WebAssembly needs besides itself, by their names without an ending. The loader says
/// `name=…fetch(new URL("./file.wasm",…))…,[other,names])` for each.
fn needs(loader: &str) -> BTreeMap<String, Vec<String>> {
    let mut pieces = loader.split("new URL(\"./");
    let mut before = pieces.next().unwrap_or_default();
    let mut by_variable: BTreeMap<&str, &str> = BTreeMap::new();
    let mut wanted: Vec<(&str, Vec<&str>)> = Vec::new();
    for piece in pieces {
        let (variable, file) = (variable(before), piece.split(".wasm\"").next());
        let list = piece
            .split_once("},[")
            .and_then(|(_, it)| it.split_once(']'));
        before = piece;
        let (Some(variable), Some(file), Some((list, _))) = (variable, file, list) else {
            continue;
        };
        by_variable.insert(variable, file);
        wanted.push((
            file,
            list.split(',')
                .map(str::trim)
                .filter(|it| !it.is_empty())
                .collect(),
        ));
    }
    let file = |it: &&str| by_variable.get(it).map(|it| (*it).to_owned());
    wanted
        .iter()
        .map(|(name, list)| ((*name).to_owned(), list.iter().filter_map(file).collect()))
        .collect()
}

/// The variable that is being given its value at the end of this text.
fn variable(text: &str) -> Option<&str> {
    let (given, _) = text.rsplit_once("(()=>{")?;
    let (start, _) = given.rsplit_once('=')?;
    let name = start.rsplit(|it: char| !(it.is_ascii_alphanumeric() || it == '_' || it == '$'));
    name.into_iter().next().filter(|it| !it.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_part_needs_what_its_loader_waits_for() {
        let loader = r#"const d=x(()=>{const t=fetch(new URL("./chunk_6.wasm",import.meta.url));return t},[]),_=e(()=>{const t=fetch(new URL("./chunk_9.wasm",import.meta.url));return t},[]),q=r(e(()=>{const t=fetch(new URL("./split_wire.wasm",import.meta.url));return t},[_,d])),v=r(e(()=>{const t=fetch(new URL("./split_home.wasm",import.meta.url));return t},[d]));export{q as a}"#;
        let found = needs(loader);
        assert_eq!(found["split_wire"], ["chunk_9", "chunk_6"]);
        assert_eq!(found["split_home"], ["chunk_6"]);
        assert!(found["chunk_6"].is_empty());
        assert!(needs("nothing of the kind").is_empty());
    }
}
