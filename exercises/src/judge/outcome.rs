//! One observation judged: the verdict on its case and everything that is told of it.

use super::{
    client, compare, diagnose,
    diagnosis::{Diagnosis, When},
    logs,
    plan::Planned,
    problem::{Layout, problem},
    report::{Before, CaseReport, Explanation, Reason, Verdict},
    show::{show, show_in},
    spec::{ChallengeSpec, Step},
    symptom::Symptom,
    text,
    value::Value,
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
    /// The report of one case that ended: of its first request that was not answered rightly, else of its last.
    pub fn judge(&self, index: usize, case: &Planned, seen: &[Observation]) -> CaseReport {
        let mut report = not_run(self.spec, index, case, 0);
        if let (Some(call), [seen]) = (&case.call, seen) {
            report.ms = Some(seen.ms);
            client::judge(self, call, seen, &mut report);
            report.note = case
                .note
                .clone()
                .filter(|_| report.verdict != Verdict::Pass);
        }
        for (at, observed) in seen.iter().take(case.steps.len()).enumerate() {
            report = not_run(self.spec, index, case, at);
            report.ms = Some(seen.iter().map(|it| it.ms).sum());
            self.answered(&mut report, at, &case.steps, observed);
            if report.verdict != Verdict::Pass {
                report.note.clone_from(&case.note);
                break;
            }
        }
        for (before, observed) in report.before.iter_mut().zip(seen) {
            before.answer = Some(show_in(self.spec.language, &observed.value));
        }
        report.logs = seen
            .iter()
            .flat_map(|it| logs::lines(&it.logs.lines))
            .collect();
        report.dropped = seen.iter().map(|it| it.logs.dropped).sum();
        report
    }

    fn answered(&self, report: &mut CaseReport, at: usize, case: &[Step], seen: &Observation) {
        let step = &case[at];
        let threw = seen.kind.threw();
        let symptom = if threw {
            report.verdict = Verdict::Error;
            report.problem = Some(problem(&seen.value, (0, 0), self.layout));
            diagnose::thrown(&seen.value)
        } else {
            match self.returned(report, step, &seen.value) {
                Some(symptom) => symptom,
                None => return,
            }
        };
        let scene = Scene {
            entry: &self.spec.entry,
            contract: self.spec.contract,
            asynchronous: self.spec.asynchronous,
            request: &step.request,
            accept: &step.accept,
            value: &seen.value,
            routes: &self.routes,
            language: self.spec.language,
        };
        let text = words::of_case(symptom, &scene, report.problem.as_ref());
        let rule = rule(self.spec, report, &case[..=at], &seen.value);
        report.explanation = Some(told_of(self.spec, rule, symptom, text));
    }

    /// The mistake in what came back; none where it is right.
    fn returned(&self, report: &mut CaseReport, step: &Step, value: &Value) -> Option<Symptom> {
        let language = self.spec.language;
        report.actual = Some(show_in(language, value));
        if let Some(symptom) = diagnose::shape(value) {
            report.verdict = Verdict::Error;
            return Some(symptom);
        }
        report.fields = compare::fields(value, &step.accept, language);
        if report.fields.iter().all(|it| it.verdict == Verdict::Pass) {
            report.verdict = Verdict::Pass;
            return None;
        }
        report.verdict = Verdict::Fail;
        let contract = self.spec.contract;
        Some(diagnose::answer(value, contract, step, &self.routes))
    }
}

/// A case that was not run further than its request at place `at`.
pub fn not_run(spec: &ChallengeSpec, index: usize, case: &Planned, at: usize) -> CaseReport {
    let shown = |it| compare::answer_in(spec.language, it);
    let (before, rest) = case.steps.split_at(at.min(case.steps.len()));
    let step = rest.first().or(before.last());
    let before = before.iter().map(|it| Before {
        request: it.request.clone(),
        clock: it.clock,
        answer: None,
    });
    let mut report = CaseReport {
        index,
        name: case.name.clone(),
        visibility: case.visibility,
        verdict: Verdict::NotRun,
        before: before.collect(),
        request: step.map(|it| it.request.clone()).unwrap_or_default(),
        clock: step.map_or(0, |it| it.clock),
        fields: Vec::new(),
        expected: step.map_or_else(Vec::new, |it| it.accept.iter().map(shown).collect()),
        actual: None,
        explanation: None,
        note: None,
        problem: None,
        logs: Vec::new(),
        dropped: 0,
        ms: None,
        client: None,
        shrunk_from: None,
    };
    if let Some(call) = &case.call {
        client::not_played(&spec.entry, call, &mut report);
    }
    report
}

