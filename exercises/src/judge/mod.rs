//! What learner code may say, and the verdict on it.

mod spec;

pub use spec::ChallengeSpec;
