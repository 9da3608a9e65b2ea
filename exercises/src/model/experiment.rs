//! Requests to send, each after a prediction.

use serde::{Deserialize, Serialize};

use super::Html;
use crate::observe::{ExchangeCheck, RequestSpec, ResponseCheck};

/// A checklist of requests.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Experiment {
    /// Unique in the course.
    pub id: String,
    /// What is tried.
    pub title: String,
    /// Inline HTML: how it works.
    pub html: Html,
    /// The steps, in order.
    pub steps: Vec<Step>,
}

/// One request to send.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    /// Unique in the experiment.
    pub id: String,
    /// What to do, in a few words.
    pub title: String,
    /// Block HTML: what to do and where to look.
    pub html: Html,
    /// What the request builder holds at first. The learner may have to change it for `check` to hold.
    pub request: RequestSpec,
    /// The request that satisfies `check`, where that is not `request` itself: the one whose answer the truth is about.
    pub goal: Option<RequestSpec>,
    /// Asked before Send.
    pub prediction: Prediction,
    /// What the observed exchange must be for the step to tick itself.
    pub check: ExchangeCheck,
    /// Inline HTML, shown once the step is ticked: what was seen and what it means.
    pub after: Html,
    /// Inline HTML: where to find it in DevTools.
    pub devtools: Html,
}

impl Step {
    /// The request that satisfies the check.
    pub fn goal(&self) -> &RequestSpec {
        self.goal.as_ref().unwrap_or(&self.request)
    }
}

/// What will happen?
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Prediction {
    /// Inline HTML: the question.
    pub prompt: Html,
    /// The misconception it probes, if any: an id from the course's list.
    pub belief: Option<String>,
    /// Two or more; exactly one holds of what the server really answers.
    pub options: Vec<PredictionOption>,
}

/// One thing that may happen.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PredictionOption {
    /// Unique in the prediction.
    pub id: String,
    /// Plain text.
    pub text: String,
    /// When it is what happened.
    pub when: ResponseCheck,
    /// Inline HTML: why one might think so, and what is the case.
    pub explain: Html,
}
