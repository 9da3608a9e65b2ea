//! Oracles: they make requests for a challenge and know every answer that can be defended.

mod greeter;
mod words;

use fastrand::Rng;
use serde::{Deserialize, Serialize};

use super::spec::{Answer, Step};

/// An oracle, by the name that a challenge uses for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Oracle {
    /// The three routes of the first lesson: `GET /hello`, `GET /time`, `POST /echo`.
    #[serde(rename = "greeter-v1")]
    GreeterV1,
}

/// A server in Rust that answers rightly. It begins anew with every case.
trait Model: Default {
    /// The requests of the case at place `at`, whose answers nobody has given yet.
    fn ask(rng: &mut Rng, at: usize) -> Vec<Step>;

    /// Every answer to the next request that can be defended; at least one.
    fn accept(&mut self, step: &Step) -> Vec<Answer>;
}

impl Oracle {
    /// Makes `count` cases, with every answer that can be defended. The same seed makes the same ones; every kind that
    /// matters comes before any repeats.
    pub fn cases(self, seed: u64, count: usize) -> Vec<Vec<Step>> {
        let mut rng = Rng::with_seed(seed);
        (0..count)
            .map(|at| {
                let asked = match self {
                    Self::GreeterV1 => greeter::Greeter::ask(&mut rng, at),
                };
                self.answered(asked)
            })
            .collect()
    }

    /// The same requests with every answer that can be defended; at least one each.
    pub fn answered(self, steps: Vec<Step>) -> Vec<Step> {
        match self {
            Self::GreeterV1 => answered_by::<greeter::Greeter>(steps),
        }
    }
}

fn answered_by<M: Model>(mut steps: Vec<Step>) -> Vec<Step> {
    let mut model = M::default();
    for step in &mut steps {
        step.accept = model.accept(step);
    }
    steps
}