/// What the author has to say of exactly this mistake.
fn rule<'a>(
    spec: &'a ChallengeSpec,
    report: &CaseReport,
    asked: &[Step],
    value: &Value,
) -> Option<&'a Diagnosis> {
    let (step, before) = asked.split_last()?;
    let seen = |when: &When| fits(when, report, before, step, value);
    spec.diagnoses.iter().find(|it| it.when.iter().any(seen))
}

/// Whether everything that `when` names is so. What came `before` in the case was answered rightly.
fn fits(when: &When, report: &CaseReport, before: &[Step], step: &Step, value: &Value) -> bool {
    let wrong = |name: &String| {
        let mut fields = report.fields.iter();
        fields.any(|it| it.field == *name && it.verdict != Verdict::Pass)
    };
    let request = &step.request;
    let carries = |(name, pattern): (&String, &String)| {
        let value = request.headers.get(name);
        value.is_some_and(|it| text::matches(pattern, it))
    };
    // As JavaScript, whatever the program is written in: so authors write their patterns.
    let seen = report.actual.is_some() && (when.shows.is_some() || when.lacks.is_some());
    let shown = seen.then(|| show(value));
    let like = |it: &String| (shown.as_ref()).is_some_and(|one| text::matches(it, one));
    let unlike = |it: &String| (shown.as_ref()).is_some_and(|one| !text::matches(it, one));
    let answers = |it: &Step, status: u16| it.accept.iter().any(|it| it.status == status);
    let came_after = |status: u16| before.last().is_some_and(|it| answers(it, status));
    let wants = |it: &String| {
        let mut answers = step.accept.iter().map(compare::answer);
        answers.any(|one| text::matches(it, &one))
    };
    (when.expected).is_none_or(|it| answers(step, it))
        && (when.actual).is_none_or(|it| compare::status_is(value, it))
        && when.field.as_ref().is_none_or(wrong)
        && when.method.as_ref().is_none_or(|it| *it == request.method)
        && (when.path.as_ref()).is_none_or(|it| text::matches(it, &request.path))
        && when.headers.iter().all(carries)
        && (when.body.as_ref()).is_none_or(|it| text::matches(it, &request.body))
        && when.wants.as_ref().is_none_or(wants)
        && when.shows.as_ref().is_none_or(like)
        && when.lacks.as_ref().is_none_or(unlike)
        && when.clock.is_none_or(|it| step.clock >= it)
        && when.later.is_none_or(|it| it != before.is_empty())
        && when.after.is_none_or(came_after)
}

/// The judge's words with those of the author's that are about exactly this mistake, else about its symptom.
pub fn told_of(
    spec: &ChallengeSpec,
    rule: Option<&Diagnosis>,
    symptom: Symptom,
    text: String,
) -> Explanation {
    match rule {
        Some(rule) => told(spec, rule, symptom, text),
        None => explanation(spec, symptom, text),
    }
}

/// The judge's words with the author's.
pub fn explanation(spec: &ChallengeSpec, symptom: Symptom, text: String) -> Explanation {
    let mut known = spec.diagnoses.iter().filter(|it| it.when.is_empty());
    let author = known.find(|it| it.symptom == Some(symptom));
    told(spec, author.unwrap_or(&Diagnosis::default()), symptom, text)
}

fn told(spec: &ChallengeSpec, author: &Diagnosis, symptom: Symptom, text: String) -> Explanation {
    Explanation {
        symptom,
        rule: author.id.clone(),
        text,
        html: author.html.clone(),
        hint: author.hint.filter(|it| *it < spec.hints.len()),
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
