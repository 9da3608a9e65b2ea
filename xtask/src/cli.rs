//! What can be typed after `cargo xtask`, and which function answers it.

use crate::{bench, check, dev, hooks, play, setup, stop, test};
use anyhow::Result;
use clap::{Args, Parser, Subcommand};
use std::{net::IpAddr, process::ExitCode};

/// Set up, play, test and measure Roundtrip.
#[derive(Parser)]
#[command(bin_name = "cargo xtask", disable_version_flag = true)]
pub struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Subcommand)]
enum Command {
    /// Set up whatever is missing, build the course and serve it on this machine.
    Play(PlayArgs),
    /// Set up whatever is missing and run every check and test, the browser's included.
    Test(TestArgs),
    /// Serve the course and rebuild it whenever code or content changes.
    Dev(DevArgs),
    /// Check the content of the course.
    Check,
    /// Measure the built site against its budgets.
    Bench(BenchArgs),
    /// Install what the other commands need, and nothing more.
    Setup,
    /// What Trunk calls before it builds: the content, the style sheet, the editor, the sandbox.
    #[command(hide = true)]
    PreBuild,
    /// What Trunk calls after it has built: every page's HTML, and the compressed copies.
    #[command(hide = true)]
    PostBuild,
}

/// Where and how to serve the course.
#[derive(Args)]
pub struct PlayArgs {
    /// The port to serve on.
    #[arg(long, default_value_t = 3000, value_parser = clap::value_parser!(u16).range(1..))]
    pub port: u16,
    /// Do not open a browser.
    #[arg(long)]
    pub no_open: bool,
    /// The address to listen on; others than this machine can reach it only on another than the default.
    #[arg(long, default_value = "127.0.0.1")]
    pub listen: IpAddr,
    /// The address under which others reach this machine, for example <http://192.0.2.7:3000>.
    #[arg(long)]
    pub public_url: Option<String>,
}

/// Which stages to run.
#[derive(Args)]
pub struct TestArgs {
    /// Run only these stages, in the usual order (repeat it for several).
    #[arg(long, value_enum)]
    pub only: Vec<test::Stage>,
}

/// Where to serve while working on the course.
#[derive(Args)]
pub struct DevArgs {
    /// The port to open in the browser; the companion server takes a free one behind it.
    #[arg(long, default_value_t = 3000, value_parser = clap::value_parser!(u16).range(1..))]
    pub port: u16,
    /// Do not open a browser.
    #[arg(long)]
    pub no_open: bool,
}

/// What to measure.
#[derive(Args)]
pub struct BenchArgs {
    /// Measure only these (repeat it for several); everything if left out.
    #[arg(long, value_enum)]
    pub only: Vec<bench::Part>,
}

/// Does what was asked. The exit code is a failure where a test failed or a budget is broken.
pub fn run(cli: Cli) -> Result<ExitCode> {
    match cli.command {
        Command::PreBuild => return hooks::pre_build().map(|()| ExitCode::SUCCESS),
        Command::PostBuild => return hooks::post_build().map(|()| ExitCode::SUCCESS),
        _ => stop::listen()?,
    }
    match cli.command {
        Command::Play(args) => play::run(&args),
        Command::Test(args) => test::run(&args),
        Command::Dev(args) => dev::run(&args),
        Command::Check => check::run(),
        Command::Bench(args) => bench::run(&args),
        Command::Setup | Command::PreBuild | Command::PostBuild => {
            setup::for_everything().map(|_| ExitCode::SUCCESS)
        }
    }
}
