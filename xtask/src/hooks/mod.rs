//! What Trunk calls: before its build everything the page is made of besides Rust, after it the pages themselves.
//! Each hook is one command, since Trunk starts all hooks of a stage at the same moment.

mod compress;
mod content;
mod python;
mod sandbox;
mod split;
mod types;
mod web;

pub use content::{compile, report};

use crate::place;
use anyhow::{Context, Result, ensure};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
};

/// Compiles the content to JSON, and bundles the style sheet, the editor, the inline script and the sandbox.
pub fn pre_build() -> Result<()> {
    content::write(&place::content())?;
    web::build(&place::web())
}

/// Completes the folder in which Trunk gathers the site: content, bundles, a page for every address, compressed copies.
pub fn post_build() -> Result<()> {
    let staging = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from);
    let staging = staging
        .context("TRUNK_STAGING_DIR is not set: this is called by Trunk, as Trunk.toml says")?;
    copy_folder(&place::content(), &staging.join("content"))?;
    let release = env::var("TRUNK_PROFILE").is_ok_and(|it| it == "release");
    let mut manifest = web::Manifest::read(&place::web())?;
    manifest.code = split::split(&staging, release)?;
    manifest.write(&place::web())?;
    for name in manifest.served() {
        copy(&place::web().join(name), &staging.join(name))?;
    }
    prerender(&staging)?;
    if release {
        compress::folder(&staging)?;
    }
    Ok(())
}

/// Renders every page by the app's own components.
fn prerender(site: &Path) -> Result<()> {
    let mut build = Command::new("cargo");
    // With the features of the whole workspace, which are those of the tests: what they compile is compiled once.
    build
        .current_dir(place::root())
        .args(["build", "--quiet", "--workspace"]);
    build.args(["--features", "app/ssr", "--bin", "prerender"]);
    let failed = "the pages could not be rendered";
    run(&mut build, failed)?;
    let mut render = Command::new(place::program("debug", "prerender"));
    render.current_dir(place::root()).arg("--site").arg(site);
    render
        .arg("--content")
        .arg(place::content())
        .arg("--web")
        .arg(place::web());
    run(&mut render, failed)
}

/// Runs a command that says itself what is wrong; `failed` says what that means for the site.
fn run(command: &mut Command, failed: &str) -> Result<()> {
    let name = command.get_program().display().to_string();
    let status = command
        .status()
        .with_context(|| format!("cannot start {name}"))?;
    ensure!(
        status.success(),
        "{failed} ({name}: {status}); what is wrong is said above"
    );
    Ok(())
}

fn copy_folder(from: &Path, to: &Path) -> Result<()> {
    for entry in walkdir::WalkDir::new(from) {
        let entry = entry.with_context(|| format!("cannot read {}", from.display()))?;
        if entry.file_type().is_file() {
            let inner = entry
                .path()
                .strip_prefix(from)
                .context("a folder's entries lie inside it")?;
            copy(entry.path(), &to.join(inner))?;
        }
    }
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    if let Some(folder) = to.parent() {
        fs::create_dir_all(folder)
            .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    }
    fs::copy(from, to)
        .map(|_| ())
        .with_context(|| format!("cannot copy {} to {}", from.display(), to.display()))
}

/// Makes a folder anew: fills `<folder>.new` first, so that a failure leaves the old one whole.
fn replace_folder(folder: &Path, fill: impl FnOnce(&Path) -> Result<()>) -> Result<()> {
    let new = folder.with_extension("new");
    let remove = |it: &Path| {
        if it.exists() {
            fs::remove_dir_all(it).with_context(|| format!("cannot clear {}", it.display()))
        } else {
            Ok(())
        }
    };
    remove(&new)?;
    fs::create_dir_all(&new)
        .with_context(|| format!("cannot make the folder {}", new.display()))?;
    fill(&new)?;
    remove(folder)?;
    fs::rename(&new, folder).with_context(|| format!("cannot put {} in place", folder.display()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_failed_filling_leaves_the_old_folder_whole() {
        let home = tempfile::tempdir().expect("a temporary folder");
        let folder = home.path().join("web");
        replace_folder(&folder, |new| Ok(fs::write(new.join("a"), "old")?)).expect("filled");
        let failed = replace_folder(&folder, |new| {
            fs::write(new.join("a"), "half")?;
            anyhow::bail!("no more")
        });
        assert!(failed.is_err());
        assert_eq!(
            fs::read_to_string(folder.join("a")).expect("still there"),
            "old"
        );
        replace_folder(&folder, |new| Ok(fs::write(new.join("b"), "new")?)).expect("filled");
        assert!(!folder.join("a").exists() && folder.join("b").exists());
    }
}
