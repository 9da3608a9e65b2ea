//! Puts the tools together. Quick when everything is there, and everything that is installed is said.

use crate::{
    place,
    step::{self, time},
    tools::{cargo_tools, chrome, curl, firefox, node, postgres, rust},
};
use anyhow::{Context, Result};
use std::{env, ffi::OsString, path::PathBuf, process::Command, time::Instant};

/// What a build runs with.
pub struct Tools {
    path: OsString,
    /// The toolchain for WebAssembly, where it is not the usual one.
    toolchain: Option<PathBuf>,
}

/// What the browser tests run in.
pub struct Browsers {
    /// Chrome or Chromium.
    pub chrome: PathBuf,
    /// Firefox; none where it cannot be had here.
    pub firefox: Option<PathBuf>,
}

impl Tools {
    /// A command that runs in the project's root and finds the pinned tools first.
    pub fn command(&self, program: &str) -> Command {
        // Looked up here, since on some systems the program is searched in this process's PATH and not in the child's.
        let found = which::which_in(program, Some(&self.path), place::root())
            .unwrap_or_else(|_| PathBuf::from(program));
        let mut command = Command::new(found);
        command.current_dir(place::root()).env("PATH", &self.path);
        command
    }

    /// The same, for what is compiled to WebAssembly.
    pub fn wasm_command(&self, program: &str) -> Command {
        let mut command = self.command(program);
        if let Some(folder) = &self.toolchain {
            command.env("RUSTUP_TOOLCHAIN", folder);
        }
        command
    }

    /// Whether clippy can look at what is compiled to WebAssembly: the packaged toolchain has none.
    pub fn has_wasm_clippy(&self) -> bool {
        self.toolchain.is_none()
    }
}

/// What building the site takes.
pub fn for_build() -> Result<Tools> {
    let begun = Instant::now();
    let tools = tools()?;
    step::note(&format!("The tools are there ({})", time(begun.elapsed())));
    Ok(tools)
}

/// What the tests take as well: rustfmt, clippy, PostgreSQL, curl and browsers.
pub fn for_everything() -> Result<(Tools, Browsers)> {
    let begun = Instant::now();
    let tools = tools()?;
    rust::ensure_components()?;
    postgres::ensure();
    curl::ensure();
    let browsers = Browsers {
        chrome: chrome::ensure()?,
        firefox: firefox::ensure(),
    };
    step::note(&format!(
        "The tools are there ({}); the browsers are {} and {}",
        time(begun.elapsed()),
        browsers.chrome.display(),
        browsers
            .firefox
            .as_ref()
            .map_or("no Firefox".into(), |it| it.display().to_string())
    ));
    Ok((tools, browsers))
}

fn tools() -> Result<Tools> {
    node::ensure()?;
    let toolchain = rust::ensure_target()?;
    let mut folders = cargo_tools::ensure()?;
    folders.push(node::programs());
    folders.extend(env::split_paths(&env::var_os("PATH").unwrap_or_default()));
    let path =
        env::join_paths(folders).context("a folder on the PATH has a separator in its name")?;
    Ok(Tools { path, toolchain })
}
