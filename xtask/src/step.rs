//! Runs one command as one line: what it does, how long it took. Its output goes to a log; a failure shows the log's end.

use crate::{place, stop};
use anyhow::{Context, Result, bail};
use std::{
    fs::{self, File},
    io::{IsTerminal, Write, stdout},
    path::{Path, PathBuf},
    process::{Child, Command, ExitStatus, Stdio},
    thread,
    time::{Duration, Instant},
};

/// How many lines of a failed command's log are shown.
const TAIL: usize = 40;
/// How often a long step gives a sign of life where no terminal shows a clock.
const SIGN_OF_LIFE: Duration = Duration::from_mins(1);

/// A command to run, with the words for it.
pub struct Step {
    what: String,
    command: Command,
    deadline: Duration,
}

/// What came of a command that was run to its end.
pub struct Outcome {
    /// Whether it ended well.
    pub ok: bool,
    /// How it ended, in words.
    pub ending: String,
    /// Everything it said.
    pub log: PathBuf,
}

impl Step {
    /// A step that does `what` (an imperative: "Build the server") by `command`, within 15 minutes.
    pub fn new(what: impl Into<String>, command: Command) -> Self {
        Self {
            what: what.into(),
            command,
            deadline: Duration::from_mins(15),
        }
    }

    /// Gives it another deadline.
    pub fn within(mut self, minutes: u64) -> Self {
        self.deadline = Duration::from_mins(minutes);
        self
    }

    /// Runs it and fails where it fails, with the end of its log and advice where the log says what is amiss.
    pub fn run(self) -> Result<Outcome> {
        let what = self.what.clone();
        let outcome = self.outcome()?;
        if outcome.ok {
            return Ok(outcome);
        }
        bail!("{what}: {}\n{}", outcome.ending, outcome.explain());
    }

    /// Runs it and says how it ended; an error means that it could not be started or that somebody pressed Ctrl-C.
    pub fn outcome(mut self) -> Result<Outcome> {
        let log = log_path(&self.what)?;
        let file = File::create(&log).with_context(|| format!("cannot write {}", log.display()))?;
        let begun = Instant::now();
        let mut child = stop::in_a_group(&mut self.command)
            .stdin(Stdio::null())
            .stdout(file.try_clone()?)
            .stderr(file)
            .spawn()
            .with_context(|| {
                format!(
                    "{}: cannot start {}",
                    self.what,
                    self.command.get_program().display()
                )
            })?;
        let status = self.wait(&mut child, begun)?;
        let took = begun.elapsed();
        let ok = status.is_some_and(|it| it.success());
        let ending = match status {
            Some(status) => format!("{status}"),
            None => format!("not done within {}", time(self.deadline)),
        };
        say(if ok { "ok" } else { "FAILED" }, &self.what, took);
        Ok(Outcome { ok, ending, log })
    }

    fn wait(&self, child: &mut Child, begun: Instant) -> Result<Option<ExitStatus>> {
        let mut clock = Clock::new();
        loop {
            if let Some(status) = child.try_wait()? {
                clock.clear();
                return Ok(Some(status));
            }
            if stop::asked() || begun.elapsed() > self.deadline {
                clock.clear();
                stop::end(child);
                if stop::asked() {
                    bail!("{}: stopped", self.what);
                }
                return Ok(None);
            }
            clock.show(&self.what, begun.elapsed());
            thread::sleep(stop::TICK);
        }
    }
}

impl Outcome {
    /// What went wrong, where the rest of the log is, and what to do about it where that can be told.
    pub fn explain(&self) -> String {
        let text = self.text();
        let advice = advice(&text)
            .map(|it| format!("\n  {it}"))
            .unwrap_or_default();
        let excerpt = excerpt(&text).join("\n    ");
        format!(
            "    {excerpt}\n  All it said is in {}.{advice}",
            place::short(&self.log)
        )
    }

    /// Everything the command said.
    pub fn text(&self) -> String {
        fs::read(&self.log)
            .map(|it| String::from_utf8_lossy(&it).into_owned())
            .unwrap_or_default()
    }
}

/// The lines of a log from its first error on, or its last ones where nothing is called an error.
fn excerpt(text: &str) -> Vec<&str> {
    let lines: Vec<&str> = text.lines().collect();
    let is_error = |line: &&str| {
        let line = line.to_ascii_lowercase();
        line.starts_with("error") || line.contains("[error]")
    };
    let last = lines.len().saturating_sub(TAIL);
    let first = lines.iter().position(is_error).unwrap_or(last);
    lines[first..].iter().take(TAIL).copied().collect()
}

