//! Lines to put in order and indent: a Parsons problem. The challenge around it runs what comes of them, as any code.
//!
//! # Layout
//! - [`board`]: which line stands where, and which is chosen. [`moves`]: how a line moves. [`words`]: what is said of it.
//! - [`list`]: the two lists of lines.
//! - [`keys`], [`drag`]: the keyboard and the pointer. [`tools`]: buttons for the same.
//!
//! Places stand still and what stands in them changes, as in the quiz: no element goes away under the focus.

mod board;
mod drag;
mod keys;
mod list;
mod moves;
mod tools;
mod words;

use exercises::model::Parsons;
use leptos::{ev, prelude::*};
use web_sys::{KeyboardEvent, PointerEvent};

use self::{
    board::Board,
    drag::{Pointer, area},
    list::list,
    tools::tools,
};
use super::{
    challenge::Challenge,
    el::{El, el},
};
use crate::browser::{editor::Editor, listen};

/// The lines of a problem, in the challenge whose part this is. Nothing where there is no challenge.
pub fn parsons(problem: Parsons) -> AnyView {
    let Some(challenge) = use_context::<Challenge>() else {
        return ().into_any();
    };
    let board = Board::new(challenge, problem);
    let pointer = Pointer::new(board);
    take_over(board, pointer);
    let id = challenge.id();
    let label =
        |part: &str, text: &str| el("h4").set("id", format!("{id}-{part}-label")).text(text);
    let program = el("div")
        .class("parsons-side")
        .set("data-program", "")
        .child(label("program", "Your program"))
        .child(list(board, pointer, true))
        .child(empty(
            board,
            true,
            "Nothing yet. Choose a line and press Enter, tap it, or drag it here.",
        ));
    let unused = el("div")
        .class("parsons-side")
        .set("id", format!("{id}-unused"))
        .child(label(
            "unused",
            "Lines to use, though not all of them belong",
        ))
        .child(list(board, pointer, false))
        .child(empty(board, false, "Every line is in your program."));
    el("div")
        .class("parsons")
        .set("role", "group")
        .set("aria-label", "Lines to put in order")
        .live("data-dragging", move || {
            board.dragged.get().map(|_| String::new())
        })
        .on("keydown", move |event: KeyboardEvent| {
            keydown(board, &event);
        })
        .on("pointerdown", move |event: PointerEvent| {
            pointer.down(&event);
        })
        .on("pointermove", move |event: PointerEvent| {
            if let Some(area) = area(&event) {
                pointer.moves(&event, &area);
            }
        })
        .on("pointerup", move |_: PointerEvent| pointer.up())
        .on("pointercancel", move |_: PointerEvent| pointer.cancel())
        .child(
            el("div")
                .class("parsons-sides")
                .child(program)
                .child(unused),
        )
        .child(tools(board))
        .child(lost(board))
        .child(help(&id))
        .done()
}

/// From here on the challenge's code is what stands on the board.
fn take_over(board: Board, pointer: Pointer) {
    Effect::new(move |_| {
        let challenge = board.challenge();
        challenge
            .editor
            .set_value(Some(Editor::Lines(std::rc::Rc::new(board))));
        challenge.restore_when_read();
    });
    Effect::new(move |_| {
        // The place that had the focus may have gone while its line was dragged.
        let keys = window_event_listener(ev::keydown, move |event| {
            if event.key() == "Escape" {
                pointer.cancel();
            }
        });
        on_cleanup(move || keys.remove());
    });
}

fn keydown(board: Board, event: &KeyboardEvent) {
    if listen::around(event, "[role=option]").is_some() {
        keys::press(board, event);
    }
}

/// What stands in the place of a list without lines.
fn empty(board: Board, in_program: bool, text: &'static str) -> El {
    let is_empty = move || {
        let used = board.now.with(|it| it.placed().len());
        used == if in_program { 0 } else { board.count() }
    };
    el("p")
        .class("parsons-empty small muted")
        .hidden(move || !is_empty())
        .text(text)
}

/// What could not be put on the board.
fn lost(board: Board) -> El {
    el("p")
        .class("notice warn")
        .set("data-lost", "")
        .set("role", "status")
        .hidden(move || board.lost.get() == 0)
        .live_text(move || match board.lost.get() {
            1 => "One line of that code is not among the lines given here, and was left out."
                .to_owned(),
            lost => format!(
                "{lost} lines of that code are not among the lines given here, and were left out."
            ),
        })
}

/// How lines are moved.
fn help(id: &str) -> El {
    el("p")
        .class("code-hint small muted")
        .set("id", format!("{id}-parsons-help"))
        .html(
            "<span><kbd>↑</kbd> <kbd>↓</kbd> choose a line.</span> <span><kbd>Enter</kbd> puts it in or takes it out.</span> \
             <span><kbd>Alt</kbd> with <kbd>↑</kbd> <kbd>↓</kbd> moves it.</span> <span><kbd>←</kbd> <kbd>→</kbd> indent it.</span> \
             <span><kbd>Ctrl</kbd> or <kbd>⌘</kbd> with <kbd>Z</kbd> takes a move back, with <kbd>Enter</kbd> runs the tests.</span>",
        )
}

#[cfg(all(test, feature = "ssr"))]
mod tests {
    use exercises::model::ChallengeBrief;

    use super::*;

    #[test]
    fn without_javascript_the_lines_are_a_list_to_read() {
        let html = Owner::new().with(|| {
            let problem = Parsons {
                lines: vec!["return a < b;".into(), "f() {".into()],
            };
            provide_context(Challenge::new(ChallengeBrief {
                id: "order".into(),
                title: "Order".into(),
                parsons: Some(problem.clone()),
                ..ChallengeBrief::default()
            }));
            parsons(problem).to_html()
        });
        assert!(
            html.contains("return a &lt; b;") && html.contains("f() {"),
            "{html}"
        );
        assert_eq!(html.matches("role=\"option\"").count(), 4);
        // Two places of the program are still empty.
        assert_eq!(html.matches("hidden=\"\"").count(), 5, "{html}");
        assert!(!html.contains("style="), "{html}");
    }
}
