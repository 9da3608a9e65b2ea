//! One run of a learner's code against a challenge, judged line by line as the agent reports. It knows no clock and
//! no browser: whoever drives it feeds lines in, says when time is up, and asks for the report.

use super::{
    diagnose::{self, Routes},
    logs,
    outcome::{Bench, Planned, explanation, not_run},
    problem::{Layout, problem},
    report::{CaseReport, LogLine, Problem, Reason, Report, Verdict, Visibility},
    spec::{ChallengeSpec, MAX_CASES},
    summary,
    symptom::Symptom,
    value::{Thrown, Value},
    wire::{self, Line, Logs, MAX_LINE, MAX_TOTAL, Observation},
    words,
};

/// The longest code that is run, in bytes.
pub const MAX_SOURCE: usize = 100_000;

/// So many observations come one by one; a hang among later ones is blamed on a stretch of requests.
const SINGLE: usize = 16;

/// What a line from the agent meant for the run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Nothing that counts as progress.
    Quiet,
    /// The run has got further.
    Progress,
    /// The run is over: ask for the report.
    Over,
}

/// Why a run is given up from outside.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GiveUp {
    /// No progress for too long.
    NoProgress,
    /// The budget is spent.
    OverBudget,
    /// The sandbox's process is gone, which is what running out of memory looks like.
    Gone,
    /// The learner stopped it.
    Cancelled,
    /// The sandbox did not start.
    Unavailable,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Phase {
    Starting,
    Loading,
    Running,
    Over,
}

/// What ended a run before its last case.
pub(super) struct Failure {
    pub reason: Reason,
    pub symptom: Symptom,
    pub text: String,
    pub problem: Option<Problem>,
    /// The case that is to blame, if one was under way.
    pub case: Option<usize>,
}

/// A run under way.
pub struct Run<'a> {
    pub(super) bench: Bench<'a>,
    source: &'a str,
    pub(super) plan: Vec<Planned>,
    phase: Phase,
    pub(super) outcomes: Vec<CaseReport>,
    pub(super) failure: Option<Failure>,
    pub(super) logs: Vec<LogLine>,
    pub(super) dropped: u32,
    early: Vec<LogLine>,
    bytes: usize,
}

impl<'a> Run<'a> {
    /// A run of `source`; `seed` decides which cases are generated.
    pub fn new(spec: &'a ChallengeSpec, source: &'a str, seed: u64) -> Self {
        let plan = plan(spec, seed);
        let routes = Routes::of(plan.iter().map(|it| (&it.request, it.accept.as_slice())));
        let mut run = Self {
            bench: Bench {
                spec,
                routes,
                layout: Layout::of(source, 0),
            },
            source,
            plan,
            phase: Phase::Starting,
            outcomes: Vec::new(),
            failure: None,
            logs: Vec::new(),
            dropped: 0,
            early: Vec::new(),
            bytes: 0,
        };
        if source.len() > MAX_SOURCE {
            run.too_long();
        }
        run
    }

    /// Whether nothing more is to come.
    pub fn is_over(&self) -> bool {
        self.phase == Phase::Over
    }

    /// Whether the agent came to the end of what it was asked to do, so that the worker should be idle.
    pub fn ended_well(&self) -> bool {
        let stopped = |it: &Failure| !matches!(it.reason, Reason::LoadError | Reason::NoEntry);
        self.is_over() && !self.failure.as_ref().is_some_and(stopped)
    }

    /// The line that starts the run. Only inputs are in it, no right answers.
    pub fn start_line(&self) -> String {
        let spec = self.bench.spec;
        let requests = self.plan.iter().map(|it| &it.request);
        wire::grade_line(self.source, &spec.entry, spec.asynchronous, requests)
    }

    /// Cases that ended, and cases in all.
    pub fn progress(&self) -> (usize, usize) {
        (self.outcomes.len(), self.plan.len())
    }

