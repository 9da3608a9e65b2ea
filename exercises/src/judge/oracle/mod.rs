//! Oracles: they make requests for a challenge and know every answer that can be defended.

use serde::{Deserialize, Serialize};

/// An oracle, by the name that a challenge uses for it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum Oracle {
    /// The three routes of the first lesson: `/hello`, `/time`, `/echo`.
    #[serde(rename = "greeter-v1")]
    GreeterV1,
}
