//! The course map.

use exercises::model::{Course, LessonCard, LessonState, Part};
use leptos::prelude::*;

use super::{COURSE, done, set_title};
use crate::components::{erase::Erase, icon::Icon, loading::loaded};

/// The home page: what this is, and every lesson.
pub fn page() -> AnyView {
    set_title("Roundtrip: how clients and servers talk");
    view! {
        <div class="page home">
            <div class="hero">
                <h1>"Learn how clients and servers talk, by making them talk"</h1>
                <p class="lead">
                    "Read a little, predict, send a real request, and look at what went over the wire: here and in your browser’s own Network tab. "
                    "Then write the server’s side yourself and have it graded in milliseconds."
                </p>
            </div>
            {loaded(COURSE.into(), |course| course_map(&course))}
        </div>
    }
    .fixed()
}

fn course_map(course: &Course) -> impl IntoView + use<> {
    let first = course
        .lessons
        .iter()
        .find(|it| it.state == LessonState::Ready)
        .cloned();
    let parts = course
        .parts
        .iter()
        .map(|part| part_section(part, &course.lessons))
        .collect_view();
    view! { {first.map(start)} {parts} }
}

/// The one button of the page: begin, go on, or look again.
fn start(card: LessonCard) -> impl IntoView {
    let href = format!("/learn/{}/", card.id);
    let total = card.activities.len();
    let done = done(card.activities);
    let label = move || match done() {
        0 => "Start the first lesson",
        done if done < total => "Go on with the first lesson",
        _ => "Open the first lesson again",
    };
    view! { <p class="actions start"><a class="button primary" href=href>{label}<Icon name="next"/></a><span class="muted">"No account, nothing to install."</span></p> }
}

fn part_section(part: &Part, lessons: &[LessonCard]) -> impl IntoView + use<> {
    let id = format!("part-{}", part.number);
    let cards = lessons
        .iter()
        .filter(|it| it.part == part.number)
        .cloned()
        .map(lesson_card)
        .collect_view();
    view! {
        <section class="part" aria-labelledby=id.clone()>
            <h2 id=id.clone()><span class="muted">{format!("Part {} ", part.number)}</span>{part.title.clone()}</h2>
            <ol class="cards" start="1">{cards}</ol>
        </section>
    }
}

fn lesson_card(card: LessonCard) -> impl IntoView {
    let ready = card.state == LessonState::Ready;
    let title = if ready {
        view! { <a href=format!("/learn/{}/", card.id)>{card.title}</a> }.erased()
    } else {
        view! { <span>{card.title}</span> }.erased()
    };
    let total = card.activities.len();
    let done = done(card.activities);
    let state = move || {
        if !ready {
            return view! { <span class="badge">"Coming"</span> }.erased();
        }
        match done() {
            0 => view! { <span class="badge good">"Ready"</span> }.erased(),
            done if done < total => {
                view! { <span class="badge warn">{format!("{done} of {total} done")}</span> }
                    .erased()
            }
            _ => view! { <span class="badge good"><Icon name="check"/>"Done"</span> }.erased(),
        }
    };
    view! {
        <li class="card" class:coming=!ready data-lesson=card.id.clone()>
            <span class="number" aria-hidden="true">{card.number}</span>
            <h3>{title}</h3>
            <p>{card.summary}</p>
            <p class="card-foot">{state}<span class="muted small">{format!("{} minutes", card.minutes)}</span></p>
        </li>
    }
}
