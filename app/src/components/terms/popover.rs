//! The pop-over of a lesson's terms: a link to the glossary says what its term means, where it stands.
//!
//! Pointing at a link or moving the focus to it shows the pop-over after a moment; it can be pointed at itself, stays
//! until it is left, and Escape takes it away (WCAG 2.2, 1.4.13). A click, a tap or Enter keeps it open and moves the
//! focus into it; from there a second Enter goes to the glossary.

use exercises::model::{Html, Term};
use leptos::prelude::*;

use super::pop::Pop;
use crate::components::{
    el::{El, button, el, icon, live, nothing},
    text::escape,
};

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
    live(move || {
        let shown = pop.shown.get();
        let term = shown.and_then(|it| pop.terms.with_value(|terms| terms.get(it).cloned()));
        term.map_or_else(nothing, |it| dialog(pop, it).done())
    })
}

fn dialog(pop: Pop, term: Term) -> El {
    let source = source(&term).unwrap_or_default();
    let links = format!(
        "<a href=\"/glossary/#{}\" data-action=\"glossary\">Open in the glossary</a>{source}",
        escape(&term.id)
    );
    let close = button("button quiet small")
        .set("aria-label", "Close")
        .set("data-action", "close")
        .click(move || pop.close(true))
        .view(icon("close"));
    el("div")
        .class("term-pop")
        .set("role", "dialog")
        .set("aria-labelledby", "term-pop-name")
        .keep(pop.element)
        .set("data-term-open", term.id)
        .child(
            el("p")
                .class("term-pop-name")
                .set("id", "term-pop-name")
                .text(term.name),
        )
        .child(el("p").set("id", "term-pop-text").html(term.html))
        .child(el("div").class("actions small").html(links))
        .child(close)
}

/// A link to where a definition comes from.
pub fn source(term: &Term) -> Option<Html> {
    let (label, url) = term.source.as_ref()?;
    let (label, url) = (escape(label), escape(url));
    Some(format!(
        "<a href=\"{url}\" rel=\"external noopener\" target=\"_blank\">{label}</a>"
    ))
}
