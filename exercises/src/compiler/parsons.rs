//! `parsons.js`: the right program as its author writes it, which is cut into lines for the learner to put together.
//! A line that begins with `//~` does not belong: it tempts in place of the line above it.

use super::{
    diagnostic::{Diagnostic, Place},
    writer::shuffled,
};
use crate::{
    judge::misplaced,
    model::{Arrangement, INDENT, MAX_LEVEL, MAX_LINES, Parsons},
};

/// What a line begins with that does not belong.
const WRONG: &str = "//~";
/// The longest line, in characters: a phone shows it in two.
const MAX_COLUMNS: usize = 72;
/// The fewest lines that are worth ordering.
const MIN_LINES: usize = 4;

/// What comes of the file.
pub(super) struct Read {
    /// What the learner is given.
    pub problem: Parsons,
    /// The right program.
    pub solution: String,
    /// The right program with one wrong line in the place of the one that it tempts from, for each wrong line.
    pub swapped: Vec<String>,
}

/// Reads the file at `path`; `None`, with errors, where nothing can come of it. `seed` decides in which order the lines
/// are shown.
pub(super) fn parsons(
    path: &str,
    text: &str,
    seed: &str,
    errors: &mut Vec<Diagnostic>,
) -> Option<Read> {
    let before = errors.len();
    let mut reader = Reader {
        path,
        errors,
        right: vec![],
        wrong: vec![],
    };
    for (number, line) in (1..).zip(text.lines()) {
        reader.line(number, line);
    }
    let Reader { right, wrong, .. } = reader;
    let solution: String = right.iter().flat_map(|it| [*it, "\n"]).collect();
    check(path, &solution, right.len() + wrong.len(), errors);
    let given = right.iter().map(|it| it.trim_start());
    let given: Vec<String> = given
        .chain(wrong.iter().map(|it| it.0))
        .map(str::to_owned)
        .collect();
    let swapped = wrong
        .iter()
        .map(|(wrong, at)| swap(&right, *at, wrong))
        .collect();
    let order = shuffled(seed, given.len());
    let lines = order.into_iter().filter_map(|it| given.get(it).cloned());
    (errors.len() == before).then(|| Read {
        problem: Parsons {
            lines: lines.collect(),
        },
        solution,
        swapped,
    })
}

struct Reader<'a, 'e> {
    path: &'a str,
    errors: &'e mut Vec<Diagnostic>,
    /// The lines that belong, as they are written.
    right: Vec<&'a str>,
    /// Those that do not, each with the place of the one it tempts from.
    wrong: Vec<(&'a str, usize)>,
}

impl<'a> Reader<'a, '_> {
    fn line(&mut self, number: usize, line: &'a str) {
        let text = line.trim();
        let Some(wrong) = text.strip_prefix(WRONG).map(str::trim) else {
            self.expect(
                number,
                !text.is_empty(),
                "a line to be moved says something",
                "take the empty line out",
            );
            self.right.push(line.trim_end());
            return self.bounded(number, text);
        };
        let above = self.right.len().checked_sub(1);
        let help = "write it below the line in whose place it tempts";
        self.expect(
            number,
            above.is_some(),
            "this line stands in no other's place",
            help,
        );
        let same = self.right.iter().any(|it| it.trim() == wrong);
        self.expect(
            number,
            !same && !wrong.is_empty(),
            "this line is said not to belong, and does",
            "make it differ from every line that belongs",
        );
        self.wrong.push((wrong, above.unwrap_or_default()));
        self.bounded(number, wrong);
    }

    fn bounded(&mut self, number: usize, text: &str) {
        let help = format!("write {MAX_COLUMNS} characters or fewer");
        self.expect(
            number,
            text.chars().count() <= MAX_COLUMNS,
            "this line is too long to be moved on a phone",
            &help,
        );
        self.expect(
            number,
            !text.contains('\t'),
            "a tab stands in this line",
            "write spaces",
        );
    }

    fn expect(&mut self, line: usize, good: bool, message: &str, help: &str) {
        if !good {
            self.errors.push(place(self.path, line).says(message, help));
        }
    }
}

