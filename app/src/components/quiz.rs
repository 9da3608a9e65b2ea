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

use self::{question::question, record::Score, state::QuizState};
use super::el::{El, button, el, icon};
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
    let questions = (0..count).map(|index| el("li").child(question(state, index)).done());
    el("section")
        .class("block block-quiz")
        .set("id", id.clone())
        .set("aria-labelledby", heading.clone())
        .set("data-quiz", id.clone())
        .child(el("h3").set("id", heading).text(title))
        .child(el("ol").class("questions").views(questions))
        .child(score(state, &id))
        .done()
}

/// The score, and the way to begin again.
fn score(state: QuizState, id: &str) -> El {
    let announcer = Announcer::here();
    let number = |read: fn(Score) -> usize| move || Some(read(state.score()).to_string());
    let done = move || state.score().done();
    let again = move || {
        if state.can_undo() {
            state.undo();
            announcer.say("Your answers are back.");
        } else {
            state.again();
            announcer.say("All answers of this quiz are cleared. Undo brings them back.");
        }
    };
    let label = move || {
        if state.can_undo() {
            "Undo: bring my answers back"
        } else {
            "Try the quiz again"
        }
    };
    el("div")
        .live("class", move || {
            Some(if done() { "score good" } else { "score" }.into())
        })
        .set("id", format!("{id}-score"))
        .set("tabindex", "-1")
        .live("data-right", number(|it| it.right))
        .live("data-first", number(|it| it.first))
        .live("data-total", number(|it| it.total))
        .live("data-done", move || Some(done().to_string()))
        .child(
            el("p")
                .child(el("span").hidden(move || !done()).view(icon("check")))
                .live_text(move || state.score().line()),
        )
        .child(
            button("button small")
                .set("data-action", "again")
                .hidden(move || !state.can_undo() && state.score().tried == 0)
                .click(again)
                .view(icon("reset"))
                .live_text(move || label().into()),
        )
}
