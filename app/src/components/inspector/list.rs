//! The exchanges as a table, newest last, with a waterfall.

use std::sync::Arc;

use leptos::{ev, prelude::*};

use super::{Panel, parts::bar};
use crate::{
    browser::dom,
    components::{
        el::{El, button, each, el, nothing},
        exchange::status,
    },
    state::exchanges::{Entry, Outcome},
    wire::{
        answer::media_type,
        text,
        waterfall::{Bar, waterfall},
    },
};

/// The id of the button in an exchange's row.
pub fn row_id(id: u32) -> String {
    format!("exchange-{id}")
}

/// The table.
pub fn list(panel: Panel) -> El {
    let listed = Memo::new(move |_| panel.listed().iter().map(|it| it.id).collect::<Vec<_>>());
    let bars = Memo::new(move |_| {
        let entries = panel.listed();
        let spans: Vec<_> = entries
            .iter()
            .map(|it| (it.sent, it.ended().unwrap_or(it.sent)))
            .collect();
        entries
            .iter()
            .map(|it| it.id)
            .zip(waterfall(&spans))
            .collect::<Vec<_>>()
    });
    let key = move |event: ev::KeyboardEvent| {
        let wanted = listed.with_untracked(|it| {
            neighbour(it, panel.exchanges.selected().get_untracked(), &event.key())
        });
        if let Some(id) = wanted {
            event.prevent_default();
            panel.exchanges.selected().set(Some(id));
            dom::focus(&row_id(id));
        }
    };
    let empty = move || listed.with(Vec::is_empty);
    let row = move |id| {
        untrack(|| panel.exchanges.get(id)).map_or_else(nothing, |entry| row(panel, &entry, bars))
    };
    let note = el("div")
        .class("exchange-empty")
        .hidden(move || !empty())
        .child(el("p").child(el("strong").text("No exchanges yet.")))
        .child(el("p").class("muted").text(
            "Press Send in an experiment, Run in a code example, or New request above. Each request that you send appears here \
             with its response: what was asked, what came back, and how long each part took.",
        ));
    let heads =
        COLUMNS.map(|(class, name)| el("th").set("scope", "col").class(class).text(name).done());
    let table = el("table")
        .hidden(empty)
        .child(
            el("caption")
                .class("visually-hidden")
                .text("Exchanges of this page, newest last"),
        )
        .child(el("thead").child(el("tr").views(heads)))
        .child(
            el("tbody")
                .on("keydown", key)
                .view(each(move || listed.get(), row)),
        );
    el("div")
        .class("exchange-list")
        .set("tabindex", "-1")
        .child(note)
        .child(table)
}

/// The columns: classes, which say how wide the list must be to show it, and heading.
const COLUMNS: [(&str, &str); 7] = [
    ("request", "Request"),
    ("code", "Status"),
    ("wide", "Type"),
    ("mid number", "Size"),
    ("number", "Time"),
    ("wide", "Initiator"),
    ("mid", "Waterfall"),
];

/// The exchange that a key leads to.
fn neighbour(ids: &[u32], selected: Option<u32>, key: &str) -> Option<u32> {
    let at = selected.and_then(|id| ids.iter().position(|it| *it == id));
    let to = match (key, at) {
        ("ArrowDown", Some(at)) => at + 1,
        ("ArrowUp", Some(at)) => at.checked_sub(1)?,
        ("ArrowDown" | "Home", _) => 0,
        ("ArrowUp" | "End", _) => ids.len().checked_sub(1)?,
        _ => return None,
    };
    ids.get(to).copied()
}

fn row(panel: Panel, entry: &Arc<Entry>, bars: Memo<Vec<(u32, Bar)>>) -> AnyView {
    let id = entry.id;
    let selected = panel.exchanges.selected();
    let is_selected = move || selected.get() == Some(id);
    // One row at a time is in the order of Tab; the arrow keys lead to the others.
    let tab = move || {
        let first = || bars.with(|it| it.first().is_some_and(|it| it.0 == id));
        let kept = |it: u32| bars.with(|bars| bars.iter().any(|bar| bar.0 == it));
        if is_selected() || (!selected.get().is_some_and(kept) && first()) {
            "0"
        } else {
            "-1"
        }
    };
    let cell = |class, read: fn(&Entry) -> String| {
        let entry = entry.clone();
        el("td").class(class).live_text(move || read(&entry))
    };
    let open = button("")
        .set("id", row_id(id))
        .set("title", entry.url.clone())
        .live("aria-pressed", move || Some(is_selected().to_string()))
        .live("tabindex", move || Some(tab().into()))
        .child(
            el("span")
                .class("method")
                .text(entry.request.method.clone()),
        )
        .text(" ")
        .text(entry.target());
    el("tr")
        .set("data-exchange", id.to_string())
        .set("data-page", entry.initiator.is_page().to_string())
        .live("data-selected", move || Some(is_selected().to_string()))
        .click(move || selected.set(Some(id)))
        .child(el("td").child(open))
        .child(el("td").view(status(entry)))
        .child(cell("wide", kind))
        .child(cell("mid number", size))
        .child(cell("number", time))
        .child(el("td").class("wide").text(entry.initiator.words()))
        .child(el("td").class("mid").view(waterfall_bar(id, entry, bars)))
        .done()
}

fn waterfall_bar(id: u32, entry: &Arc<Entry>, bars: Memo<Vec<(u32, Bar)>>) -> AnyView {
    let entry = entry.clone();
    let place = move || bars.with(|it| it.iter().find(|it| it.0 == id).map_or((0, 0), |it| it.1));
    let class = move || {
        if entry.outcome.with(|it| *it == Outcome::Waiting) {
            "waiting"
        } else {
            ""
        }
    };
    bar(Arc::new(class), Arc::new(place))
}

fn kind(entry: &Entry) -> String {
    entry
        .answer()
        .map(|it| {
            let kind = media_type(&it.response);
            kind.split_once('/').map_or(kind, |it| it.1).to_owned()
        })
        .unwrap_or_default()
}

fn size(entry: &Entry) -> String {
    match (entry.timing.get(), entry.answer()) {
        (Some(it), _) if it.cached() => "cache".into(),
        (Some(it), _) if it.transferred > 0 => text::bytes(it.transferred),
        (_, Some(it)) => text::bytes(it.size as u64),
        _ => String::new(),
    }
}

fn time(entry: &Entry) -> String {
    entry
        .ended()
        .map(|it| text::millis(it - entry.sent))
        .unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_lead_through_the_list() {
        for (selected, key, wanted) in [
            (None, "ArrowDown", Some(4)),
            (None, "ArrowUp", Some(9)),
            (Some(4), "ArrowDown", Some(7)),
            (Some(4), "ArrowUp", None),
            (Some(9), "ArrowDown", None),
            (Some(7), "Home", Some(4)),
            (Some(7), "End", Some(9)),
            (Some(8), "ArrowDown", Some(4)),
            (Some(7), "a", None),
        ] {
            assert_eq!(
                neighbour(&[4, 7, 9], selected, key),
                wanted,
                "{selected:?} {key}"
            );
        }
        assert_eq!(neighbour(&[], None, "End"), None);
    }
}
