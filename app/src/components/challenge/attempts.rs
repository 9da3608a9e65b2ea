//! The attempts that are kept of a challenge: what was judged, and what was set aside for other code. They are an
//! activity of their own among the learner's progress, so that they are exported, imported and reset with it.

use exercises::judge::{Report, Verdict};
use leptos::prelude::*;
use serde::{Deserialize, Deserializer, Serialize};

use super::record::Language;
use crate::state::progress::Progress;

/// The most attempts of a challenge that are kept.
pub const MAX_ATTEMPTS: usize = 50;
/// The longest code that is kept as an attempt, in bytes.
pub const MAX_LENGTH: usize = 32 * 1024;
/// The most code that is kept of all attempts of a challenge, in bytes.
pub const MAX_IN_ALL: usize = 64 * 1024;
/// The longest that is kept of what was said, in characters.
const MAX_WORDS: usize = 400;

/// One attempt.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Attempt {
    /// When it was made, in milliseconds since 1970.
    pub at: f64,
    /// The code.
    pub code: String,
    /// What it is written in.
    #[serde(default)]
    pub language: Language,
    /// How it was judged; none where it was only set aside.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// The summary of the report.
    #[serde(default)]
    pub summary: String,
    /// The likeliest mistake, in words.
    #[serde(default)]
    pub told: String,
}

impl Attempt {
    /// An attempt that was judged, `at` so many milliseconds since 1970.
    pub fn judged(code: &str, language: Language, report: &Report, at: f64) -> Self {
        let told = report.explanation.as_ref().map(|it| bounded(&it.text));
        Self {
            at,
            code: code.to_owned(),
            language,
            verdict: Some(report.verdict),
            summary: bounded(&report.summary),
            told: told.unwrap_or_default(),
        }
    }

    /// Code that made room for other code, `at` so many milliseconds since 1970.
    pub fn aside(code: &str, language: Language, at: f64) -> Self {
        Self {
            at,
            code: code.to_owned(),
            language,
            verdict: None,
            summary: String::new(),
            told: String::new(),
        }
    }
}

fn bounded(text: &str) -> String {
    match text.char_indices().nth(MAX_WORDS) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// What is stored. Entries that cannot be read are passed over.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Kept {
    /// The newest first.
    #[serde(default, deserialize_with = "readable")]
    pub attempts: Vec<Attempt>,
}

fn readable<'de, D: Deserializer<'de>>(from: D) -> Result<Vec<Attempt>, D::Error> {
    let entries = Vec::<serde_json::Value>::deserialize(from)?;
    let read = entries
        .into_iter()
        .filter_map(|it| serde_json::from_value(it).ok());
    Ok(read.take(MAX_ATTEMPTS).collect())
}

impl Kept {
    /// Takes an attempt in; the oldest go where there is no room. The same code again takes the place of the last.
    pub fn add(&mut self, attempt: Attempt) {
        if attempt.code.len() > MAX_LENGTH {
            return;
        }
        if self
            .attempts
            .first()
            .is_some_and(|it| it.code == attempt.code)
        {
            self.attempts.remove(0);
        }
        self.attempts.insert(0, attempt);
        self.bound();
    }

    /// Keeps code that makes room for other code, unless it is kept already or there is nothing to it.
    pub fn set_aside(&mut self, attempt: Attempt, starter: &str) {
        let code = &attempt.code;
        let known = self.attempts.iter().any(|it| it.code == *code);
        if !known && code != starter && !code.trim().is_empty() {
            self.add(attempt);
        }
    }

    /// Attempts of before, behind these.
    pub fn extend(&mut self, before: Vec<Attempt>) {
        self.attempts.extend(before);
        self.bound();
    }

