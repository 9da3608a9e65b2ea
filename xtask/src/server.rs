//! The companion server as a process: built, started on a port that was looked at first, waited for, ended.

use crate::{place, setup::Tools, step::Step, stop};
use anyhow::{Context, Result, bail};
use std::{
    io::ErrorKind,
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How long the server may take until it accepts connections.
const READY: Duration = Duration::from_secs(15);

/// A server that runs; dropped, it is ended.
pub struct Server {
    child: Child,
}

/// Builds the server and says where the program is. `optimised` is for those who wait for its answers; a test does not.
pub fn build(tools: &Tools, optimised: bool) -> Result<PathBuf> {
    let mut command = tools.command("cargo");
    if optimised {
        command.args(["build", "--package", "server", "--release"]);
    } else {
        // The features of the whole workspace are those of the tests, which have compiled most of it already.
        command.args([
            "build",
            "--workspace",
            "--features",
            "app/ssr",
            "--bin",
            "roundtrip",
        ]);
    }
    Step::new("Build the server", command).within(30).run()?;
    let profile = if optimised { "release" } else { "debug" };
    Ok(place::program(profile, "roundtrip"))
}

/// Fails where `address` cannot be served on, and says what to do. `command` is what the person typed.
pub fn check_port(address: SocketAddr, command: &str) -> Result<()> {
    let port = address.port();
    let other =
        || free_near(port).map_or(String::new(), |free| format!(": `{command} --port {free}`"));
    match TcpListener::bind(address) {
        Ok(_) => Ok(()),
        Err(error) if error.kind() == ErrorKind::AddrInUse => {
            bail!(
                "port {port} is in use by another program. End that program, or choose another port{}",
                other()
            )
        }
        Err(error) if error.kind() == ErrorKind::PermissionDenied => {
            bail!(
                "this system lets only privileged programs serve on port {port}. Choose another port{}",
                other()
            )
        }
        Err(error) if error.kind() == ErrorKind::AddrNotAvailable => {
            bail!(
                "this machine has no address {}; leave `--listen` out to serve this machine only",
                address.ip()
            )
        }
        Err(error) => Err(error).with_context(|| format!("cannot serve on {address}")),
    }
}

fn free_near(port: u16) -> Option<u16> {
    (port.max(1023).saturating_add(1)..=u16::MAX)
        .take(100)
        .find(|it| {
            [*it, it.saturating_add(1)]
                .map(local)
                .iter()
                .all(|it| TcpListener::bind(it).is_ok())
        })
}

/// A port of this machine, for itself only.
pub fn local(port: u16) -> SocketAddr {
    (Ipv4Addr::LOCALHOST, port).into()
}

/// A port that nothing listens on at this moment.
pub fn free_port() -> Result<u16> {
    let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).context("no port is free")?;
    Ok(listener.local_addr()?.port())
}

/// The command that serves `site` on a port of this machine.
pub fn command(program: &Path, site: &Path, port: u16) -> Command {
    let mut command = Command::new(program);
    command.current_dir(place::root());
    command
        .arg("--site")
        .arg(site)
        .arg("--port")
        .arg(port.to_string());
    command
}

impl Server {
    /// Starts a server by `command` and waits until it accepts connections at `address`. Its log goes to this terminal.
    pub fn start(command: Command, address: SocketAddr) -> Result<Self> {
        let mut server = Self::spawn(command)?;
        server.wait_until_ready(address)?;
        Ok(server)
    }

    /// Starts a server by `command`, for those who wait for it themselves.
    pub fn spawn(mut command: Command) -> Result<Self> {
        // Its one line on standard output says the address, which is said here in other words.
        let child = stop::in_a_group(&mut command)
            .stdin(Stdio::null())
            .stdout(Stdio::null())
            .spawn()
            .with_context(|| format!("cannot start {}", command.get_program().display()))?;
        Ok(Self { child })
    }

    fn wait_until_ready(&mut self, address: SocketAddr) -> Result<()> {
        let begun = Instant::now();
        while begun.elapsed() < READY {
            if let Some(status) = self.ended()? {
                bail!("the server ended before it was ready ({status}); it says why above");
            }
            if stop::asked() {
                bail!("stopped");
            }
            if TcpStream::connect_timeout(&address, Duration::from_secs(1)).is_ok() {
                return Ok(());
            }
            thread::sleep(stop::TICK);
        }
        bail!(
            "the server did not accept connections at {address} within {} s",
            READY.as_secs()
        )
    }

    /// The id of its process.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// How it ended, if it has.
    pub fn ended(&mut self) -> Result<Option<ExitStatus>> {
        self.child.try_wait().context("cannot ask after the server")
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if matches!(self.child.try_wait(), Ok(None)) {
            stop::end(&mut self.child);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_port_in_use_is_said_with_a_way_out() {
        let taken = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).expect("some port is free");
        let address = taken.local_addr().expect("it is bound");
        let said = check_port(address, "cargo xtask play")
            .expect_err("it is taken")
            .to_string();
        assert!(
            said.contains(&format!("port {} is in use", address.port())),
            "{said}"
        );
        assert!(said.contains("`cargo xtask play --port "), "{said}");
        check_port(local(0), "cargo xtask play").expect("the system picks a free one");
    }

    #[test]
    fn an_address_of_another_machine_is_refused() {
        let elsewhere = "192.0.2.1:3000".parse().expect("an address");
        let said =
            check_port(elsewhere, "cargo xtask play").expect_err("it is for documentation only");
        assert!(said.to_string().contains("no address 192.0.2.1"), "{said}");
    }

    #[test]
    fn a_program_that_ends_at_once_is_no_server() {
        let port = free_port().expect("some port is free");
        let begun = Instant::now();
        let failed = Server::start(
            command(Path::new("cargo"), Path::new("nowhere"), port),
            local(port),
        );
        let said = failed.err().expect("cargo is no server").to_string();
        assert!(said.contains("ended before it was ready"), "{said}");
        assert!(begun.elapsed() < READY);
    }
}
