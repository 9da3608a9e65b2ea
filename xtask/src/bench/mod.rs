//! `cargo xtask bench`: measures the built site against its budgets. Ends with a failure where one is broken.

mod sizes;
mod table;

use crate::{cli::BenchArgs, setup, site};
use anyhow::Result;
use clap::ValueEnum;
use std::process::ExitCode;
use table::Table;

/// Something that can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Bytes to read a page and to interact with it.
    Sizes,
}

/// Measures what was asked for, or everything, and prints a table for each.
pub fn run(args: &BenchArgs) -> Result<ExitCode> {
    let tools = setup::for_build()?;
    site::build(&tools)?;
    let mut good = true;
    for part in Part::value_variants() {
        if !args.only.is_empty() && !args.only.contains(part) {
            continue;
        }
        let table: Table = match part {
            Part::Sizes => sizes::measure()?,
        };
        println!("\n{table}");
        good &= table.holds();
    }
    Ok(if good {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
