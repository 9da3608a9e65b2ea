//! Where things are: the project's folders, and the cache for tools that outlives a clone.

use anyhow::{Context, Result};
use std::{
    env,
    path::{Path, PathBuf},
};

/// The root of the project.
pub fn root() -> PathBuf {
    // cargo sets the variable at run time too, so a binary in a shared target folder works for every clone.
    let manifest = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    manifest.parent().map_or(manifest.clone(), Path::to_owned)
}

/// Cargo's target folder, wherever it was moved to: this program lies in `<target>/<profile>/`.
pub fn cargo_target() -> PathBuf {
    env::current_exe()
        .ok()
        .and_then(|exe| exe.ancestors().nth(2).map(Path::to_owned))
        .unwrap_or_else(|| root().join("target"))
}

/// The program of this name that cargo has built in a profile: `debug` or `release`.
pub fn program(profile: &str, name: &str) -> PathBuf {
    cargo_target()
        .join(profile)
        .join(format!("{name}{}", env::consts::EXE_SUFFIX))
}

/// The compiled content, as JSON.
pub fn content() -> PathBuf {
    root().join("target/content")
}

/// What esbuild and the sandbox's assembler made, with a manifest of the names.
pub fn web() -> PathBuf {
    root().join("target/web")
}

/// The site, ready to be served.
pub fn dist() -> PathBuf {
    root().join("dist")
}

/// Stamps, logs and reports of this program.
pub fn own() -> PathBuf {
    root().join("target/xtask")
}

/// The tool cache: `$ROUNDTRIP_CACHE`, or `roundtrip` in the user's cache folder.
pub fn cache() -> Result<PathBuf> {
    if let Some(chosen) = env::var_os("ROUNDTRIP_CACHE").filter(|it| !it.is_empty()) {
        return std::path::absolute(chosen).context("ROUNDTRIP_CACHE is no usable path");
    }
    user_cache().map(|it| it.join("roundtrip")).context(
        "no cache folder is known on this machine: set ROUNDTRIP_CACHE to a folder for the tools",
    )
}

fn user_cache() -> Option<PathBuf> {
    let absolute = |name: &str| {
        env::var_os(name)
            .map(PathBuf::from)
            .filter(|it| it.is_absolute())
    };
    if cfg!(windows) {
        absolute("LOCALAPPDATA")
    } else if cfg!(target_os = "macos") {
        env::home_dir().map(|home| home.join("Library/Caches"))
    } else {
        absolute("XDG_CACHE_HOME").or_else(|| env::home_dir().map(|home| home.join(".cache")))
    }
}

/// A path as a person reads it: from the root of the project where it lies inside.
pub fn short(path: &Path) -> String {
    path.strip_prefix(root())
        .unwrap_or(path)
        .display()
        .to_string()
}
