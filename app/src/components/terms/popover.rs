//! The pop-over of a lesson's terms: a link to the glossary says what its term means, where it stands.
//!
//! Pointing at a link or moving the focus to it shows the pop-over after a moment; it can be pointed at itself, stays
//! until it is left, and Escape takes it away (WCAG 2.2, 1.4.13). A click, a tap or Enter keeps it open and moves the
//! focus into it; from there a second Enter goes to the glossary.

use exercises::model::Term;
use leptos::prelude::*;

use super::pop::Pop;
use crate::components::{erase::Erase, icon::Icon};

/// Shows what a term means beside each link to it. One a page.
#[component]
pub fn TermPopovers(
    /// The terms that the page links to.
    terms: Vec<Term>,
) -> impl IntoView {
    let pop = Pop::new(terms);
    Effect::new(move |_| pop.listen());
    Effect::new(move |_| pop.rendered());
    on_cleanup(move || pop.cancel());
    move || {
        let term = pop
            .shown
            .get()
            .and_then(|it| pop.terms.with_value(|terms| terms.get(it).cloned()))?;
        Some(dialog(pop, term))
    }
}

fn dialog(pop: Pop, term: Term) -> AnyView {
    let source = term.source.map(
        |(label, url)| view! { <a href=url rel="external noopener" target="_blank">{label}</a> },
    );
    let close = move |_| pop.close(true);
    view! {
        <div class="term-pop" role="dialog" aria-labelledby="term-pop-name" node_ref=pop.element data-term-open=term.id.clone()>
            <p class="term-pop-name" id="term-pop-name">{term.name}</p>
            <p id="term-pop-text" inner_html=term.html></p>
            <div class="actions small">
                <a href=format!("/glossary/#{}", term.id) data-action="glossary">"Open in the glossary"</a>
                {source}
            </div>
            <button type="button" class="button quiet small" aria-label="Close" data-action="close" on:click=close><Icon name="close"/></button>
        </div>
    }
    .fixed()
}
