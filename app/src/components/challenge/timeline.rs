//! The requests that a client sent, in the order of their times, with what became of each.

use exercises::judge::{CaseReport, ClientReport, Exchanged};
use leptos::prelude::*;

use super::words;
use crate::components::erase::Erase;

/// When what was sent, and what was answered. Times are virtual.
pub fn timeline(case: &CaseReport, it: &ClientReport) -> AnyView {
    let rows: Vec<_> = it.requests.iter().map(row).collect();
    let end = it.took.map(|took| {
        let time = words::moment(took);
        view! { <p class="small muted" data-took>{format!("The call came to its end at {time}. A clock in the tests lets this time pass at once.")}</p> }
    });
    let shrunk = case.shrunk_from.map(|from| {
        let text = format!("This was found where the server had {from} answers ready. It fails in the same way with fewer.");
        view! { <p class="small muted" data-shrunk>{text}</p> }
    });
    let body = if rows.is_empty() {
        let played = case.actual.is_some();
        played
            .then(|| view! { <p data-timeline>"No request was sent."</p> })
            .fixed()
    } else {
        view! {
            <table class="timeline" data-timeline>
                <caption>"What your client sent, and what the server did"</caption>
                <thead><tr><th scope="col">"Sent at"</th><th scope="col">"Request"</th><th scope="col">"Then"</th></tr></thead>
                <tbody>{rows}</tbody>
            </table>
        }
        .fixed()
    };
    view! { {shrunk}{body}{end} }.fixed()
}

fn row(it: &Exchanged) -> AnyView {
    let detail: Vec<_> = (it.detail.iter())
        .map(|it| view! { <code class="timeline-detail">{it.clone()}</code> })
        .collect();
    let until = it.until.map(|it| format!("at {}: ", words::moment(it)));
    view! {
        <tr>
            <td class="timeline-time">{words::moment(it.at)}</td>
            <td><code>{it.request.clone()}</code>{detail}</td>
            <td>{until}{it.answer.clone()}</td>
        </tr>
    }
    .fixed()
}
