//! How deep each line of JavaScript stands, and how deep its block is: what a Parsons problem asks of its lines beside
//! passing the tests. The engine does not mind; readers do, and go by it.
//!
//! A line stands one step (two spaces) deeper for every earlier line that opened a bracket still open, and a bracket that
//! begins a line is closed first. Brackets in texts, comments and regular expressions do not count.

use crate::model::INDENT;

/// A line that does not stand as deep as its block.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Misplaced {
    /// The line, from 1.
    pub line: u32,
    /// How many spaces stand before it.
    pub spaces: usize,
    /// How many steps deep its block is.
    pub level: usize,
}

/// The lines of `code` that do not stand as deep as their block, in order.
pub fn misplaced(code: &str) -> Vec<Misplaced> {
    let mut scan = Scan::default();
    let mut found = Vec::new();
    for (number, line) in (1..).zip(code.lines()) {
        let text = line.trim_start_matches(' ');
        let spaces = line.len() - text.len();
        let level = scan.level(text);
        scan.read(number, text);
        if let Some(level) = level.filter(|level| spaces != level * INDENT) {
            found.push(Misplaced {
                line: number,
                spaces,
                level,
            });
        }
    }
    found
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Mode {
    #[default]
    Code,
    /// Between two backticks.
    Template,
    /// Between `/*` and `*/`.
    Comment,
}

/// A bracket that is open.
#[derive(Clone, Copy)]
struct Open {
    line: u32,
    /// Whether it is the `${` of a template, to which its end leads back.
    hole: bool,
}

#[derive(Default)]
struct Scan {
    open: Vec<Open>,
    mode: Mode,
    /// The sign before, white space aside: it tells a regular expression from a division.
    before: Option<char>,
}

impl Scan {
    /// How deep a line stands that begins here; none where its spaces are part of a text, or where there is no text.
    fn level(&self, text: &str) -> Option<usize> {
        if text.trim().is_empty() || self.mode != Mode::Code {
            return None;
        }
        let closed = text
            .chars()
            .take_while(|it| matches!(it, ')' | ']' | '}'))
            .count();
        let mut lines: Vec<u32> = self.open.iter().map(|it| it.line).collect();
        lines.truncate(lines.len().saturating_sub(closed));
        lines.dedup();
        Some(lines.len())
    }

    /// Reads a line.
    fn read(&mut self, line: u32, text: &str) {
        if self.mode == Mode::Code {
            self.before = None;
        }
        let mut rest = text;
        while let Some(sign) = rest.chars().next() {
            let length = match self.mode {
                Mode::Code => self.code(line, sign, rest),
                Mode::Template => self.template(line, sign, rest),
                Mode::Comment => self.comment(rest),
            };
            // A sign is never cut in the middle: what is longer than one sign was found at a sign's end.
            rest = rest.get(length.max(sign.len_utf8())..).unwrap_or_default();
        }
    }

    /// Takes what stands at the beginning of `rest`; how many bytes that was.
    fn code(&mut self, line: u32, sign: char, rest: &str) -> usize {
        if rest.starts_with("//") {
            return rest.len();
        }
        if rest.starts_with("/*") {
            self.mode = Mode::Comment;
            return 2;
        }
        let length = match sign {
            '(' | '[' | '{' => {
                self.open.push(Open { line, hole: false });
                1
            }
            ')' | ']' | '}' => {
                if self.open.pop().is_some_and(|it| it.hole) {
                    self.mode = Mode::Template;
                }
                1
            }
            '`' => {
                self.mode = Mode::Template;
                1
            }
            '\'' | '"' => quoted(rest, sign),
            '/' if self.begins_expression() => quoted(rest, '/'),
            _ => sign.len_utf8(),
        };
        if !sign.is_whitespace() {
            self.before = Some(sign);
        }
        length
    }

    /// Whether an expression begins here, so that a slash opens a regular expression.
    fn begins_expression(&self) -> bool {
        self.before
            .is_none_or(|it| "(,=:[!&|?{};+-*%<>~^".contains(it))
    }

    fn template(&mut self, line: u32, sign: char, rest: &str) -> usize {
        if sign == '\\' {
            return 1 + rest.chars().nth(1).map_or(0, char::len_utf8);
        }
        if rest.starts_with("${") {
            self.mode = Mode::Code;
            self.before = None;
            self.open.push(Open { line, hole: true });
            return 2;
        }
        if sign == '`' {
            self.mode = Mode::Code;
            self.before = Some(sign);
        }
        sign.len_utf8()
    }

    fn comment(&mut self, rest: &str) -> usize {
        match rest.find("*/") {
            Some(at) => {
                self.mode = Mode::Code;
                at + 2
            }
            None => rest.len(),
        }
    }
}

/// How long a quoted text is that stands at the beginning of `rest`, its quotes included; the rest of the line where it
/// does not end. Within `[…]`, a regular expression does not end.
fn quoted(rest: &str, quote: char) -> usize {
    let mut in_class = false;
    let mut escaped = false;
    for (at, sign) in rest.char_indices().skip(1) {
        match sign {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '[' if quote == '/' => in_class = true,
            ']' if quote == '/' => in_class = false,
            _ if sign == quote && !in_class => return at + sign.len_utf8(),
            _ => {}
        }
    }
    rest.len()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn levels(code: &str) -> Vec<Option<usize>> {
        let mut scan = Scan::default();
        let mut levels = Vec::new();
        for (number, line) in (1..).zip(code.lines()) {
            levels.push(scan.level(line.trim_start()));
            scan.read(number, line.trim_start());
        }
        levels
    }

    #[test]
    fn a_line_is_as_deep_as_the_lines_that_opened_what_is_still_open() {
        for (code, expected) in [
            ("f({\na,\n});\nb", vec![0, 1, 0, 0]),
            ("if (a) {\nb\n} else {\nc\n}", vec![0, 1, 0, 1, 0]),
            ("a({\n[\nb\n]\n})", vec![0, 1, 2, 1, 0]),
            ("f('{', \"(\", `[`);\na", vec![0, 0]),
            ("f(/[{(]/, a / b);\na", vec![0, 0]),
            ("a // {\nb /* ( */\nc", vec![0, 0, 0]),
            ("f(`${g({\na\n})}{`);\nb", vec![0, 1, 1, 0]),
            ("}\n}\n{\na", vec![0, 0, 0, 1]),
            ("f('it\\'s {');\na", vec![0, 0]),
        ] {
            let expected: Vec<_> = expected.into_iter().map(Some).collect();
            assert_eq!(levels(code), expected, "{code}");
        }
    }

    #[test]
    fn inside_a_text_or_a_comment_and_in_empty_lines_spaces_do_not_count() {
        assert_eq!(levels("`a\nb\n`;\nc"), [Some(0), None, None, Some(0)]);
        assert_eq!(levels("/*\n{\n*/\nc"), [Some(0), None, None, Some(0)]);
        assert_eq!(levels("{\n\na"), [Some(0), None, Some(1)]);
    }

    #[test]
    fn what_stands_elsewhere_is_named_with_its_line() {
        let code = "f({\n    a,\nb\n  c\n});";
        let found: Vec<_> = misplaced(code)
            .iter()
            .map(|it| (it.line, it.spaces, it.level))
            .collect();
        assert_eq!(found, [(2, 4, 1), (3, 0, 1)]);
        assert!(misplaced("").is_empty());
    }

    proptest! {
        #[test]
        fn any_text_is_read_and_one_that_is_set_right_stays_right(code in "[a-z(){}\\[\\]`'\"/*$\\\\ \né]{0,80}") {
            let deep: Vec<_> = levels(&code);
            let lines = code.lines().zip(&deep);
            let right: Vec<String> = lines
                .map(|(line, level)| match level {
                    Some(level) => format!("{}{}", " ".repeat(level * INDENT), line.trim_start()),
                    None => line.to_owned(),
                })
                .collect();
            prop_assert_eq!(misplaced(&right.join("\n")), vec![]);
        }
    }
}
