//! What the judge needs to know of a challenge: the cases, how more of them are made, and the author's solution.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use super::{
    client::Call,
    diagnosis::{Diagnosis, Said},
    language::Language,
    oracle::Oracle,
    words::Function,
};
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
    /// True: every line must stand as deep as its block, as in a Parsons problem.
    #[serde(default, skip_serializing_if = "is_false")]
    pub indented: bool,
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
    /// What is different for those who write it in Python; none where it can only be written in JavaScript.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub python: Option<Python>,
    /// What the program that is judged is written in.
    #[serde(skip)]
    pub language: Language,
}

impl ChallengeSpec {
    /// The first line of the function that is to be written.
    pub fn function(&self) -> String {
        Function::of(self).written()
    }

    /// The challenge for those who write it in Python, if it can be.
    pub fn in_python(&self) -> Option<Self> {
        let python = self.python.clone()?;
        let mut it = self.clone();
        it.language = Language::Python;
        it.entry = Language::Python.function(&self.entry);
        it.hints = python.hints;
        it.solution = python.solution;
        for said in python.diagnoses {
            let same = |one: &&mut Diagnosis| match &said.id {
                Some(id) => one.id.as_ref() == Some(id),
                None => one.id.is_none() && one.symptom == said.symptom,
            };
            for one in it.diagnoses.iter_mut().filter(same) {
                one.html.clone_from(&said.html);
            }
        }
        it.python = None;
        Some(it)
    }
}

/// How the learner's function is called and what it answers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Contract {
    /// `({method, path}) → {status, body}`.
    #[default]
    #[serde(rename = "v1")]
    V1,
    /// `({method, path, query, headers, body}) → {status, headers, body}`.
    #[serde(rename = "v2")]
    V2,
    /// As v2, with a second argument `{store, clock}` that outlives the request.
    #[serde(rename = "v3")]
    V3,
    /// The learner writes the client: `(...args, fetch, clock) → anything`; the judge plays the server.
    #[serde(rename = "client")]
    Client,
}

impl Contract {
    /// Its name, as in `challenge.toml`.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::V1 => "v1",
            Self::V2 => "v2",
            Self::V3 => "v3",
            Self::Client => "client",
        }
    }
}

/// A request as an author writes it. What the learner's function is given of it is the contract's affair.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Request {
    /// The method, whose case matters (RFC 9110, section 9.1).
    pub method: String,
    /// The request target: a path, with a query where there is one.
    pub path: String,
    /// Header fields, their names in lower case. From v2 on.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// The body; empty where there is none. From v2 on.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub body: String,
}

impl Request {
    /// The path, without its query.
    pub fn bare_path(&self) -> &str {
        self.path.split('?').next().unwrap_or_default()
    }
}

/// A right answer: every field that is named must be so, and what is not named does not count.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The status code.
    pub status: u16,
    /// Header fields with exactly this value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// Header fields that are a list, such as `Allow`: the same members in any order.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub lists: BTreeMap<String, Vec<String>>,
    /// Header fields that match a pattern, in which `*` stands for any text; `*` alone asks for a value.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub patterns: BTreeMap<String, String>,
    /// Header fields that must not be there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
    /// The body, exactly.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// A pattern that the body matches, in which `*` stands for any text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub like: Option<String>,
    /// What the body says as JSON; the order of an object's members does not count.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub json: Option<Json>,
    /// What stands at these places of the body (JSON Pointer, RFC 6901).
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub at: BTreeMap<String, Json>,
}

/// One request of a case, with its right answers.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// What the function is given.
    pub request: Request,
    /// What `clock.now()` says meanwhile, in milliseconds.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub clock: u32,
    /// Every answer that can be defended; at least one.
    #[serde(default)]
    pub accept: Vec<Answer>,
}

impl Step {
    /// A request at time zero, whose right answers are not known yet.
    pub fn asking(request: Request) -> Self {
        Self {
            request,
            clock: 0,
            accept: Vec::new(),
        }
    }
}

/// One written case: a request, or from v3 on several that follow each other.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// What it shows, in a few words; unique in the challenge.
    pub name: String,
    /// What the function is given, where it is only one request.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub request: Option<Request>,
    /// Every answer to it that can be defended.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub accept: Vec<Answer>,
    /// Instead of both: requests that follow each other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Step>,
    /// Instead of all that, where the learner writes the client: a call, and how the server answers.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub call: Option<Call>,
    /// True: listed from the start. A hidden case is only shown when it fails, then in full.
    #[serde(default)]
    pub visible: bool,
    /// Why the answer is so; plain text, shown when the case fails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Case {
    /// Its requests in order, however they were written.
    pub fn all_steps(&self) -> Vec<Step> {
        let single = self.request.iter().map(|request| Step {
            request: request.clone(),
            clock: 0,
            accept: self.accept.clone(),
        });
        single.chain(self.steps.iter().cloned()).collect()
    }
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_zero(it: &u32) -> bool {
    *it == 0
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
pub(super) fn is_false(it: &bool) -> bool {
    !it
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

/// What a challenge is for those who write it in Python.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Python {
    /// Hints, in place of those for JavaScript, and as many.
    pub hints: Vec<Html>,
    /// The author's solution.
    pub solution: Solution,
    /// Words in place of those that speak of JavaScript, by the `id` or the `symptom` of the diagnosis.
    #[serde(default)]
    pub diagnoses: Vec<Said>,
}

/// The author's solution, offered after three honest tries.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Solution {
    /// The program.
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
