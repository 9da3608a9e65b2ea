//! The course as a whole: its parts, a card for every lesson, and the glossary.

use serde::{Deserialize, Serialize};

use super::{ChallengeBrief, Html, LessonLink};

/// The course map, as the home page shows it. Written to `content/course.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Course {
    /// The parts in course order.
    pub parts: Vec<Part>,
    /// Every lesson in course order, those that are still to come among them.
    pub lessons: Vec<LessonCard>,
}

/// A group of lessons.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Part {
    /// Counts from 1.
    pub number: u8,
    /// What the part is about, in a few words.
    pub title: String,
}

/// What the course map shows of one lesson.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LessonCard {
    /// Stable: it is in the URL and in stored progress.
    pub id: String,
    /// The place in the course; counts from 1.
    pub number: u8,
    /// The number of the [`Part`] it belongs to.
    pub part: u8,
    /// The title.
    pub title: String,
    /// One line.
    pub summary: String,
    /// How long it takes, in minutes.
    pub minutes: u16,
    /// Whether it can be opened.
    pub state: LessonState,
    /// The ids of all that a learner can complete in it, as [`Lesson::activities`](super::Lesson::activities) gives them.
    pub activities: Vec<String>,
}

/// Whether a lesson can be opened.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum LessonState {
    /// It is there.
    Ready,
    /// It is planned.
    Coming,
}

/// What the list of challenges shows of one. All of them are written to `content/challenges.json`, in course order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChallengeCard {
    /// Unique in the course: it is in the URL and in stored progress.
    pub id: String,
    /// The title.
    pub title: String,
    /// One line.
    pub summary: String,
    /// How much it asks for.
    pub difficulty: Difficulty,
    /// The lesson that it belongs to.
    pub lesson: LessonLink,
    /// That lesson's place in the course; counts from 1.
    pub number: u8,
}

/// A challenge on a page of its own. Written to `content/briefs/<id>.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChallengePage {
    /// As it is listed.
    pub card: ChallengeCard,
    /// What the learner reads of it.
    pub brief: ChallengeBrief,
    /// The challenge that comes after it in the course, if there is one.
    pub next: Option<(String, String)>,
}

/// How much a challenge asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Difficulty {
    /// One rule at a time.
    Gentle,
    /// Several rules that touch each other.
    Steady,
    /// State, time or failures.
    Demanding,
}

/// Every term of the course, sorted by name. Written to `content/glossary.json`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Glossary {
    /// The terms.
    pub terms: Vec<Term>,
}

/// A word the course uses, defined once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// Stable, lower case with hyphens: the anchor in the glossary.
    pub id: String,
    /// The word as it is written.
    pub name: String,
    /// The definition: inline HTML, one or two sentences.
    pub html: Html,
    /// Where the definition comes from, when a standard says it: label and address.
    pub source: Option<(String, String)>,
    /// The ids of related terms.
    pub see: Vec<String>,
    /// The id of the lesson that introduces it.
    pub lesson: String,
}