/// What usually mends a failure that says `text`.
fn advice(text: &str) -> Option<&'static str> {
    const NETWORK: [&str; 9] = [
        "Could not resolve host",
        "Couldn't resolve host",
        "failed to lookup address",
        "ENOTFOUND",
        "EAI_AGAIN",
        "ETIMEDOUT",
        "ECONNREFUSED",
        "ECONNRESET",
        "error sending request",
    ];
    if NETWORK.iter().any(|it| text.contains(it)) {
        return Some(
            "The network could not be reached. Check the connection (or the proxy settings) and run the same command again; what is done is kept.",
        );
    }
    if text.contains("No space left on device") || text.contains("ENOSPC") {
        return Some(
            "The disk is full. Make room and run the same command again; what is done is kept.",
        );
    }
    None
}

fn log_path(what: &str) -> Result<PathBuf> {
    let name: String = what
        .to_lowercase()
        .split(|it: char| !it.is_ascii_alphanumeric())
        .filter(|it| !it.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    let folder = place::own().join("log");
    fs::create_dir_all(&folder)
        .with_context(|| format!("cannot make the folder {}", folder.display()))?;
    Ok(folder.join(Path::new(&name).with_extension("log")))
}

/// Prints the line of something that is over.
pub fn say(mark: &str, what: &str, took: Duration) {
    println!("{mark:>6}  {what} ({})", time(took));
}

/// Prints a line that needs no time.
pub fn note(what: &str) {
    println!("        {what}");
}

/// A duration as people say it: `0.3 s`, `42 s`, `2 min 5 s`.
pub fn time(took: Duration) -> String {
    let seconds = took.as_secs();
    match seconds {
        0..10 => format!("{:.1} s", took.as_secs_f64()),
        10..60 => format!("{seconds} s"),
        _ => format!("{} min {} s", seconds / 60, seconds % 60),
    }
}

/// The running time of a step: in place on a terminal, a line a minute elsewhere.
struct Clock {
    terminal: bool,
    next: Duration,
}

impl Clock {
    fn new() -> Self {
        let terminal = stdout().is_terminal();
        Self {
            terminal,
            next: if terminal {
                Duration::from_millis(300)
            } else {
                SIGN_OF_LIFE
            },
        }
    }

    fn show(&mut self, what: &str, elapsed: Duration) {
        if elapsed < self.next {
            return;
        }
        if self.terminal {
            print!("\r\x1b[2K     …  {what} ({})", time(elapsed));
            let _ = stdout().flush(); // A terminal that went away ends the program by other means.
            self.next = elapsed + Duration::from_secs(1);
        } else {
            note(&format!("… {what} ({})", time(elapsed)));
            self.next = elapsed + SIGN_OF_LIFE;
        }
    }

    fn clear(&self) {
        if self.terminal {
            print!("\r\x1b[2K");
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_read_as_people_say_them() {
        let said = [50, 9_940, 59_900, 125_000].map(|it| time(Duration::from_millis(it)));
        assert_eq!(said, ["0.1 s", "9.9 s", "59 s", "2 min 5 s"]);
    }

    #[test]
    fn a_network_that_is_down_is_named() {
        let said =
            advice("npm error code EAI_AGAIN\n").expect("npm's word for a failed name look-up");
        assert!(said.contains("network"), "{said}");
        assert_eq!(advice("error[E0308]: mismatched types"), None);
    }

    #[test]
    fn what_is_shown_begins_at_the_first_error() {
        let many = "fine\n".repeat(100);
        let shown = excerpt(&format!(
            "{many}error[E0382]: moved\n  --> a.rs:1:1\n{many}"
        ))
        .join("\n");
        assert!(
            shown.starts_with("error[E0382]: moved\n  --> a.rs:1:1\nfine"),
            "{shown}"
        );
        let numbered: String = (0..100)
            .map(|it| format!("line {it}\n"))
            .collect::<Vec<_>>()
            .concat();
        let shown = excerpt(&numbered);
        assert_eq!((shown.len(), shown.last()), (TAIL, Some(&"line 99")));
    }

    #[test]
    fn a_command_that_fails_shows_the_end_of_what_it_said() {
        let mut command = Command::new("cargo");
        command.args(["no-such-command-for-a-test"]);
        let error = Step::new("Test a failing step", command)
            .run()
            .err()
            .expect("cargo knows no such command");
        let said = format!("{error:#}");
        assert!(said.contains("no such command"), "{said}");
    }
}
