//! The binary `roundtrip`: the companion server, from a terminal.

use std::process::ExitCode;

use clap::Parser;
use server::native::{cli::Cli, start::start};

#[tokio::main]
async fn main() -> ExitCode {
    match start(Cli::parse()).await {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("roundtrip: {error:#}");
            ExitCode::FAILURE
        }
    }
}
