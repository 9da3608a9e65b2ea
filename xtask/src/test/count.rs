//! Counts what passed and failed, out of what cargo and Playwright say.

use anyhow::{Context, Result};
use serde::Deserialize;
use std::{fmt, ops::AddAssign};

/// How many tests passed and failed. Skipped ones are neither.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Tally {
    pub passed: usize,
    pub failed: usize,
}

impl AddAssign for Tally {
    fn add_assign(&mut self, more: Self) {
        self.passed += more.passed;
        self.failed += more.failed;
    }
}

impl fmt::Display for Tally {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} passed, {} failed", self.passed, self.failed)
    }
}

impl Tally {
    /// One check that counts as a whole.
    pub fn of_one(passed: bool) -> Self {
        Self {
            passed: usize::from(passed),
            failed: usize::from(!passed),
        }
    }

    /// What is counted for a run of tests that ended well or not: a bad end that names no failed test (a compile error, a
    /// crash, a deadline) is a failure all the same, and so is a good end without any test.
    pub fn given_end(mut self, ended_well: bool) -> Self {
        if (!ended_well && self.failed == 0) || (ended_well && self == Self::default()) {
            self.failed += 1;
        }
        self
    }
}

/// Adds up the `test result:` lines of `cargo test`.
pub fn of_cargo(output: &str) -> Tally {
    let mut tally = Tally::default();
    for line in output
        .lines()
        .filter_map(|it| it.trim().strip_prefix("test result: "))
    {
        for part in line.split(['.', ';']) {
            let mut words = part.split_whitespace();
            let number = words.next().and_then(|it| it.parse::<usize>().ok());
            match (number, words.next()) {
                (Some(number), Some("passed")) => tally.passed += number,
                (Some(number), Some("failed")) => tally.failed += number,
                _ => {}
            }
        }
    }
    tally
}

/// What `cargo test` says about the tests that failed: everything between `failures:` and the result, in each binary.
pub fn failures_of_cargo(output: &str) -> String {
    let mut inside = false;
    let mut kept = String::new();
    for line in output.lines() {
        inside = (inside || line == "failures:") && !line.starts_with("test result:");
        if inside {
            kept.push_str("    ");
            kept.push_str(line);
            kept.push('\n');
        }
    }
    kept
}

#[derive(Deserialize)]
struct Report {
    stats: Stats,
}

#[derive(Deserialize)]
struct Stats {
    expected: usize,
    unexpected: usize,
    /// Passed only when tried again: that is a failure of the test, if not of what it tests.
    flaky: usize,
}

/// The counts in the report of Playwright's JSON reporter.
pub fn of_playwright(report: &[u8]) -> Result<Tally> {
    let report: Report = serde_json::from_slice(report)
        .context("Playwright's report is no JSON of the kind it writes")?;
    Ok(Tally {
        passed: report.stats.expected,
        failed: report.stats.unexpected + report.stats.flaky,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_binary_of_cargo_counts() {
        let output = "running 3 tests\ntest a ... ok\ntest result: FAILED. 2 passed; 1 failed; 4 ignored; 0 measured; 0 filtered out; finished in 0.01s\n\n\
             running 5 tests\ntest result: ok. 5 passed; 0 failed; 0 ignored; 0 measured; 7 filtered out; finished in 1.20s\n";
        assert_eq!(
            of_cargo(output),
            Tally {
                passed: 7,
                failed: 1
            }
        );
        assert_eq!(of_cargo("test result: nonsense"), Tally::default());
    }

    #[test]
    fn only_what_failed_is_shown() {
        let output = "test a ... ok\n\nfailures:\n\n---- b stdout ----\nleft: 1\n\nfailures:\n    b\n\ntest result: FAILED. 1 passed; 1 failed;\ntest c ... ok\n";
        let shown = failures_of_cargo(output);
        assert!(
            shown.contains("left: 1") && !shown.contains("test a") && !shown.contains("test c"),
            "{shown}"
        );
    }

    #[test]
    fn a_run_that_ends_badly_or_tests_nothing_is_a_failure() {
        let good = Tally {
            passed: 4,
            failed: 0,
        };
        assert_eq!(good.given_end(true), good);
        assert_eq!(
            good.given_end(false),
            Tally {
                passed: 4,
                failed: 1
            }
        );
        assert_eq!(
            Tally {
                passed: 4,
                failed: 2
            }
            .given_end(false),
            Tally {
                passed: 4,
                failed: 2
            }
        );
        assert_eq!(
            Tally::default().given_end(true),
            Tally {
                passed: 0,
                failed: 1
            }
        );
    }

    #[test]
    fn a_flaky_test_is_a_failed_one() {
        let report = br#"{"config":{},"suites":[],"stats":{"startTime":"x","duration":1.5,"expected":9,"skipped":2,"unexpected":1,"flaky":3}}"#;
        assert_eq!(
            of_playwright(report).expect("a report"),
            Tally {
                passed: 9,
                failed: 4
            }
        );
        assert!(of_playwright(b"{}").is_err());
    }

    #[test]
    fn the_last_line_has_its_form() {
        assert_eq!(
            Tally {
                passed: 12,
                failed: 0
            }
            .to_string(),
            "12 passed, 0 failed"
        );
    }
}
