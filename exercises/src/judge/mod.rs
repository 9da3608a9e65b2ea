//! What learner code may say, and the verdict on it.
//!
//! # Layout
//! - [`spec`](ChallengeSpec): a challenge, as its author wrote it.
//! - [`report`](Report): what the learner is told.
//! - [`oracle`](Oracle): makes requests and knows their right answers.
//! - [`symptom`](Symptom): the mistakes that are told apart.

mod oracle;
mod report;
mod spec;
mod symptom;

pub use oracle::Oracle;
pub use report::{
    CaseReport, Explanation, FieldReport, Frame, LogLevel, LogLine, Problem, Reason, Report,
    Segment, Unseen, Verdict, Visibility,
};
pub use spec::{
    Answer, Case, ChallengeSpec, Contract, Diagnosis, Generated, MAX_BUDGET_MS, MAX_CASES, Request,
    Solution,
};
pub use symptom::Symptom;