    /// Takes a line from the agent.
    pub fn feed(&mut self, line: &str) -> Step {
        if self.is_over() {
            return Step::Over;
        }
        self.bytes += line.len();
        if line.len() > MAX_LINE || self.bytes > MAX_TOTAL {
            return self.stop(Reason::TooMuchOutput, Symptom::TooMuchOutput);
        }
        match (wire::read(line), self.phase) {
            (Ok(Line::Ready(_)), Phase::Starting) => {
                self.phase = Phase::Loading;
                Step::Progress
            }
            (Ok(Line::Loaded(logs)), Phase::Loading) => {
                self.loading_logs(&logs);
                self.phase = Phase::Running;
                Step::Progress
            }
            (Ok(Line::LoadError { thrown, at, logs }), Phase::Loading) => {
                self.loading_logs(&logs);
                self.load_error(&thrown, at)
            }
            (
                Ok(Line::NoEntry {
                    found,
                    defined,
                    logs,
                }),
                Phase::Loading,
            ) => {
                self.loading_logs(&logs);
                self.no_entry(&found, &defined)
            }
            (Ok(Line::Log(calls)), Phase::Loading | Phase::Running) => {
                self.early.extend(logs::lines(&calls));
                Step::Quiet
            }
            (Ok(Line::Seen(seen)), Phase::Running) => self.seen(&seen),
            (Ok(Line::End), Phase::Running) if self.outcomes.len() == self.plan.len() => {
                self.phase = Phase::Over;
                Step::Over
            }
            (Ok(Line::Pong), _) => Step::Quiet,
            _ => self.stop(Reason::Protocol, Symptom::Interfered),
        }
    }

    /// Ends the run from outside.
    pub fn give_up(&mut self, why: GiveUp) {
        if self.is_over() {
            return;
        }
        match why {
            GiveUp::NoProgress | GiveUp::OverBudget => self.timeout(why == GiveUp::OverBudget),
            GiveUp::Gone => {
                self.stop(Reason::Memory, Symptom::Memory);
            }
            GiveUp::Cancelled => {
                self.stop(Reason::Cancelled, Symptom::Cancelled);
            }
            GiveUp::Unavailable => {
                self.stop(Reason::Unavailable, Symptom::Unavailable);
            }
        }
    }

    /// The report, after `ms` milliseconds in all. A run that is not over counts as cancelled.
    pub fn report(mut self, ms: f64) -> Report {
        self.give_up(GiveUp::Cancelled);
        self.logs.append(&mut self.early);
        summary::report(self, ms)
    }

    fn seen(&mut self, seen: &[Observation]) -> Step {
        for observation in seen {
            let index = self.outcomes.len();
            if observation.index != index || index >= self.plan.len() {
                return self.stop(Reason::Protocol, Symptom::Interfered);
            }
            let mut outcome = self.bench.judge(index, &self.plan[index], observation);
            if !self.early.is_empty() {
                outcome.logs.splice(0..0, self.early.drain(..));
            }
            self.dropped = self.dropped.saturating_add(outcome.dropped);
            self.outcomes.push(outcome);
        }
        Step::Progress
    }

    fn loading_logs(&mut self, logs: &Logs) {
        self.logs.append(&mut self.early);
        self.logs.extend(logs::lines(&logs.lines));
        self.dropped = self.dropped.saturating_add(logs.dropped);
    }

    fn fail(&mut self, failure: Failure) -> Step {
        if let Some(index) = failure.case {
            let mut outcome = not_run(index, &self.plan[index]);
            outcome.verdict = Verdict::Error;
            outcome.explanation = Some(explanation(
                self.bench.spec,
                failure.symptom,
                failure.text.clone(),
            ));
            outcome.note.clone_from(&self.plan[index].note);
            outcome.logs.append(&mut self.early);
            self.outcomes.push(outcome);
        }
        self.failure = Some(failure);
        self.phase = Phase::Over;
        Step::Over
    }

