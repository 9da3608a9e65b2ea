//! A quiz: questions of five kinds, each checked here in the page and explained, and a score.
//!
//! # Layout
//! - [`judge`]: is an answer right? Pure.
//! - [`record`]: what is kept, and how it changes. Pure.
//! - [`feedback`]: what is said of an answer. Pure.
//! - [`state`]: the signals of one quiz, and storage.
//! - [`question`], [`controls`], [`order`]: what is seen.

pub mod controls;
pub mod feedback;
pub mod judge;
pub mod order;
pub mod question;
pub mod record;
pub mod state;
#[cfg(test)]
mod tests;

use exercises::model::Quiz;
use leptos::prelude::*;

use self::{question::QuestionForm, state::QuizState};
use super::{erase::Erase, icon::Icon};
use crate::state::announce::Announcer;

/// A quiz.
#[component]
pub fn QuizBlock(
    /// Its questions.
    quiz: Quiz,
) -> impl IntoView {
    let id = quiz.id.clone();
    let heading = format!("{id}-title");
    let title = quiz.title.clone();
    let count = quiz.questions.len();
    let state = QuizState::new(quiz);
    let score = view! { <Score state id=id.clone()/> };
    let questions = (0..count)
        .map(|index| view! { <li><QuestionForm state index/></li> })
        .collect_view();
    view! {
        <section class="block block-quiz" id=id.clone() aria-labelledby=heading.clone() data-quiz=id>
            <h3 id=heading.clone()>{title}</h3>
            <ol class="questions">{questions}</ol>
            {score}
        </section>
    }
}

/// The score, and the way to begin again.
#[component]
fn Score(state: QuizState, id: String) -> impl IntoView {
    let announcer = Announcer::here();
    let score = Memo::new(move |_| state.score());
    let again = move |_| {
        if state.can_undo() {
            state.undo();
            announcer.say("Your answers are back.");
        } else {
            state.again();
            announcer.say("All answers of this quiz are cleared. Undo brings them back.");
        }
    };
    let button = move || {
        let undo = state.can_undo();
        (undo || score.get().tried > 0).then_some(if undo {
            "Undo: bring my answers back"
        } else {
            "Try the quiz again"
        })
    };
    view! {
        <div class="score" class:good=move || score.get().done() id=format!("{id}-score") tabindex="-1"
            data-right=move || score.get().right data-first=move || score.get().first data-total=move || score.get().total
            data-done=move || score.get().done().to_string()>
            <p>{move || score.get().done().then(|| view! { <Icon name="check"/> }.fixed())}{move || score.get().line()}</p>
            <button type="button" class="button small" data-action="again" hidden=move || button().is_none() on:click=again>
                <Icon name="reset"/>{move || button().unwrap_or_default()}
            </button>
        </div>
    }
}
