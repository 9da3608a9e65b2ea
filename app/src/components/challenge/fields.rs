//! Expected beside actual, field by field, with the part that differs marked.

use exercises::judge::{CaseReport, FieldReport, Segment, Verdict};
use leptos::prelude::*;

use crate::components::{erase::Erase, icon::Icon};

/// Expected beside actual: per field where there are fields, as a whole where something else came back.
pub fn fields(case: &CaseReport) -> AnyView {
    let rows: Vec<_> = if case.fields.is_empty() {
        vec![whole(case)]
    } else {
        case.fields
            .iter()
            .map(|it| field(it, heading(case)))
            .collect()
    };
    let actual = heading(case);
    view! {
        <table class="fields">
            <caption class="visually-hidden">"Expected beside actual"</caption>
            <thead><tr><th scope="col">"Field"</th><th scope="col">"Expected"</th><th scope="col">{actual}</th></tr></thead>
            <tbody>{rows}</tbody>
        </table>
        {(case.expected.len() > 1 && !case.fields.is_empty()).then(|| whole_answers(&case.expected))}
    }
    .fixed()
}

/// Where several answers are right, which goes with which.
fn whole_answers(answers: &[String]) -> AnyView {
    let answers: Vec<_> = answers
        .iter()
        .map(|it| view! { <li><code>{it.clone()}</code></li> })
        .collect();
    view! { <div class="small"><p>"Each of these whole answers is accepted:"</p><ul>{answers}</ul></div> }.fixed()
}

/// What stands above what came back.
fn heading(case: &CaseReport) -> &'static str {
    if case.client.is_some() {
        "Your client"
    } else {
        "Your function answered"
    }
}

fn field(it: &FieldReport, heading: &'static str) -> AnyView {
    let same = it.verdict == Verdict::Pass;
    let expected: Vec<_> = it.expected.iter().map(|it| value(it)).collect();
    let sign = if same {
        view! { <Icon name="check"/><span class="visually-hidden">" is right"</span> }.fixed()
    } else {
        view! { <Icon name="cross"/><span class="visually-hidden">" differs"</span> }.fixed()
    };
    view! {
        <tr data-field=it.field.clone() data-verdict=it.verdict.as_str()>
            <th scope="row"><code>{it.field.clone()}</code>" "{sign}</th>
            <td data-expected><span class="cell-label" aria-hidden="true">"Expected"</span>{any_of(expected)}</td>
            <td data-actual><span class="cell-label" aria-hidden="true">{heading}</span>{value(&it.actual)}</td>
        </tr>
    }
    .fixed()
}

fn whole(case: &CaseReport) -> AnyView {
    let expected: Vec<_> = case
        .expected
        .iter()
        .map(|it| view! { <code class="value">{it.clone()}</code> }.fixed())
        .collect();
    let actual = match (&case.actual, case.verdict) {
        (Some(it), _) => view! { <code class="value">{it.clone()}</code> }.fixed(),
        (None, Verdict::NotRun) => {
            view! { <span class="muted">"This test was not reached."</span> }.fixed()
        }
        (None, _) => view! { <span class="muted">"There was no answer."</span> }.fixed(),
    };
    view! {
        <tr data-field="answer" data-verdict=case.verdict.as_str()>
            <th scope="row">"answer"</th>
            <td data-expected><span class="cell-label" aria-hidden="true">"Expected"</span>{any_of(expected)}</td>
            <td data-actual><span class="cell-label" aria-hidden="true">{heading(case)}</span>{actual}</td>
        </tr>
    }
    .fixed()
}

fn any_of(values: Vec<AnyView>) -> Vec<AnyView> {
    values
        .into_iter()
        .enumerate()
        .map(|(at, it)| {
            view! { {(at > 0).then(|| view! { <span class="value-or">" or "</span> })}{it} }.fixed()
        })
        .collect()
}

/// A value; what differs in it is marked by colour, weight and a line.
fn value(segments: &[Segment]) -> AnyView {
    let parts: Vec<_> = segments
        .iter()
        .map(|it| {
            let text = it.text.clone();
            if it.differs {
                view! { <mark class="differs">{text}</mark> }.fixed()
            } else {
                text.fixed()
            }
        })
        .collect();
    view! { <code class="value">{parts}</code> }.fixed()
}
