//! What the learner is told of a run: a verdict, the cases, and words for the likeliest mistake.

use serde::{Deserialize, Serialize};

use super::{client::ClientReport, spec::Request, symptom::Symptom};
use crate::model::Html;

/// How a run or a case ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Verdict {
    /// Everything is right.
    Pass,
    /// An answer is a response, but not the right one.
    Fail,
    /// There was no answer that could be judged.
    Error,
    /// A case that was never reached. A whole report never has this verdict.
    NotRun,
}

/// Why a run ended in [`Verdict::Error`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reason {
    /// The code could not be loaded: a syntax error, or it threw before the first case.
    LoadError,
    /// There is no function of the expected name.
    NoEntry,
    /// No progress for too long, or the budget is spent.
    Timeout,
    /// The memory ran out.
    Memory,
    /// The function threw.
    Threw,
    /// The function returned something that is no response.
    NotAResponse,
    /// More was said than the judge reads.
    TooMuchOutput,
    /// What came out of the sandbox was not what the agent sends.
    Protocol,
    /// The learner stopped the run.
    Cancelled,
    /// The sandbox could not be started.
    Unavailable,
}

impl Verdict {
    /// The word in `data-verdict`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Pass => "pass",
            Self::Fail => "fail",
            Self::Error => "error",
            Self::NotRun => "not-run",
        }
    }
}

impl Reason {
    /// The word in `data-reason`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::LoadError => "load-error",
            Self::NoEntry => "no-entry",
            Self::Timeout => "timeout",
            Self::Memory => "memory",
            Self::Threw => "threw",
            Self::NotAResponse => "not-a-response",
            Self::TooMuchOutput => "too-much-output",
            Self::Protocol => "protocol",
            Self::Cancelled => "cancelled",
            Self::Unavailable => "unavailable",
        }
    }
}

/// What the learner is told of one run.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Report {
    /// How it ended: pass, fail or error.
    pub verdict: Verdict,
    /// Why, for an error.
    pub reason: Option<Reason>,
    /// One sentence for the heading and the live region: `7 of 9 tests pass.`
    pub summary: String,
    /// The likeliest cause of what went wrong over all cases; none for a pass.
    pub explanation: Option<Explanation>,
    /// What the engine said, for code that did not load or threw.
    pub problem: Option<Problem>,
    /// Cases that passed, of every kind.
    pub passed: usize,
    /// Cases in all, of every kind.
    pub total: usize,
    /// Every visible case, every hidden one that did not pass, and the simplest generated one that did not.
    pub cases: Vec<CaseReport>,
    /// Hidden and generated cases, counted.
    pub unseen: Unseen,
    /// Console lines written while the code was loaded, before the first case; and those of a case that never ended.
    pub logs: Vec<LogLine>,
    /// Console lines that were dropped over the whole run.
    pub dropped: u32,
    /// From the start of the run to the verdict, in milliseconds.
    pub ms: f64,
}

/// Cases that are only listed when they do not pass, counted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unseen {
    /// Hidden cases that passed.
    pub hidden_passed: usize,
    /// Hidden cases in all.
    pub hidden: usize,
    /// Generated cases that passed.
    pub generated_passed: usize,
    /// Generated cases in all.
    pub generated: usize,
}

/// Where a case comes from, and so when it is listed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Visibility {
    /// Always listed.
    Visible,
    /// Listed when it does not pass.
    Hidden,
    /// Made for this run; the simplest that does not pass is listed.
    Generated,
}

