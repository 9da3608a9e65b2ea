//! Oracles: they make requests for a challenge and know every answer that can be defended.

mod greeter;

use fastrand::Rng;
use serde::{Deserialize, Serialize};

use super::spec::{Answer, Request};

/// An oracle, by the name that a challenge uses for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Oracle {
    /// The three routes of the first lesson: `GET /hello`, `GET /time`, `POST /echo`.
    #[serde(rename = "greeter-v1")]
    GreeterV1,
}

impl Oracle {
    /// Makes `count` requests. The same seed makes the same ones; every kind that matters comes before any repeats.
    pub fn requests(self, seed: u64, count: usize) -> Vec<Request> {
        let mut rng = Rng::with_seed(seed);
        match self {
            Self::GreeterV1 => (0..count)
                .map(|at| greeter::request(&mut rng, at))
                .collect(),
        }
    }

    /// Every answer to `request` that can be defended; at least one.
    pub fn accept(self, request: &Request) -> Vec<Answer> {
        match self {
            Self::GreeterV1 => greeter::accept(request),
        }
    }
}
