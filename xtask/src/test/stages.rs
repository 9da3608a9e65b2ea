//! The stages of the test run: which commands they are, and how what they say is counted.

use super::{
    Stage,
    count::{self, Tally},
};
use crate::{
    check, place, server,
    setup::{Browsers, Tools},
    site,
    step::{Outcome, Step, note, say},
    tools::{node, rust::WASM},
};
use anyhow::{Context, Result, ensure};
use std::{fs, path::PathBuf, time::Instant};

/// Runs one stage. An error means that it could not be counted, which is one failure.
pub fn run(stage: Stage, (tools, browsers): &(Tools, Browsers)) -> Result<Tally> {
    match stage {
        Stage::Format => cargo(tools, "Check the format", &["fmt", "--all", "--check"]),
        Stage::Lint => lint(tools),
        Stage::Native => native(tools),
        Stage::Content => content(),
        Stage::Site => site::build(tools).map(|()| Tally::of_one(true)),
        Stage::Browser => browser(tools, browsers),
    }
}

fn lint(tools: &Tools) -> Result<Tally> {
    let deny = ["--", "-D", "warnings"];
    let everything = [
        "clippy",
        "--workspace",
        "--all-targets",
        "--features",
        "app/ssr",
    ];
    let mut total = cargo(
        tools,
        "Lint everything natively",
        &[&everything, deny.as_slice()].concat(),
    )?;
    for (what, arguments) in [
        (
            "the app",
            ["--package", "app", "--features", "hydrate"].as_slice(),
        ),
        (
            "the server's router",
            &["--package", "server", "--lib", "--no-default-features"],
        ),
    ] {
        total += lint_wasm(tools, what, arguments)?;
    }
    Ok(total)
}

/// Lints a package as it is compiled for the browser; where there is no clippy for that, only checks it.
fn lint_wasm(tools: &Tools, what: &str, arguments: &[&str]) -> Result<Tally> {
    let mut command = tools.wasm_command("cargo");
    command
        .arg(if tools.has_wasm_clippy() {
            "clippy"
        } else {
            "check"
        })
        .args(arguments)
        .args(["--target", WASM]);
    if tools.has_wasm_clippy() {
        command.args(["--", "-D", "warnings"]);
    }
    one_check(Step::new(format!("Lint {what} for the browser"), command))
}

/// A cargo command that counts as one check.
fn cargo(tools: &Tools, what: &str, arguments: &[&str]) -> Result<Tally> {
    let mut command = tools.command("cargo");
    command.args(arguments);
    one_check(Step::new(what, command))
}

fn one_check(step: Step) -> Result<Tally> {
    let outcome = step.within(30).outcome()?;
    if !outcome.ok {
        println!("{}", outcome.explain());
    }
    Ok(Tally::of_one(outcome.ok))
}

fn native(tools: &Tools) -> Result<Tally> {
    let mut command = tools.command("cargo");
    command.args([
        "test",
        "--workspace",
        "--features",
        "app/ssr",
        "--no-fail-fast",
    ]);
    let outcome = Step::new("Run the native tests", command)
        .within(40)
        .outcome()?;
    let said = outcome.text();
    let tally = count::of_cargo(&said).given_end(outcome.ok);
    if !outcome.ok {
        println!("{}{}", count::failures_of_cargo(&said), outcome.explain());
    }
    note(&tally.to_string());
    Ok(tally)
}

fn content() -> Result<Tally> {
    let begun = Instant::now();
    let findings = check::content()?;
    let tally = Tally {
        passed: findings.right,
        failed: findings.wrong,
    }
    .given_end(true);
    say(
        if tally.failed == 0 { "ok" } else { "FAILED" },
        "Check the content",
        begun.elapsed(),
    );
    print!("{}", findings.words);
    Ok(tally)
}

fn browser(tools: &Tools, browsers: &Browsers) -> Result<Tally> {
    ensure!(
        place::dist().join("index.html").is_file(),
        "the browser tests need the site, and there is no dist/index.html"
    );
    let program = server::build(tools, false)?;
    let report = place::own().join("playwright.json");
    if report.exists() {
        fs::remove_file(&report).context("cannot remove the last report")?;
    }
    let mut command = tools.command("node");
    command.arg(node::script_path("@playwright/test/cli.js"));
    command.args([
        "test",
        "--config",
        "e2e/playwright.config.ts",
        "--reporter=list,json",
    ]);
    command
        .env("CHROME", &browsers.chrome)
        .env("ROUNDTRIP_SERVER", &program)
        .env("ROUNDTRIP_SITE", place::dist());
    if let Some(firefox) = &browsers.firefox {
        command.env("FIREFOX", firefox);
    }
    command
        .env("PLAYWRIGHT_JSON_OUTPUT_FILE", &report)
        .env("FORCE_COLOR", "0");
    let outcome = Step::new("Run the browser tests", command)
        .within(45)
        .outcome()?;
    counted(&outcome, &report)
}

fn counted(outcome: &Outcome, report: &PathBuf) -> Result<Tally> {
    if !outcome.ok {
        println!("{}", outcome.explain());
    }
    let tally = match fs::read(report) {
        Ok(bytes) => count::of_playwright(&bytes)?.given_end(outcome.ok),
        Err(_) => Tally::of_one(false),
    };
    note(&tally.to_string());
    Ok(tally)
}
