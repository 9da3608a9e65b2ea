//! What the course is once it has been compiled: the JSON that the app receives, already right.

mod block;
mod conversation;
mod course;
mod experiment;
mod lesson;
mod parsons;
mod quiz;

pub use block::{Block, ChallengeBrief, Column, Compare, CompareItem, Snippet, Titled};
pub use conversation::{Actor, ActorKind, Conversation, Message, MessageKind};
pub use course::{
    ChallengeCard, ChallengePage, Course, Difficulty, Glossary, LessonCard, LessonState, Part, Term,
};
pub use experiment::{Experiment, Prediction, PredictionOption, Step};
pub use lesson::{Lesson, LessonLink};
pub use parsons::{Arrangement, INDENT, MAX_LEVEL, MAX_LINES, Parsons, Placed};
pub use quiz::{Choice, MatchPair, OrderItem, Question, QuestionKind, Quiz, WrongFill};

/// A fragment of HTML that the compiler wrote from Markdown. It is trusted: raw HTML in Markdown is refused.
pub type Html = String;
