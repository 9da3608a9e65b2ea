//! What the judge needs to know of a challenge: the cases, how more of them are made, and what to say of mistakes.

use serde::{Deserialize, Serialize};

use super::{oracle::Oracle, symptom::Symptom};
use crate::model::Html;

/// The longest that one run may take in all, in milliseconds. A challenge may allow less.
pub const MAX_BUDGET_MS: u32 = 5_000;

/// The most cases in one run, generated ones included.
pub const MAX_CASES: usize = 2_000;

/// What the judge needs to know of a challenge. Written to `content/challenges/<id>.json`, loaded with the editor.
///
/// An author writes it as `challenge.toml`, in Markdown where HTML stands here, with the code in files beside it:
///
/// ```toml
/// hints = ["Look at …", "Split the path at `?` …"]
/// diagnoses = [{ symptom = "query-not-ignored", hint = 1, text = "The part after `?` …" }]
///
/// [generated]
/// oracle = "greeter-v1"
/// count = 60
///
/// [[cases]]
/// name = "GET /hello greets"
/// visible = true
/// request = { method = "GET", path = "/hello" }
/// accept = [{ status = 200, body = "Hello, World!" }]
///
/// [solution]
/// text = "A table of routes keeps …"
/// ```
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ChallengeSpec {
    /// Unique in the course.
    pub id: String,
    /// How the learner's function is called and what it answers.
    #[serde(default)]
    pub contract: Contract,
    /// The name of the function that the learner writes.
    #[serde(default = "default_entry")]
    pub entry: String,
    /// True: a promise of an answer counts as an answer.
    #[serde(default, rename = "async")]
    pub asynchronous: bool,
    /// How long a run may take in all, in milliseconds, at most [`MAX_BUDGET_MS`].
    #[serde(default = "default_budget")]
    pub budget_ms: u32,
    /// Written cases, in the order in which they run and are shown.
    pub cases: Vec<Case>,
    /// Cases made anew for every submission.
    #[serde(default)]
    pub generated: Option<Generated>,
    /// Hints in tiers: each says more than the one before.
    #[serde(default)]
    pub hints: Vec<Html>,
    /// What the author has to say of certain mistakes, beside the judge's own words.
    #[serde(default)]
    pub diagnoses: Vec<Diagnosis>,
    /// The author's solution.
    pub solution: Solution,
}

/// How the learner's function is called and what it answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Contract {
    /// `({method, path}) → {status, body}`.
    #[default]
    #[serde(rename = "v1")]
    V1,
}

/// What the learner's function is given.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The method, whose case matters (RFC 9110, section 9.1).
    pub method: String,
    /// The request target: a path, with a query where there is one.
    pub path: String,
}

/// A right answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// The body, exactly.
    pub body: String,
}

/// One written case.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows, in a few words; unique in the challenge.
    pub name: String,
    /// What the function is given.
    pub request: Request,
    /// Every answer that can be defended; at least one.
    pub accept: Vec<Answer>,
    /// True: listed from the start. A hidden case is only shown when it fails, then in full.
    #[serde(default)]
    pub visible: bool,
    /// Why the answer is so; plain text, shown when the case fails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// Cases made anew for every submission, so that no look-up table passes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Generated {
    /// Who makes the requests and knows the answers.
    pub oracle: Oracle,
    /// How many.
    pub count: usize,
}

/// What the author has to say of a mistake.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Diagnosis {
    /// The mistake, as the judge tells it from others.
    pub symptom: Symptom,
    /// Shown below the judge's own words.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub html: Option<Html>,
    /// The hint that helps most, counted from 0.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub hint: Option<usize>,
}

/// The author's solution, offered after three honest tries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Solution {
    /// JavaScript.
    pub code: String,
    /// Block HTML: what speaks for it and what against.
    pub html: Html,
}

fn default_entry() -> String {
    "handleRequest".to_owned()
}

fn default_budget() -> u32 {
    MAX_BUDGET_MS
}
