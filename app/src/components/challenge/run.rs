//! Runs the learner's code and takes in the report.

use std::sync::Arc;

use exercises::judge::{ChallengeSpec, Reason, Report, Verdict};
use leptos::{prelude::*, task::spawn_local};

use super::{
    language::runnable,
    record::Language,
    report::head_id,
    state::{Challenge, Outcome, Run},
    words,
};
use crate::{
    browser::{dom, editor::Mark, sandbox, typescript, viewport},
    state::content::Load,
};

impl Challenge {
    /// Runs the code; where the cases are not there yet, as soon as they are.
    pub fn start(self) {
        if !matches!(self.run.get_untracked(), Run::Idle | Run::Done) {
            return;
        }
        self.save_now();
        self.come_near();
        match self.spec.get_untracked() {
            Load::Ready(spec) => self.judge(spec),
            Load::Loading => self.run.set(Run::Waiting),
            Load::Missing | Load::Failed(_) => {
                self.run.set(Run::Waiting);
                self.retry();
            }
        }
    }

    /// Stops the run under way.
    pub fn stop(self) {
        match self.run.get_untracked() {
            Run::Waiting => self
                .run
                .set(if self.outcome.with_untracked(Option::is_some) {
                    Run::Done
                } else {
                    Run::Idle
                }),
            Run::Running(..) => {
                typescript::cancel();
                sandbox::cancel();
            }
            Run::Idle | Run::Done => {}
        }
    }

    /// Goes on with a run that waits, when what it waits for has come or is known not to come.
    pub fn go_on_when_fetched(self) {
        Effect::new(move |before: Option<bool>| {
            let (ready, failed) = match self.spec.get() {
                Load::Loading => (None, None),
                Load::Ready(spec) => (Some(spec), None),
                Load::Missing => (
                    None,
                    Some(
                        "There are no tests for this challenge on the server. Reload the page."
                            .to_owned(),
                    ),
                ),
                Load::Failed(why) => (None, Some(why)),
            };
            let waits = self.run.get_untracked() == Run::Waiting;
            match (ready, failed) {
                (Some(spec), _) if waits => self.judge(spec),
                // A failure that was there before this run asked again is not its own.
                (_, Some(why)) if waits && before == Some(true) => self.not_begun(&why),
                _ => {}
            }
            matches!(self.spec.get_untracked(), Load::Loading)
        });
    }

    fn not_begun(self, why: &str) {
        let why = format!("The tests could not be fetched. {why} Your code is kept.");
        self.refused(why);
    }

    /// Says why nothing was run.
    fn refused(self, why: String) {
        self.announcer.say(why.clone());
        self.outcome.set(Some(Outcome::NotBegun(why)));
        self.run.set(Run::Done);
    }

    fn judge(self, spec: Arc<ChallengeSpec>) {
        let program = Program {
            code: self.code(),
            starter: self.starter(),
            language: self.record.with_untracked(|it| it.language),
        };
        let code = &program.code;
        if let Some(why) = Self::refusal(code) {
            return self.refused(why);
        }
        self.with_editor(crate::browser::editor::Editor::unmark);
        self.stale.set(false);
        self.run.set(Run::Running(0, 0));
        spawn_local(async move {
            let mut program = program;
            let graded = self.graded(&spec, &mut program).await;
            if self.run.is_disposed() {
                return;
            }
            match graded {
                Ok(report) => self.finish(&program, report),
                Err(why) => self.refused(why.to_owned()),
            }
        });
    }

    /// Runs the code as what it is written in. What was taken for JavaScript and is TypeScript is run once more.
    async fn graded(
        self,
        spec: &ChallengeSpec,
        program: &mut Program,
    ) -> Result<Report, &'static str> {
        let progress = move |done, total| {
            // The page may have been left in the meantime.
            let _ = self.run.try_set(Run::Running(done, total));
        };
        let source = match runnable(&program.code, program.language).await {
            Ok(it) => it,
            Err(why) => return why.report(spec),
        };
        let report = sandbox::grade(spec, &source, sandbox::fresh_seed(), progress).await;
        let Some(left) = self.typed(program, &report).await else {
            return Ok(report);
        };
        program.language = Language::TypeScript;
        match left {
            Ok(left) => Ok(sandbox::grade(spec, &left, sandbox::fresh_seed(), progress).await),
            Err(why) => why.report(spec),
        }
    }

    fn finish(self, program: &Program, report: Report) {
        if report.reason != Some(Reason::Cancelled) {
            self.update(|it| it.count(&program.code, &program.starter, &report));
            self.remember(program, &report);
        }
        if !self.stale.get_untracked() {
            self.with_editor(|it| it.mark(&marks(&report)));
        }
        if report.verdict == Verdict::Pass {
            self.notice.set(None);
        }
        self.announcer.say(words::spoken(&report));
        self.outcome.set(Some(Outcome::Judged(Arc::new(report))));
        self.run.set(Run::Done);
        self.show_report();
    }

    /// Scrolls to the report where its head is not wholly in sight.
    fn show_report(self) {
        let id = head_id(self);
        request_animation_frame(move || {
            if let Some(head) = dom::by_id(&id).filter(|it| !viewport::shows(it)) {
                viewport::reveal_top(&head);
            }
        });
    }
}

/// What is run, as it was when the run began: the learner may go over to another language before it ends.
pub struct Program {
    /// The code.
    pub code: String,
    /// What the editor held at first.
    starter: String,
    /// What the code is written in.
    pub language: Language,
}

/// The most places that are marked after a run.
const MARKS: usize = 10;

/// Where the engine saw something go wrong, each place once: what ended the run, then what ended single cases.
fn marks(report: &Report) -> Vec<Mark> {
    let of_cases = report.cases.iter().filter_map(|it| it.problem.as_ref());
    let mut marks: Vec<Mark> = Vec::new();
    for problem in report.problem.iter().chain(of_cases) {
        let Some(line) = problem.line else { continue };
        let (column, message) = (problem.column.unwrap_or(1), words::problem(problem));
        let known = marks
            .iter()
            .any(|it| (it.line, it.column) == (line, column));
        if !known && marks.len() < MARKS {
            marks.push(Mark {
                line,
                column,
                message,
            });
        }
    }
    marks
}
