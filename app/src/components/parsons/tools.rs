//! Buttons for every move, for whoever neither drags nor types.

use leptos::prelude::*;

use super::{board::Board, moves::Move};
use crate::components::el::{El, button, el, icon};

/// The buttons; they are about the chosen line, which is said in their group's name.
pub fn tools(board: Board) -> El {
    let about = move || match board.chosen.get() {
        Some(line) => format!("Move the line {}", board.line(line)),
        None => "Move the chosen line".to_owned(),
    };
    let in_program = move || {
        let chosen = board.chosen.get();
        chosen.is_some_and(|line| board.now.with(|it| it.place_of(line).is_some()))
    };
    let turn = button("button small")
        .set("data-move", "turn")
        .live("aria-disabled", move || {
            board.chosen.get().is_none().then(|| "true".to_owned())
        })
        .click(move || board.make(Move::InOrOut))
        .live_text(move || if in_program() { "Take out" } else { "Put in" }.to_owned());
    let undo = button("button small")
        .set("data-move", "undo")
        .live("aria-disabled", move || {
            (!board.undoable.get()).then(|| "true".to_owned())
        })
        .click(move || board.undo(false))
        .text("Undo");
    let step = move |made: Move, name: &'static str, drawing: &'static str, word: &'static str| {
        button("button small")
            .set("aria-label", name)
            .set("title", name)
            .set("data-move", word)
            .live("aria-disabled", move || {
                (!in_program()).then(|| "true".to_owned())
            })
            .click(move || board.make(made))
            .view(icon(drawing))
    };
    el("div")
        .class("parsons-tools")
        .set("role", "group")
        .live("aria-label", move || Some(about()))
        .child(turn)
        .child(step(Move::Up, "Move up", "up", "up"))
        .child(step(Move::Down, "Move down", "down", "down"))
        .child(step(Move::Back, "Indent less", "back", "back"))
        .child(step(Move::Deeper, "Indent more", "next", "deeper"))
        .child(undo)
}
