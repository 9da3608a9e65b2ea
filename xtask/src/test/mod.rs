//! `cargo xtask test`: every check there is, one stage after the other. A stage that fails does not keep those from
//! running that can. The last line says how many passed and failed.

mod count;
mod stages;

use crate::{
    cli::TestArgs,
    setup,
    step::{self, time},
    stop,
};
use anyhow::{Context, Result, ensure};
use clap::ValueEnum;
use count::Tally;
use std::{process::ExitCode, time::Instant};

/// A part of the test run.
#[derive(Clone, Copy, Debug, PartialEq, Eq, ValueEnum)]
pub enum Stage {
    /// Every file is formatted.
    Format,
    /// Clippy finds nothing, natively and for WebAssembly.
    Lint,
    /// The native tests.
    Native,
    /// The content of the course.
    Content,
    /// The site builds.
    Site,
    /// What a learner does, in a real browser.
    Browser,
}

/// Runs the stages that were asked for, or all.
pub fn run(args: &TestArgs) -> Result<ExitCode> {
    let begun = Instant::now();
    let tools = setup::for_everything()?;
    let mut total = Tally::default();
    let mut summary = Vec::new();
    for stage in Stage::value_variants() {
        if !args.only.is_empty() && !args.only.contains(stage) {
            continue;
        }
        let tally = stages::run(*stage, &tools).unwrap_or_else(|error| {
            println!("{error:#}");
            Tally {
                passed: 0,
                failed: 1,
            }
        });
        ensure!(!stop::asked(), "stopped");
        summary.push((stage, tally));
        total += tally;
    }
    println!();
    for (stage, tally) in summary {
        let name = stage
            .to_possible_value()
            .context("every stage has a name")?;
        println!("{:>8}: {tally}", name.get_name());
    }
    step::note(&format!("in {}", time(begun.elapsed())));
    println!("{total}");
    Ok(if total.failed == 0 {
        ExitCode::SUCCESS
    } else {
        ExitCode::FAILURE
    })
}
