//! Reads the content of the course from its folder, has it compiled, and writes what the browser receives.

use super::replace_folder;
use crate::place;
use anyhow::{Context, Result, bail};
use exercises::compiler::{self, Compiled, Diagnostic};
use std::{collections::BTreeMap, fs, path::Path};
use walkdir::WalkDir;

/// Compiles the content of the course.
///
/// The inner error is everything that is wrong with the content; the outer one, that it could not be read at all.
pub fn compile() -> Result<Result<Compiled, Vec<Diagnostic>>> {
    Ok(compiler::compile(&read(
        &place::root().join("exercises/content"),
    )?))
}

/// Writes the content as JSON into `folder`, anew.
pub fn write(folder: &Path) -> Result<()> {
    let compiled = compile()?.or_else(|wrong| bail!("{}", report(&wrong)))?;
    replace_folder(folder, |new| {
        for (name, text) in compiled
            .files()
            .context("the content cannot be written as JSON")?
        {
            let path = new.join(name);
            fs::create_dir_all(path.parent().unwrap_or(new))?;
            fs::write(&path, text).with_context(|| format!("cannot write {}", path.display()))?;
        }
        Ok(())
    })
}

/// Everything that is wrong, for a person to read, with paths that an editor can open.
pub fn report(wrong: &[Diagnostic]) -> String {
    let each = wrong
        .iter()
        .map(|it| {
            format!(
                "
exercises/content/{it}"
            )
        })
        .collect::<Vec<_>>()
        .concat();
    let count = if wrong.len() == 1 {
        "1 thing is".into()
    } else {
        format!("{} things are", wrong.len())
    };
    format!("{count} wrong in the content:{each}\n")
}

/// The text of every file under a folder, by its path in it, with `/` between folders. Files whose names begin with a
/// dot belong to editors and systems, and are left out.
fn read(folder: &Path) -> Result<BTreeMap<String, String>> {
    let mut sources = BTreeMap::new();
    let entries = WalkDir::new(folder)
        .into_iter()
        .filter_entry(|it| it.depth() == 0 || !it.file_name().to_string_lossy().starts_with('.'));
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read {}", place::short(folder)))?;
        if !entry.file_type().is_file() {
            continue;
        }
        let inner = entry
            .path()
            .strip_prefix(folder)
            .context("a folder's entries lie inside it")?;
        let name = inner
            .iter()
            .map(|it| it.to_string_lossy())
            .collect::<Vec<_>>()
            .join("/");
        let text = fs::read_to_string(entry.path()).with_context(|| {
            format!(
                "cannot read {} as text (it must be UTF-8)",
                place::short(entry.path())
            )
        })?;
        sources.insert(name, text);
    }
    Ok(sources)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sources_are_named_from_the_content_folder_and_hidden_files_left_out() {
        let home = tempfile::tempdir().expect("a temporary folder");
        fs::create_dir_all(home.path().join("01-a/.cache")).expect("made");
        fs::write(home.path().join("01-a/lesson.md"), "# A").expect("written");
        fs::write(home.path().join("01-a/.lesson.md.swp"), "x").expect("written");
        fs::write(home.path().join("01-a/.cache/y"), "x").expect("written");
        let sources = read(home.path()).expect("readable");
        assert_eq!(
            sources.into_iter().collect::<Vec<_>>(),
            [("01-a/lesson.md".into(), "# A".into())]
        );
    }

    #[test]
    fn a_file_that_is_no_text_is_named() {
        let home = tempfile::tempdir().expect("a temporary folder");
        fs::write(home.path().join("course.toml"), [0xff, 0xfe, 0x00]).expect("written");
        let said = format!("{:#}", read(home.path()).expect_err("it is no UTF-8"));
        assert!(
            said.contains("course.toml") && said.contains("UTF-8"),
            "{said}"
        );
    }
}
