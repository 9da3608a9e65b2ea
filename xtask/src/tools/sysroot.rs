//! The way out where rustup cannot fetch the WebAssembly target (offline mirrors): Debian's packaged Rust, with the
//! standard library built from its sources, laid into a small toolchain folder in the tool cache. `RUSTUP_TOOLCHAIN` set
//! to that folder makes every `cargo` below it use it. Nothing outside the cache changes but the packages.

use super::{
    debian, lock,
    rust::{WASM, has_std},
    said,
};
use crate::{place, step::Step};
use anyhow::{Context, Result, ensure};
use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};

const PACKAGES: [&str; 5] = [
    "rustc-web",
    "cargo-web",
    "rust-web-src",
    "rust-web-llvm",
    "lld-22",
];
const RUSTC: &str = "/usr/bin/rustc";
const CARGO: &str = "/usr/bin/cargo";

/// The toolchain folder; made where there is none yet.
pub fn ensure() -> Result<PathBuf> {
    let home = place::cache()?.join("toolchains/debian");
    if is_whole(&home) {
        return Ok(home);
    }
    ensure!(
        debian::can_install(),
        "no packages can be installed here either"
    );
    let _lock = lock::take(&place::cache()?)?;
    debian::install(&PACKAGES)?;
    let workshop = place::cache()?.join("unfinished");
    clear(&workshop)?;
    let made = build_std(&workshop).and_then(|rlibs| lay_out(&rlibs, &workshop.join("root")));
    let moved = made.and_then(|()| {
        clear(&home)?;
        fs::create_dir_all(home.parent().unwrap_or(&home))?;
        fs::rename(workshop.join("root"), &home)
            .context("cannot move the finished toolchain in place")
    });
    clear(&workshop)?;
    moved.map(|()| home)
}

/// Whether the folder is a toolchain of the very rustc that is installed: another version cannot read its library.
fn is_whole(home: &Path) -> bool {
    let version = |rustc: &Path| said(Command::new(rustc).arg("--version"));
    let ours = fs::read_to_string(home.join("version")).ok();
    has_std(&library(home))
        && ours.is_some()
        && ours == version(Path::new(RUSTC))
        && ours == version(&home.join("bin/rustc"))
}

fn library(home: &Path) -> PathBuf {
    home.join("lib/rustlib").join(WASM).join("lib")
}

/// Compiles the standard library by way of an empty crate; returns the folder of the libraries.
fn build_std(workshop: &Path) -> Result<PathBuf> {
    let empty = workshop.join("empty");
    fs::create_dir_all(&empty)?;
    fs::write(empty.join("lib.rs"), "")?;
    fs::write(
        empty.join("Cargo.toml"),
        "[package]\nname = \"empty\"\nedition = \"2024\"\n[lib]\npath = \"lib.rs\"\n[workspace]\n",
    )?;
    let mut command = Command::new(CARGO);
    command.current_dir(&empty).args([
        "build",
        "--release",
        "--target",
        WASM,
        "-Z",
        "build-std=std,panic_abort",
    ]);
    // The packaged cargo must not run rustup's rustc; the bit code is what link-time optimisation reads.
    command
        .env("RUSTC", RUSTC)
        .env("RUSTC_BOOTSTRAP", "1")
        .env("RUSTFLAGS", "-Cembed-bitcode=yes");
    command
        .env("CARGO_TARGET_DIR", workshop.join("target"))
        .env_remove("RUSTUP_TOOLCHAIN");
    Step::new(format!("Build the standard library for {WASM}"), command).run()?;
    Ok(workshop.join("target").join(WASM).join("release/deps"))
}

/// A toolchain folder: the packaged programs, the packaged libraries of this machine, and the new library.
fn lay_out(rlibs: &Path, home: &Path) -> Result<()> {
    let host = PathBuf::from(
        said(Command::new(RUSTC).args(["--print", "target-libdir"]))
            .context("the packaged rustc does not run")?,
    );
    let host = host.parent().context("a library folder has a parent")?;
    let name = host.file_name().context("it is named after the machine")?;
    fs::create_dir_all(library(home))?;
    fs::create_dir_all(home.join("bin"))?;
    link(host, &home.join("lib/rustlib").join(name))?;
    link(Path::new(CARGO), &home.join("bin/cargo"))?;
    script(
        &home.join("bin/rustc"),
        &place::cache()?.join("toolchains/debian"),
    )?;
    for entry in fs::read_dir(rlibs)?.flatten() {
        let path = entry.path();
        if path.extension().is_some_and(|it| it == "rlib")
            && !entry.file_name().to_string_lossy().starts_with("libempty")
        {
            fs::copy(&path, library(home).join(entry.file_name()))?;
        }
    }
    ensure!(has_std(&library(home)), "cargo built no standard library");
    let version =
        said(Command::new(RUSTC).arg("--version")).context("the packaged rustc does not run")?;
    fs::write(home.join("version"), version).context("cannot write the toolchain's version")
}

/// rustc with the sysroot where the folder will lie in the end.
fn script(path: &Path, sysroot: &Path) -> Result<()> {
    let quoted = sysroot.display().to_string().replace('\'', r"'\''");
    fs::write(
        path,
        format!("#!/bin/sh\nexec {RUSTC} --sysroot '{quoted}' \"$@\"\n"),
    )?;
    make_executable(path)
}

fn clear(folder: &Path) -> Result<()> {
    if folder.exists() {
        fs::remove_dir_all(folder).with_context(|| format!("cannot clear {}", folder.display()))?;
    }
    Ok(())
}

#[cfg(unix)]
fn link(to: &Path, at: &Path) -> Result<()> {
    std::os::unix::fs::symlink(to, at).with_context(|| format!("cannot link {}", at.display()))
}

#[cfg(unix)]
fn make_executable(path: &Path) -> Result<()> {
    use std::os::unix::fs::PermissionsExt;
    Ok(fs::set_permissions(
        path,
        fs::Permissions::from_mode(0o755),
    )?)
}

#[cfg(not(unix))]
fn link(_: &Path, at: &Path) -> Result<()> {
    anyhow::bail!("{} is only made where Debian's packages are", at.display())
}

#[cfg(not(unix))]
fn make_executable(path: &Path) -> Result<()> {
    anyhow::bail!(
        "{} is only made where Debian's packages are",
        path.display()
    )
}
