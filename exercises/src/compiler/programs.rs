//! The programs of a challenge's folder: `starter.js` and `solution.js`, or `parsons.js` in place of both; and the same in
//! Python.

use super::{
    challenge::Files,
    diagnostic::{Diagnostic, Place},
    parsons::{self, Read},
};
use crate::model::Parsons;

/// What the learner begins with, and what is right.
pub(super) struct Programs {
    /// What the editor holds at first.
    pub starter: String,
    /// What is right.
    pub solution: String,
    /// The lines, where they are given.
    pub parsons: Option<Parsons>,
    /// The solution with a line that does not belong in it, for each such line.
    pub swapped: Vec<String>,
}

/// The programs of a folder: a starter and a solution, or the lines of a Parsons problem, which holds both.
pub(super) fn programs(
    folder: &str,
    id: &str,
    files: &Files<'_>,
    errors: &mut Vec<Diagnostic>,
) -> Option<Programs> {
    let Some(text) = files.get("parsons.js") else {
        let starter = code(folder, "starter.js", files, errors);
        let solution = code(folder, "solution.js", files, errors);
        return Some(Programs {
            starter: starter?,
            solution: solution?,
            parsons: None,
            swapped: vec![],
        });
    };
    for name in ["starter.js", "solution.js"] {
        if files.contains_key(name) {
            let place = Place::file(&format!("{folder}/{name}"));
            let help = "parsons.js holds the solution, and the learner begins with its lines: take this file away";
            errors.push(place.says("this file is one too many", help));
        }
    }
    let read = parsons::parsons(&format!("{folder}/parsons.js"), text, id, errors);
    read.map(
        |Read {
             problem,
             solution,
             swapped,
         }| Programs {
            starter: String::new(),
            solution,
            parsons: Some(problem),
            swapped,
        },
    )
}

/// The starter and the solution in Python; none where the folder has neither.
pub(super) fn of_python(
    folder: &str,
    files: &Files<'_>,
    errors: &mut Vec<Diagnostic>,
) -> Option<(String, String)> {
    let names = ["starter.py", "solution.py"];
    if !names.iter().any(|it| files.contains_key(it)) {
        return None;
    }
    let [starter, solution] = names.map(|it| code(folder, it, files, errors));
    Some((starter?, solution?))
}

fn code(
    folder: &str,
    name: &str,
    files: &Files<'_>,
    errors: &mut Vec<Diagnostic>,
) -> Option<String> {
    let found = files.get(name).map(|it| (*it).to_owned());
    if found.is_none() {
        let place = Place::file(&format!("{folder}/{name}"));
        errors.push(place.says(
            "this file is missing",
            "every challenge has one, and in Python if it has anything in Python",
        ));
    }
    found
}
