//! A challenge on a page of its own.

use std::sync::Arc;

use exercises::model::ChallengeCard;
use leptos::prelude::*;
use serde::Deserialize;
use serde_json::value::RawValue;

use super::{Route, challenge_content, challenges::difficulty, set_title};
use crate::components::{
    erase::Erase,
    icon::Icon,
    lazy::Part,
    loading::loaded,
    slot::{Slot, When},
};

/// What the compiler wrote of it; the brief is read where it is shown.
#[derive(Deserialize)]
struct Page {
    card: ChallengeCard,
    brief: Box<RawValue>,
    next: Option<(String, String)>,
}

/// The challenge of this id.
pub fn page(id: &str) -> AnyView {
    loaded(challenge_content(id), |page: Arc<Page>| challenge(&page))
}

fn challenge(page: &Page) -> AnyView {
    let card = page.card.clone();
    set_title(format!("{} · Roundtrip", card.title));
    let lesson = &card.lesson;
    let lesson = if lesson.ready {
        view! { "Goes with lesson "{card.number}", "<a href=Route::Lesson(lesson.id.clone()).path()>{lesson.title.clone()}</a>"." }.fixed()
    } else {
        view! { "Goes with lesson "{card.number}", "{lesson.title.clone()}", which is still being written." }.fixed()
    };
    let next = page.next.clone().map(|(id, title)| {
        view! { <p class="next">"Next challenge: "<a href=Route::Challenge(id).path()>{title}</a></p> }
    });
    view! {
        <div class="page challenge-page" data-challenge=card.id>
            <p class="small"><a href=Route::Challenges.path()><Icon name="back"/>"All challenges"</a></p>
            <h1>{card.title}</h1>
            <p class="lead">{card.summary}</p>
            <p class="challenge-facts"><span class="badge">{difficulty(card.difficulty)}</span>" "<span class="muted small">{lesson}</span></p>
            <h2 class="visually-hidden">"The task"</h2>
            <Slot part=Part::Challenge json=page.brief.get() when=When::Soon/>
            {next}
        </div>
    }
    .fixed()
}
