//! One client-side case judged: the verdict and everything that is told of it.

use serde_json::Value as Json;

use super::{
    finding::{Played, findings, throwing},
    mistake::{mistake, without_end},
    record::Record,
    script::{Call, Expect},
    timeline::{ClientReport, timeline},
};
use crate::judge::{
    compare,
    diagnosis::When,
    finding::Finding,
    json,
    outcome::{Bench, told_of},
    problem::problem,
    report::{CaseReport, Explanation, FieldReport, Verdict},
    symptom::Symptom,
    text::{self, prefix},
    wire::Observation,
    words::client as words,
};

/// The longest that the arguments of a call are written.
const MAX_CALLED: usize = 200;

/// `load("42")`.
pub fn called(entry: &str, args: &[Json]) -> String {
    let shown: Vec<String> = args.iter().map(json::shown).collect();
    let shown = shown.join(", ");
    let cut = prefix(&shown, MAX_CALLED);
    let more = if cut.len() < shown.len() { "…" } else { "" };
    format!("{entry}({cut}{more})")
}

/// What is shown of a call that was not played.
pub fn not_played(entry: &str, call: &Call, report: &mut CaseReport) {
    report.expected = call.expect.iter().map(expected).collect();
    report.client = Some(ClientReport {
        called: called(entry, &call.args),
        ..ClientReport::default()
    });
}

/// Judges a call that was played, into the report of its case.
pub fn judge(bench: &Bench<'_>, call: &Call, seen: &Observation, report: &mut CaseReport) {
    let spec = bench.spec;
    not_played(&spec.entry, call, report);
    let none = Record::default();
    let played = Played {
        kind: seen.kind,
        value: &seen.value,
        record: seen.record.as_ref().unwrap_or(&none),
    };
    let name = called(&spec.entry, &call.args);
    report.client = Some(timeline(name.clone(), played));
    report.actual = Some(played.shown());
    let all: Vec<Vec<Finding>> = (call.expect.iter())
        .map(|it| findings(played, it))
        .collect();
    let Some(at) = compare::likest(&all) else {
        return observed(bench, played, &name, report);
    };
    let near = &call.expect[at];
    let found = all[at].clone();
    report.fields = compare::beside(all);
    if found.iter().all(|it| it.right) {
        report.verdict = Verdict::Pass;
        return;
    }
    let symptom = mistake(played, near, &found);
    let threw = matches!(
        symptom,
        Symptom::Threw | Symptom::StackOverflow | Symptom::Memory
    );
    report.verdict = if threw { Verdict::Error } else { Verdict::Fail };
    if played.kind.threw() && (threw || near.throws.is_none()) {
        report.problem = Some(problem(&seen.value, (0, 0), bench.layout));
    }
    let scene = words::Scene {
        called: &name,
        played,
        found: &found,
        problem: report.problem.as_ref(),
    };
    let text = words::of_call(symptom, &scene);
    let seen = |when: &When| fits(when, report, played, call);
    let rule = spec.diagnoses.iter().find(|it| it.when.iter().any(seen));
    report.explanation = Some(told_of(spec, rule, symptom, text));
}

/// A call of which nothing is expected: every outcome is right. Where there is none, it is told why.
fn observed(bench: &Bench<'_>, played: Played<'_>, called: &str, report: &mut CaseReport) {
    report.verdict = Verdict::Pass;
    if played.kind.threw() {
        report.problem = Some(problem(played.value, (0, 0), bench.layout));
    }
    report.explanation = without_end(played.kind).map(|symptom| {
        let scene = words::Scene {
            called,
            played,
            found: &[],
            problem: None,
        };
        Explanation {
            symptom,
            rule: None,
            text: words::of_call(symptom, &scene),
            html: None,
            hint: None,
        }
    });
}

/// Whether everything that `when` names is so.
fn fits(when: &When, report: &CaseReport, played: Played<'_>, call: &Call) -> bool {
    let sent = &played.record.requests;
    let last = sent.last();
    let wrong = |pattern: &String| {
        let mut fields = report.fields.iter();
        fields.any(|it| {
            it.verdict != Verdict::Pass
                && text::matches(pattern, &it.field)
                && when
                    .below
                    .is_none_or(|most| number(it).is_some_and(|it| it < most))
        })
    };
    let carries = |(name, pattern): (&String, &String)| {
        let value = last.and_then(|it| it.header(name));
        value.is_some_and(|it| text::matches(pattern, it))
    };
    let replied = |(name, pattern): (&String, &String)| {
        let values = call.replies.iter().filter_map(|it| it.headers.get(name));
        values.into_iter().any(|it| text::matches(pattern, it))
    };
    let shown = report.actual.as_deref().unwrap_or_default();
    let is_more = |more: bool| {
        let mut counts = call.expect.iter().filter_map(Expect::counts).peekable();
        counts.peek().is_some()
            && counts.all(|(least, most)| {
                if more {
                    sent.len() > most
                } else {
                    sent.len() < least
                }
            })
    };
    let carries_body = |pattern: &String| {
        let body = last.and_then(|it| it.body.as_deref());
        body.is_some_and(|it| text::matches(pattern, it))
    };
    let wants = |pattern: &String| report.expected.iter().any(|it| text::matches(pattern, it));
    when.expected.is_none()
        && when.later.is_none()
        && when.after.is_none()
        && when.body.as_ref().is_none_or(carries_body)
        && when.wants.as_ref().is_none_or(wants)
        && (when.lacks.as_ref()).is_none_or(|it| !text::matches(it, shown))
        && (when.actual).is_none_or(|it| last.is_some_and(|last| last.status == it))
        && when.field.as_ref().is_none_or(wrong)
        && (when.method.as_ref()).is_none_or(|it| last.is_some_and(|last| last.method == *it))
        && (when.path.as_ref())
            .is_none_or(|it| sent.iter().any(|one| text::matches(it, one.path())))
        && when.headers.iter().all(carries)
        && (when.shows.as_ref()).is_none_or(|it| text::matches(it, shown))
        && when.clock.is_none_or(|it| played.record.took >= it)
        && when.more.is_none_or(is_more)
        && (when.sent)
            .is_none_or(|(least, most)| (least as usize..=most as usize).contains(&sent.len()))
        && when.replied.iter().all(replied)
}

/// The number that stands in what was seen of a field: `12 ms`.
fn number(field: &FieldReport) -> Option<u32> {
    let text: String = field.actual.iter().map(|it| it.text.as_str()).collect();
    text.trim_end_matches(" ms").parse().ok()
}

/// What is expected, in one line.
fn expected(it: &Expect) -> String {
    let result = match (&it.returns, &it.throws) {
        _ if it.returns_null => "null".to_owned(),
        (Some(json), _) => json::shown(json),
        (None, Some(pattern)) => throwing(pattern),
        (None, None) => "any result".to_owned(),
    };
    match it.counts() {
        None => result,
        Some((1, 1)) => format!("{result}, after 1 request"),
        Some((least, most)) if least == most => format!("{result}, after {least} requests"),
        Some((least, most)) => format!("{result}, after {least} to {most} requests"),
    }
}
