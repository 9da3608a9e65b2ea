//! What the judge needs to know of a challenge.

use serde::{Deserialize, Serialize};

/// What the judge needs to know of a challenge. Written to `content/challenges/<id>.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ChallengeSpec {
    /// Unique in the course.
    pub id: String,
}
