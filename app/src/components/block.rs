//! From a block of the content to the component that shows it.

use std::sync::Arc;

use exercises::model::{Block, Lesson, Titled};
use leptos::prelude::*;

/// One block of a lesson.
pub fn block(lesson: &Arc<Lesson>, block: &Block) -> AnyView {
    match block.clone() {
        Block::Heading { id, text } => view! { <h2 id=id>{text}</h2> }.into_any(),
        Block::Prose { html } => view! { <div class="prose" inner_html=html></div> }.into_any(),
        Block::Why { html } => view! {
            <section class="why" aria-labelledby="why-title">
                <h2 id="why-title">"Why this matters"</h2>
                <div class="prose" inner_html=html></div>
            </section>
        }
        .into_any(),
        Block::RealWorld { items } => titled(items, "real-world").into_any(),
        Block::Faq { items } => faq(items).into_any(),
        Block::Summary { points } => view! {
            <ul class="summary">{points.into_iter().map(|it| view! { <li inner_html=it></li> }).collect_view()}</ul>
        }
        .into_any(),
        Block::Next => next(lesson),
        _ => ().into_any(),
    }
}

fn titled(items: Vec<Titled>, class: &'static str) -> impl IntoView {
    let items = items
        .into_iter()
        .map(|it| view! { <li><h3>{it.title}</h3><div class="prose" inner_html=it.html></div></li> })
        .collect_view();
    view! { <ul class=class>{items}</ul> }
}

fn faq(items: Vec<Titled>) -> impl IntoView {
    let items = items
        .into_iter()
        .map(|it| view! { <details><summary>{it.title}</summary><div class="prose" inner_html=it.html></div></details> })
        .collect_view();
    view! { <div class="faq">{items}</div> }
}

fn next(lesson: &Lesson) -> AnyView {
    let Some(next) = lesson.next.clone() else {
        return view! { <p class="next"><a href="/">"Back to the course"</a></p> }.into_any();
    };
    if next.ready {
        let href = format!("/learn/{}/", next.id);
        view! {
            <p class="next">"Next lesson: "<a href=href>{next.title}</a><br/><span class="muted">{next.summary}</span></p>
        }
        .into_any()
    } else {
        view! {
            <p class="next"><strong>{next.title}</strong>" is the next lesson; it is still being written. "<a href="/">"Back to the course"</a><br/>
            <span class="muted">{next.summary}</span></p>
        }
        .into_any()
    }
}
