//! The two lists of lines: the program, and what is left.

use leptos::prelude::*;
use web_sys::{FocusEvent, MouseEvent};

use super::{board::Board, drag::Pointer, moves::Move, words};
use crate::components::el::{El, el};

/// The lines of the program, or those that are left.
pub fn list(board: Board, pointer: Pointer, in_program: bool) -> El {
    let id = board.challenge().id();
    let (name, label) = if in_program {
        ("program", "program-label")
    } else {
        ("rest", "unused-label")
    };
    let is_empty = move || {
        let used = board.now.with(|it| it.placed().len());
        used == if in_program { 0 } else { board.count() }
    };
    let clicked = move |event: MouseEvent| {
        if pointer.is_end() {
            return;
        }
        if let Some((_, line)) = pointer.line_of(&event) {
            board.choose(line);
            if !in_program {
                board.make(Move::InOrOut);
            }
            board.follow(line);
        }
    };
    let places = (0..board.count()).map(|at| Place::new(board, in_program, at).view().done());
    el("ol")
        .class("parsons-lines")
        .set("role", "listbox")
        .set("id", format!("{id}-{name}"))
        .set("aria-labelledby", format!("{id}-{label}"))
        .set("aria-describedby", format!("{id}-parsons-help"))
        .hidden(is_empty)
        .on("focusin", move |event: FocusEvent| {
            if let Some((_, line)) = pointer.line_of(&event) {
                board.choose(line);
            }
        })
        .on("click", clicked)
        .views(places)
}

/// One place of a list.
#[derive(Clone, Copy)]
struct Place {
    board: Board,
    in_program: bool,
    at: usize,
    /// The line that stands there now.
    line: Memo<Option<usize>>,
}

impl Place {
    fn new(board: Board, in_program: bool, at: usize) -> Self {
        Self {
            board,
            in_program,
            at,
            line: Memo::new(move |_| board.line_at(in_program, at)),
        }
    }

    fn view(self) -> El {
        let handle = el("span").class("parsons-handle").set("data-handle", "");
        let text = |value: bool| Some(value.to_string());
        let tab = |value: bool| Some(if value { "0" } else { "-1" }.to_owned());
        el("li")
            .class("parsons-line")
            .set("role", "option")
            .set("id", self.board.id(self.in_program, self.at))
            .set("data-place", self.at.to_string())
            .live("data-level", move || self.level().map(|it| it.to_string()))
            .live("aria-label", move || self.label())
            .live("aria-selected", move || text(self.is_chosen()))
            .live("tabindex", move || tab(self.is_reached_by_tab()))
            .live("data-dragged", move || {
                let dragged = self.board.dragged.get();
                dragged
                    .filter(|it| self.line.get() == Some(*it))
                    .map(|_| String::new())
            })
            .live("data-marked", move || self.found())
            .hidden(move || self.line.get().is_none())
            .child(handle.set("aria-hidden", "true"))
            .child(el("code").live_text(move || self.text()))
    }

    fn text(self) -> String {
        let line = self.line.get();
        line.map(|it| self.board.line(it)).unwrap_or_default()
    }

    /// How deep the line stands; none among those that are left.
    fn level(self) -> Option<usize> {
        let placed = self.board.now.with(|it| it.placed().get(self.at).copied());
        placed.filter(|_| self.in_program).map(|it| it.level)
    }

    /// What a screen reader says of it.
    fn label(self) -> Option<String> {
        self.line.get()?;
        let mut label = self.text();
        if let Some(level) = self.level() {
            let depth = words::depth(level);
            label = format!("{label}, line {}, {depth}", self.at + 1);
        }
        if let Some(found) = self.found() {
            label.push_str(". ");
            label.push_str(&found);
        }
        Some(label)
    }

    fn is_chosen(self) -> bool {
        let line = self.line.get();
        line.is_some() && self.board.chosen.get() == line
    }

    /// One line of each list is reached by Tab: the chosen one, else the first.
    fn is_reached_by_tab(self) -> bool {
        let in_program = |line| self.board.now.with(|it| it.place_of(line).is_some());
        let chosen = self.board.chosen.get();
        let elsewhere = chosen.is_none_or(|it| in_program(it) != self.in_program);
        self.is_chosen() || (elsewhere && self.at == 0)
    }

    /// What was found at this line of the program.
    fn found(self) -> Option<String> {
        let (line, said) = self.board.marked.get().filter(|_| self.in_program)?;
        (usize::try_from(line).ok() == Some(self.at + 1)).then_some(said)
    }
}
