//! Every challenge of the course, by the lesson that it goes with or by how much it asks for.

use std::{cell::Cell, sync::Arc};

use exercises::model::{ChallengeCard, Difficulty};
use leptos::prelude::*;

use super::{CHALLENGES, Route, done, set_title};
use crate::components::{erase::Erase, icon::Icon, loading::loaded};

/// What challenges are listed by.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Order {
    Topic,
    Difficulty,
}

thread_local! {
    /// As it was chosen last, for those who come back from a challenge.
    static CHOSEN: Cell<Order> = const { Cell::new(Order::Topic) };
}

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
            {loaded(CHALLENGES.into(), |cards: Arc<Vec<ChallengeCard>>| list(cards))}
        </div>
    }
    .fixed()
}

fn list(cards: Arc<Vec<ChallengeCard>>) -> AnyView {
    let order = RwSignal::new(CHOSEN.get());
    let all = cards.len();
    let solved = done(cards.iter().map(|it| it.id.clone()).collect());
    let groups = move || match order.get() {
        Order::Topic => by_topic(&cards),
        Order::Difficulty => by_difficulty(&cards),
    };
    view! {
        <div class="block-head listing">
            <fieldset>
                <legend class="label">"Listed by"</legend>
                <div class="segments">{choice(order, Order::Topic, "Topic")}{choice(order, Order::Difficulty, "Difficulty")}</div>
            </fieldset>
            <p class="muted" data-solved>{move || format!("{} of {all} solved", solved())}</p>
        </div>
        {groups}
    }
    .fixed()
}

fn choice(order: RwSignal<Order>, it: Order, name: &'static str) -> AnyView {
    let choose = move |_| {
        CHOSEN.set(it);
        order.set(it);
    };
    view! {
        <label>
            <input type="radio" name="order" value=name checked=order.get_untracked() == it on:change=choose/>
            <span>{name}</span>
        </label>
    }
    .fixed()
}

/// The challenges of each lesson, in the order of the course.
fn by_topic(cards: &[ChallengeCard]) -> Vec<AnyView> {
    let lessons = cards.chunk_by(|a, b| a.number == b.number);
    let lesson = |cards: &[ChallengeCard]| {
        let first = cards.first()?;
        let title = format!("{}. {}", first.number, first.lesson.title);
        let about = |it: &ChallengeCard| ("badge", difficulty(it.difficulty).to_owned());
        Some(group(
            format!("lesson-{}", first.number),
            title,
            cards.iter(),
            about,
        ))
    };
    lessons.filter_map(lesson).collect()
}

/// The challenges that ask for as much as one another, in the order of the course.
fn by_difficulty(cards: &[ChallengeCard]) -> Vec<AnyView> {
    [
        Difficulty::Gentle,
        Difficulty::Steady,
        Difficulty::Demanding,
    ]
    .into_iter()
    .map(|it| {
        let name = difficulty(it);
        let cards = cards.iter().filter(|card| card.difficulty == it);
        // No badge: the titles of lessons may take two lines.
        let about = |it: &ChallengeCard| ("muted", format!("{}. {}", it.number, it.lesson.title));
        group(name.to_lowercase(), name.to_owned(), cards, about)
    })
    .collect()
}

fn group<'a>(
    id: String,
    title: String,
    cards: impl Iterator<Item = &'a ChallengeCard>,
    about: impl Fn(&ChallengeCard) -> About,
) -> AnyView {
    let labelled = id.clone();
    let cards: Vec<_> = cards.map(|it| card(it, about(it))).collect();
    view! {
        <section aria-labelledby=labelled class="challenge-group">
            <h2 id=id class="minor">{title}</h2>
            <ul class="cards">{cards}</ul>
        </section>
    }
    .fixed()
}

/// What a group does not say about its challenges, after the class that it is drawn with.
type About = (&'static str, String);

fn card(card: &ChallengeCard, (class, about): About) -> AnyView {
    let href = Route::Challenge(card.id.clone()).path();
    let solved = done(vec![card.id.clone()]);
    view! {
        <li class="card plain" data-challenge=card.id.clone()>
            <h3><a href=href>{card.title.clone()}</a></h3>
            <p>{card.summary.clone()}</p>
            <p class="card-foot">
                <span class=class>{about}</span>
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
