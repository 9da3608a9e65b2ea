//! The cases of a run: the written ones, then those made for this submission.

use super::{
    report::Visibility,
    spec::{Answer, ChallengeSpec, MAX_CASES, Request},
};

/// A case as it will be run.
#[derive(Clone, Debug)]
pub struct Planned {
    /// What it shows.
    pub name: String,
    /// Where it comes from.
    pub visibility: Visibility,
    /// What the function is given.
    pub request: Request,
    /// Every right answer.
    pub accept: Vec<Answer>,
    /// The author's reason.
    pub note: Option<String>,
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
        request: case.request.clone(),
        accept: case.accept.clone(),
        note: case.note.clone(),
    });
    let generated = spec.generated.iter().flat_map(|it| {
        it.oracle
            .requests(seed, it.count.min(MAX_CASES))
            .into_iter()
            .map(|request| Planned {
                name: format!("{} {}", request.method, request.path),
                visibility: Visibility::Generated,
                accept: it.oracle.accept(&request),
                request,
                note: None,
            })
    });
    written.chain(generated).take(MAX_CASES).collect()
}