    /// Ends the run for a reason that is told in the same words whatever the case.
    fn stop(&mut self, reason: Reason, symptom: Symptom) -> Step {
        let blamed = matches!(reason, Reason::Memory | Reason::TooMuchOutput);
        self.fail(Failure {
            reason,
            symptom,
            text: words::of_run(symptom, &self.bench.spec.entry),
            problem: None,
            case: self.current().filter(|_| blamed),
        })
    }

    /// The case under way.
    fn current(&self) -> Option<usize> {
        let index = self.outcomes.len();
        (self.phase == Phase::Running && index < self.plan.len()).then_some(index)
    }

    fn timeout(&mut self, over_budget: bool) {
        let case = self.current();
        let request = case.map(|it| &self.plan[it].request);
        let exact = case.is_none_or(|it| it < SINGLE);
        self.fail(Failure {
            reason: Reason::Timeout,
            symptom: Symptom::Timeout,
            text: words::of_timeout(&self.bench.spec.entry, request, exact, over_budget),
            problem: None,
            case,
        });
    }

    fn load_error(&mut self, thrown: &Value, at: (u32, u32)) -> Step {
        let problem = problem(thrown, at, self.bench.layout);
        let symptom = load_symptom(thrown, &problem);
        let entry = &self.bench.spec.entry;
        self.fail(Failure {
            reason: Reason::LoadError,
            symptom,
            text: words::of_load(symptom, entry, &problem),
            problem: Some(problem),
            case: None,
        })
    }

    fn no_entry(&mut self, found: &Value, defined: &[String]) -> Step {
        let symptom = match found {
            Value::Undefined => Symptom::EntryMissing,
            _ => Symptom::EntryNotFunction,
        };
        self.fail(Failure {
            reason: Reason::NoEntry,
            symptom,
            text: words::of_entry(&self.bench.spec.entry, found, defined),
            problem: None,
            case: None,
        })
    }

    fn too_long(&mut self) {
        let message = format!(
            "the code has {} bytes, and at most {MAX_SOURCE} are run",
            self.source.len()
        );
        let problem = Problem {
            name: String::new(),
            message: message.clone(),
            line: None,
            column: None,
            stack: Vec::new(),
        };
        self.fail(Failure {
            reason: Reason::LoadError,
            symptom: Symptom::ThrewOnLoad,
            text: format!("Your code is too long to be run: {message}."),
            problem: Some(problem),
            case: None,
        });
    }
}

/// A syntax error comes with no calls of the learner's, unlike one that running code threw (`JSON.parse` does).
fn load_symptom(thrown: &Value, problem: &Problem) -> Symptom {
    match thrown {
        Value::Error(Thrown { name, message, .. })
            if name == "SyntaxError" && problem.stack.is_empty() =>
        {
            let module = message.contains("export") || message.contains("import");
            if module {
                Symptom::ModuleSyntax
            } else {
                Symptom::SyntaxError
            }
        }
        other => match diagnose::thrown(other) {
            Symptom::Threw => Symptom::ThrewOnLoad,
            other => other,
        },
    }
}

fn plan(spec: &ChallengeSpec, seed: u64) -> Vec<Planned> {
    let written = spec.cases.iter().map(|case| Planned {
        name: case.name.clone(),
        visibility: if case.visible {
            Visibility::Visible
        } else {
            Visibility::Hidden
        },
        request: case.request.clone(),
        accept: case.accept.clone(),
        note: case.note.clone(),
    });
    let generated = spec.generated.iter().flat_map(|it| {
        it.oracle
            .requests(seed, it.count.min(MAX_CASES))
            .into_iter()
            .map(|request| Planned {
                name: format!("{} {}", request.method, request.path),
                visibility: Visibility::Generated,
                accept: it.oracle.accept(&request),
                request,
                note: None,
            })
    });
    written.chain(generated).take(MAX_CASES).collect()
}
