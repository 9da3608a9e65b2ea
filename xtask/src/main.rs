//! `cargo xtask …`: everything that is done to Roundtrip from a terminal. `setup` fetches the pinned tools, `play` builds
//! and serves the course, `dev` rebuilds it on every change, `test` runs all that is checked, `bench` measures.
//!
//! # Layout
//! - [`tools`]: finding and installing what a build needs; [`setup`] puts them together.
//! - [`step`]: runs one command with a log, a deadline and a line that says what happens.
//! - [`site`], [`hooks`]: the built site, and what Trunk calls before and after its own work.
//! - [`play`], [`dev`], [`check`], [`test`], [`bench`]: one command each.

mod bench;
mod check;
mod cli;
mod dev;
mod hooks;
mod place;
mod play;
mod server;
mod setup;
mod site;
mod step;
mod stop;
mod test;
mod tools;

use clap::Parser;
use std::process::ExitCode;

fn main() -> ExitCode {
    match cli::run(cli::Cli::parse()) {
        Ok(code) => code,
        Err(_) if stop::asked() => {
            eprintln!("Stopped.");
            ExitCode::from(130)
        }
        Err(error) => {
            eprintln!("error: {error:#}");
            ExitCode::FAILURE
        }
    }
}
