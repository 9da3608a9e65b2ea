//! The cases of a run: the written ones, then those made for this submission.

use super::{
    client::{Call, called},
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
    /// What the function is given, one request after the other, with every right answer; at least one, but for a client.
    pub steps: Vec<Step>,
    /// Where the learner writes the client: its call.
    pub call: Option<Call>,
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
            call: None,
            note: None,
        }
    }

    /// A call that was made, named after itself.
    pub fn generated_call(entry: &str, call: Call) -> Self {
        Self {
            name: called(entry, &call.args),
            call: Some(call),
            ..Self::generated(Vec::new())
        }
    }

    /// How many observations there are of it.
    pub fn observations(&self) -> usize {
        self.steps.len().max(usize::from(self.call.is_some()))
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
        call: case.call.clone(),
        note: case.note.clone(),
    });
    let generated = spec.generated.iter().flat_map(|it| {
        let count = it.count.min(MAX_CASES);
        let cases = it.oracle.cases(seed, count).into_iter();
        let calls = it.oracle.calls(seed, count).into_iter();
        let calls = calls.map(|it| Planned::generated_call(&spec.entry, it));
        cases.map(Planned::generated).chain(calls)
    });
    written
        .chain(generated)
        .filter(|it| it.observations() > 0)
        .take(MAX_CASES)
        .collect()
}