/// What the lines must be together.
fn check(path: &str, solution: &str, count: usize, errors: &mut Vec<Diagnostic>) {
    if !(MIN_LINES..=MAX_LINES).contains(&count) {
        let message = format!("there are {count} lines to put in order");
        let help = format!("write {MIN_LINES} to {MAX_LINES}");
        errors.push(Place::file(path).says(message, help));
    }
    for it in misplaced(solution) {
        // Lines that do not belong are not counted there, so that the place is told by the line's text.
        let index = usize::try_from(it.line)
            .unwrap_or(usize::MAX)
            .saturating_sub(1);
        let text = solution.lines().nth(index).unwrap_or_default().trim();
        let message = format!("the line `{text}` stands {} spaces deep", it.spaces);
        let help = format!(
            "its block is at {}: learners are told so, too",
            it.level * INDENT
        );
        errors.push(Place::file(path).says(message, help));
    }
    let deepest = solution
        .lines()
        .map(|it| it.len() - it.trim_start().len())
        .max();
    if deepest.is_some_and(|it| it > MAX_LEVEL * INDENT) {
        let help = format!("at most {MAX_LEVEL} steps can be made");
        errors.push(Place::file(path).says("a line stands too deep", help));
    }
}

/// The program with another line at a place, as deep as the one before.
fn swap(right: &[&str], at: usize, wrong: &str) -> String {
    let mut code = String::new();
    for (index, line) in right.iter().enumerate() {
        let indent = line.len() - line.trim_start().len();
        let text = if index == at {
            wrong
        } else {
            line.trim_start()
        };
        code.push_str(&line[..indent]);
        code.push_str(text);
        code.push('\n');
    }
    code
}

/// Says where a known-wrong program has a line that learners are not given. Its first two lines are its header.
pub(super) fn check_mutant(
    path: &str,
    code: &str,
    problem: &Parsons,
    errors: &mut Vec<Diagnostic>,
) {
    let program: Vec<&str> = code.lines().skip(2).collect();
    let (_, unknown) = Arrangement::read(&program.join("\n"), problem);
    if unknown > 0 {
        let message = format!("{unknown} lines of this program are not among those that are given");
        let help = "put it together from the lines of parsons.js, each once, as a learner can";
        errors.push(Place::file(path).says(message, help));
    }
}

fn place(path: &str, line: usize) -> Place {
    Place {
        file: path.to_owned(),
        line,
        column: 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str) -> Result<Read, Vec<String>> {
        let mut errors = vec![];
        let read = parsons("p.js", text, "seed", &mut errors);
        read.ok_or_else(|| errors.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn the_program_is_cut_and_wrong_lines_take_a_place() {
        let it = read("f({\n  a,\n  //~ b,\n  c,\n});\n").unwrap_or_else(|it| panic!("{it:?}"));
        assert_eq!(it.solution, "f({\n  a,\n  c,\n});\n");
        assert_eq!(it.swapped, ["f({\n  b,\n  c,\n});\n"]);
        let mut lines = it.problem.lines.clone();
        assert_ne!(
            lines,
            ["f({", "a,", "c,", "});", "b,"],
            "they are shown in another order"
        );
        lines.sort();
        assert_eq!(lines, ["a,", "b,", "c,", "f({", "});"]);
    }

    #[test]
    fn what_cannot_be_put_in_order_is_refused_with_its_place() {
        for (text, says) in [
            (
                "//~ a\nb\nc\nd\ne",
                "p.js:1:1: this line stands in no other's place",
            ),
            (
                "a\nb\n\nc\nd",
                "p.js:3:1: a line to be moved says something",
            ),
            (
                "a\nb\n//~ a\nc",
                "p.js:3:1: this line is said not to belong, and does",
            ),
            ("a\nb\nc", "p.js: there are 3 lines"),
            (
                "f({\na,\nb\n});",
                "p.js: the line `a,` stands 0 spaces deep",
            ),
            ("a\nb\nc\td\ne", "p.js:3:1: a tab"),
        ] {
            let errors = read(text).err().unwrap_or_default();
            assert!(
                errors.iter().any(|it| it.starts_with(says)),
                "{text}: {errors:?}"
            );
        }
        assert!(read(&"abcdefgh ".repeat(9)).is_err());
    }
}
