//! What of a challenge is different in Python: `[python]` of `challenge.toml`, beside the programs.

use super::{
    diagnostic::Place,
    files::{ChallengeFile, DiagnosisEntry, SaidEntry},
    writer::Writer,
};
use crate::judge::{Contract, Python, Said, Solution};

/// What the judge needs of it, and the starter; none where it can only be written in JavaScript. `written` are the starter
/// and the solution.
pub(super) fn python<'a>(
    w: &mut Writer<'a, '_>,
    file: &'a ChallengeFile,
    folder: &str,
    written: Option<(String, String)>,
) -> Option<(Python, String)> {
    let (entry, (starter, solution)) = match (&file.python, written) {
        (Some(entry), Some(written)) => (entry, written),
        (None, None) => return None,
        (Some(entry), None) => {
            let help = "add starter.py and solution.py to the folder, or take `[python]` away";
            w.wrong(&entry.hints, "nothing is written in Python here", help);
            return None;
        }
        (None, Some(_)) => {
            let place = Place::file(&format!("{folder}/challenge.toml"));
            let help = "say in `[python]` what its hints and its solution are, or take starter.py and solution.py away";
            let error = place.says("`[python]` is missing", help);
            w.renderer.errors.push(error);
            return None;
        }
    };
    if file.contract == Contract::Client {
        let help = "`fetch` is JavaScript's: take `[python]` and the files in Python away";
        w.wrong(&entry.hints, "clients are not written in Python here", help);
    }
    let (there, wanted) = (entry.hints.get_ref().len(), file.hints.len());
    if there != wanted {
        let message = format!("there are {there} hints, and {wanted} for JavaScript");
        w.wrong(
            &entry.hints,
            message,
            "write as many: diagnoses point at them",
        );
    }
    for said in &entry.diagnoses {
        check(w, said, &file.diagnoses);
    }
    let hints = entry
        .hints
        .get_ref()
        .iter()
        .map(|it| w.inline(it))
        .collect();
    let diagnoses = entry.diagnoses.iter().map(|it| Said {
        id: it.id.as_ref().map(|it| it.get_ref().clone()),
        symptom: it.symptom.as_ref().map(|it| *it.get_ref()),
        html: it.text.as_ref().map(|it| w.inline(it)),
    });
    let diagnoses = diagnoses.collect();
    let solution = Solution {
        code: solution,
        html: w.block(&entry.solution.text),
    };
    let python = Python {
        hints,
        solution,
        diagnoses,
    };
    Some((python, starter))
}

/// Other words are for a mistake that something is said of.
fn check(w: &mut Writer<'_, '_>, said: &SaidEntry, known: &[DiagnosisEntry]) {
    let help = "write the `id` of a diagnosis above, or the `symptom` of one that has no `id`";
    match (&said.id, &said.symptom) {
        (Some(id), None) => {
            let same = |it: &DiagnosisEntry| {
                it.id
                    .as_ref()
                    .is_some_and(|it| it.get_ref() == id.get_ref())
            };
            if !known.iter().any(same) {
                w.wrong(id, "no diagnosis has this id", help);
            }
        }
        (None, Some(symptom)) => {
            let same =
                |it: &DiagnosisEntry| it.id.is_none() && it.symptom == Some(*symptom.get_ref());
            if !known.iter().any(same) {
                w.wrong(symptom, "no diagnosis is for this symptom", help);
            }
        }
        (Some(id), Some(_)) => w.wrong(id, "an `id` and a `symptom`", help),
        (None, None) => {
            if let Some(text) = &said.text {
                w.wrong(text, "this is said of no mistake", help);
            }
        }
    }
}
