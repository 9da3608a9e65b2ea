//! Chrome or Chromium for the browser tests: wherever it is, else from the distribution, else from Playwright.

use super::{debian, node, said};
use crate::{
    place,
    step::{self, Step},
};
use anyhow::{Context, Result, bail};
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

const NAMES: [&str; 5] = [
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
];

/// The browser's program; installs one where there is none.
pub fn ensure() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os("CHROME").filter(|it| !it.is_empty()) {
        let path = PathBuf::from(chosen);
        return if runs(&path) {
            Ok(path)
        } else {
            bail!(
                "CHROME is set to {}, which cannot be run; point it at Chrome or Chromium, or unset it",
                path.display()
            )
        };
    }
    let found = candidates().into_iter().find(|it| runs(it));
    let ours = || playwright_program().filter(|it| runs(it));
    if let Some(path) = found.or_else(ours) {
        return Ok(path);
    }
    step::note("No Chrome or Chromium was found.");
    if debian::can_install()
        && debian::install(&["chromium"]).is_ok()
        && let Some(path) = candidates().into_iter().find(|it| runs(it))
    {
        return Ok(path);
    }
    download()?;
    ours().context("The browser that was downloaded does not run: most often a system library is missing. Install Chromium from your system's packages, or set CHROME to a browser that runs")
}

/// Everywhere a browser usually lies, best first.
fn candidates() -> Vec<PathBuf> {
    let on_path = NAMES.iter().filter_map(|name| which::which(name).ok());
    on_path
        .chain(usual_places(env::consts::OS, |name| {
            env::var_os(name).map(PathBuf::from)
        }))
        .collect()
}

/// Where installers put Chrome and Chromium on each system; `variable` looks up an environment variable that holds a folder.
fn usual_places(system: &str, variable: impl Fn(&str) -> Option<PathBuf>) -> Vec<PathBuf> {
    const MAC: [&str; 2] = [
        "Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
        "Applications/Chromium.app/Contents/MacOS/Chromium",
    ];
    const WINDOWS: [&str; 2] = [
        "Google/Chrome/Application/chrome.exe",
        "Chromium/Application/chrome.exe",
    ];
    const UNIX: [&str; 4] = [
        "/usr/lib/chromium/chromium",
        "/opt/google/chrome/chrome",
        "/snap/bin/chromium",
        "/usr/lib64/chromium-browser/chromium-browser",
    ];
    let under = |folders: Vec<Option<PathBuf>>, paths: &[&str]| {
        folders
            .into_iter()
            .flatten()
            .flat_map(|folder| {
                paths
                    .iter()
                    .map(|path| folder.join(path))
                    .collect::<Vec<_>>()
            })
            .collect()
    };
    match system {
        "macos" => under(vec![Some(PathBuf::from("/")), variable("HOME")], &MAC),
        "windows" => under(
            ["ProgramFiles", "ProgramFiles(x86)", "LocalAppData"]
                .map(&variable)
                .into(),
            &WINDOWS,
        ),
        _ => UNIX.map(PathBuf::from).into(),
    }
}

/// Chrome on Windows opens a window instead of printing its version, so there it only has to exist.
fn runs(program: &Path) -> bool {
    if cfg!(windows) {
        program.is_file()
    } else {
        said(Command::new(program).arg("--version")).is_some_and(|it| it.contains("Chrom"))
    }
}

/// Playwright's own browsers go into the tool cache.
pub fn playwright_folder() -> Result<PathBuf> {
    Ok(place::cache()?.join("browsers"))
}

fn playwright_program() -> Option<PathBuf> {
    let mut command = Command::new("node");
    command
        .current_dir(place::root())
        .env("PLAYWRIGHT_BROWSERS_PATH", playwright_folder().ok()?);
    command.args([
        "-p",
        "require('@playwright/test').chromium.executablePath()",
    ]);
    said(&mut command).map(PathBuf::from)
}

fn download() -> Result<()> {
    let mut command = node::script("@playwright/test/cli.js");
    command
        .args(["install", "chromium", "--no-shell"])
        .env("PLAYWRIGHT_BROWSERS_PATH", playwright_folder()?);
    Step::new("Download Chromium by Playwright", command).run().map(|_| ()).context(
        "No browser for the tests. Install Chrome or Chromium from your system's packages, or set CHROME to one, and run the same command again",
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_system_is_searched_where_its_installers_put_things() {
        let home = |name: &str| Some(PathBuf::from(format!("/{name}")));
        let mac = usual_places("macos", home);
        assert!(
            mac.contains(&PathBuf::from(
                "/Applications/Chromium.app/Contents/MacOS/Chromium"
            )),
            "{mac:?}"
        );
        assert!(
            mac.iter().any(|it| it.starts_with("/HOME/Applications")),
            "{mac:?}"
        );
        let windows = usual_places("windows", home);
        assert!(
            windows.contains(&PathBuf::from(
                "/LocalAppData/Google/Chrome/Application/chrome.exe"
            )),
            "{windows:?}"
        );
        assert!(
            usual_places("linux", |_| None).contains(&PathBuf::from("/usr/lib/chromium/chromium"))
        );
    }

    #[test]
    fn a_missing_variable_leaves_its_places_out() {
        assert!(usual_places("windows", |_| None).is_empty());
    }
}
