//! Is an answer right? Pure rules, one for each kind of question.

use exercises::model::QuestionKind;
use serde::{Deserialize, Serialize};

/// The most characters of a filled-in answer that are read.
pub const TEXT_LIMIT: usize = 200;

/// What a learner answered. Numbers are indices into what the question lists.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Answer {
    /// The chosen options, of a single or multiple question.
    Chosen(Vec<usize>),
    /// The items, in the learner's order.
    Ordered(Vec<usize>),
    /// The text in the gap.
    Filled(String),
    /// For each left side the pair whose right side was chosen.
    Matched(Vec<Option<usize>>),
}

impl Answer {
    /// The right answer.
    pub fn right(kind: &QuestionKind) -> Self {
        match kind {
            QuestionKind::Single { options } | QuestionKind::Multiple { options } => Self::Chosen(
                (0..options.len())
                    .filter(|it| options[*it].correct)
                    .collect(),
            ),
            QuestionKind::Order { items, .. } => Self::Ordered((0..items.len()).collect()),
            QuestionKind::Fill { accept, .. } => {
                Self::Filled(accept.first().cloned().unwrap_or_default())
            }
            QuestionKind::Match { pairs, .. } => {
                Self::Matched((0..pairs.len()).map(Some).collect())
            }
        }
    }

    /// Whether this can be an answer to the question at all. A stored one may be of an older wording.
    pub fn fits(&self, kind: &QuestionKind) -> bool {
        match (kind, self) {
            (QuestionKind::Single { options }, Self::Chosen(chosen)) => {
                chosen.len() <= 1 && distinct_below(chosen, options.len())
            }
            (QuestionKind::Multiple { options }, Self::Chosen(chosen)) => {
                distinct_below(chosen, options.len())
            }
            (QuestionKind::Order { items, .. }, Self::Ordered(order)) => {
                order.len() == items.len() && distinct_below(order, items.len())
            }
            (QuestionKind::Fill { .. }, Self::Filled(text)) => text.chars().count() <= TEXT_LIMIT,
            (QuestionKind::Match { pairs, .. }, Self::Matched(chosen)) => {
                chosen.len() == pairs.len() && chosen.iter().flatten().all(|it| *it < pairs.len())
            }
            _ => false,
        }
    }

    /// What is still to be done before the answer can be checked, in words for the learner.
    pub fn missing(&self) -> Option<&'static str> {
        match self {
            Self::Chosen(chosen) if chosen.is_empty() => {
                Some("Choose an answer first, then check it.")
            }
            Self::Filled(text) if text.trim().is_empty() => {
                Some("Write an answer first, then check it.")
            }
            Self::Matched(chosen) if chosen.contains(&None) => {
                Some("Choose a partner for each line first.")
            }
            _ => None,
        }
    }

    /// Whether it is right.
    pub fn is_right(&self, kind: &QuestionKind) -> bool {
        if !self.fits(kind) {
            return false;
        }
        match (kind, self) {
            (QuestionKind::Fill { accept, .. }, Self::Filled(text)) => {
                accept.iter().any(|it| same_word(it, text))
            }
            (QuestionKind::Order { .. }, Self::Ordered(order)) => {
                (0..order.len()).all(|place| stands_right(kind, order, place))
            }
            (QuestionKind::Match { .. }, Self::Matched(chosen)) => {
                (0..chosen.len()).all(|left| pairs_right(kind, chosen, left))
            }
            (_, Self::Chosen(chosen)) => {
                let right = Self::right(kind);
                matches!(&right, Self::Chosen(right) if same_set(right, chosen))
            }
            _ => false,
        }
    }
}

/// Whether two answers to a fill-in question are the same, whatever their case and outer white space.
pub fn same_word(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
}

/// Whether the item at `place` of a learner's order belongs there. Items with the same text may change places.
pub fn stands_right(kind: &QuestionKind, order: &[usize], place: usize) -> bool {
    let QuestionKind::Order { items, .. } = kind else {
        return false;
    };
    let there = order.get(place).and_then(|it| items.get(*it));
    there.is_some() && there.map(|it| &it.html) == items.get(place).map(|it| &it.html)
}

/// Whether the right side chosen for `left` is its partner. Right sides with the same text are one.
pub fn pairs_right(kind: &QuestionKind, chosen: &[Option<usize>], left: usize) -> bool {
    let QuestionKind::Match { pairs, .. } = kind else {
        return false;
    };
    let partner = chosen
        .get(left)
        .copied()
        .flatten()
        .and_then(|it| pairs.get(it));
    partner.is_some() && partner.map(|it| &it.right) == pairs.get(left).map(|it| &it.right)
}

fn distinct_below(numbers: &[usize], bound: usize) -> bool {
    let before = |place: usize| &numbers[..place];
    // Stored answers may be of any length.
    numbers.len() <= bound
        && numbers
            .iter()
            .enumerate()
            .all(|(place, it)| *it < bound && !before(place).contains(it))
}

/// Whether two lists of distinct numbers hold the same.
fn same_set(one: &[usize], other: &[usize]) -> bool {
    one.len() == other.len() && one.iter().all(|it| other.contains(it))
}
