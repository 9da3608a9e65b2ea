//! What is seen of a run.

use exercises::judge::{LogLevel, Problem, Reason, SnippetOutcome};
use leptos::prelude::*;

use super::bench::Bench;
use crate::{
    components::{
        el::{all, button, el, live, nothing},
        exchange,
    },
    wire::text::millis,
};

/// What is seen of a run: console lines, how it ended, the exchanges.
pub fn output(bench: Bench) -> AnyView {
    let outcome = bench.outcome.get();
    if outcome.is_none() && !bench.running.get() {
        return nothing();
    }
    let lines = move || {
        let lines = bench.logs.get().into_iter();
        all(lines
            .map(|it| {
                el("li")
                    .set("data-level", level(it.level))
                    .text(it.text)
                    .done()
            })
            .collect())
    };
    let log = el("ol")
        .class("snippet-log")
        .set("tabindex", "0")
        .set("aria-label", "Output")
        .view(live(lines));
    let wire = el("p")
        .class("label")
        .hidden(move || bench.sent.with(Vec::is_empty))
        .text("What went over the wire");
    let chips = move || all(bench.sent.get().iter().map(exchange::chip).collect());
    let mut views = vec![el("p").class("label").text("Output").done(), log.done()];
    views.extend(outcome.into_iter().flat_map(|it| ending(bench, it)));
    views.extend([
        wire.done(),
        el("div").class("actions").view(live(chips)).done(),
    ]);
    all(views)
}

fn ending(bench: Bench, outcome: SnippetOutcome) -> Vec<AnyView> {
    let mut views = Vec::new();
    let failed = outcome.reason.is_some();
    if let Some(reason) = outcome.reason {
        views.push(failure(bench, reason, outcome.text, outcome.problem));
    }
    if let Some(value) = outcome.returned {
        views.push(
            el("p")
                .class("snippet-returned")
                .text("Returned: ")
                .child(el("code").text(value))
                .done(),
        );
    }
    let mut note = String::new();
    if outcome.dropped > 0 {
        note = format!(
            "{} more were dropped. ",
            count(outcome.dropped as usize, "line", "lines")
        );
    }
    if bench.typed.get() {
        note += "This is TypeScript: its types were erased, not checked, before it ran. ";
    }
    if !failed {
        note = note + "Ran to its end in " + &millis(outcome.ms) + ".";
    }
    views.push(el("p").class("small muted").text(note).done());
    views
}

fn failure(
    bench: Bench,
    reason: Reason,
    text: Option<String>,
    problem: Option<Problem>,
) -> AnyView {
    let text = text.unwrap_or_else(|| "The code did not run to its end.".into());
    let mut notice = el("div")
        .class("notice bad")
        .set("data-reason", reason.as_str());
    let place = problem
        .as_ref()
        .and_then(|it| Some((it.line?, it.column.unwrap_or(1))));
    let said = problem
        .filter(|it| !text.contains(&it.message))
        .map(|it| format!("{}: {}", it.name, it.message));
    notice = notice.child(el("p").text(text));
    if let Some(said) = said {
        notice = notice.child(el("p").child(el("code").text(said)));
    }
    if let Some((line, column)) = place {
        let show = button("button small")
            .set("data-action", "show-line")
            .click(move || bench.show_line(line))
            .text(format!("Show line {line}, column {column}"));
        notice = notice.child(show);
    }
    notice.done()
}

fn level(level: LogLevel) -> &'static str {
    match level {
        LogLevel::Debug => "debug",
        LogLevel::Log => "log",
        LogLevel::Info => "info",
        LogLevel::Warn => "warn",
        LogLevel::Error => "error",
    }
}

/// A number with its noun.
pub fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
