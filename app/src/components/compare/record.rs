//! What is kept of a sorting exercise, and what is right. Pure.

use exercises::model::Compare;
use serde::{Deserialize, Serialize};

/// What is kept.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct CompareRecord {
    /// The id of the column each item was sorted into when it was last checked.
    pub placed: Vec<String>,
    /// How often it was checked.
    pub tries: u32,
    /// Whether the learner asked to see the answer.
    pub shown: bool,
}

impl CompareRecord {
    /// Checks what was chosen: for each item the index of a column.
    pub fn check(&mut self, compare: &Compare, chosen: &[usize]) {
        self.tries = self.tries.saturating_add(1);
        let id = |it: &usize| {
            compare
                .columns
                .get(*it)
                .map(|it| it.id.clone())
                .unwrap_or_default()
        };
        self.placed = chosen.iter().map(id).collect();
    }

    /// Gives the answer away.
    pub fn show(&mut self, compare: &Compare) {
        self.shown = true;
        self.placed = compare.items.iter().map(|it| it.column.clone()).collect();
    }

    /// For each item whether it was sorted right. Empty before the first check, and where what is kept is of another
    /// wording of the exercise.
    pub fn verdicts(&self, compare: &Compare) -> Vec<bool> {
        if self.placed.len() != compare.items.len() {
            return Vec::new();
        }
        compare
            .items
            .iter()
            .zip(&self.placed)
            .map(|(item, placed)| item.column == *placed)
            .collect()
    }

    /// Whether every item was sorted right, or the answer was shown.
    pub fn settled(&self, compare: &Compare) -> bool {
        let verdicts = self.verdicts(compare);
        !verdicts.is_empty() && verdicts.iter().all(|it| *it)
    }

    /// The index of the column each item was sorted into.
    pub fn chosen(&self, compare: &Compare) -> Vec<Option<usize>> {
        self.placed
            .iter()
            .map(|placed| compare.columns.iter().position(|it| it.id == *placed))
            .collect()
    }
}

#[cfg(test)]
mod tests {
    use exercises::model::{Column, CompareItem};

    use super::*;

    fn compare() -> Compare {
        let column = |id: &str| Column {
            id: id.into(),
            title: id.to_uppercase(),
        };
        let item = |text: &str, column: &str| CompareItem {
            text: text.into(),
            column: column.into(),
            explain: String::new(),
        };
        Compare {
            id: "c".into(),
            title: "C".into(),
            html: String::new(),
            columns: vec![column("client"), column("server")],
            items: vec![
                item("asks", "client"),
                item("answers", "server"),
                item("starts", "client"),
            ],
        }
    }

    #[test]
    fn each_item_is_judged_by_itself() {
        for (chosen, verdicts, settled) in [
            (vec![0, 1, 0], vec![true, true, true], true),
            (vec![0, 0, 1], vec![true, false, false], false),
            (vec![0, 9, 0], vec![true, false, true], false),
            (vec![0, 1], vec![], false),
        ] {
            let mut record = CompareRecord::default();
            record.check(&compare(), &chosen);
            assert_eq!(
                (record.verdicts(&compare()), record.settled(&compare())),
                (verdicts, settled),
                "{chosen:?}"
            );
        }
    }

    #[test]
    fn nothing_is_settled_before_the_first_check() {
        assert!(!CompareRecord::default().settled(&compare()));
        assert!(CompareRecord::default().verdicts(&compare()).is_empty());
    }

    #[test]
    fn what_was_chosen_comes_back() {
        let mut record = CompareRecord::default();
        record.check(&compare(), &[1, 1, 0]);
        assert_eq!(record.chosen(&compare()), [Some(1), Some(1), Some(0)]);
        record.show(&compare());
        assert!(record.settled(&compare()));
        assert_eq!(record.chosen(&compare()), [Some(0), Some(1), Some(0)]);
    }

    #[test]
    fn a_column_that_is_gone_is_a_wrong_answer() {
        let record = CompareRecord {
            placed: vec!["client".into(), "cloud".into(), "client".into()],
            tries: 1,
            shown: false,
        };
        assert_eq!(record.verdicts(&compare()), [true, false, true]);
        assert_eq!(record.chosen(&compare()), [Some(0), None, Some(0)]);
    }
}
