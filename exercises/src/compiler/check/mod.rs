//! What makes content good, beyond being well-formed: each check says how much it looked at and what it found.

mod answers;
mod ids;
mod references;
mod shape;
#[cfg(test)]
mod tests;
mod texts;

use super::{Compiled, Diagnostic, Place};
use crate::model::{Block, Lesson};

/// What one check looked at, and what it found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Check {
    /// What must hold, in a few words.
    pub name: &'static str,
    /// How many things were looked at.
    pub count: usize,
    /// Where it does not hold, sorted by file and line.
    pub problems: Vec<Diagnostic>,
}

impl Check {
    fn new(name: &'static str) -> Self {
        Self {
            name,
            count: 0,
            problems: vec![],
        }
    }

    /// Looks at one thing: a problem unless `good`.
    fn expect(
        &mut self,
        good: bool,
        place: &Place,
        message: impl FnOnce() -> String,
        help: impl Into<String>,
    ) {
        self.count += 1;
        if !good {
            self.problems.push(place.says(message(), help));
        }
    }
}

/// Every check of the course, in the order in which they are best read.
///
/// That predictions come true and that solutions pass and mutants fail is proven elsewhere, against the real server
/// and in a real engine.
pub fn check(compiled: &Compiled) -> Vec<Check> {
    let mut checks = gates(compiled);
    checks.extend(answers::all(compiled));
    checks.extend(shape::all(compiled));
    checks.extend(texts::all(compiled));
    for check in &mut checks {
        check.problems.sort();
    }
    checks
}

/// What must hold for the JSON to mean anything: ids that are unique and lead somewhere.
pub(super) fn references(compiled: &Compiled) -> Vec<Diagnostic> {
    let gates = gates(compiled).into_iter();
    gates.flat_map(|it| it.problems).collect()
}

fn gates(compiled: &Compiled) -> Vec<Check> {
    let mut gates = ids::all(compiled);
    gates.extend(references::all(compiled));
    gates
}

/// The blocks of all lessons, each with its lesson.
fn blocks(compiled: &Compiled) -> impl Iterator<Item = (&Lesson, &Block)> {
    let lessons = compiled.lessons.iter();
    lessons.flat_map(|lesson| lesson.blocks.iter().map(move |block| (lesson, block)))
}

/// Where a thing of a lesson stands.
fn at(compiled: &Compiled, lesson: &Lesson, key: &str) -> Place {
    compiled.place(&format!("{}/{key}", lesson.id))
}
