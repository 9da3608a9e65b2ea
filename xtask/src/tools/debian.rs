//! Packages of Debian and its relatives, for what can be had no other way. Used only where no password is asked for.

use super::said;
use crate::step::{Step, note};
use anyhow::{Result, bail};
use std::process::Command;

/// Whether packages can be installed here without asking anybody: `apt-get` is there, and we are root or may become it.
pub fn can_install() -> bool {
    which::which("apt-get").is_ok() && as_root().is_some()
}

/// Installs packages, refreshing the package lists first.
pub fn install(packages: &[&str]) -> Result<()> {
    let Some(prefix) = as_root() else {
        bail!(
            "cannot install {} without asking for a password",
            packages.join(" ")
        )
    };
    let mut update = apt(prefix);
    update.arg("update");
    Step::new("Refresh the package lists", update)
        .within(5)
        .run()?;
    let mut install = apt(prefix);
    install
        .args(["install", "--yes", "--no-install-recommends"])
        .args(packages);
    Step::new(
        format!("Install {} from the distribution", packages.join(", ")),
        install,
    )
    .run()
    .map(|_| ())
}

/// Makes sure of something where it can be had without a password: `name` is what it is called, `package` what brings it.
/// Where it cannot be had, `advice` is said, and whoever needs it fails.
pub fn provide(name: &str, package: &str, is_there: impl Fn() -> bool, advice: &str) {
    if is_there() {
        return;
    }
    note(&format!("No {name} was found."));
    let installed = can_install() && install(&[package]).is_ok();
    if !(installed && is_there()) {
        note(advice);
    }
}

fn apt(prefix: &[&str]) -> Command {
    let mut words = prefix.iter().chain(&["apt-get"]);
    let mut command = Command::new(words.next().unwrap_or(&"apt-get"));
    command.args(words).env("DEBIAN_FRONTEND", "noninteractive");
    command
}

/// What to put before a command that needs root: nothing, `sudo -n`, or it cannot be had.
fn as_root() -> Option<&'static [&'static str]> {
    if said(Command::new("id").arg("-u")).as_deref() == Some("0") {
        return Some(&[]);
    }
    said(Command::new("sudo").args(["-n", "true"])).map(|_| ["sudo", "-n"].as_slice())
}
