//! What the sections of an exchange's details are made of.

use std::sync::Arc;

use leptos::prelude::*;

use crate::{
    components::{
        el::{El, el},
        erase::Erase,
    },
    wire::{
        explain::{self, Line},
        server_timing, text,
        timing::Timing,
        waterfall::Bar,
    },
};

/// A section with a heading.
pub fn section(title: &'static str, content: impl IntoIterator<Item = AnyView>) -> AnyView {
    el("section")
        .child(el("h4").text(title))
        .views(content)
        .done()
}

/// A note in the small print.
pub fn note(class: &'static str, text: impl Into<String>) -> AnyView {
    el("p").class(class).text(text).done()
}

/// Names with their values; those without a value are left out.
pub fn facts(facts: Vec<(&'static str, String)>) -> AnyView {
    let rows = facts.into_iter().filter(|it| !it.1.is_empty());
    let rows = rows.map(|(name, value)| fact(name, el("dd").text(value)));
    el("dl").class("facts").views(rows).done()
}

/// Header fields, each with a line about it where it is known.
pub fn fields(fields: &[(String, String)]) -> AnyView {
    let rows = fields.iter().map(|(name, value)| {
        let about = explain::header(name).map(line);
        fact(name, el("dd").child(el("code").text(value)).views(about))
    });
    el("dl").class("facts header-fields").views(rows).done()
}

fn fact(name: &str, value: El) -> AnyView {
    el("div").child(el("dt").text(name)).child(value).done()
}

/// A line about a status code or a header field, with a link to its definition.
pub fn line(line: Line) -> AnyView {
    let mut about = el("span").class("about").text(line.text);
    if let Some((name, href)) = line.source() {
        let source = el("a")
            .set("href", href)
            .set("rel", "external noreferrer")
            .set("target", "_blank");
        about = about.text(" ").child(source.text(name));
    }
    about.done()
}

/// A bar of a waterfall, of a thousand units.
pub fn bar(
    class: Arc<dyn Fn() -> &'static str + Send + Sync>,
    place: Arc<dyn Fn() -> Bar + Send + Sync>,
) -> AnyView {
    let start = place.clone();
    view! {
        <svg class="waterfall" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class=move || class() x=move || start().0.to_string() width=move || place().1.to_string() y="1" height="8"></rect>
        </svg>
    }
    .fixed()
}

/// The phases of an exchange, one bar each.
pub fn phases(timing: &Timing) -> AnyView {
    let whole = (timing.end - timing.start).max(0.001);
    let unit = |at: f64| {
        u32::try_from(text::whole((at - timing.start) / whole * 1000.0))
            .unwrap_or(1000)
            .min(1000)
    };
    let rows = timing.phases().into_iter().map(|phase| {
        let from = unit(phase.start).min(992);
        let width = unit(phase.end).saturating_sub(from).max(8);
        let bar = bar(Arc::new(move || phase.key), Arc::new(move || (from, width)));
        el("tr")
            .child(el("th").set("scope", "row").text(phase.name))
            .child(el("td").view(bar))
            .child(
                el("td")
                    .class("number")
                    .text(text::millis(phase.end - phase.start)),
            )
            .done()
    });
    el("table")
        .class("phases")
        .child(el("tbody").views(rows))
        .done()
}

/// What the server tells of the time it spent, from its `Server-Timing` fields.
pub fn server_timing(fields: &[(String, String)]) -> Option<AnyView> {
    let fields = fields
        .iter()
        .filter(|(name, _)| name.eq_ignore_ascii_case("server-timing"));
    let stages: Vec<_> = fields
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
            it.duration + " ms"
        };
        el("tr")
            .child(el("th").set("scope", "row").text(what))
            .child(el("td").class("number").text(time))
            .done()
    });
    let caption = el("caption").text("Server-Timing: what the server tells of its own time");
    Some(
        el("table")
            .class("phases")
            .child(caption)
            .child(el("tbody").views(rows))
            .done(),
    )
}

/// A body or another long text.
pub fn long(text: impl Into<String>, label: &'static str) -> AnyView {
    el("pre")
        .class("exchange-body")
        .set("tabindex", "0")
        .set("aria-label", label)
        .text(text)
        .done()
}
