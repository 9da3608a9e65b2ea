//! A Parsons problem: lines that are given, to be put in order and indented. An arrangement of them is written as the
//! program that it is, so that it is run, kept and shared as any other code.

use serde::{Deserialize, Serialize};

/// The most lines of a problem, those that do not belong included.
pub const MAX_LINES: usize = 40;
/// How deep a line can be put, in steps.
pub const MAX_LEVEL: usize = 8;
/// How many spaces are one step.
pub const INDENT: usize = 2;

/// The lines that a learner is given.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Parsons {
    /// The lines without their indentation, in the order in which they are shown; some may not belong.
    pub lines: Vec<String>,
}

/// A line in its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Placed {
    /// Which of the given lines.
    pub line: usize,
    /// How deep it stands, in steps.
    pub level: usize,
}

/// What a learner made of the lines: some of them in an order, each as deep as it was put. The others are left.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Arrangement(Vec<Placed>);

impl Arrangement {
    /// The lines that are used, in order.
    pub fn placed(&self) -> &[Placed] {
        &self.0
    }

    /// Where a line stands, from 0.
    pub fn place_of(&self, line: usize) -> Option<usize> {
        self.0.iter().position(|it| it.line == line)
    }

    /// The lines that are not used, of `count` in all.
    pub fn left(&self, count: usize) -> Vec<usize> {
        let unused = |it: &usize| self.place_of(*it).is_none();
        (0..count).filter(unused).collect()
    }

    /// Puts a line at a place, from where it stands or from among those that are left; at the end where there is no such
    /// place. No deeper than [`MAX_LEVEL`].
    pub fn put(&mut self, line: usize, place: usize, level: usize) {
        self.take(line);
        let level = level.min(MAX_LEVEL);
        self.0
            .insert(place.min(self.0.len()), Placed { line, level });
    }

    /// Takes a line out.
    pub fn take(&mut self, line: usize) {
        self.0.retain(|it| it.line != line);
    }

    /// The program: a line each, with two spaces for every step.
    pub fn code(&self, problem: &Parsons) -> String {
        let mut code = String::new();
        for Placed { line, level } in &self.0 {
            let Some(text) = problem.lines.get(*line) else {
                continue;
            };
            code.push_str(&" ".repeat(level * INDENT));
            code.push_str(text);
            code.push('\n');
        }
        code
    }

    /// Reads a program back. Lines that were not given cannot be placed; how many there were is said, too.
    pub fn read(code: &str, problem: &Parsons) -> (Self, usize) {
        let mut it = Self::default();
        let mut unknown = 0;
        for text in code.lines().filter(|it| !it.trim().is_empty()) {
            let line = it.left(problem.lines.len());
            let same = |line: &usize| problem.lines[*line] == text.trim();
            match line.into_iter().find(same) {
                Some(line) => {
                    let spaces = text.len() - text.trim_start_matches(' ').len();
                    it.put(line, usize::MAX, spaces / INDENT);
                }
                None => unknown += 1,
            }
        }
        (it, unknown)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn problem() -> Parsons {
        let lines = ["}", "f(a) {", "return a;", "}", "return b;", "if (a) {"];
        Parsons {
            lines: lines.map(str::to_owned).to_vec(),
        }
    }

    #[test]
    fn an_arrangement_is_written_as_a_program() {
        let mut it = Arrangement::default();
        for (line, place, level) in [(3, 0, 0), (1, 0, 0), (2, 1, 1)] {
            it.put(line, place, level);
        }
        assert_eq!(it.code(&problem()), "f(a) {\n  return a;\n}\n");
        assert_eq!(it.left(6), [0, 4, 5]);
        it.put(2, 9, 99);
        assert_eq!(
            it.placed()[2],
            Placed {
                line: 2,
                level: MAX_LEVEL
            }
        );
        it.take(2);
        assert_eq!(it.code(&problem()), "f(a) {\n}\n");
    }

    #[test]
    fn a_program_of_other_lines_is_read_as_far_as_they_are_known() {
        let code = "f(a) {\n   return a;\n\n  stranger();\n}\n}\n}\n";
        let (it, unknown) = Arrangement::read(code, &problem());
        // There are two closing braces, and not three.
        assert_eq!(unknown, 2);
        assert_eq!(it.code(&problem()), "f(a) {\n  return a;\n}\n}\n");
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(moves in prop::collection::vec((0..6_usize, 0..8_usize, 0..12_usize, any::<bool>()), 0..30)) {
            let mut it = Arrangement::default();
            for (line, place, level, out) in moves {
                if out { it.take(line) } else { it.put(line, place, level) }
            }
            let code = it.code(&problem());
            let (again, unknown) = Arrangement::read(&code, &problem());
            prop_assert_eq!(unknown, 0);
            // Lines of the same words are alike, so that the program is what counts.
            prop_assert_eq!(again.code(&problem()), code);
            prop_assert_eq!(again.placed().len() + again.left(6).len(), 6);
        }

        #[test]
        fn any_text_is_read(code in "(?s).{0,200}") {
            let (it, _) = Arrangement::read(&code, &problem());
            prop_assert!(it.placed().len() <= 6);
        }
    }
}
