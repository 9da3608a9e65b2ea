//! A code example that runs: its console lines, the requests it wants sent, and how it ended.

use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{
    language::Language,
    logs,
    problem::{Layout, problem},
    report::{LogLine, Problem, Reason},
    run::{GiveUp, MAX_SOURCE},
    show::show,
    spec::Contract,
    symptom::Symptom,
    value::Value,
    wire::{self, Line, MAX_LINE, MAX_TOTAL},
    words,
};
use crate::{
    observe::{RequestSpec, Response},
    typescript::Problem as Unreadable,
};

/// The columns that the agent puts before a snippet's first line.
const INDENT: u32 = 12;

/// What a syntax error is spoken of with: no function is asked for.
const IT: words::Function<'static> = words::Function {
    name: "it",
    contract: Contract::V1,
    language: Language::JavaScript,
};

/// The most requests that one snippet may send.
pub const MAX_FETCHES: usize = 20;

/// The longest body that a snippet is given, in bytes; the rest is cut off.
pub const MAX_BODY: usize = 64 * 1024;

/// What came back for a request that a snippet wanted sent.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Fetched {
    /// Status, header fields, body.
    pub response: Response,
    /// The reason phrase, empty over HTTP/2.
    pub status_text: String,
    /// The URL that answered in the end.
    pub url: String,
    /// Whether a redirect was followed.
    pub redirected: bool,
}

/// How a snippet ended.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct SnippetOutcome {
    /// Why it did not run to its end; none where it did.
    pub reason: Option<Reason>,
    /// Words for a beginner, where it did not.
    pub text: Option<String>,
    /// What the engine said.
    pub problem: Option<Problem>,
    /// What it returned, as JavaScript; none for `undefined`.
    pub returned: Option<String>,
    /// Console lines that were dropped.
    pub dropped: u32,
    /// From start to end, in milliseconds.
    pub ms: f64,
}

/// What a line from the agent asks of whoever drives a snippet.
#[derive(Clone, Debug, PartialEq)]
pub enum SnippetStep {
    /// Nothing.
    Quiet,
    /// Show these.
    Logs(Vec<LogLine>),
    /// Send this, then feed the agent [`SnippetRun::answer_line`].
    Fetch {
        /// The number of the request.
        id: u64,
        /// What to send.
        request: RequestSpec,
    },
    /// This request is one too many or cannot be sent: feed the agent this line.
    Refuse(String),
    /// It is over.
    Over,
}

/// A snippet under way.
pub struct SnippetRun<'a> {
    source: &'a str,
    started: bool,
    fetches: usize,
    bytes: usize,
    outcome: Option<SnippetOutcome>,
}

impl SnippetOutcome {
    /// The code is TypeScript that has no JavaScript in it to run.
    pub fn unreadable(problem: &Unreadable) -> Self {
        let problem = Problem::from(problem);
        Self {
            reason: Some(Reason::LoadError),
            text: Some(words::of_unreadable(&problem)),
            problem: Some(problem),
            ..Self::default()
        }
    }
}

impl<'a> SnippetRun<'a> {
    /// A run of an async function's body.
    pub fn new(source: &'a str) -> Self {
        let mut run = Self {
            source,
            started: false,
            fetches: 0,
            bytes: 0,
            outcome: None,
        };
        if source.len() > MAX_SOURCE {
            let text = format!(
                "The code is too long to be run: {} bytes, of at most {MAX_SOURCE}.",
                source.len()
            );
            run.end(Reason::LoadError, text, None);
        }
        run
    }

    /// Whether nothing more is to come.
    pub fn is_over(&self) -> bool {
        self.outcome.is_some()
    }

    /// Whether the agent came to the end of what it was asked to do, so that the worker should be idle.
    pub fn ended_well(&self) -> bool {
        let ended = |it: &SnippetOutcome| {
            matches!(it.reason, None | Some(Reason::LoadError | Reason::Threw))
        };
        self.outcome.as_ref().is_some_and(ended)
    }

    /// The line that starts it.
    pub fn start_line(&self) -> String {
        wire::snippet_line(self.source)
    }

    /// The line that asks whether the worker still listens.
    pub fn ping_line() -> String {
        wire::ping_line()
    }

