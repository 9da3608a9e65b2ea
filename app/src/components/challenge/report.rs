//! The report: how the run ended, in one line and then case by case.

use std::sync::Arc;

use exercises::judge::{CaseReport, Explanation, Frame, Problem, Reason, Report, Verdict};
use leptos::prelude::*;

use super::{
    case::case,
    console::console,
    help::hint_link,
    state::{Challenge, Outcome, Run},
    words,
};
use crate::{
    browser::{dom, viewport},
    components::{erase::Erase, icon::Icon},
};

/// The report of the last run.
#[component]
pub fn ReportView(challenge: Challenge) -> impl IntoView {
    let id = challenge.id();
    let run = challenge.run;
    let state = move || match run.get() {
        Run::Idle => "idle",
        Run::Waiting | Run::Running(..) => "running",
        Run::Done => "done",
    };
    // While a run goes on, the last one's verdict is no longer anybody's.
    let told = Memo::new(move |_| match (run.get(), challenge.outcome.get()) {
        (Run::Done, Some(Outcome::Judged(report))) => (
            Some(report.verdict.as_str()),
            report.reason.map(Reason::as_str),
        ),
        (Run::Done, Some(Outcome::NotBegun(_))) => (Some("error"), Some("unavailable")),
        _ => (None, None),
    });
    let body = move || match challenge.outcome.get() {
        None => ().fixed(),
        Some(Outcome::NotBegun(why)) => not_begun(challenge, why),
        Some(Outcome::Judged(report)) => judged(challenge, &report),
    };
    view! {
        <section class="report" aria-label="Report" data-report=id data-state=state data-verdict=move || told.get().0 data-reason=move || told.get().1>
            <div class="report-run">{move || run_line(run.get())}</div>
            <div class="report-body">{body}</div>
        </section>
    }
}

/// The id of what a report begins with.
pub fn head_id(challenge: Challenge) -> String {
    format!("{}-report-head", challenge.id())
}

/// What is under way.
fn run_line(run: Run) -> AnyView {
    match run {
        Run::Idle => view! { <p class="muted">"The report of your run will stand here: what each request got, and what it should have got."</p> }.fixed(),
        Run::Waiting => view! { <p class="report-busy"><progress aria-label="Fetching the tests"></progress>" Fetching the tests…"</p> }.fixed(),
        Run::Running(done, total) => {
            let text = if total == 0 { "Running…".to_owned() } else { format!("Running… {done} of {total}") };
            let (value, max) = (done.to_string(), total.max(1).to_string());
            view! { <p class="report-busy"><progress aria-label="Running the tests" max=max value=value></progress>" "{text}</p> }.fixed()
        }
        Run::Done => ().fixed(),
    }
}

fn not_begun(challenge: Challenge, why: String) -> AnyView {
    view! {
        <div class="notice bad report-head" id=head_id(challenge)>
            <h4><Icon name="info"/>"The code was not run"</h4>
            <p>{why}</p>
            <p><button type="button" class="button small" data-action="retry" on:click=move |_| challenge.start()>"Try again"</button></p>
        </div>
    }
    .fixed()
}

fn judged(challenge: Challenge, report: &Arc<Report>) -> AnyView {
    view! {
        {head(challenge, report)}
        {move || challenge.stale.get().then(|| view! { <p class="small muted" data-stale>"The code has been changed since this run."</p> })}
        {cases(challenge, report)}
        {unseen(report)}
        {console(&report.logs, report.dropped, "Console, outside of any case")}
    }
    .fixed()
}

/// How many failing cases are listed before the rest is folded.
const LISTED: usize = 6;

/// The verdict, the count, the likeliest cause, and what to do next. What the first wrong case says is not said twice.
fn head(challenge: Challenge, report: &Report) -> AnyView {
    let (class, icon) = match report.verdict {
        Verdict::Pass => ("notice good report-head", "check"),
        Verdict::Fail => ("notice bad report-head", "cross"),
        _ => ("notice warn report-head", "info"),
    };
    let in_case = words::first_wrong(report).is_some_and(|it| it.problem == report.problem);
    let time = (report.ms > 0.0).then(|| format!(" In {}.", words::duration(report.ms)));
    view! {
        <div class=class id=head_id(challenge)>
            <h4><Icon name=icon/>{words::heading(report)}</h4>
            <p><strong data-summary>{report.summary.clone()}</strong><span class="muted">{time}</span></p>
            {report.explanation.as_ref().map(|it| explanation(challenge, it))}
            {report.problem.as_ref().filter(|_| !in_case).map(|it| problem(challenge, it))}
            {(report.verdict == Verdict::Pass).then(|| passed(challenge))}
        </div>
    }
    .fixed()
}

