//! A lesson: its head, its table of contents, its blocks.

use std::sync::Arc;

use leptos::prelude::*;

use super::{lesson_content, set_title};
use crate::{
    browser::listen::on_document,
    components::{
        block::{LessonPage, PageBlock, block},
        erase::Erase,
        icon::Icon,
        lazy::Part,
        loading::loaded,
        slot::{Slot, When},
    },
    state::progress::Progress,
};

/// The lesson of this id.
pub fn page(id: &str) -> AnyView {
    loaded(lesson_content(id), |lesson: Arc<LessonPage>| {
        lesson_view(&lesson)
    })
}

fn lesson_view(lesson: &LessonPage) -> AnyView {
    set_title(format!("{} · Roundtrip", lesson.title));
    let blocks = lesson
        .blocks
        .iter()
        .map(|it| block(lesson, it))
        .collect_view();
    view! {
        <div class="page lesson" data-lesson=lesson.id.clone()>
            {head(lesson)}
            {contents(lesson)}
            <article class="lesson-body">{blocks}</article>
            <Slot part=Part::Popovers json=lesson.terms.get() when=When::Wanted(reader_is_there())/>
        </div>
    }
    .fixed()
}

/// Whether the reader has done anything yet: pop-overs are not needed before.
fn reader_is_there() -> Signal<bool> {
    let there = RwSignal::new(false);
    let listeners = StoredValue::new_local(Vec::new());
    Effect::new(move |_| {
        let listen = |name| {
            on_document(name, move |_| {
                if !there.get_untracked() {
                    there.set(true);
                }
            })
        };
        let signs = ["pointermove", "pointerdown", "keydown", "focusin", "scroll"];
        listeners.set_value(signs.into_iter().filter_map(listen).collect());
    });
    there.into()
}

fn head(lesson: &LessonPage) -> impl IntoView + use<> {
    let goals = lesson
        .goals
        .iter()
        .cloned()
        .map(|it| view! { <li inner_html=it></li> })
        .collect_view();
    let before = (!lesson.prerequisites.is_empty()).then(|| {
        let links = lesson
            .prerequisites
            .iter()
            .map(
                |it| view! { <li><a href=format!("/learn/{}/", it.id)>{it.title.clone()}</a></li> },
            )
            .collect_view();
        view! { <h2 class="minor">"Before this"</h2><ul>{links}</ul> }
    });
    view! {
        <header class="lesson-head">
            <p class="eyebrow">{format!("Lesson {} · {}", lesson.number, lesson.part)}</p>
            <h1>{lesson.title.clone()}</h1>
            <p class="lead">{lesson.summary.clone()}</p>
            <p class="muted">{lesson.audience.clone()}" About "{lesson.minutes}" minutes."</p>
            <h2 class="minor">"Afterwards you can"</h2>
            <ul class="goals">{goals}</ul>
            {before}
            {tally(lesson.activities())}
        </header>
    }
}

/// How many of the lesson's activities are done.
fn tally(activities: Vec<String>) -> impl IntoView {
    let progress = Progress::here();
    let total = activities.len();
    let done = Memo::new(move |_| progress.count(&activities));
    view! {
        <p class="tally" data-done=move || done.get().to_string()>
            <progress max=total.to_string() value=move || done.get().to_string() aria-label="Activities done in this lesson"></progress>
            <span class="small">
                {move || if total > 0 && done.get() == total { view! { <Icon name="check"/>"All activities done" }.erased() } else { format!("{} of {total} activities done", done.get()).erased() }}
            </span>
        </p>
    }
}

fn contents(lesson: &LessonPage) -> impl IntoView + use<> {
    let entries = lesson
        .blocks
        .iter()
        .filter_map(|it| match it {
            PageBlock::Heading { id, text } => Some((id.clone(), text.clone())),
            _ => None,
        })
        .map(|(id, text)| view! { <li><a href=format!("#{id}")>{text}</a></li> })
        .collect_view();
    view! { <nav class="contents" aria-labelledby="contents-title"><h2 class="minor" id="contents-title">"On this page"</h2><ol>{entries}</ol></nav> }
}
