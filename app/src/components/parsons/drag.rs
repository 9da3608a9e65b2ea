//! Lines that are dragged: while the pointer moves, the line stands where it would be put.

use exercises::model::{Arrangement, MAX_LEVEL};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, PointerEvent};

use super::board::Board;
use crate::browser::{dom, listen::around};

/// How far a pointer moves before it drags, in CSS pixels.
const SLACK: f64 = 6.0;
/// How wide a step is drawn, in CSS pixels; as in `parsons.css`.
const STEP: f64 = 20.0;
/// How near the window's edge the page scrolls, and how far at once, in CSS pixels.
const EDGE: f64 = 48.0;
const SCROLL: f64 = 14.0;

/// A pointer that is down on a line.
#[derive(Clone)]
pub struct Drag {
    line: usize,
    pointer: i32,
    /// Where it went down.
    start: (f64, f64),
    /// From the left edge of the line's text to the pointer.
    grip: f64,
    /// As it was before.
    before: Arrangement,
    /// Whether it has moved enough to drag.
    moved: bool,
}

/// The pointer on the board, if it is down, and whether the click that ends a drag is still to come.
#[derive(Clone, Copy)]
pub struct Pointer {
    board: Board,
    drag: StoredValue<Option<Drag>>,
    ended: StoredValue<bool>,
}

impl Pointer {
    /// A pointer that is not down.
    pub fn new(board: Board) -> Self {
        Self {
            board,
            drag: StoredValue::new(None),
            ended: StoredValue::new(false),
        }
    }

    /// The pointer goes down. A finger drags by the handle alone, so that the page can be scrolled over the lines.
    pub fn down(self, event: &PointerEvent) {
        self.ended.set_value(false);
        let handle = around(event, "[data-handle]").is_some();
        let held = event.pointer_type() == "mouse" || handle;
        if event.button() != 0 || !event.is_primary() || !held {
            return;
        }
        let Some((element, line)) = self.line_of(event) else {
            return;
        };
        let before = self.board.now.get_untracked();
        let level = before
            .place_of(line)
            .map_or(0, |at| before.placed()[at].level);
        let x = f64::from(event.client_x());
        self.drag.set_value(Some(Drag {
            line,
            pointer: event.pointer_id(),
            start: (x, f64::from(event.client_y())),
            grip: x - element.get_bounding_client_rect().left() - steps(level),
            before,
            moved: false,
        }));
    }

    /// The pointer moves.
    pub fn moves(self, event: &PointerEvent, area: &Element) {
        let Some(mut drag) = self.drag.get_value() else {
            return;
        };
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        if !drag.moved {
            if (x - drag.start.0).hypot(y - drag.start.1) < SLACK {
                return;
            }
            drag.moved = true;
            // Where it is refused, the pointer is followed as long as it stays on the board.
            let _ = area.set_pointer_capture(drag.pointer);
            self.board.dragged.set(Some(drag.line));
            self.board.choose(drag.line);
            self.drag.set_value(Some(drag.clone()));
        }
        event.prevent_default();
        scroll_at_edge(y);
        let next = self.placed(&drag, x, y);
        if self.board.now.with_untracked(|it| *it != next) {
            self.board.marked.set(None);
            self.board.now.set(next);
        }
    }

    /// The pointer goes up: the line stays where it is.
    pub fn up(self) {
        let Some(drag) = self.drag.try_update_value(Option::take).flatten() else {
            return;
        };
        if !drag.moved {
            return;
        }
        self.ended.set_value(true);
        let board = self.board;
        board.dragged.set(None);
        let next = board.now.get_untracked();
        board.now.update_untracked(|it| it.clone_from(&drag.before));
        board.change(next);
        board.choose(drag.line);
        board.say(drag.line);
        board.follow(drag.line);
    }

    /// The drag is broken off: all is as it was before.
    pub fn cancel(self) {
        if let Some(drag) = self.drag.try_update_value(Option::take).flatten()
            && drag.moved
        {
            self.board.dragged.set(None);
            self.board.now.set(drag.before);
            self.board.challenge().announcer.say("Put back.");
        }
    }

    /// Whether this click only ends a drag.
    pub fn is_end(self) -> bool {
        self.ended
            .try_update_value(std::mem::take)
            .unwrap_or_default()
    }

    /// The element and the line that an event is about.
    pub fn line_of(self, event: &Event) -> Option<(Element, usize)> {
        let element = around(event, "[data-place]")?;
        let place = element.get_attribute("data-place")?.parse().ok()?;
        let in_program = element.closest("[data-program]").ok()?.is_some();
        let line = untrack(|| self.board.line_at(in_program, place))?;
        Some((element, line))
    }

    /// The arrangement with the dragged line where the pointer is.
    fn placed(self, drag: &Drag, x: f64, y: f64) -> Arrangement {
        let board = self.board;
        let mut next = board.now.get_untracked();
        let id = board.challenge().id();
        if dom::by_id(&format!("{id}-unused")).is_some_and(|it| holds(&it, x, y)) {
            next.take(drag.line);
            return next;
        }
        let Some(list) = dom::by_id(&format!("{id}-program")) else {
            return next;
        };
        let others = next.placed().iter().enumerate();
        let others = others.filter(|(_, it)| it.line != drag.line);
        let above = |(place, _): &(usize, _)| {
            dom::by_id(&board.id(true, *place)).is_some_and(|it| {
                let rect = it.get_bounding_client_rect();
                rect.top() + rect.height() / 2.0 < y
            })
        };
        let place = others.filter(above).count();
        let level = level(x - drag.grip - list.get_bounding_client_rect().left());
        next.put(drag.line, place, level);
        next
    }
}

#[expect(clippy::cast_precision_loss, reason = "a level is a small number")]
fn steps(level: usize) -> f64 {
    level as f64 * STEP
}

/// The level whose step is nearest to this many pixels.
fn level(pixels: f64) -> usize {
    (0..MAX_LEVEL)
        .find(|it| pixels < steps(*it) + STEP / 2.0)
        .unwrap_or(MAX_LEVEL)
}

fn holds(element: &Element, x: f64, y: f64) -> bool {
    let rect = element.get_bounding_client_rect();
    (rect.left()..=rect.right()).contains(&x) && (rect.top()..=rect.bottom()).contains(&y)
}

/// Scrolls the page a little where the pointer is at the window's upper or lower edge.
fn scroll_at_edge(y: f64) {
    let Some(window) = dom::window() else { return };
    let height = window.inner_height().ok().and_then(|it| it.as_f64());
    if y < EDGE {
        window.scroll_by_with_x_and_y(0.0, -SCROLL);
    } else if height.is_some_and(|it| y > it - EDGE) {
        window.scroll_by_with_x_and_y(0.0, SCROLL);
    }
}

/// The board's own area, in which the pointer is followed.
pub fn area(event: &Event) -> Option<Element> {
    event.current_target()?.dyn_into().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_stands_at_the_nearest_step() {
        for (pixels, expected) in [
            (-50.0, 0),
            (0.0, 0),
            (9.9, 0),
            (10.1, 1),
            (41.0, 2),
            (9_999.0, MAX_LEVEL),
            (f64::NAN, MAX_LEVEL),
        ] {
            assert_eq!(level(pixels), expected, "{pixels}");
        }
    }
}
