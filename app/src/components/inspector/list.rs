//! The exchanges as a table, newest last, with a waterfall.

use std::sync::Arc;

use leptos::{ev, prelude::*};

use super::Panel;
use crate::{
    browser::dom,
    components::{erase::Erase, exchange::Status},
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
#[component]
pub fn List(panel: Panel) -> impl IntoView {
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
    let rows = move || {
        listed
            .get()
            .into_iter()
            .filter_map(|it| panel.exchanges.get(it))
            .map(|it| (it.id, it))
            .collect::<Vec<_>>()
    };
    let empty = move || listed.with(Vec::is_empty);
    view! {
        <div class="exchange-list" tabindex="-1">
            <div class="exchange-empty" hidden=move || !empty()>
                <p><strong>"No exchanges yet."</strong></p>
                <p class="muted">
                    "Press Send in an experiment, Run in a code example, or New request above. Each request that you send appears here with its response: what was asked, what came back, and how long each part took."
                </p>
            </div>
            <table hidden=empty>
                <caption class="visually-hidden">"Exchanges of this page, newest last"</caption>
                <thead>
                    <tr>
                        <th scope="col">"Request"</th>
                        <th scope="col">"Status"</th>
                        <th scope="col" class="wide">"Type"</th>
                        <th scope="col" class="mid number">"Size"</th>
                        <th scope="col" class="number">"Time"</th>
                        <th scope="col" class="wide">"Initiator"</th>
                        <th scope="col" class="mid" title="Time in which nothing was under way is shortened">"Waterfall"</th>
                    </tr>
                </thead>
                <tbody on:keydown=key>
                    <For each=rows key=|it| it.0 children=move |(_, entry)| row(panel, &entry, bars)/>
                </tbody>
            </table>
        </div>
    }
    .fixed()
}

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
    let cell = |read: fn(&Entry) -> String| {
        let entry = entry.clone();
        move || read(&entry)
    };
    let (method, target) = (entry.request.method.clone(), entry.target().to_owned());
    let (kind, size, time) = (cell(kind), cell(size), cell(time));
    let page = entry.initiator.is_page();
    view! {
        <tr data-exchange=id data-selected=move || is_selected().to_string() data-page=page.to_string() on:click=move |_| selected.set(Some(id))>
            <td>
                <button type="button" id=row_id(id) aria-pressed=move || is_selected().to_string() tabindex=tab title=entry.url.clone()>
                    <span class="method">{method}</span>
                    " "
                    {target}
                </button>
            </td>
            <td><Status entry=entry.clone()/></td>
            <td class="wide">{kind}</td>
            <td class="mid number">{size}</td>
            <td class="number">{time}</td>
            <td class="wide">{entry.initiator.words()}</td>
            <td class="mid">{bar(id, entry.clone(), bars)}</td>
        </tr>
    }
    .fixed()
}

fn bar(id: u32, entry: Arc<Entry>, bars: Memo<Vec<(u32, Bar)>>) -> AnyView {
    let bar = Memo::new(move |_| {
        bars.with(|it| it.iter().find(|it| it.0 == id).map_or((0, 0), |it| it.1))
    });
    let class = move || {
        if entry.outcome.with(|it| *it == Outcome::Waiting) {
            "waiting"
        } else {
            ""
        }
    };
    view! {
        <svg class="waterfall" viewBox="0 0 1000 10" preserveAspectRatio="none" aria-hidden="true">
            <rect class=class x=move || bar.get().0.to_string() width=move || bar.get().1.to_string() y="1" height="8"></rect>
        </svg>
    }
    .fixed()
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
