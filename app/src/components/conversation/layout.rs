//! Where everything stands in the figure of a conversation. Pure: actors and messages in, places out.

use exercises::model::{Actor, Conversation, MessageKind};

/// The distance between two lifelines, in units of the figure; a unit is a CSS pixel at full size.
pub const COLUMN: i32 = 172;
/// The height of a line of text.
pub const LINE: i32 = 18;
/// The height of an actor's icon.
pub const ICON: i32 = 28;
/// From a lifeline to an arrow's end.
const MARGIN: i32 = 5;
/// Above the first message.
const LEAD: i32 = 14;
/// Between two messages.
const GAP: i32 = 16;
/// The half width of a box of work.
const WORK: i32 = 80;
/// How many characters fit into the width of one column, in a wide font.
const COLUMN_CHARACTERS: usize = 18;

/// A figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Figure {
    /// The width.
    pub width: i32,
    /// The height.
    pub height: i32,
    /// Where the lifelines begin.
    pub top: i32,
    /// The actors, left to right.
    pub actors: Vec<Lifeline>,
    /// The messages, top to bottom.
    pub rows: Vec<Row>,
}

/// An actor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Lifeline {
    /// The middle.
    pub x: i32,
    /// The name, in lines.
    pub name: Vec<String>,
}

/// A message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// The label, in lines.
    pub label: Vec<String>,
    /// The middle of the label.
    pub x: i32,
    /// The base line of the label's first line.
    pub y: i32,
    /// What is drawn.
    pub shape: Shape,
    /// The box around all of it.
    pub frame: Frame,
}

/// What is drawn for a message.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Shape {
    /// An arrow at height `y`.
    Arrow {
        /// Where it begins.
        from: i32,
        /// Where its head is.
        to: i32,
        /// How far down.
        y: i32,
    },
    /// A box: work inside an actor.
    Work(Frame),
}

/// A rectangle.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Frame {
    /// The left edge.
    pub x: i32,
    /// The upper edge.
    pub y: i32,
    /// The width.
    pub width: i32,
    /// The height.
    pub height: i32,
}

/// Lays out a conversation.
pub fn lay_out(conversation: &Conversation) -> Figure {
    let actors: Vec<_> = conversation
        .actors
        .iter()
        .enumerate()
        .map(|(index, it)| Lifeline {
            x: middle(index),
            name: wrap(&it.name, COLUMN_CHARACTERS),
        })
        .collect();
    let names = actors.iter().map(|it| it.name.len()).max().unwrap_or(1);
    let top = ICON + LINE * count(names) + 12;
    let mut y = top + LEAD;
    let rows = conversation
        .messages
        .iter()
        .map(|it| {
            let (from, to) = (
                place(&conversation.actors, &it.from),
                place(&conversation.actors, &it.to),
            );
            let row = if it.kind == MessageKind::Work || from == to {
                work(&it.label, from, y)
            } else {
                arrow(&it.label, from, to, y)
            };
            y = row.frame.y + row.frame.height + GAP;
            row
        })
        .collect();
    Figure {
        width: COLUMN * count(actors.len()),
        height: y,
        top,
        actors,
        rows,
    }
}

/// Breaks a text into lines of at most `width` characters: between words, and long words such as paths after their
/// signs. What cannot be broken has a line of its own.
pub fn wrap(text: &str, width: usize) -> Vec<String> {
    let mut lines: Vec<String> = Vec::new();
    for word in text.split_whitespace() {
        let whole = word.chars().count() <= width;
        let parts = if whole {
            vec![word]
        } else {
            word.split_inclusive(['/', '?', '&', '=', '-']).collect()
        };
        for (index, part) in parts.into_iter().enumerate() {
            let space = if index == 0 { " " } else { "" };
            match lines.last_mut() {
                Some(line)
                    if line.chars().count() + space.len() + part.chars().count() <= width =>
                {
                    line.push_str(space);
                    line.push_str(part);
                }
                _ => lines.push(part.to_owned()),
            }
        }
    }
    lines
}

fn arrow(label: &str, from: usize, to: usize, top: i32) -> Row {
    let columns = from.abs_diff(to);
    let label = wrap(label, COLUMN_CHARACTERS * columns + 4 * (columns - 1));
    let y = top + LINE * count(label.len()) + 6;
    let (start, end) = (middle(from), middle(to));
    let inward = (end - start).signum() * MARGIN;
    let frame = Frame {
        x: start.min(end) - 6,
        y: top - 6,
        width: (end - start).abs() + 12,
        height: y - top + 18,
    };
    Row {
        label,
        x: i32::midpoint(start, end),
        y: top + 13,
        shape: Shape::Arrow {
            from: start + inward,
            to: end - inward,
            y,
        },
        frame,
    }
}

fn work(label: &str, actor: usize, top: i32) -> Row {
    let label = wrap(label, COLUMN_CHARACTERS);
    let x = middle(actor);
    let frame = Frame {
        x: x - WORK,
        y: top - 4,
        width: 2 * WORK,
        height: LINE * count(label.len()) + 14,
    };
    Row {
        label,
        x,
        y: top + 16,
        shape: Shape::Work(frame),
        frame,
    }
}

fn middle(actor: usize) -> i32 {
    COLUMN * count(actor) + COLUMN / 2
}

/// The place of an actor. The compiler has checked that there is one of this id.
fn place(actors: &[Actor], id: &str) -> usize {
    actors.iter().position(|it| it.id == id).unwrap_or_default()
}

/// A small number of things as a length.
fn count(things: usize) -> i32 {
    i32::try_from(things).unwrap_or_default()
}

#[cfg(test)]
mod tests;
