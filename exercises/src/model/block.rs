//! The blocks a lesson is built from.

use serde::{Deserialize, Serialize};

use super::{Conversation, Experiment, Html, Parsons, Quiz};

/// One block of a lesson. Each has a component of its own in the app.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Block {
    /// A heading of the second level: it opens a section, with an entry in the table of contents.
    Heading {
        /// The anchor.
        id: String,
        /// The heading as text.
        text: String,
    },
    /// Paragraphs, lists, tables, code.
    Prose {
        /// Block HTML. Links to terms are `<a class="term" href="/glossary/#ID" data-term="ID">`.
        html: Html,
    },
    /// Why this matters.
    Why {
        /// Block HTML.
        html: Html,
    },
    /// Term cards to flip through.
    Terms {
        /// Ids of terms of the lesson.
        ids: Vec<String>,
    },
    /// The visual model, with a tour.
    Conversation(Conversation),
    /// A code example that runs.
    Snippet(Snippet),
    /// Requests to send, each with a prediction.
    Experiment(Experiment),
    /// Items to sort into columns.
    Compare(Compare),
    /// Questions.
    Quiz(Quiz),
    /// Code to write.
    Challenge(ChallengeBrief),
    /// Where the idea is met in practice.
    RealWorld {
        /// The examples.
        items: Vec<Titled>,
    },
    /// Questions people ask.
    Faq {
        /// Title: the question; HTML: the answer.
        items: Vec<Titled>,
    },
    /// What to remember.
    Summary {
        /// Inline HTML, one point each.
        points: Vec<Html>,
    },
    /// The lesson that follows, from [`Lesson::next`](super::Lesson::next).
    Next,
}

impl Block {
    /// The id under which progress counts this block, where there is something in it to complete.
    pub fn activity(&self) -> Option<&str> {
        match self {
            Block::Conversation(it) => Some(&it.id),
            Block::Snippet(it) => Some(&it.id),
            Block::Experiment(it) => Some(&it.id),
            Block::Compare(it) => Some(&it.id),
            Block::Quiz(it) => Some(&it.id),
            Block::Challenge(it) => Some(&it.id),
            _ => None,
        }
    }
}

/// A title with a text.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Titled {
    /// Plain text.
    pub title: String,
    /// Block HTML.
    pub html: Html,
}

/// A code example that sends real requests when it is run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Snippet {
    /// Unique in the course.
    pub id: String,
    /// What it shows.
    pub title: String,
    /// Inline HTML: what to look for.
    pub html: Html,
    /// JavaScript, an async function's body: `fetch`, `console.log` and `await` are at hand.
    pub code: String,
    /// The code of the other side, to read and not to run; empty where there is none.
    pub server_code: String,
}

/// Items that the learner sorts into columns before the answer is shown.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Compare {
    /// Unique in the course.
    pub id: String,
    /// What is compared.
    pub title: String,
    /// Inline HTML: what to do.
    pub html: Html,
    /// Two or more columns.
    pub columns: Vec<Column>,
    /// The items, in the order in which they are shown.
    pub items: Vec<CompareItem>,
}

/// A column of a [`Compare`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Column {
    /// Unique in the block.
    pub id: String,
    /// The heading.
    pub title: String,
}

/// An item of a [`Compare`].
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompareItem {
    /// Plain text.
    pub text: String,
    /// The id of the column it belongs to.
    pub column: String,
    /// Inline HTML: why it belongs there.
    pub explain: Html,
}

/// What a learner reads of a challenge. What the judge needs is in
/// [`ChallengeSpec`](crate::judge::ChallengeSpec), loaded with the editor.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChallengeBrief {
    /// Unique in the course.
    pub id: String,
    /// The title.
    pub title: String,
    /// Block HTML: what to write.
    pub html: Html,
    /// What the editor holds at first.
    pub starter: String,
    /// What it holds at first in Python, where that can be chosen.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub python: Option<String>,
    /// True: the learner writes the client, and the judge plays the server.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub client: bool,
    /// The lines to put in order, where nothing is to be written.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parsons: Option<Parsons>,
}
