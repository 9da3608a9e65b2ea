//! From a block of the content to the component that shows it.

use std::sync::Arc;

use exercises::model::{Block, Lesson, Titled};
use leptos::prelude::*;

use super::{
    challenge::ChallengeBlock, compare::CompareBlock, conversation::ConversationBlock, erase::Erase, experiment::ExperimentBlock,
    quiz::QuizBlock, terms::TermsBlock,
};

/// One block of a lesson.
pub fn block(lesson: &Arc<Lesson>, block: &Block) -> AnyView {
    match block.clone() {
        Block::Heading { id, text } => view! { <h2 id=id>{text}</h2> }.fixed(),
        Block::Prose { html } => view! { <div class="prose" inner_html=html></div> }.fixed(),
        Block::Why { html } => view! {
            <section class="why" aria-labelledby="why-title">
                <h2 id="why-title">"Why this matters"</h2>
                <div class="prose" inner_html=html></div>
            </section>
        }
        .fixed(),
        Block::RealWorld { items } => titled(items, "real-world").fixed(),
        Block::Faq { items } => faq(items).fixed(),
        Block::Summary { points } => view! {
            <ul class="summary">{points.into_iter().map(|it| view! { <li inner_html=it></li> }).collect_view()}</ul>
        }
        .fixed(),
        Block::Next => next(lesson),
        Block::Terms { ids } => terms_block(lesson, &ids),
        Block::Conversation(conversation) => view! { <ConversationBlock conversation/> }.fixed(),
        Block::Experiment(experiment) => view! { <ExperimentBlock experiment/> }.fixed(),
        Block::Compare(compare) => view! { <CompareBlock compare/> }.fixed(),
        Block::Quiz(quiz) => view! { <QuizBlock quiz/> }.fixed(),
        Block::Challenge(brief) => view! { <ChallengeBlock brief/> }.fixed(),
        Block::Snippet(_) => ().fixed(),
    }
}

fn terms_block(lesson: &Lesson, ids: &[String]) -> AnyView {
    let terms = ids.iter().filter_map(|id| lesson.terms.iter().find(|it| it.id == *id).cloned()).collect();
    view! { <TermsBlock terms/> }.fixed()
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
        return view! { <p class="next"><a href="/">"Back to the course"</a></p> }.fixed();
    };
    if next.ready {
        let href = format!("/learn/{}/", next.id);
        view! {
            <p class="next">"Next lesson: "<a href=href>{next.title}</a><br/><span class="muted">{next.summary}</span></p>
        }
        .fixed()
    } else {
        view! {
            <p class="next"><strong>{next.title}</strong>" is the next lesson; it is still being written. "<a href="/">"Back to the course"</a><br/>
            <span class="muted">{next.summary}</span></p>
        }
        .fixed()
    }
}
