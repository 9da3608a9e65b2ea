//! `cargo xtask dev`: Trunk serves and rebuilds the pages; the companion server stands behind its proxy and is built
//! and started again when its own code changes.

use crate::{
    cli::DevArgs,
    place, play,
    server::{self, Server},
    setup::{self, Tools},
    step, stop,
};
use anyhow::{Context, Result, bail};
use std::{
    path::Path,
    process::{Child, ExitCode, Stdio},
    thread,
    time::{Duration, Instant, SystemTime},
};
use walkdir::WalkDir;

/// How often the server's sources are looked at.
const LOOK: Duration = Duration::from_secs(1);

/// Serves until Ctrl-C.
pub fn run(args: &DevArgs) -> Result<ExitCode> {
    server::check_port(server::local(args.port), "cargo xtask dev")?;
    let tools = setup::for_build()?;
    let behind = server::free_port()?;
    let site = place::root().join("target/dev-site");
    std::fs::create_dir_all(&site).with_context(|| format!("cannot make {}", site.display()))?;
    let program = server::build(&tools, false)?;
    let mut server = Some(start(&program, &site, behind)?);
    let mut trunk = Guard(trunk(&tools, args, &site, behind)?);
    let mut seen = newest();
    let mut looked = Instant::now();
    loop {
        if stop::asked() {
            return Ok(ExitCode::SUCCESS);
        }
        if let Some(status) = trunk.0.try_wait()? {
            bail!("Trunk ended by itself ({status}); what is wrong is said above");
        }
        if looked.elapsed() > LOOK {
            looked = Instant::now();
            let now = newest();
            if now != seen {
                seen = now;
                renew(&tools, &site, behind, &mut server);
            }
        }
        thread::sleep(stop::TICK);
    }
}

fn trunk(tools: &Tools, args: &DevArgs, site: &Path, behind: u16) -> Result<Child> {
    let mut command = tools.wasm_command("trunk");
    command
        .args(["serve", "--address", "127.0.0.1", "--port"])
        .arg(args.port.to_string());
    command
        .arg("--dist")
        .arg(site)
        .arg(format!("--proxy-backend=http://127.0.0.1:{behind}/api/"));
    let child = stop::in_a_group(&mut command)
        .stdin(Stdio::null())
        .spawn()
        .context("cannot start Trunk")?;
    let address = format!("http://127.0.0.1:{}", args.port);
    println!(
        "\nRoundtrip will be at {address} as soon as the first build is done. Ctrl-C ends it."
    );
    if !args.no_open {
        play::open_browser(&address);
    }
    Ok(child)
}

fn start(program: &Path, site: &Path, port: u16) -> Result<Server> {
    let mut command = server::command(program, site, port);
    command.arg("--dev");
    Server::start(command, server::local(port))
}

/// Builds the server again; the old one goes on where the new code does not compile.
fn renew(tools: &Tools, site: &Path, port: u16, server: &mut Option<Server>) {
    let started = server::build(tools, false).and_then(|program| {
        drop(server.take());
        start(&program, site, port)
    });
    match started {
        Ok(new) => *server = Some(new),
        Err(error) => step::note(&format!("{error:#}")),
    }
}

/// When the server's code was last changed.
fn newest() -> Option<SystemTime> {
    let folders = ["server", "Cargo.toml"].map(|it| place::root().join(it));
    let files = folders
        .iter()
        .flat_map(|it| WalkDir::new(it).into_iter().flatten());
    files
        .filter_map(|it| it.metadata().ok()?.modified().ok())
        .max()
}

/// Ends Trunk however this function is left.
struct Guard(Child);

impl Drop for Guard {
    fn drop(&mut self) {
        if matches!(self.0.try_wait(), Ok(None)) {
            stop::end(&mut self.0);
        }
    }
}
