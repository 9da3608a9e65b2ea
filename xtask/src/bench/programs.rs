//! The optimised programs that are measured, and the one that makes load for them.

use crate::{place, server, setup::Tools, step::Step, stop};
use anyhow::{Context, Result, bail, ensure};
use serde::de::DeserializeOwned;
use std::{
    net::SocketAddr,
    path::PathBuf,
    process::{Command, Stdio},
    thread,
    time::{Duration, Instant},
};

/// The longest that a maker of load may take: ten minutes of load are its own bound.
const PATIENCE: Duration = Duration::from_mins(11);

/// Where they are.
pub struct Programs {
    companion: PathBuf,
    /// A server of axum and nothing else.
    pub bare: PathBuf,
    load: PathBuf,
}

impl Programs {
    /// Builds them.
    pub fn build(tools: &Tools) -> Result<Self> {
        let companion = server::build(tools, true)?;
        let mut command = tools.command("cargo");
        command.args(["build", "--package", "load", "--release"]);
        Step::new("Build the maker of load", command)
            .within(30)
            .run()?;
        Ok(Self {
            companion,
            bare: place::program("release", "bare"),
            load: place::program("release", "load"),
        })
    }

    /// The command that serves the built site, as by default but that nothing is logged for each exchange.
    pub fn companion(&self, port: u16) -> Command {
        let mut command = server::command(&self.companion, &place::dist(), port);
        command.arg("--no-second-origin").env("RUST_LOG", "warn");
        command
    }

    /// The command that makes load of a kind for a server.
    pub fn load(&self, kind: &str, server: SocketAddr, seconds: f64) -> Command {
        let mut command = Command::new(&self.load);
        command
            .arg(kind)
            .arg("--server")
            .arg(server.to_string())
            .arg("--seconds")
            .arg(seconds.to_string());
        command
    }
}

/// Runs a maker of load to its end, and reads what it says. `meanwhile` is called again and again until then.
pub fn report<T: DeserializeOwned>(mut command: Command, mut meanwhile: impl FnMut()) -> Result<T> {
    let mut child = stop::in_a_group(&mut command)
        .stdin(Stdio::null())
        .stdout(Stdio::piped())
        .spawn()
        .context("the maker of load cannot be started")?;
    let deadline = Instant::now() + PATIENCE;
    while child.try_wait()?.is_none() {
        if stop::asked() || Instant::now() > deadline {
            stop::end(&mut child);
            bail!("the maker of load was stopped");
        }
        meanwhile();
        thread::sleep(stop::TICK);
    }
    let output = child.wait_with_output()?;
    ensure!(
        output.status.success(),
        "the maker of load gave up; it says why above"
    );
    serde_json::from_slice(&output.stdout)
        .context("the maker of load says something else than figures")
}
