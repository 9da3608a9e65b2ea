//! The keys of the board.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::{board::Board, moves::Move};
use crate::browser::dom;

/// Does what a key asks for. Keys that mean nothing here are left to the browser.
pub fn press(board: Board, event: &KeyboardEvent) {
    let key = event.key();
    let control = event.ctrl_key() || event.meta_key();
    let handled = match (key.as_str(), control, event.alt_key()) {
        ("Enter", true, false) => {
            board.challenge().start();
            true
        }
        ("z" | "Z", true, false) => {
            board.undo(event.shift_key());
            true
        }
        ("y", true, false) => {
            board.undo(true);
            true
        }
        ("ArrowUp", false, true) => moved(board, Move::Up),
        ("ArrowDown", false, true) => moved(board, Move::Down),
        ("ArrowLeft", false, false) => moved(board, Move::Back),
        ("ArrowRight", false, false) => moved(board, Move::Deeper),
        ("Enter" | " ", false, false) => moved(board, Move::InOrOut),
        ("Delete" | "Backspace", false, false) => moved(board, Move::Out),
        ("ArrowUp", false, false) => go(board, |at, _| at.saturating_sub(1)),
        ("ArrowDown", false, false) => go(board, |at, last| (at + 1).min(last)),
        ("Home", false, false) => go(board, |_, _| 0),
        ("End", false, false) => go(board, |_, last| last),
        _ => false,
    };
    if handled {
        event.prevent_default();
    }
}

fn moved(board: Board, made: Move) -> bool {
    board.make(made);
    if let Some(line) = board.chosen.get_untracked() {
        board.follow(line);
    }
    true
}

/// Goes to another line of the list that the chosen one is in.
fn go(board: Board, to: impl Fn(usize, usize) -> usize) -> bool {
    let Some(line) = board.chosen.get_untracked() else {
        return false;
    };
    let (in_program, place) = board.place_of(line);
    let used = board.now.with_untracked(|it| it.placed().len());
    let length = if in_program {
        used
    } else {
        board.count() - used
    };
    let place = to(place, length.saturating_sub(1));
    dom::focus(&board.id(in_program, place));
    true
}
