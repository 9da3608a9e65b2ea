//! What is kept of an experiment.

use serde::{Deserialize, Serialize};

use crate::state::progress::united;

/// What is kept of an experiment.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    steps: Vec<StepRecord>,
}

/// What is kept of a step.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct StepRecord {
    /// The step's id.
    pub id: String,
    /// The option that the learner predicts.
    pub predicted: Option<String>,
    /// The option that the learner had predicted when the step was ticked.
    pub said: Option<String>,
    /// The option that was then observed.
    pub happened: Option<String>,
    /// Whether the step was done.
    pub ticked: bool,
}

impl Record {
    /// Without steps that the experiment does not have any more.
    #[must_use]
    pub fn only(mut self, known: &[String]) -> Self {
        self.steps.retain(|it| known.contains(&it.id));
        self
    }

    /// How many steps are done.
    pub fn ticked(&self) -> usize {
        self.steps.iter().filter(|it| it.ticked).count()
    }

    /// What is kept of a step; nothing of one that was not begun.
    pub fn step(&self, id: &str) -> StepRecord {
        self.steps
            .iter()
            .find(|it| it.id == id)
            .cloned()
            .unwrap_or_default()
    }

    /// What is kept of a step, to change it.
    pub fn step_mut(&mut self, id: &str) -> &mut StepRecord {
        let at = self
            .steps
            .iter()
            .position(|it| it.id == id)
            .unwrap_or_else(|| {
                self.steps.push(StepRecord {
                    id: id.to_owned(),
                    ..StepRecord::default()
                });
                self.steps.len() - 1
            });
        &mut self.steps[at]
    }

    /// With what has been done since, step by step.
    #[must_use]
    pub fn with(mut self, newer: Self) -> Self {
        for step in newer.steps {
            let kept = self.step_mut(&step.id);
            kept.predicted = step.predicted.or(kept.predicted.take());
            if step.ticked {
                (kept.said, kept.happened, kept.ticked) = (step.said, step.happened, true);
            }
        }
        self
    }

    /// What another tab keeps, with the steps that were changed here since both knew the same.
    #[must_use]
    pub fn united(mut self, before: &Self, mine: &Self) -> Self {
        let ids = before.steps.iter().chain(&mine.steps);
        for id in ids.map(|it| it.id.as_str()) {
            let theirs = self.step(id);
            let ticked = |theirs: &StepRecord, mine: &StepRecord| mine.ticked && !theirs.ticked;
            let united = united(&before.step(id), theirs.clone(), mine.step(id), ticked);
            if united == theirs {
                continue;
            }
            if united == StepRecord::default() {
                self.reset(id);
            } else {
                *self.step_mut(id) = united;
            }
        }
        self
    }

    /// Forgets a step.
    pub fn reset(&mut self, id: &str) {
        self.steps.retain(|it| it.id != id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_survives_storage_and_forgets_steps_that_are_gone() {
        let mut record = Record::default();
        record.step_mut("a").predicted = Some("x".into());
        record.step_mut("b").ticked = true;
        record.step_mut("a").ticked = true;
        let text = serde_json::to_string(&record).unwrap();
        let read: Record = serde_json::from_str(&text).unwrap();
        assert_eq!(read, record);
        assert_eq!(read.ticked(), 2);
        let read = read.only(&["a".into()]);
        assert_eq!(
            (read.ticked(), read.step("a").predicted.as_deref()),
            (1, Some("x"))
        );
    }

    #[test]
    fn an_older_or_strange_record_is_read_as_far_as_it_goes() {
        let read: Record =
            serde_json::from_str(r#"{"steps":[{"id":"a","ticked":true,"mood":1}],"more":2}"#)
                .unwrap();
        assert!(read.step("a").ticked);
        assert_eq!(
            serde_json::from_str::<Record>("{}").unwrap(),
            Record::default()
        );
    }

    #[test]
    fn what_was_done_before_storage_was_read_is_added_to_it() {
        let mut kept = Record::default();
        kept.step_mut("a").ticked = true;
        kept.step_mut("b").predicted = Some("x".into());
        let mut early = Record::default();
        early.step_mut("b").predicted = Some("y".into());
        early.step_mut("c").predicted = Some("z".into());
        let both = kept.with(early);
        assert!(both.step("a").ticked);
        let predicted = |id: &str| both.step(id).predicted;
        assert_eq!(
            (predicted("b").as_deref(), predicted("c").as_deref()),
            (Some("y"), Some("z"))
        );
    }

    #[test]
    fn steps_that_were_done_in_another_tab_are_added_and_those_reset_there_are_gone() {
        let with = |steps: &[(&str, bool)]| {
            let mut record = Record::default();
            for (id, ticked) in steps {
                record.step_mut(id).ticked = *ticked;
                record.step_mut(id).predicted = Some("x".into());
            }
            record
        };
        let before = with(&[("a", true), ("b", false)]);
        let mine = with(&[("a", true), ("b", true)]);
        let theirs = with(&[("b", false), ("c", true)]);
        let both = theirs.clone().united(&before, &mine);
        assert_eq!(both, with(&[("b", true), ("c", true)]));
        assert_eq!(theirs.clone().united(&before, &before), theirs);
    }

    #[test]
    fn a_reset_step_is_as_one_never_begun() {
        let mut record = Record::default();
        record.step_mut("a").ticked = true;
        record.reset("a");
        assert_eq!(record.step("a"), StepRecord::default());
    }
}
