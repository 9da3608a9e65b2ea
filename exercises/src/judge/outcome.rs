//! One observation judged: the verdict on its case and everything that is told of it.

use super::{
    compare, diagnose, logs,
    plan::Planned,
    problem::{Layout, problem},
    report::{CaseReport, Explanation, Reason, Verdict},
    show::show,
    spec::ChallengeSpec,
    symptom::Symptom,
    wire::Observation,
    words::{self, Scene},
};

/// What judging needs beside the observation.
pub struct Bench<'a> {
    /// The challenge.
    pub spec: &'a ChallengeSpec,
    /// Its known paths.
    pub routes: diagnose::Routes,
    /// Where the learner's code stands.
    pub layout: Layout,
}

impl Bench<'_> {
    /// The report of one case that ended.
    pub fn judge(&self, index: usize, case: &Planned, seen: &Observation) -> CaseReport {
        let mut report = not_run(index, case);
        report.ms = Some(seen.ms);
        report.logs = logs::lines(&seen.logs.lines);
        report.dropped = seen.logs.dropped;
        if seen.kind.threw() {
            self.threw(&mut report, case, seen);
        } else {
            self.returned(&mut report, case, seen);
        }
        if report.verdict != Verdict::Pass {
            report.note.clone_from(&case.note);
        }
        report
    }

    fn threw(&self, report: &mut CaseReport, case: &Planned, seen: &Observation) {
        report.verdict = Verdict::Error;
        report.problem = Some(problem(&seen.value, (0, 0), self.layout));
        self.explain(report, case, seen, diagnose::thrown(&seen.value));
    }

    fn returned(&self, report: &mut CaseReport, case: &Planned, seen: &Observation) {
        let value = &seen.value;
        report.actual = Some(show(value));
        let symptom = if let Some(symptom) = diagnose::shape(value) {
            report.verdict = Verdict::Error;
            symptom
        } else {
            report.fields = compare::fields(value, &case.accept);
            if compare::is_right(value, &case.accept) {
                report.verdict = Verdict::Pass;
                return;
            }
            report.verdict = Verdict::Fail;
            diagnose::answer(value, &case.request, &case.accept, &self.routes)
        };
        self.explain(report, case, seen, symptom);
    }

    fn explain(
        &self,
        report: &mut CaseReport,
        case: &Planned,
        seen: &Observation,
        symptom: Symptom,
    ) {
        let scene = Scene {
            entry: &self.spec.entry,
            request: &case.request,
            accept: &case.accept,
            value: &seen.value,
            routes: &self.routes,
        };
        let text = words::of_case(symptom, &scene, report.problem.as_ref());
        report.explanation = Some(explanation(self.spec, symptom, text));
    }
}

/// A case that was never reached.
pub fn not_run(index: usize, case: &Planned) -> CaseReport {
    CaseReport {
        index,
        name: case.name.clone(),
        visibility: case.visibility,
        verdict: Verdict::NotRun,
        request: case.request.clone(),
        fields: Vec::new(),
        expected: case.accept.iter().map(compare::answer).collect(),
        actual: None,
        explanation: None,
        note: None,
        problem: None,
        logs: Vec::new(),
        dropped: 0,
        ms: None,
    }
}

/// The judge's words with the author's.
pub fn explanation(spec: &ChallengeSpec, symptom: Symptom, text: String) -> Explanation {
    let author = spec.diagnoses.iter().find(|it| it.symptom == symptom);
    Explanation {
        symptom,
        text,
        html: author.and_then(|it| it.html.clone()),
        hint: author
            .and_then(|it| it.hint)
            .filter(|it| *it < spec.hints.len()),
    }
}

/// The reason of a case that ended in an error.
pub fn reason(case: &CaseReport) -> Reason {
    match case.explanation.as_ref().map(|it| it.symptom) {
        Some(Symptom::Memory) => Reason::Memory,
        _ if case.problem.is_some() => Reason::Threw,
        _ => Reason::NotAResponse,
    }
}
