//! Every term of the course, with a filter.

use exercises::model::{Glossary, Term};
use leptos::prelude::*;

use super::{GLOSSARY, set_title};
use crate::components::{erase::Erase, loading::loaded};

/// The glossary.
pub fn page() -> AnyView {
    set_title("Glossary · Roundtrip");
    view! {
        <div class="page narrow">
            <h1>"Glossary"</h1>
            <p class="lead">"Every term of the course, each defined once."</p>
            {loaded(GLOSSARY.into(), |glossary| terms(&glossary))}
        </div>
    }
    .fixed()
}

fn terms(glossary: &Glossary) -> impl IntoView + use<> {
    let all = glossary.terms.len();
    let (filter, set_filter) = signal(String::new());
    let names: Vec<_> = glossary
        .terms
        .iter()
        .map(|it| it.name.to_lowercase())
        .collect();
    let shown = Signal::derive(move || {
        let wanted = filter.get();
        names
            .iter()
            .map(|it| it.contains(&wanted))
            .collect::<Vec<_>>()
    });
    let count = move || shown.with(|it| it.iter().filter(|it| **it).count());
    let entries = glossary
        .terms
        .iter()
        .cloned()
        .enumerate()
        .map(|(at, term)| entry(at, term, shown))
        .collect_view();
    view! {
        <div class="field glossary-filter">
            <label for="glossary-filter">"Find a term"</label>
            <input class="input" id="glossary-filter" type="search" autocomplete="off"
                on:input=move |event| set_filter.set(event_target_value(&event).trim().to_lowercase())/>
            <p class="muted small" role="status">{move || format!("{} of {all} terms", count())}</p>
        </div>
        {move || (count() == 0).then(|| view! { <p class="notice">"No term has these letters in its name. Try fewer."</p> })}
        <dl class="glossary">{entries}</dl>
    }
}

fn entry(at: usize, term: Term, shown: Signal<Vec<bool>>) -> impl IntoView {
    let hidden = move || shown.with(|it| it.get(at) == Some(&false));
    let see = (!term.see.is_empty()).then(|| {
        let links = term
            .see
            .into_iter()
            .map(|id| view! { <a href=format!("#{id}")>{id.replace('-', " ")}</a>" " })
            .collect_view();
        view! { <p class="small muted">"See also: "{links}</p> }
    });
    let source = term.source.map(
        |(label, href)| view! { <p class="small"><a href=href rel="noreferrer">{label}</a></p> },
    );
    view! {
        <div class="entry" hidden=hidden>
            <dt id=term.id>{term.name}</dt>
            <dd><p inner_html=term.html></p>{source}{see}</dd>
        </div>
    }
}