    /// What another tab keeps, with what was tried here since both knew the same.
    #[must_use]
    pub fn with(mut self, mine: Self, before: &Self) -> Self {
        let known: Vec<_> = self.attempts.iter().chain(&before.attempts).collect();
        let new: Vec<_> = mine
            .attempts
            .into_iter()
            .filter(|it| !known.contains(&it))
            .collect();
        if !new.is_empty() {
            self.attempts.extend(new);
            self.attempts.sort_by(|a, b| b.at.total_cmp(&a.at));
            self.bound();
        }
        self
    }

    fn bound(&mut self) {
        let mut room = MAX_IN_ALL;
        let mut fits = |it: &Attempt| {
            let left = room.checked_sub(it.code.len());
            room = left.unwrap_or(0);
            left.is_some()
        };
        let count = self
            .attempts
            .iter()
            .take(MAX_ATTEMPTS)
            .take_while(|it| fits(it))
            .count();
        self.attempts.truncate(count);
    }
}

/// The attempts of one challenge.
#[derive(Clone, Copy)]
pub struct Attempts {
    kept: RwSignal<Kept>,
    /// The name under which they are stored, once what was stored before has been read.
    stored: StoredValue<Option<String>>,
    progress: Progress,
}

impl Attempts {
    /// Those of a challenge; what was stored is read once the page is live.
    pub fn new(challenge: &str) -> Self {
        let it = Self {
            kept: RwSignal::default(),
            stored: StoredValue::new(None),
            progress: Progress::here(),
        };
        let id = format!("{challenge}/attempts");
        let stored = id.clone();
        it.progress.on_restore::<Kept>(id.clone(), move |kept| {
            let before = kept.unwrap_or_default().attempts;
            if it.stored.with_value(Option::is_some) {
                let mut kept = Kept::default();
                kept.extend(before);
                return it.kept.set(kept);
            }
            // What was tried before storage was read comes first.
            it.stored.set_value(Some(stored.clone()));
            let early = it.kept.with_untracked(|it| !it.attempts.is_empty());
            it.kept.update(|it| it.extend(before));
            if early {
                it.save();
            }
        });
        it.follow_other_tabs(&id);
        it
    }

    fn follow_other_tabs(self, id: &str) {
        self.progress
            .on_other::<Kept>(id.to_owned(), move |before, theirs| {
                if self.stored.try_with_value(Option::is_some) != Some(true) {
                    return;
                }
                let united = theirs.clone().with(self.kept.get_untracked(), &before);
                let more = united != theirs;
                self.kept.set(united);
                if more {
                    self.save();
                }
            });
    }

    /// How many there are.
    pub fn count(self) -> usize {
        self.kept.with(|it| it.attempts.len())
    }

    /// All of them, the newest first.
    pub fn all(self) -> Vec<Attempt> {
        self.kept.with(|it| it.attempts.clone())
    }

    /// Changes what is kept, and keeps it. Gives back what was kept before.
    pub fn update(self, change: impl FnOnce(&mut Kept)) -> Kept {
        let before = self.kept.get_untracked();
        self.kept.update(change);
        if self.kept.with_untracked(|it| *it != before) {
            self.save();
        }
        before
    }

