//! One case of a report: the request, expected beside actual, why, and what was logged.

use exercises::judge::{CaseReport, Explanation, Verdict, Visibility};
use leptos::prelude::*;

use super::{
    asked::{asked, curl},
    console::console,
    fields::fields,
    report::{explanation, problem, sentence},
    state::Challenge,
    timeline::timeline,
    words,
};
use crate::components::{erase::Erase, icon::Icon};

/// A case, folded or open. `said`: what has been said above an open case, and is not said in it again.
pub fn case(
    challenge: Challenge,
    it: &CaseReport,
    open: bool,
    said: Option<&Explanation>,
) -> AnyView {
    let tag = match it.visibility {
        Visibility::Visible => None,
        Visibility::Hidden => Some("hidden test"),
        Visibility::Generated => Some("made for this run"),
    };
    let (class, icon) = match it.verdict {
        Verdict::Pass => ("badge good", "check"),
        Verdict::Fail => ("badge bad", "cross"),
        Verdict::Error => ("badge warn", "info"),
        Verdict::NotRun => ("badge", "dot"),
    };
    let request = words::asked(it);
    // A case that is named after its request need not say it twice.
    let name = (it.name != request).then(|| it.name.clone());
    view! {
        <details class="case" data-case=it.name.clone() data-index=it.index.to_string() data-verdict=it.verdict.as_str() open=open>
            <summary>
                <span class=class><Icon name=icon/>{words::verdict(it.verdict)}</span>
                " "<code class="case-request">{request}</code>
                " "<span class="case-name">{name}</span>
                {tag.map(|it| view! { " "<span class="badge">{it}</span> })}
                {it.ms.map(|ms| view! { " "<span class="case-time small muted">{words::duration(ms)}</span> })}
            </summary>
            <div class="case-body">{body(challenge, it, said.filter(|_| open))}</div>
        </details>
    }
    .fixed()
}

fn body(challenge: Challenge, it: &CaseReport, said: Option<&Explanation>) -> AnyView {
    view! {
        {it.explanation.as_ref().filter(|it| Some(*it) != said).map(|it| explanation(challenge, it))}
        {match &it.client {
            Some(client) => timeline(it, client),
            None => asked(it),
        }}
        {fields(it)}
        {it.problem.as_ref().map(|it| problem(challenge, it))}
        {it.note.clone().map(|note| view! { <p class="case-note"><strong>"Why: "</strong>{sentence(&note)}</p> })}
        {console(&it.logs, it.dropped, "Console")}
        {it.client.is_none().then(|| curl(challenge, it))}
    }
    .fixed()
}
