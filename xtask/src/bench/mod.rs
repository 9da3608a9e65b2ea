//! `cargo xtask bench`: measures the built site against its budgets. Ends with a failure where one is broken.

mod browser;
mod lighthouse;
mod sizes;
mod table;

use crate::{cli::BenchArgs, setup, site};
use anyhow::Result;
use browser::Bench;
use clap::ValueEnum;
use std::process::ExitCode;
use table::Table;

/// Something that can be measured.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Part {
    /// Bytes to read a page and to interact with it.
    Sizes,
    /// What a page fetches before its first paint.
    Loading,
    /// How long a learner waits for a verdict.
    Grading,
    /// What Lighthouse says.
    Lighthouse,
}

/// Measures what was asked for, or everything, and prints a table for each.
pub fn run(args: &BenchArgs) -> Result<ExitCode> {
    let parts: Vec<Part> = Part::value_variants()
        .iter()
        .copied()
        .filter(|it| args.only.is_empty() || args.only.contains(it))
        .collect();
    if parts == [Part::Sizes] {
        site::build(&setup::for_build()?)?;
        return Ok(show(&[sizes::measure()?]));
    }
    let (tools, chrome) = setup::for_everything()?;
    site::build(&tools)?;
    let bench = Bench::start(&tools, &chrome)?;
    let mut tables = Vec::new();
    for part in parts {
        tables.push(match part {
            Part::Sizes => sizes::measure()?,
            Part::Loading => bench.loading()?,
            Part::Grading => bench.grading()?,
            Part::Lighthouse => bench.lighthouse()?,
        });
    }
    Ok(show(&tables))
}

fn show(tables: &[Table]) -> ExitCode {
    for table in tables {
        println!("\n{table}");
    }
    if tables.iter().all(Table::holds) {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    }
}
