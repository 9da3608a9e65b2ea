//! How a trial ended: what the function answered, or what came of a call and which requests it sent.

use exercises::judge::{CaseReport, LogLine, Reason, Report};
use leptos::prelude::*;

use crate::components::{
    challenge::{
        console::console,
        report::{explanation, problem},
        state::Challenge,
        timeline::timeline,
        words,
    },
    erase::Erase,
};

/// How a trial ended.
#[derive(Clone)]
pub enum Ended {
    /// With what the function made of it.
    Told(Box<Report>),
    /// Nothing was run; why.
    Refused(String),
}

/// Everything that is told of a trial.
pub fn told(challenge: Challenge, ended: Ended) -> AnyView {
    let report = match ended {
        Ended::Refused(why) => {
            return view! { <p class="notice warn" data-refused>{why}</p> }.fixed();
        }
        Ended::Told(report) => report,
    };
    let case = report.cases.first();
    let stopped = matches!(report.reason, Some(Reason::Cancelled));
    // Of a run that came to its end, the whole says nothing that its case does not.
    let of_case = case.filter(|_| report.reason.is_none());
    let explained = report.explanation.as_ref();
    let explained = explained.or_else(|| of_case.and_then(|it| it.explanation.as_ref()));
    let went_wrong = report.problem.as_ref();
    let went_wrong = went_wrong.or_else(|| of_case.and_then(|it| it.problem.as_ref()));
    view! {
        <div class="trial-told">
            {case.and_then(answer)}
            {stopped.then(|| view! { <p>"Stopped."</p> })}
            {explained.filter(|_| !stopped).map(|it| explanation(challenge, it))}
            {went_wrong.map(|it| problem(challenge, it))}
            {case.and_then(requests)}
            {console(&logs(&report, case), report.dropped, "Console")}
        </div>
    }
    .fixed()
}

/// What came back; nothing where nothing did.
fn answer(case: &CaseReport) -> Option<AnyView> {
    let answer = case.actual.clone()?;
    let asked = words::asked(case);
    let what = if case.client.is_some() {
        " came to this:"
    } else {
        " was answered with"
    };
    Some(
        view! { <p><code>{asked}</code>{what}</p><pre data-answer><code>{answer}</code></pre> }
            .fixed(),
    )
}

/// The requests of a client that was run.
fn requests(case: &CaseReport) -> Option<AnyView> {
    let client = case.client.as_ref()?;
    case.actual.is_some().then(|| timeline(case, client))
}

/// What was logged while the code was loaded, and by the call.
fn logs(report: &Report, case: Option<&CaseReport>) -> Vec<LogLine> {
    let called = case.into_iter().flat_map(|it| &it.logs);
    report.logs.iter().chain(called).cloned().collect()
}
