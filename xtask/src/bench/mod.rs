//! `cargo xtask bench`: measures the built site and the server against their budgets. Ends with a failure where one is
//! broken.

mod browser;
mod crowd;
mod lighthouse;
mod process;
mod programs;
mod rate;
mod sizes;
mod start;
mod table;

use crate::{
    cli::BenchArgs,
    setup::{self, Tools},
    site,
};
use anyhow::Result;
use browser::Bench;
use clap::ValueEnum;
use programs::Programs;
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
    /// What the server takes to start and to do nothing, and how many requests it answers.
    Server,
    /// What many connections at once cost the server.
    Crowd,
}

impl Part {
    /// Whether it takes a browser.
    fn is_browsed(self) -> bool {
        matches!(self, Self::Loading | Self::Grading | Self::Lighthouse)
    }
}

/// Measures what was asked for, or everything, and prints a table for each.
pub fn run(args: &BenchArgs) -> Result<ExitCode> {
    let parts: Vec<Part> = Part::value_variants()
        .iter()
        .copied()
        .filter(|it| args.only.is_empty() || args.only.contains(it))
        .collect();
    let mut tables = Vec::new();
    let tools = if parts.iter().any(|it| it.is_browsed()) {
        let (tools, browsers) = setup::for_everything()?;
        site::build(&tools)?;
        let bench = Bench::start(&tools, &browsers.chrome)?;
        for part in &parts {
            tables.extend(browsed(&bench, *part)?);
        }
        tools
    } else {
        let tools = setup::for_build()?;
        site::build(&tools)?;
        tools
    };
    if parts.contains(&Part::Sizes) {
        tables.push(sizes::measure()?);
    }
    tables.extend(loaded(&tools, &parts)?);
    Ok(show(&tables))
}

/// What is measured of the server alone.
fn loaded(tools: &Tools, parts: &[Part]) -> Result<Vec<Table>> {
    let (server, crowd) = (parts.contains(&Part::Server), parts.contains(&Part::Crowd));
    let mut tables = Vec::new();
    if server || crowd {
        let programs = Programs::build(tools)?;
        if server {
            tables.push(start::measure(&programs)?);
            tables.push(rate::measure(&programs)?);
        }
        if crowd {
            tables.push(crowd::measure(&programs)?);
        }
    }
    Ok(tables)
}

/// What a browser tells of a part, where it takes one.
fn browsed(bench: &Bench, part: Part) -> Result<Option<Table>> {
    match part {
        Part::Loading => bench.loading().map(Some),
        Part::Grading => bench.grading().map(Some),
        Part::Lighthouse => bench.lighthouse().map(Some),
        Part::Sizes | Part::Server | Part::Crowd => Ok(None),
    }
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
