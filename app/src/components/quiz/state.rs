//! The state of one quiz: the records of its questions, what they were before Try again, and how both reach storage.

use std::sync::Arc;

use exercises::model::{Question, Quiz};
use leptos::prelude::*;

use super::{
    judge::Answer,
    record::{QuestionRecord, QuizRecord, Score},
};
use crate::state::progress::{Progress, united};

/// One quiz. `Copy`, for the components inside it.
#[derive(Clone, Copy)]
pub struct QuizState {
    quiz: StoredValue<Arc<Quiz>>,
    records: RwSignal<Vec<QuestionRecord>>,
    undo: RwSignal<Option<Vec<QuestionRecord>>>,
    /// Raised when controls are to be set from the records.
    put: RwSignal<Put>,
    /// Whether what was stored has been read. Before that nothing is written over it.
    loaded: StoredValue<bool>,
    progress: Progress,
}

/// An order to set controls from records.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Put {
    /// Counts the orders; none has been given while it is 0.
    pub count: u32,
    /// Whether also to overwrite what the learner has chosen and not yet checked.
    pub force: bool,
}

impl QuizState {
    /// An unanswered quiz, which restores itself once storage has been read.
    pub fn new(quiz: Quiz) -> Self {
        let records = vec![QuestionRecord::default(); quiz.questions.len()];
        let (id, other) = (quiz.id.clone(), quiz.id.clone());
        let state = Self {
            quiz: StoredValue::new(Arc::new(quiz)),
            records: RwSignal::new(records),
            undo: RwSignal::new(None),
            put: RwSignal::default(),
            loaded: StoredValue::new(false),
            progress: Progress::here(),
        };
        state.progress.on_restore(id, move |stored| {
            state.restored(&stored.unwrap_or_default());
        });
        state.progress.on_other(other, move |before, theirs| {
            state.unite(&before, &theirs);
        });
        state
    }

    /// The questions.
    pub fn quiz(self) -> Arc<Quiz> {
        self.quiz.get_value()
    }

    /// The record of one question.
    pub fn record(self, index: usize) -> Memo<QuestionRecord> {
        Memo::new(move |_| {
            self.records
                .with(|it| it.get(index).cloned().unwrap_or_default())
        })
    }

    /// How the quiz stands.
    pub fn score(self) -> Score {
        self.records.with(|it| Score::of(it))
    }

    /// When controls are to be set from the records.
    pub fn put(self) -> Put {
        self.put.get()
    }

    /// Whether Try again can be undone.
    pub fn can_undo(self) -> bool {
        self.undo.with(Option::is_some)
    }

    /// Checks an answer; gives back what is known of the question then.
    pub fn check(self, index: usize, answer: Answer) -> QuestionRecord {
        self.change(index, |it, question| it.check(&question.kind, answer))
    }

    /// Gives the answer away.
    pub fn show(self, index: usize) -> QuestionRecord {
        let record = self.change(index, |it, question| it.show(&question.kind));
        self.set_controls(false);
        record
    }

    /// Forgets the answers, so that they can be given anew. Undone by [`undo`](Self::undo).
    pub fn again(self) {
        let empty = vec![QuestionRecord::default(); self.quiz().questions.len()];
        self.undo.set(Some(self.records.get_untracked()));
        self.records.set(empty);
        self.set_controls(true);
        self.save();
    }

    /// Undoes [`again`](Self::again).
    pub fn undo(self) {
        let Some(records) = self.undo.get_untracked() else {
            return;
        };
        self.undo.set(None);
        self.records.set(records);
        self.set_controls(true);
        self.save();
    }

    fn change(
        self,
        index: usize,
        change: impl FnOnce(&mut QuestionRecord, &Question),
    ) -> QuestionRecord {
        let quiz = self.quiz();
        let mut record = self
            .records
            .with_untracked(|it| it.get(index).cloned().unwrap_or_default());
        if let Some(question) = quiz.questions.get(index) {
            change(&mut record, question);
        }
        self.undo.set(None);
        self.records.update(|it| {
            if let Some(place) = it.get_mut(index) {
                *place = record.clone();
            }
        });
        self.save();
        record
    }

    fn restored(self, stored: &QuizRecord) {
        let first = !self.loaded.get_value();
        self.loaded.set_value(true);
        let before = self.records.get_untracked();
        let early = first && Score::of(&before).tried > 0;
        let quiz = self.quiz();
        let records = quiz.questions.iter().zip(before).map(|(question, before)| {
            let stored = stored.of(question);
            if first { before.after(stored) } else { stored }
        });
        self.records.set(records.collect());
        self.undo.set(None);
        self.set_controls(!first);
        if early {
            self.save();
        }
    }

    /// Takes in what another tab has answered.
    fn unite(self, before: &QuizRecord, theirs: &QuizRecord) {
        if self.loaded.try_get_value() != Some(true) {
            return;
        }
        let quiz = self.quiz();
        let known: Vec<_> = quiz.questions.iter().map(|it| theirs.of(it)).collect();
        let mine = self.records.get_untracked();
        let settled = |theirs: &QuestionRecord, mine: &QuestionRecord| {
            mine.verdict.settled() && !theirs.verdict.settled()
        };
        let united: Vec<_> = quiz
            .questions
            .iter()
            .zip(&known)
            .zip(mine)
            .map(|((question, theirs), mine)| {
                united(&before.of(question), theirs.clone(), mine, settled)
            })
            .collect();
        let more = united != known;
        self.records.set(united);
        self.undo.set(None);
        self.set_controls(false);
        if more {
            self.save();
        }
    }

    fn set_controls(self, force: bool) {
        self.put.update(|it| {
            *it = Put {
                count: it.count.wrapping_add(1),
                force,
            }
        });
    }

    fn save(self) {
        if !self.loaded.get_value() {
            return;
        }
        let quiz = self.quiz();
        let records = self.records.get_untracked();
        let done = Score::of(&records).done();
        let tried = quiz
            .questions
            .iter()
            .zip(records)
            .filter(|(_, it)| *it != QuestionRecord::default());
        let questions = tried
            .map(|(question, it)| (question.id.clone(), it))
            .collect();
        self.progress
            .save(&quiz.id, done, &QuizRecord { questions });
    }
}
