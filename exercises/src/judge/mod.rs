//! What learner code may say, and the verdict on it. JavaScript runs the code and says what it saw; every judgement
//! is made here, in Rust, the same in the browser and in tests.
//!
//! # Layout
//! - `spec`, `diagnosis`: a challenge, as its author wrote it, and what there is to say of mistakes; `check`: whether it can be run.
//! - `oracle`: makes requests and knows their right answers.
//! - `wire`, `parts`, `value`: the lines that come from the sandbox, what they are made of, and the tagged values in them.
//! - `run`: one run, fed line by line; `plan`: its cases; `outcome`: one case judged; `failure`: what ends it early;
//!   `summary`: the whole of it; `shrink`: the smallest case that fails.
//! - `given`: what the function is given of a request, by contract.
//! - `indent`: how deep each line stands and should stand, where the lines were given.
//! - `compare`, `finding`, `json`: expected beside actual; `symptom`, `diagnose`, `words`: the likeliest mistake, and how to say it.
//! - `language`: what programs are written in, and how each calls things.
//! - `problem`, `logs`, `show`, `text`: errors, console lines, values and differences, as they are shown.
//! - `client`: challenges in which the learner writes the client, and the judge plays the server.
//! - `report`: what the learner is told.
//! - `snippet`: code examples that run without being judged.

mod check;
mod client;
mod compare;
mod diagnose;
mod diagnosis;
#[cfg(test)]
mod example;
mod failure;
mod finding;
mod given;
mod indent;
mod json;
mod language;
mod logs;
mod marks;
mod oracle;
mod outcome;
mod parts;
mod plan;
mod problem;
mod report;
mod run;
mod show;
mod shrink;
mod snippet;
mod spec;
mod summary;
mod symptom;
mod text;
mod value;
mod wire;
mod words;

pub use client::{
    Call, ClientReport, Ending, Exchanged, Expect, Lookup, Piece, Reply, Wanted, date_problem,
};
#[cfg(feature = "compiler")]
pub(crate) use diagnosis::one_or_more;
pub use diagnosis::{Diagnosis, Said, When};
#[cfg(test)]
pub(crate) use given::given;
pub use indent::{Misplaced, misplaced};
pub use language::Language;
pub use oracle::Oracle;
pub use report::{
    CaseReport, Explanation, FieldReport, Frame, LogLevel, LogLine, Problem, Reason, Report,
    Segment, Unseen, Verdict, Visibility,
};
pub use run::{GiveUp, MAX_SOURCE, Run, Step};
pub use shrink::{MAX_ROUNDS, Shrink};
pub use snippet::{Fetched, MAX_BODY, MAX_FETCHES, SnippetOutcome, SnippetRun, SnippetStep};
pub use spec::{
    Answer, Case, ChallengeSpec, Contract, Generated, MAX_BUDGET_MS, MAX_CASES, Python, Request,
    Solution, Step as CaseStep,
};
pub use symptom::Symptom;
pub use value::{Key, NotAValue, Thrown, Value};