    /// The line that answers a request: the response, or why there is none.
    pub fn answer_line(id: u64, answer: &Result<Fetched, String>) -> String {
        match answer {
            Err(message) => json!(["fetched", id, message]).to_string(),
            Ok(it) => {
                let body = super::text::prefix(&it.response.body, MAX_BODY);
                let response = &it.response;
                json!([
                    "fetched",
                    id,
                    [
                        response.status,
                        it.status_text,
                        it.url,
                        it.redirected,
                        response.headers,
                        body
                    ]
                ])
                .to_string()
            }
        }
    }

    /// Takes a line from the agent.
    pub fn feed(&mut self, line: &str) -> SnippetStep {
        if self.is_over() {
            return SnippetStep::Over;
        }
        self.bytes += line.len();
        if line.len() > MAX_LINE || self.bytes > MAX_TOTAL {
            return self.end(
                Reason::TooMuchOutput,
                "The code said more than can be read.".to_owned(),
                None,
            );
        }
        match wire::read(line) {
            Ok(Line::Ready(_)) if !self.started => {
                self.started = true;
                SnippetStep::Quiet
            }
            Ok(Line::Log(calls)) => SnippetStep::Logs(logs::lines(&calls)),
            Ok(Line::Fetch { id, request }) => self.fetch(id, request),
            Ok(Line::LoadError { thrown, at, .. }) => {
                let problem = problem(&thrown, at, self.layout());
                let text = words::of_load(Symptom::SyntaxError, &IT, &problem);
                self.end(Reason::LoadError, text, Some(problem))
            }
            Ok(Line::Done(seen)) => self.done(&seen),
            Ok(Line::Pong) => SnippetStep::Quiet,
            _ => self.end(
                Reason::Protocol,
                words::of_run(Symptom::Interfered, ""),
                None,
            ),
        }
    }

    /// Ends it from outside.
    pub fn give_up(&mut self, why: GiveUp) {
        let (reason, text) = match why {
            GiveUp::NoProgress => (
                Reason::Timeout,
                "The code was stopped: it was busy for a second without a pause. Most likely a loop never ends.",
            ),
            GiveUp::OverBudget => (
                Reason::Timeout,
                "The code was stopped: it took too long. Does it wait for something that never comes?",
            ),
            GiveUp::Gone => (
                Reason::Memory,
                "The code used up all the memory it may have.",
            ),
            GiveUp::Cancelled => (Reason::Cancelled, "Stopped."),
            GiveUp::Unavailable => {
                let text = words::of_run(Symptom::Unavailable, "");
                self.end(Reason::Unavailable, text, None);
                return;
            }
        };
        self.end(reason, text.to_owned(), None);
    }

    /// How it ended, after `ms` milliseconds. One that is not over counts as cancelled.
    pub fn outcome(mut self, ms: f64) -> SnippetOutcome {
        self.give_up(GiveUp::Cancelled);
        SnippetOutcome {
            ms,
            ..self.outcome.unwrap_or_default()
        }
    }

    fn layout(&self) -> Layout {
        Layout::of(self.source, INDENT)
    }

    fn fetch(&mut self, id: u64, request: RequestSpec) -> SnippetStep {
        self.fetches += 1;
        if self.fetches > MAX_FETCHES {
            let message = format!(
                "Failed to fetch: this example may send {MAX_FETCHES} requests, and this is one more."
            );
            return SnippetStep::Refuse(Self::answer_line(id, &Err(message)));
        }
        SnippetStep::Fetch { id, request }
    }

    fn done(&mut self, seen: &wire::Observation) -> SnippetStep {
        if seen.kind.threw() {
            let problem = problem(&seen.value, (0, 0), self.layout());
            let at = problem
                .line
                .map(|line| format!(" in line {line}"))
                .unwrap_or_default();
            self.end(
                Reason::Threw,
                format!("The code threw{at}, so it did not run to its end."),
                Some(problem),
            );
        } else {
            self.outcome = Some(SnippetOutcome {
                reason: None,
                text: None,
                problem: None,
                returned: (seen.value != Value::Undefined).then(|| show(&seen.value)),
                dropped: 0,
                ms: 0.0,
            });
        }
        if let Some(outcome) = &mut self.outcome {
            outcome.dropped = seen.logs.dropped;
        }
        SnippetStep::Over
    }

    fn end(&mut self, reason: Reason, text: String, problem: Option<Problem>) -> SnippetStep {
        if self.outcome.is_none() {
            self.outcome = Some(SnippetOutcome {
                reason: Some(reason),
                text: Some(text),
                problem,
                returned: None,
                dropped: 0,
                ms: 0.0,
            });
        }
        SnippetStep::Over
    }
}
