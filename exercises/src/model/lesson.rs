//! One lesson, whole.

use serde::{Deserialize, Serialize};

use super::{Block, Html, Term};

/// A lesson. Written to `content/lessons/<id>.json`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lesson {
    /// Stable: it is in the URL and in stored progress.
    pub id: String,
    /// The place in the course; counts from 1.
    pub number: u8,
    /// The title of the part it belongs to.
    pub part: String,
    /// The title.
    pub title: String,
    /// One line.
    pub summary: String,
    /// Who it is for, one sentence.
    pub audience: String,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// The lessons that should come before.
    pub prerequisites: Vec<LessonLink>,
    /// What a learner can do afterwards, one inline HTML fragment each.
    pub goals: Vec<Html>,
    /// The terms that the lesson's prose links to or shows as cards.
    pub terms: Vec<Term>,
    /// The lesson, top to bottom.
    pub blocks: Vec<Block>,
    /// The lesson that follows.
    pub next: Option<LessonLink>,
}

/// A lesson named by another page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonLink {
    /// The lesson's id.
    pub id: String,
    /// Its title.
    pub title: String,
    /// One line.
    pub summary: String,
    /// Whether it can be opened.
    pub ready: bool,
}

impl Lesson {
    /// The ids of all that a learner can complete here, in order: what progress is counted in.
    pub fn activities(&self) -> Vec<String> {
        self.blocks
            .iter()
            .filter_map(Block::activity)
            .map(str::to_owned)
            .collect()
    }
}
