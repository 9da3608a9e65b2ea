//! One run of a learner's code against a challenge, judged line by line as the agent reports. It knows no clock and
//! no browser: whoever drives it feeds lines in, says when time is up, and asks for the report.

use serde_json::Value as Json;

use super::{
    client::{Call, Reply, called},
    diagnose::Routes,
    failure::Failure,
    given::given,
    language::Language,
    logs,
    outcome::{Bench, explanation, not_run},
    plan::{Planned, plan},
    problem::Layout,
    report::{CaseReport, LogLine, Reason, Report, Verdict, Visibility},
    spec::{ChallengeSpec, Contract, Request, Step as CaseStep},
    summary,
    symptom::Symptom,
    wire::{self, Kind, Line, Logs, MAX_LINE, MAX_TOTAL, Observation},
    words,
};
use crate::typescript::Problem as Unreadable;

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

/// A run under way.
pub struct Run<'a> {
    pub(super) bench: Bench<'a>,
    pub(super) source: &'a str,
    pub(super) plan: Vec<Planned>,
    phase: Phase,
    pub(super) outcomes: Vec<CaseReport>,
    /// What was seen of the case under way.
    seen: Vec<Observation>,
    /// How many calls have ended.
    calls: usize,
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
        let routes = Routes::of(plan.iter().flat_map(|it| &it.steps));
        Self::over(spec, source, plan, routes)
    }

    /// A run of `source` on one request, outside of any test: every response is right.
    pub fn trial(spec: &'a ChallengeSpec, source: &'a str, request: Request) -> Self {
        let case = Planned {
            visibility: Visibility::Visible,
            ..Planned::generated(vec![CaseStep::asking(request)])
        };
        let routes = Routes::of(std::iter::empty());
        Self::over(spec, source, vec![case], routes)
    }

    /// A run of one call, outside of any test: every outcome is right, whatever `call` expects.
    pub fn trial_call(spec: &'a ChallengeSpec, source: &'a str, call: Call) -> Self {
        let call = Call {
            expect: Vec::new(),
            ..call
        };
        let case = Planned {
            visibility: Visibility::Visible,
            ..Planned::generated_call(&spec.entry, call)
        };
        let routes = Routes::of(std::iter::empty());
        Self::over(spec, source, vec![case], routes)
    }

    /// A run of `source` over these cases.
    pub(super) fn over(
        spec: &'a ChallengeSpec,
        source: &'a str,
        plan: Vec<Planned>,
        routes: Routes,
    ) -> Self {
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
            seen: Vec::new(),
            calls: 0,
            failure: None,
            logs: Vec::new(),
            dropped: 0,
            early: Vec::new(),
            bytes: 0,
        };
        if source.len() > MAX_SOURCE {
            run.fail(Failure::too_long(source.len()));
        }
        run
    }

    /// What its program is written in.
    pub fn language(&self) -> Language {
        self.bench.spec.language
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
        if spec.contract == Contract::Client {
            let calls = self.plan.iter().filter_map(|it| it.call.as_ref());
            let replies = |it: &Call| it.replies.iter().map(Reply::line).collect();
            let calls: Vec<(&[Json], Vec<Json>)> =
                calls.map(|it| (&*it.args, replies(it))).collect();
            return wire::client_line(self.source, &spec.entry, &calls);
        }
        let call = |it: &CaseStep| (given(spec.contract, &it.request), it.clock);
        let cases = self.plan.iter();
        let cases: Vec<Vec<_>> = cases
            .map(|it| it.steps.iter().map(call).collect())
            .collect();
        let world = spec.contract == Contract::V3;
        wire::grade_line(self.source, &spec.entry, spec.asynchronous, &cases, world)
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
            let spec = self.bench.spec;
            return self.blame(Failure::plain(
                spec,
                Reason::TooMuchOutput,
                Symptom::TooMuchOutput,
            ));
        }
        match wire::read(line) {
            Ok(line) => self.take(line),
            Err(_) => self.stop(Reason::Protocol, Symptom::Interfered),
        }
    }

    /// Ends the run from outside.
    pub fn give_up(&mut self, why: GiveUp) {
        if self.is_over() {
            return;
        }
        let spec = self.bench.spec;
        let begun = self.phase != Phase::Starting;
        match why {
            GiveUp::NoProgress | GiveUp::OverBudget => {
                let case = self.current();
                let asked = case.and_then(|it| self.asked(&self.plan[it]));
                let exact = case.is_none() || self.calls < SINGLE;
                self.blame(Failure::timeout(
                    spec,
                    asked.as_deref(),
                    exact,
                    why == GiveUp::OverBudget,
                ))
            }
            GiveUp::Gone => self.blame(Failure::plain(spec, Reason::Memory, Symptom::Memory)),
            // One that has begun and breaks had no more memory: Firefox says so, Chromium goes silent.
            GiveUp::Unavailable if begun => {
                self.blame(Failure::plain(spec, Reason::Memory, Symptom::Memory))
            }
            GiveUp::Cancelled => self.stop(Reason::Cancelled, Symptom::Cancelled),
            GiveUp::Unavailable => self.stop(Reason::Unavailable, Symptom::Unavailable),
        };
    }

    /// What is being answered, as words have it.
    fn asked(&self, case: &Planned) -> Option<String> {
        if let Some(call) = &case.call {
            return Some(format!("`{}`", called(&self.bench.spec.entry, &call.args)));
        }
        let step = case.steps.get(self.seen.len());
        step.map(|it| words::asked(&it.request))
    }

    /// Ends the run of code that was written in TypeScript and cannot be read.
    pub fn cannot_read(&mut self, problem: &Unreadable) {
        self.fail(Failure::unreadable(problem));
    }

    /// The report, after `ms` milliseconds in all. A run that is not over counts as cancelled.
    pub fn report(mut self, ms: f64) -> Report {
        self.give_up(GiveUp::Cancelled);
        self.logs.append(&mut self.early);
        summary::report(self, ms)
    }

    fn take(&mut self, line: Line) -> Step {
        match (line, self.phase) {
            (Line::Ready(_), Phase::Starting) => {
                self.phase = Phase::Loading;
                Step::Progress
            }
            (Line::Loaded(logs), Phase::Loading) => {
                self.loading_logs(&logs);
                self.phase = Phase::Running;
                Step::Progress
            }
            (Line::LoadError { thrown, at, logs }, Phase::Loading) => {
                self.loading_logs(&logs);
                self.fail(Failure::load(
                    self.bench.spec,
                    &thrown,
                    at,
                    self.bench.layout,
                ))
            }
            (
                Line::NoEntry {
                    found,
                    defined,
                    logs,
                },
                Phase::Loading,
            ) => {
                self.loading_logs(&logs);
                self.fail(Failure::entry(self.bench.spec, &found, &defined))
            }
            (Line::Log(calls), Phase::Loading | Phase::Running) => {
                self.early.extend(logs::lines(&calls));
                Step::Quiet
            }
            (Line::Seen(seen), Phase::Running) => self.seen(seen),
            (Line::End, Phase::Running) if self.outcomes.len() == self.plan.len() => {
                self.phase = Phase::Over;
                Step::Over
            }
            (Line::Pong, _) => Step::Quiet,
            _ => self.stop(Reason::Protocol, Symptom::Interfered),
        }
    }

    fn seen(&mut self, seen: Vec<Observation>) -> Step {
        for observation in seen {
            let index = self.outcomes.len();
            let Some(case) = self.plan.get(index) else {
                return self.stop(Reason::Protocol, Symptom::Interfered);
            };
            if observation.index != self.calls || !self.can_end(observation.kind) {
                return self.stop(Reason::Protocol, Symptom::Interfered);
            }
            self.calls += 1;
            self.seen.push(observation);
            if self.seen.len() < case.observations() {
                continue;
            }
            let mut outcome = self.bench.judge(index, case, &self.seen);
            self.seen.clear();
            if !self.early.is_empty() {
                outcome.logs.splice(0..0, self.early.drain(..));
            }
            self.dropped = self.dropped.saturating_add(outcome.dropped);
            self.outcomes.push(outcome);
        }
        Step::Progress
    }

    /// Whether the agent ever says this of a call: promises settle only where they are waited for, and only a client can
    /// wait without end.
    fn can_end(&self, kind: Kind) -> bool {
        let spec = self.bench.spec;
        let is_client = spec.contract == Contract::Client;
        match kind {
            Kind::Return | Kind::Throw => true,
            Kind::Resolve | Kind::Reject => spec.asynchronous || is_client,
            Kind::Idle | Kind::Late | Kind::Requests | Kind::Timers => is_client,
        }
    }

    fn loading_logs(&mut self, logs: &Logs) {
        self.logs.append(&mut self.early);
        self.logs.extend(logs::lines(&logs.lines));
        self.dropped = self.dropped.saturating_add(logs.dropped);
    }

    /// Ends the run; the case under way, if there is one, is to blame.
    fn blame(&mut self, failure: Failure) -> Step {
        if let Some(index) = self.current() {
            let case = &self.plan[index];
            let mut outcome = not_run(self.bench.spec, index, case, self.seen.len());
            outcome.verdict = Verdict::Error;
            outcome.explanation = Some(explanation(
                self.bench.spec,
                failure.symptom,
                failure.text.clone(),
            ));
            outcome.note.clone_from(&case.note);
            let before = self.seen.iter().flat_map(|it| &it.logs.lines);
            outcome.logs = before
                .flat_map(|it| logs::lines(std::slice::from_ref(it)))
                .collect();
            outcome.logs.append(&mut self.early);
            self.outcomes.push(outcome);
        }
        self.fail(failure)
    }

    /// Ends the run.
    fn fail(&mut self, failure: Failure) -> Step {
        self.failure = Some(failure);
        self.phase = Phase::Over;
        Step::Over
    }

    /// Ends the run for a reason that no case is to blame for.
    fn stop(&mut self, reason: Reason, symptom: Symptom) -> Step {
        self.fail(Failure::plain(self.bench.spec, reason, symptom))
    }

    /// The case under way.
    fn current(&self) -> Option<usize> {
        let index = self.outcomes.len();
        (self.phase == Phase::Running && index < self.plan.len()).then_some(index)
    }
}