/// What became of one case.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct CaseReport {
    /// Its place in the run, from 0.
    pub index: usize,
    /// What it shows.
    pub name: String,
    /// Where it comes from.
    pub visibility: Visibility,
    /// How it ended.
    pub verdict: Verdict,
    /// The requests of this case that came before, with what the function answered.
    #[serde(default)]
    pub before: Vec<Before>,
    /// What the function was given: the first request that it did not answer rightly, or the last.
    pub request: Request,
    /// What `clock.now()` said, in milliseconds.
    #[serde(default)]
    pub clock: u32,
    /// Expected beside actual, per field; empty where nothing was returned that has fields.
    pub fields: Vec<FieldReport>,
    /// Every right answer, written as JavaScript: `{ status: 200, body: "Hello, World!" }`.
    pub expected: Vec<String>,
    /// What was returned, written as JavaScript; none where nothing came back.
    pub actual: Option<String>,
    /// The likeliest cause; none for a pass or a case that was not run.
    pub explanation: Option<Explanation>,
    /// Why the right answer is so, in the author's words.
    pub note: Option<String>,
    /// What the engine said, for a function that threw.
    pub problem: Option<Problem>,
    /// Console lines written during this case.
    pub logs: Vec<LogLine>,
    /// Console lines of this case that were dropped.
    pub dropped: u32,
    /// How long its calls took, in milliseconds; none where one did not end.
    pub ms: Option<f64>,
    /// The call and its requests, where the learner writes the client.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub client: Option<ClientReport>,
    /// How many requests the case had that was found first, where this shorter one fails, too.
    #[serde(default)]
    pub shrunk_from: Option<usize>,
}

/// A request that was answered before the one that a case is about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Before {
    /// The request.
    pub request: Request,
    /// What `clock.now()` said, in milliseconds.
    pub clock: u32,
    /// What was returned, written as JavaScript; none where the case was not run so far.
    pub answer: Option<String>,
}

/// Expected beside actual for one field.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FieldReport {
    /// `status`, `headers.allow`, `body`, or a place in the body: `body /items/0`.
    pub field: String,
    /// Pass or fail.
    pub verdict: Verdict,
    /// Every accepted value, written as JavaScript. The first is the one nearest to what came back.
    pub expected: Vec<Vec<Segment>>,
    /// What came back, written as JavaScript, `(missing)` where there is no such field.
    pub actual: Vec<Segment>,
}

/// A piece of a value, marked where it differs from its counterpart.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Segment {
    /// The text.
    pub text: String,
    /// True: this is the part that differs.
    pub differs: bool,
}

/// The likeliest cause of a mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Explanation {
    /// The mistake.
    pub symptom: Symptom,
    /// The name of the mistake in this challenge, where its author describes it.
    #[serde(default)]
    pub rule: Option<String>,
    /// Plain text for a beginner.
    pub text: String,
    /// What the author adds.
    pub html: Option<Html>,
    /// The hint that helps most, counted from 0.
    pub hint: Option<usize>,
}

impl Explanation {
    /// The mistake by the name that authors use for it: their own, or the symptom's.
    pub fn mistake(&self) -> String {
        self.rule.clone().unwrap_or_else(|| self.symptom.name())
    }
}

/// What the JavaScript engine said.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Problem {
    /// The kind of error: `TypeError`.
    pub name: String,
    /// The engine's message.
    pub message: String,
    /// The line in the learner's code, from 1.
    pub line: Option<u32>,
    /// The column in that line, from 1.
    pub column: Option<u32>,
    /// The calls that led there, innermost first; the learner's own only.
    pub stack: Vec<Frame>,
}

/// A call in the learner's code.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Frame {
    /// The function's name; empty outside of any.
    pub function: String,
    /// From 1.
    pub line: u32,
    /// From 1; none where the engine does not say.
    pub column: Option<u32>,
}

/// A line that the learner's code wrote to the console.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LogLine {
    /// Which function of the console wrote it.
    pub level: LogLevel,
    /// The text, already shortened where it was long.
    pub text: String,
}

/// Which function of the console wrote a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum LogLevel {
    /// `console.debug`.
    Debug,
    /// `console.log` and others.
    Log,
    /// `console.info`.
    Info,
    /// `console.warn`.
    Warn,
    /// `console.error`, `console.assert`, `console.trace`.
    Error,
}
