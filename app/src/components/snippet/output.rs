//! What is seen of a run.

use exercises::judge::{LogLevel, Problem, SnippetOutcome};
use leptos::prelude::*;

use super::bench::Bench;
use crate::{
    components::{erase::Erase, exchange::ExchangeChip},
    wire::text,
};

/// What is seen of a run: console lines, how it ended, the exchanges.
pub fn output(bench: Bench) -> AnyView {
    let outcome = bench.outcome.get();
    if outcome.is_none() && !bench.running.get() {
        return ().erased();
    }
    let lines = move || {
        bench
            .logs
            .get()
            .into_iter()
            .map(|it| view! { <li data-level=level(it.level)>{it.text}</li> })
            .collect_view()
    };
    let chips = move || {
        bench
            .sent
            .get()
            .into_iter()
            .map(|entry| view! { <ExchangeChip entry/> })
            .collect_view()
    };
    view! {
        <p class="label">"Output"</p>
        <ol class="snippet-log" tabindex="0" aria-label="Output">{lines}</ol>
        {outcome.map(|it| ending(bench, it))}
        <p class="label" hidden=move || bench.sent.with(Vec::is_empty)>"What went over the wire"</p>
        <div class="actions">{chips}</div>
    }
    .erased()
}

fn ending(bench: Bench, outcome: SnippetOutcome) -> AnyView {
    let SnippetOutcome {
        reason,
        text,
        problem,
        returned,
        dropped,
        ms,
    } = outcome;
    let place = problem
        .as_ref()
        .and_then(|it| Some((it.line?, it.column.unwrap_or(1))));
    let said = |it: &Problem| text.as_ref().is_some_and(|text| text.contains(&it.message));
    let problem = problem
        .filter(|it| !said(it))
        .map(|it| view! { <p><code>{format!("{}: {}", it.name, it.message)}</code></p> });
    let show = place.map(|(line, column)| {
        let label = format!("Show line {line}, column {column}");
        view! { <button type="button" class="button small" data-action="show-line" on:click=move |_| bench.show_line(line)>{label}</button> }
    });
    let failed = reason.map(|reason| {
        view! {
            <div class="notice bad" data-reason=reason.as_str()>
                <p>{text.unwrap_or_else(|| "The code did not run to its end.".into())}</p>
                {problem}
                {show}
            </div>
        }
    });
    let returned =
        returned.map(|it| view! { <p class="snippet-returned">"Returned: "<code>{it}</code></p> });
    let dropped = (dropped > 0).then(|| {
        format!(
            "{} more were dropped. ",
            count(dropped as usize, "line", "lines")
        )
    });
    let time = if failed.is_none() {
        format!("Ran to its end in {}.", text::millis(ms))
    } else {
        String::new()
    };
    view! {
        {failed}
        {returned}
        <p class="small muted">{dropped}{time}</p>
    }
    .fixed()
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
