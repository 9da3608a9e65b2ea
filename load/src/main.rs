//! Makes load for a server, within bounds of count and time, and says on standard output, as one line of JSON, how the
//! server bore it. `cargo xtask bench` starts it, as a process of its own with one thread.
//!
//! - [`connection`]: exchanges on a connection, with as little work as may be.
//! - [`rate`]: as many exchanges as possible, one after the other. [`crowd`]: many connections that do little.
//! - [`probe`]: whether somebody who comes by in the meantime is still answered.

mod connection;
mod crowd;
mod probe;
mod rate;

use std::net::SocketAddr;

use clap::{Parser, Subcommand};

/// Make load for a server on this machine.
#[derive(Parser)]
struct Cli {
    #[command(subcommand)]
    kind: Kind,
}

#[derive(Subcommand)]
enum Kind {
    /// Ask for one path as often as possible.
    Rate(rate::Args),
    /// Open many connections that do little, and hold them.
    Crowd(crowd::Args),
}

/// Whom to ask.
#[derive(clap::Args)]
struct Target {
    /// The server's address.
    #[arg(long)]
    server: SocketAddr,
    /// How long, in seconds.
    #[arg(long, default_value_t = 2.0, value_parser = seconds)]
    seconds: f64,
}

fn seconds(text: &str) -> Result<f64, String> {
    let number = text.parse().map_err(|error| format!("{error}"))?;
    if (0.1..=600.0).contains(&number) {
        Ok(number)
    } else {
        Err("it must be from 0.1 to 600".to_owned())
    }
}

fn main() -> anyhow::Result<()> {
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()?;
    let said = match Cli::parse().kind {
        Kind::Rate(args) => serde_json::to_string(&runtime.block_on(rate::run(&args))?)?,
        Kind::Crowd(args) => serde_json::to_string(&runtime.block_on(crowd::run(&args))?)?,
    };
    println!("{said}");
    Ok(())
}
