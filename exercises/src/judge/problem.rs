//! What the engine said of an error, with the learner's own lines and columns: from each engine's
//! stacks alike, since all name a place as `handler.js:3:7`.

use super::{
    report::{Frame, Problem},
    show::show,
    value::{Thrown, Value},
};
use crate::typescript::Problem as Unreadable;

/// The name under which the agent evaluates the learner's code.
const FILE: &str = "handler.js:";

/// The most frames that are shown.
const MAX_FRAMES: usize = 10;

/// Where the learner's code stands in what the agent evaluates.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Layout {
    /// How many lines the learner's code has.
    pub lines: u32,
    /// How many columns the agent put before its first line.
    pub indent: u32,
}

impl Layout {
    /// The layout of code that is evaluated with `indent` columns put before it.
    pub fn of(source: &str, indent: u32) -> Self {
        let lines = source.split('\n').count();
        Self {
            lines: u32::try_from(lines).unwrap_or(u32::MAX),
            indent,
        }
    }

    /// Where a syntax error is: behind the end, it is the last line's, in no column.
    fn syntax_place(self, (line, column): (u32, u32)) -> (Option<u32>, Option<u32>) {
        match self.place(line, column) {
            Some((line, column)) => (Some(line), Some(column)),
            None if line > self.lines => (Some(self.lines), None),
            None => (None, None),
        }
    }

    /// A place in the learner's code, if it is one.
    fn place(self, line: u32, column: u32) -> Option<(u32, u32)> {
        let column = if line == 1 {
            column.saturating_sub(self.indent)
        } else {
            column
        };
        (line >= 1 && line <= self.lines).then_some((line, column.max(1)))
    }
}

impl From<&Unreadable> for Problem {
    fn from(it: &Unreadable) -> Self {
        Self {
            name: "TypeScript".to_owned(),
            message: it.message.clone(),
            line: Some(it.line),
            column: Some(it.column),
            stack: Vec::new(),
        }
    }
}

/// The problem behind a thrown value; `at` is where the engine saw a syntax error, zeros where it does not say.
pub fn problem(thrown: &Value, at: (u32, u32), layout: Layout) -> Problem {
    let Value::Error(Thrown {
        name,
        message,
        stack,
    }) = thrown
    else {
        return Problem {
            name: String::new(),
            message: show(thrown),
            line: None,
            column: None,
            stack: Vec::new(),
        };
    };
    let frames = frames(stack, layout);
    let called = frames.first().map(|it| (Some(it.line), it.column));
    let (line, column) = called.unwrap_or_else(|| layout.syntax_place(at));
    Problem {
        name: name.clone(),
        message: message.clone(),
        line,
        column,
        stack: frames,
    }
}

fn frames(stack: &str, layout: Layout) -> Vec<Frame> {
    stack
        .lines()
        .filter_map(|line| frame(line, layout))
        .take(MAX_FRAMES)
        .collect()
}

/// `    at name (handler.js:3:7)`, `    at handler.js:3:7`, `name@handler.js:3:7`, or without a column where there is none.
fn frame(line: &str, layout: Layout) -> Option<Frame> {
    let start = line.rfind(FILE)?;
    let mut numbers = line[start + FILE.len()..].splitn(2, ':');
    let row = leading_number(numbers.next()?)?;
    let column = numbers.next().and_then(leading_number);
    let (line_number, place) = layout.place(row, column.unwrap_or(1))?;
    let before = line[..start].trim();
    let name = before
        .strip_prefix("at ")
        .unwrap_or(before)
        .trim_end_matches(['(', '@', ' ']);
    let name = name.strip_prefix("async ").unwrap_or(name);
    let inner =
        matches!(name, "at" | "eval" | "<eval>" | "<anonymous>") || name.contains(['/', ':']);
    Some(Frame {
        function: if inner {
            String::new()
        } else {
            name.to_owned()
        },
        line: line_number,
        column: column.map(|_| place),
    })
}

fn leading_number(text: &str) -> Option<u32> {
    let end = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    text[..end].parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    const LAYOUT: Layout = Layout {
        lines: 9,
        indent: 0,
    };

    fn found(stack: &str) -> Vec<(String, u32, Option<u32>)> {
        frames(stack, LAYOUT)
            .into_iter()
            .map(|it| (it.function, it.line, it.column))
            .collect()
    }

    #[test]
    fn stacks_of_every_engine_give_the_learners_places() {
        let v8 = "TypeError: x\n    at inner (handler.js:3:9)\n    at handleRequest (handler.js:7:3)\n    at eval (handler.js:9:1)\n    at blob:null/1234:5:7";
        let firefox = "inner@handler.js:3:9\nhandleRequest@handler.js:7:3\n@handler.js:9:1\n";
        let quickjs = "    at inner (handler.js:3:9)\n    at handleRequest (handler.js:7:3)\n    at <eval> (handler.js:9:1)\n";
        let expected = [("inner", 3, 9), ("handleRequest", 7, 3), ("", 9, 1)]
            .map(|(name, line, column)| (name.to_owned(), line, Some(column)));
        for stack in [v8, firefox, quickjs] {
            assert_eq!(found(stack), expected, "{stack}");
        }
    }

    #[test]
    fn python_names_lines_only() {
        let places = found("inner@handler.js:3\n<module>@handler.js:9\n");
        assert_eq!(
            places,
            [("inner", 3), ("<module>", 9)].map(|(name, line)| (name.to_owned(), line, None))
        );
    }

    #[test]
    fn places_outside_the_learners_code_are_no_places() {
        assert_eq!(
            found("at x (handler.js:10:1)\nat y (handler.js:0:0)\nat z (handler.js:x)"),
            []
        );
        assert_eq!(
            Layout {
                lines: 2,
                indent: 12
            }
            .place(1, 15),
            Some((1, 3))
        );
    }
}