    fn save(self) {
        // Before it is known what was kept nothing is written, so that nothing is lost.
        if let Some(id) = self.stored.get_value() {
            self.kept
                .with_untracked(|it| self.progress.save(&id, false, it));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tried(code: &str, at: f64) -> Attempt {
        Attempt {
            at,
            code: code.to_owned(),
            language: Language::default(),
            verdict: Some(Verdict::Fail),
            summary: "1 of 2 tests pass.".into(),
            told: String::new(),
        }
    }

    fn codes(kept: &Kept) -> Vec<&str> {
        kept.attempts.iter().map(|it| it.code.as_str()).collect()
    }

    #[test]
    fn the_newest_comes_first_and_the_same_code_is_not_kept_twice_in_a_row() {
        let mut kept = Kept::default();
        for (code, at) in [("a", 1.0), ("b", 2.0), ("b", 3.0), ("a", 4.0)] {
            kept.add(tried(code, at));
        }
        assert_eq!(codes(&kept), ["a", "b", "a"]);
        assert!((kept.attempts[1].at - 3.0).abs() < f64::EPSILON);
    }

    #[test]
    fn the_oldest_go_where_there_are_too_many_or_too_much() {
        let mut kept = Kept::default();
        for at in 0..60 {
            kept.add(tried(&format!("code {at}"), 0.0));
        }
        assert_eq!(kept.attempts.len(), MAX_ATTEMPTS);
        assert_eq!(kept.attempts[0].code, "code 59");
        kept.add(tried(&"x".repeat(MAX_LENGTH), 0.0));
        kept.add(tried(&"y".repeat(MAX_LENGTH), 0.0));
        assert_eq!(kept.attempts.len(), 2);
        kept.add(tried(&"z".repeat(MAX_LENGTH + 1), 0.0));
        assert!(kept.attempts[0].code.starts_with('y'));
    }

    #[test]
    fn what_two_tabs_tried_is_united_and_what_one_erased_stays_erased() {
        let kept = |tried: &[(&str, f64)]| Kept {
            attempts: tried
                .iter()
                .map(|(code, at)| super::tests::tried(code, *at))
                .collect(),
        };
        let before = kept(&[("b", 2.0), ("a", 1.0)]);
        let mine = kept(&[("mine", 3.0), ("b", 2.0), ("a", 1.0)]);
        let theirs = kept(&[("theirs", 4.0), ("a", 1.0)]);
        let united = theirs.clone().with(mine, &before);
        assert_eq!(codes(&united), ["theirs", "mine", "a"]);
        assert_eq!(theirs.clone().with(before.clone(), &before), theirs);
        let many: Vec<_> = (0..50)
            .map(|at| (at.to_string(), f64::from(50 - at)))
            .collect();
        let many: Vec<_> = many.iter().map(|(code, at)| (code.as_str(), *at)).collect();
        let united = kept(&many).with(kept(&[("new", 99.0)]), &Kept::default());
        assert_eq!(united.attempts.len(), MAX_ATTEMPTS);
        assert_eq!(united.attempts[0].code, "new");
    }

    #[test]
    fn code_is_set_aside_once_and_the_starter_never() {
        let mut kept = Kept::default();
        kept.add(tried("judged", 0.0));
        assert_eq!(codes(&kept), ["judged"]);
        for code in ["judged", "start", " \n", ""] {
            kept.set_aside(Attempt::aside(code, Language::TypeScript, 1.0), "start");
        }
        assert_eq!(kept.attempts.len(), 1);
        kept.set_aside(Attempt::aside("mine", Language::TypeScript, 2.0), "start");
        assert_eq!(codes(&kept), ["mine", "judged"]);
        assert_eq!(kept.attempts[0].verdict, None);
    }

    #[test]
    fn damaged_entries_are_passed_over_and_too_many_cut() {
        let good = r#"{"at":1,"code":"a","verdict":"pass","summary":"All","later":true}"#;
        let text = format!(
            r#"{{"attempts":[{good},7,{{"at":"x"}},null,{{"at":2,"code":"b"}}],"more":1}}"#
        );
        let kept: Kept = serde_json::from_str(&text).expect("the list is a list");
        assert_eq!(codes(&kept), ["a", "b"]);
        assert_eq!(kept.attempts[1].verdict, None);
        assert_eq!(
            serde_json::from_str::<Kept>("{}").ok(),
            Some(Kept::default())
        );
        assert!(serde_json::from_str::<Kept>(r#"{"attempts":7}"#).is_err());
        let many = vec![good; 500].join(",");
        let kept: Kept =
            serde_json::from_str(&format!(r#"{{"attempts":[{many}]}}"#)).expect("a list");
        assert_eq!(kept.attempts.len(), MAX_ATTEMPTS);
    }
}
