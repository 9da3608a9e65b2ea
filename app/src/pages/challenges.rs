//! Every challenge of the course, by the lesson that it goes with.

use exercises::model::{ChallengeCard, Difficulty};
use leptos::prelude::*;

use super::{CHALLENGES, Route, done, set_title};
use crate::components::{erase::Erase, icon::Icon, loading::loaded};

/// The list of challenges.
pub fn page() -> AnyView {
    set_title("Challenges · Roundtrip");
    view! {
        <div class="page">
            <h1>"Challenges"</h1>
            <p class="lead">
                "Write the server’s side yourself. Your code runs in this browser, apart from this page, and is graded in milliseconds. "
                "Each challenge goes with a lesson; you can take them in any order."
            </p>
            {loaded(CHALLENGES.into(), |cards: std::sync::Arc<Vec<ChallengeCard>>| list(&cards))}
        </div>
    }
    .fixed()
}

fn list(cards: &[ChallengeCard]) -> impl IntoView + use<> {
    let lessons = cards.chunk_by(|a, b| a.number == b.number);
    lessons.map(lesson).collect_view()
}

/// The challenges of one lesson.
fn lesson(cards: &[ChallengeCard]) -> AnyView {
    let Some(first) = cards.first() else {
        return ().fixed();
    };
    let id = format!("lesson-{}", first.number);
    let labelled = id.clone();
    let title = format!("{}. {}", first.number, first.lesson.title);
    let cards: Vec<_> = cards.iter().cloned().map(card).collect();
    view! {
        <section aria-labelledby=labelled class="challenge-group">
            <h2 id=id class="minor">{title}</h2>
            <ul class="cards">{cards}</ul>
        </section>
    }
    .fixed()
}

fn card(card: ChallengeCard) -> AnyView {
    let href = Route::Challenge(card.id.clone()).path();
    let solved = done(vec![card.id.clone()]);
    view! {
        <li class="card plain" data-challenge=card.id>
            <h3><a href=href>{card.title}</a></h3>
            <p>{card.summary}</p>
            <p class="card-foot">
                <span class="badge">{difficulty(card.difficulty)}</span>
                {move || (solved() > 0).then(|| view! { <span class="badge good"><Icon name="check"/>"Solved"</span> })}
            </p>
        </li>
    }
    .fixed()
}

/// How much a challenge asks for, in words.
pub fn difficulty(it: Difficulty) -> &'static str {
    match it {
        Difficulty::Gentle => "Gentle",
        Difficulty::Steady => "Steady",
        Difficulty::Demanding => "Demanding",
    }
}