fn passed(challenge: Challenge) -> AnyView {
    let go_on = move |_| {
        if let Some(next) = dom::by_id(&challenge.id()).and_then(viewport::following) {
            viewport::reveal_top(&next);
        }
    };
    let met = if challenge.brief.with_value(|it| it.client) {
        "servers it had never met"
    } else {
        "requests it had never seen"
    };
    view! {
        <p>"Well done. Your function holds for "{met}". Compare it with the solution below if you like, or go on."</p>
        <p><button type="button" class="button small" data-action="go-on" on:click=go_on><Icon name="down"/>"Go on with the lesson"</button></p>
    }
    .fixed()
}

/// The likeliest cause, what the author adds, and the hint that helps.
pub fn explanation(challenge: Challenge, it: &Explanation) -> AnyView {
    view! {
        <div class="explanation" data-explanation data-mistake=it.mistake()>
            <p>{sentence(&it.text)}</p>
            {it.html.clone().map(|html| view! { <div inner_html=html></div> })}
            {it.hint.map(|hint| hint_link(challenge, hint))}
        </div>
    }
    .fixed()
}

/// A sentence with its code set as code.
pub fn sentence(text: &str) -> Vec<AnyView> {
    words::pieces(text)
        .into_iter()
        .map(|(text, code)| {
            let text = text.to_owned();
            if code {
                view! { <code>{text}</code> }.fixed()
            } else {
                text.fixed()
            }
        })
        .collect()
}

/// What the engine said and where, with buttons that go there.
pub fn problem(challenge: Challenge, it: &Problem) -> AnyView {
    let here = it.line.map(|line| go_to(challenge, line, it.column));
    let calls: Vec<_> = it
        .stack
        .iter()
        .skip(1)
        .map(|it| call(challenge, it))
        .collect();
    view! {
        <div class="problem" data-problem>
            <p><code>{words::problem(it)}</code>" "{here}</p>
            {(!calls.is_empty()).then(|| view! { <p class="small">"Called from:"</p><ul class="small">{calls}</ul> })}
        </div>
    }
    .fixed()
}

fn call(challenge: Challenge, frame: &Frame) -> AnyView {
    let name = if frame.function.is_empty() {
        "the top of the file".to_owned()
    } else {
        frame.function.clone()
    };
    view! { <li><code>{name}</code>" "{go_to(challenge, frame.line, frame.column)}</li> }.fixed()
}

fn go_to(challenge: Challenge, line: u32, column: Option<u32>) -> AnyView {
    let go = move |_| challenge.with_editor(|it| it.go(line, column.unwrap_or(1)));
    view! { <button type="button" class="button quiet small" data-action="go-to" on:click=go>{words::place(line, column)}</button> }.fixed()
}

/// What did not pass first, in the order of the run; then what was not reached; then what passed, folded.
fn cases(challenge: Challenge, report: &Report) -> AnyView {
    let of = |wanted: fn(Verdict) -> bool| {
        report
            .cases
            .iter()
            .filter(move |it| wanted(it.verdict))
            .collect::<Vec<_>>()
    };
    let mut wrong = of(|it| matches!(it, Verdict::Fail | Verdict::Error));
    let more = wrong.split_off(wrong.len().min(LISTED));
    let said = report.explanation.as_ref();
    let wrong: Vec<_> = wrong
        .into_iter()
        .enumerate()
        .map(|(at, it)| case(challenge, it, at == 0, said))
        .collect();
    view! {
        {(!wrong.is_empty()).then(|| view! { <div class="cases" data-cases="wrong">{wrong}</div> })}
        {group(challenge, &more, "more", "more test", "not passed")}
        {group(challenge, &of(|it| it == Verdict::NotRun), "not-run", "listed test", "not run")}
        {group(challenge, &of(|it| it == Verdict::Pass), "pass", "listed test", "passed")}
    }
    .fixed()
}

fn group(
    challenge: Challenge,
    cases: &[&CaseReport],
    name: &'static str,
    kind: &str,
    what: &str,
) -> AnyView {
    if cases.is_empty() {
        return ().fixed();
    }
    let title = format!("{} {what}", words::count(cases.len(), kind));
    let cases: Vec<_> = cases
        .iter()
        .map(|it| case(challenge, it, false, None))
        .collect();
    view! { <details class="case-group" data-cases=name><summary>{title}</summary><div class="cases">{cases}</div></details> }.fixed()
}

/// The count of the cases that are not listed, where all were run.
fn unseen(report: &Report) -> Option<AnyView> {
    if report.cases.iter().any(|it| it.verdict == Verdict::NotRun) {
        return None;
    }
    let it = report.unseen;
    let part = |passed: usize, total: usize, what: &str| {
        (total > 0).then(|| format!("{passed} of {total} {what} passed"))
    };
    let parts: Vec<_> = [
        part(it.hidden_passed, it.hidden, "hidden tests"),
        part(it.generated_passed, it.generated, "tests made for this run"),
    ]
    .into_iter()
    .flatten()
    .collect();
    (!parts.is_empty()).then(|| {
        view! { <p class="small muted" data-unseen>{parts.join("; ")}". They keep the answers from being a list to copy; one that fails is shown in full."</p> }.fixed()
    })
}
