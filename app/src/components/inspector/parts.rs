//! What the sections of an exchange's details are made of.

use leptos::prelude::*;

use crate::{
    components::erase::Erase,
    wire::{
        explain::{self, Line},
        server_timing, text,
        timing::Timing,
    },
};

/// A section with a heading.
pub fn section(title: &'static str, content: AnyView) -> AnyView {
    view! { <section><h4>{title}</h4>{content}</section> }.fixed()
}

/// Names with their values; those without a value are left out.
pub fn facts(facts: Vec<(&'static str, String)>) -> AnyView {
    let rows = facts
        .into_iter()
        .filter(|it| !it.1.is_empty())
        .map(|(name, value)| view! { <div><dt>{name}</dt><dd>{value}</dd></div> }.fixed())
        .collect_view();
    view! { <dl class="facts">{rows}</dl> }.fixed()
}

/// Header fields, each with a line about it where it is known.
pub fn fields(fields: &[(String, String)]) -> AnyView {
    let rows = fields.iter().map(|(name, value)| {
        let about = explain::header(name).map(line);
        view! {
            <div>
                <dt>{name.clone()}</dt>
                <dd><code>{value.clone()}</code>{about}</dd>
            </div>
        }
        .fixed()
    });
    view! { <dl class="facts header-fields">{rows.collect_view()}</dl> }.fixed()
}

/// A line about a status code or a header field, with a link to its definition.
pub fn line(line: Line) -> AnyView {
    let source = line
        .source()
        .map(|(name, href)| view! { " "<a href=href rel="external noreferrer" target="_blank">{name}</a> });
    view! { <span class="about">{line.text}{source}</span> }.fixed()
}

/// The phases of an exchange, one bar each.
pub fn phases(timing: &Timing) -> AnyView {
    let whole = (timing.end - timing.start).max(0.001);
    let unit = |at: f64| text::whole((at - timing.start) / whole * 1000.0).min(1000);
    let rows = timing.phases().into_iter().map(|phase| {
        let from = unit(phase.start).min(992);
        let width = unit(phase.end).saturating_sub(from).max(8);
        view! {
            <tr>
                <th scope="row">{phase.name}</th>
                <td>
                    <svg class="waterfall" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
                        <rect class=phase.key x=from.to_string() width=width.to_string() y="1" height="8"></rect>
                    </svg>
                </td>
                <td class="number">{text::millis(phase.end - phase.start)}</td>
            </tr>
        }
        .fixed()
    });
    view! { <table class="phases"><tbody>{rows.collect_view()}</tbody></table> }.fixed()
}

/// What the server tells of the time it spent, from its `Server-Timing` fields.
pub fn server_timing(fields: &[(String, String)]) -> Option<AnyView> {
    let stages: Vec<_> = fields
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("server-timing"))
        .flat_map(|(_, value)| server_timing::stages(value))
        .collect();
    if stages.is_empty() {
        return None;
    }
    let rows = stages.into_iter().map(|it| {
        let what = if it.description.is_empty() {
            it.name
        } else {
            format!("{} ({})", it.name, it.description)
        };
        let time = if it.duration.is_empty() {
            String::new()
        } else {
            format!("{} ms", it.duration)
        };
        view! { <tr><th scope="row">{what}</th><td class="number">{time}</td></tr> }.fixed()
    });
    Some(view! { <table class="phases"><caption>"Server-Timing: what the server tells of its own time"</caption><tbody>{rows.collect_view()}</tbody></table> }.fixed())
}

/// A body or another long text.
pub fn long(text: String, label: &'static str) -> AnyView {
    view! { <pre class="exchange-body" tabindex="0" aria-label=label>{text}</pre> }.fixed()
}
