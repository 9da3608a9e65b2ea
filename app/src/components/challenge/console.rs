//! What learner code wrote to the console.

use exercises::judge::{LogLevel, LogLine};
use leptos::prelude::*;

use super::words;
use crate::components::erase::Erase;

/// The lines, folded under their count, and how many were not kept; nothing where there are none.
pub fn console(lines: &[LogLine], dropped: u32, title: &'static str) -> Option<AnyView> {
    let more = (dropped > 0).then(|| not_kept(dropped));
    if lines.is_empty() {
        return more;
    }
    let count = words::count(lines.len(), "line");
    let items: Vec<_> = lines.iter().map(line).collect();
    Some(
        view! {
            <details class="console" data-console>
                <summary>{title}" ("{count}")"</summary>
                <ol class="console-lines">{items}</ol>
                {more}
            </details>
        }
        .fixed(),
    )
}

fn not_kept(dropped: u32) -> AnyView {
    let lines = words::count(dropped as usize, "console line");
    view! { <p class="small muted" data-dropped=dropped.to_string()>{lines}" not kept: a run keeps the first 200, and 32 KiB of text."</p> }
        .fixed()
}

fn line(it: &LogLine) -> AnyView {
    let (name, class) = match it.level {
        LogLevel::Debug => ("debug", ""),
        LogLevel::Log => ("log", ""),
        LogLevel::Info => ("info", ""),
        LogLevel::Warn => ("warn", "warn"),
        LogLevel::Error => ("error", "bad"),
    };
    view! { <li data-level=name class=class><span class="console-level small">{name}</span><code>{it.text.clone()}</code></li> }.fixed()
}
