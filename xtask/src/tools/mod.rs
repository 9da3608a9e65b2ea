//! The tools a build needs: found where they are, else installed into the project's own tool cache.

pub mod cargo_tools;
pub mod chrome;
pub mod curl;
pub mod debian;
pub mod firefox;
mod lock;
pub mod node;
pub mod postgres;
pub mod rust;
mod sysroot;

use std::{
    path::Path,
    process::{Command, Stdio},
};

/// What a command printed, trimmed; `None` where it cannot be run or fails.
pub fn said(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// Whether `program --version` names `version`.
fn is_version(program: &Path, version: &str) -> bool {
    said(Command::new(program).arg("--version"))
        .is_some_and(|it| it.split_whitespace().any(|word| word == version))
}
