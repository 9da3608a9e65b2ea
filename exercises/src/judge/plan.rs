//! The cases of a run: the written ones, then those made for this submission.

use super::{
    report::Visibility,
    spec::{ChallengeSpec, MAX_CASES, Step},
};

/// A case as it will be run.
#[derive(Clone, Debug, PartialEq)]
pub struct Planned {
    /// What it shows.
    pub name: String,
    /// Where it comes from.
    pub visibility: Visibility,
    /// What the function is given, one request after the other, with every right answer; at least one.
    pub steps: Vec<Step>,
    /// The author's reason.
    pub note: Option<String>,
}

impl Planned {
    /// A case that was made, named after its last request.
    pub fn generated(steps: Vec<Step>) -> Self {
        let last = steps.last().map(|it| &it.request);
        Self {
            name: last
                .map(|it| format!("{} {}", it.method, it.path))
                .unwrap_or_default(),
            visibility: Visibility::Generated,
            steps,
            note: None,
        }
    }
}

/// All cases of a run, in order. `seed` decides which are generated.
pub fn plan(spec: &ChallengeSpec, seed: u64) -> Vec<Planned> {
    let written = spec.cases.iter().map(|case| Planned {
        name: case.name.clone(),
        visibility: if case.visible {
            Visibility::Visible
        } else {
            Visibility::Hidden
        },
        steps: case.all_steps(),
        note: case.note.clone(),
    });
    let generated = spec.generated.iter().flat_map(|it| {
        let cases = it.oracle.cases(seed, it.count.min(MAX_CASES));
        cases.into_iter().map(Planned::generated)
    });
    written
        .chain(generated)
        .filter(|it| !it.steps.is_empty())
        .take(MAX_CASES)
        .collect()
}
