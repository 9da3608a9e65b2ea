//! What a quiz keeps: for each question the last answer, how often it was tried, and what came of it.

use std::collections::BTreeMap;

use exercises::model::{Question, QuestionKind};
use serde::{Deserialize, Serialize};

use super::judge::Answer;

/// What came of a question.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Verdict {
    /// Nothing has been checked yet.
    #[default]
    Unanswered,
    /// The last answer was right.
    Correct,
    /// The last answer was wrong.
    Wrong,
    /// The learner asked to see the answer.
    Shown,
}

impl Verdict {
    /// The word in `data-verdict`.
    pub fn word(self) -> &'static str {
        match self {
            Self::Unanswered => "unanswered",
            Self::Correct => "correct",
            Self::Wrong => "wrong",
            Self::Shown => "shown",
        }
    }

    /// Whether there is nothing left to do.
    pub fn settled(self) -> bool {
        matches!(self, Self::Correct | Self::Shown)
    }
}

/// What is kept of one question.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuestionRecord {
    /// The answer that was checked last.
    pub answer: Option<Answer>,
    /// How many answers were checked.
    pub tries: u32,
    /// What came of the last.
    pub verdict: Verdict,
}

impl QuestionRecord {
    /// Checks an answer.
    pub fn check(&mut self, kind: &QuestionKind, answer: Answer) {
        self.tries = self.tries.saturating_add(1);
        self.verdict = if answer.is_right(kind) {
            Verdict::Correct
        } else {
            Verdict::Wrong
        };
        self.answer = Some(answer);
    }

    /// Gives the answer away.
    pub fn show(&mut self, kind: &QuestionKind) {
        self.answer = Some(Answer::right(kind));
        self.verdict = Verdict::Shown;
    }

    /// What a stored record says of the question as it is now worded.
    #[must_use]
    pub fn read(mut self, kind: &QuestionKind) -> Self {
        match &self.answer {
            _ if self.verdict == Verdict::Shown => self.show(kind),
            Some(answer) if answer.fits(kind) && self.verdict != Verdict::Unanswered => {
                self.verdict = if answer.is_right(kind) {
                    Verdict::Correct
                } else {
                    Verdict::Wrong
                };
            }
            _ => self = Self::default(),
        }
        self
    }

    /// Adds what was done in this page, before storage had been read, to what was stored.
    #[must_use]
    pub fn after(self, stored: Self) -> Self {
        if self.verdict == Verdict::Unanswered {
            return stored;
        }
        Self {
            tries: self.tries.saturating_add(stored.tries),
            ..self
        }
    }
}

/// What is kept of a quiz: its questions by id.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct QuizRecord {
    /// Those that were tried.
    pub questions: BTreeMap<String, QuestionRecord>,
}

impl QuizRecord {
    /// What is kept of a question.
    pub fn of(&self, question: &Question) -> QuestionRecord {
        self.questions
            .get(&question.id)
            .cloned()
            .unwrap_or_default()
            .read(&question.kind)
    }
}

/// How a quiz stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Score {
    /// How many questions there are.
    pub total: usize,
    /// How many were tried or shown.
    pub tried: usize,
    /// How many were answered right.
    pub right: usize,
    /// How many of those at the first try.
    pub first: usize,
    /// How many were answered right or shown.
    pub settled: usize,
}

impl Score {
    /// Counts.
    pub fn of<'a>(records: impl IntoIterator<Item = &'a QuestionRecord>) -> Self {
        let mut score = Self::default();
        for record in records {
            let right = record.verdict == Verdict::Correct;
            score.total += 1;
            score.tried += usize::from(record.verdict != Verdict::Unanswered);
            score.right += usize::from(right);
            score.first += usize::from(right && record.tries == 1);
            score.settled += usize::from(record.verdict.settled());
        }
        score
    }

    /// Whether there is nothing left to do.
    pub fn done(self) -> bool {
        self.total > 0 && self.settled == self.total
    }

    /// The score in a sentence.
    pub fn line(self) -> String {
        let Self {
            total,
            right,
            first,
            ..
        } = self;
        if self.tried == 0 {
            return format!("{total} questions. Answers are checked here in the page.");
        }
        format!("{right} of {total} answered right, {first} at the first try.")
    }
}
