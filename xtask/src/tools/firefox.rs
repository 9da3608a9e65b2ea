//! Firefox for the browser tests that must hold in a second engine: wherever it is, else from the distribution.

use super::{debian, said};
use std::{
    env,
    path::{Path, PathBuf},
    process::Command,
};

/// The long-term release first: it is what distributions keep, and what the verdicts are written for.
const NAMES: [&str; 2] = ["firefox-esr", "firefox"];

/// Makes sure of Firefox where it can be had, and says where it is. Where it is not, that is said, and the tests that
/// need it fail.
pub fn ensure() -> Option<PathBuf> {
    let advice = "The attacks on the sandbox are run in Firefox, too: install it from your system's packages, or set FIREFOX to \
                  its program";
    debian::provide("Firefox", "firefox-esr", || find().is_some(), advice);
    find()
}

/// The one that FIREFOX names and no other, or the first that runs.
fn find() -> Option<PathBuf> {
    let chosen = env::var_os("FIREFOX").filter(|it| !it.is_empty());
    let candidates = chosen.map_or_else(candidates, |it| vec![PathBuf::from(it)]);
    candidates.into_iter().find(|it| runs(it))
}

fn candidates() -> Vec<PathBuf> {
    let on_path = NAMES.iter().filter_map(|name| which::which(name).ok());
    on_path
        .chain(usual_place(env::consts::OS).map(PathBuf::from))
        .collect()
}

/// Where its installer puts it.
fn usual_place(system: &str) -> Option<&'static str> {
    match system {
        "macos" => Some("/Applications/Firefox.app/Contents/MacOS/firefox"),
        "windows" => Some(r"C:\Program Files\Mozilla Firefox\firefox.exe"),
        _ => None,
    }
}

/// On Windows it opens a window instead of printing its version, so there it only has to exist.
fn runs(program: &Path) -> bool {
    if cfg!(windows) {
        program.is_file()
    } else {
        said(Command::new(program).arg("--version")).is_some_and(|it| it.contains("Firefox"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_does_not_say_that_it_is_firefox_is_not() {
        assert!(!runs(Path::new("/no/such/program")));
        if cfg!(unix) {
            assert!(!runs(Path::new("true")));
        }
        assert!(usual_place("linux").is_none());
        assert!(usual_place("macos").is_some_and(|it| it.ends_with("/firefox")));
    }
}
