//! `cargo xtask play`: from whatever is there to a lesson in the browser.

use crate::{
    cli::PlayArgs,
    place,
    server::{self, Server},
    setup, site,
    step::{self, time},
    stop,
};
use anyhow::{Result, bail};
use std::{
    env,
    net::{IpAddr, Ipv4Addr, Ipv6Addr, SocketAddr},
    process::ExitCode,
    thread,
    time::Instant,
};

/// Serves until Ctrl-C.
pub fn run(args: &PlayArgs) -> Result<ExitCode> {
    let begun = Instant::now();
    let listen = SocketAddr::new(args.listen, args.port);
    // Before anything takes long: a port in use is known at once.
    check_ports(listen)?;
    let tools = setup::for_build()?;
    site::build(&tools)?;
    let program = server::build(&tools, true)?;
    check_ports(listen)?;
    let mut command = server::command(&program, &place::dist(), args.port);
    command.arg("--listen").arg(args.listen.to_string());
    if let Some(url) = &args.public_url {
        command.arg("--public-url").arg(url);
    }
    let mut server = Server::start(command, reachable(listen))?;
    let address = format!("http://{}", reachable(listen));
    println!(
        "\nRoundtrip is at {address} (after {}). Ctrl-C ends it.",
        time(begun.elapsed())
    );
    if let Some(url) = &args.public_url {
        println!("Others reach it at {url}");
    }
    if !args.no_open {
        open_browser(&address);
    }
    wait(&mut server)
}

/// The server serves on a port and, for the lessons about other origins, on the next.
fn check_ports(listen: SocketAddr) -> Result<()> {
    server::check_port(listen, "cargo xtask play")?;
    match listen.port().checked_add(1) {
        Some(next) => server::check_port(SocketAddr::new(listen.ip(), next), "cargo xtask play"),
        None => Ok(()),
    }
}

/// Where this machine reaches a server that listens at an address, which may stand for all of them.
fn reachable(listen: SocketAddr) -> SocketAddr {
    let ip = match listen.ip() {
        IpAddr::V4(ip) if ip.is_unspecified() => Ipv4Addr::LOCALHOST.into(),
        IpAddr::V6(ip) if ip.is_unspecified() => Ipv6Addr::LOCALHOST.into(),
        ip => ip,
    };
    SocketAddr::new(ip, listen.port())
}

/// Waits for Ctrl-C, which ends the server too, or for the server to end by itself.
pub fn wait(server: &mut Server) -> Result<ExitCode> {
    loop {
        if stop::asked() {
            println!("Ending the server.");
            return Ok(ExitCode::SUCCESS);
        }
        if let Some(status) = server.ended()? {
            // A terminal's Ctrl-C reaches the server as well, and it may be the quicker one.
            thread::sleep(stop::TICK);
            if stop::asked() {
                return Ok(ExitCode::SUCCESS);
            }
            bail!("the server ended by itself ({status})");
        }
        thread::sleep(stop::TICK);
    }
}

/// Opens the browser where there is a desktop to open it on.
pub fn open_browser(address: &str) {
    let desktop = cfg!(any(windows, target_os = "macos"))
        || ["DISPLAY", "WAYLAND_DISPLAY"]
            .iter()
            .any(|it| env::var_os(it).is_some());
    if desktop && let Err(error) = open::that_detached(address) {
        step::note(&format!(
            "The browser could not be opened ({error}); open the address yourself."
        ));
    }
}
