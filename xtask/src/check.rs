//! `cargo xtask check`: compiles the content of the course, applies every check to it, proves every challenge, and says
//! all that is wrong.

use crate::{hooks, place, step::Step, tools::node};
use anyhow::Result;
use exercises::compiler::check::{self, Check};
use std::process::{Command, ExitCode};

/// What the content holds, or what is wrong with it.
pub struct Findings {
    /// What was found, for a person to read.
    pub words: String,
    /// How many checks found nothing.
    pub right: usize,
    /// How many found something; content that cannot be compiled at all is one.
    pub wrong: usize,
}

/// Checks the content and prints what was found.
pub fn run() -> Result<ExitCode> {
    let findings = content()?;
    print!("{}", findings.words);
    if findings.wrong > 0 {
        return Ok(ExitCode::FAILURE);
    }
    challenges()
}

/// Runs every challenge's starter, solution and mutants, JavaScript in `QuickJS` and Python in Node, and prints what came of
/// each challenge.
fn challenges() -> Result<ExitCode> {
    node::ensure()?;
    let mut command = Command::new("cargo");
    command.current_dir(place::root()).args([
        "test",
        "--package",
        "exercises",
        "--features",
        "compiler",
        "--test",
        "challenges",
        "--",
        "--nocapture",
    ]);
    let outcome = Step::new("Prove the challenges", command).outcome()?;
    let said = outcome.text();
    for line in said.lines().filter_map(|it| it.strip_prefix("proof: ")) {
        println!("    ok  {line}");
    }
    if outcome.ok {
        return Ok(ExitCode::SUCCESS);
    }
    println!("{}", outcome.explain());
    Ok(ExitCode::FAILURE)
}

/// Checks the content.
pub fn content() -> Result<Findings> {
    Ok(match hooks::compile()? {
        Ok(compiled) => summary(&check::check(&compiled)),
        Err(wrong) => Findings {
            words: hooks::report(&wrong),
            right: 0,
            wrong: 1,
        },
    })
}

fn summary(checks: &[Check]) -> Findings {
    let problems: Vec<_> = checks
        .iter()
        .flat_map(|it| it.problems.iter().cloned())
        .collect();
    let right = checks.iter().filter(|it| it.problems.is_empty()).count();
    let list: String = checks.iter().map(line).collect();
    let words = if problems.is_empty() {
        list
    } else {
        format!("{list}{}", hooks::report(&problems))
    };
    Findings {
        words,
        right,
        wrong: checks.len() - right,
    }
}

fn line(check: &Check) -> String {
    let mark = if check.problems.is_empty() {
        "ok"
    } else {
        "FAILED"
    };
    format!("{mark:>6}  {} ({} looked at)\n", check.name, check.count)
}

#[cfg(test)]
mod tests {
    use super::*;
    use exercises::compiler::Place;

    #[test]
    fn one_check_with_two_problems_is_one_failure_that_names_both() {
        let problem = |text: &str| Place::file("01-a/lesson.toml").says(text, "");
        let good = Check {
            name: "ids are unique",
            count: 9,
            problems: vec![],
        };
        let bad = Check {
            name: "links lead somewhere",
            count: 3,
            problems: vec![problem("no `x`"), problem("no `y`")],
        };
        let found = summary(&[good, bad]);
        assert_eq!((found.right, found.wrong), (1, 1));
        for part in [
            "ok  ids are unique (9 looked at)",
            "FAILED  links",
            "2 things are wrong",
            "exercises/content/01-a/lesson.toml: no `y`",
        ] {
            assert!(found.words.contains(part), "{part} in {}", found.words);
        }
    }
}
