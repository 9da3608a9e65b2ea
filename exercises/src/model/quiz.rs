//! Questions of five kinds, every option of which is explained.

use serde::{Deserialize, Serialize};

use super::Html;

/// A list of questions.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Quiz {
    /// Unique in the course.
    pub id: String,
    /// The title.
    pub title: String,
    /// The questions, in order.
    pub questions: Vec<Question>,
}

/// One question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Question {
    /// Unique in the quiz.
    pub id: String,
    /// Inline HTML: what is asked.
    pub prompt: Html,
    /// The misconception it probes, if any: an id from the course's list.
    pub belief: Option<String>,
    /// How it is asked, with the answer.
    pub kind: QuestionKind,
}

/// How a question is asked.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QuestionKind {
    /// One of several.
    Single {
        /// Exactly one is correct.
        options: Vec<Choice>,
    },
    /// Some of several.
    Multiple {
        /// One or more are correct.
        options: Vec<Choice>,
    },
    /// Put in order.
    Order {
        /// In the right order.
        items: Vec<OrderItem>,
        /// The order in which they are shown at first: indices into `items`.
        shown: Vec<usize>,
    },
    /// Fill in a word.
    Fill {
        /// Plain text before the gap.
        before: String,
        /// Plain text after the gap.
        after: String,
        /// What is right, compared without regard to case and outer white space.
        accept: Vec<String>,
        /// Inline HTML: why it is right.
        explain: Html,
        /// Likely wrong answers, each explained.
        wrong: Vec<WrongFill>,
        /// Inline HTML: said of any other wrong answer.
        otherwise: Html,
    },
    /// Find the partner.
    Match {
        /// The pairs, in the order in which the left sides are shown.
        pairs: Vec<MatchPair>,
        /// The order in which the right sides are offered: indices into `pairs`.
        shown: Vec<usize>,
    },
}

/// One option of a question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    /// Inline HTML.
    pub html: Html,
    /// Whether it belongs to the answer.
    pub correct: bool,
    /// Inline HTML: why, or why not.
    pub explain: Html,
}

/// One item to be put in order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderItem {
    /// Inline HTML.
    pub html: Html,
    /// Inline HTML: why it stands where it does.
    pub explain: Html,
}

/// A likely wrong answer to a fill-in question.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrongFill {
    /// The answer, compared as the right ones are.
    pub text: String,
    /// Inline HTML: why not.
    pub explain: Html,
}

/// Two things that belong together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct MatchPair {
    /// Inline HTML.
    pub left: Html,
    /// Plain text: it stands in a `<select>`.
    pub right: String,
    /// Inline HTML: why they belong together.
    pub explain: Html,
}
