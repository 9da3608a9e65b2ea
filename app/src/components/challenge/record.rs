//! What is kept of a challenge: the code, the tries, the hints.

use exercises::judge::{self, Reason, Report, Verdict};
use serde::{Deserialize, Serialize};

use crate::state::progress::united;

/// How many honest tries open the solution.
pub const TRIES: usize = 3;
/// The longest code that is kept, in bytes: what is longer is not run.
pub const MAX_CODE: usize = judge::MAX_SOURCE;

/// What the learner writes in.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Language {
    /// JavaScript, as it runs.
    #[default]
    JavaScript,
    /// JavaScript with types, which are erased before it runs.
    TypeScript,
    /// Python, where a challenge has a starter in it.
    Python,
}

impl Language {
    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::JavaScript => "JavaScript",
            Self::TypeScript => "TypeScript",
            Self::Python => "Python",
        }
    }

    /// What it runs as.
    pub fn runs_as(self) -> judge::Language {
        match self {
            Self::JavaScript | Self::TypeScript => judge::Language::JavaScript,
            Self::Python => judge::Language::Python,
        }
    }
}

/// What is kept of a challenge.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Record {
    /// The code; none while it is the starter.
    pub code: Option<String>,
    /// Code of an earlier visit that was set aside, because something was typed before it could be restored.
    pub earlier: Option<String>,
    /// What the code is written in.
    pub language: Language,
    /// The code in the other language that it may be written in; none while it is the starter there.
    pub other: Option<String>,
    /// A fingerprint of each different program that was tried, up to [`TRIES`].
    pub tried: Vec<u32>,
    /// How many hints have been shown.
    pub hints: usize,
    /// Whether a run has passed.
    pub solved: bool,
    /// Whether the solution has been looked at.
    pub solution_seen: bool,
}

impl Record {
    /// Counts a run: a try is honest when the program ran and is another than the starter and those tried before,
    /// by more than its white space.
    pub fn count(&mut self, code: &str, starter: &str, report: &Report) {
        self.solved |= report.verdict == Verdict::Pass;
        let mark = fingerprint(code);
        if ran(report)
            && mark != fingerprint(starter)
            && !self.tried.contains(&mark)
            && self.tried.len() < TRIES
        {
            self.tried.push(mark);
        }
    }

    /// Whether the solution may be looked at.
    pub fn solution_open(&self) -> bool {
        self.solved || self.solution_seen || self.tried.len() >= TRIES
    }

    /// Goes over to another language. Code that runs as something else is put aside, and what was put aside there comes
    /// back; JavaScript and TypeScript are the same code.
    pub fn turn(&mut self, language: Language) {
        if self.language.runs_as() != language.runs_as() {
            std::mem::swap(&mut self.code, &mut self.other);
        }
        self.language = language;
    }

    /// The code that is kept in a language.
    fn code_in(&self, language: judge::Language) -> Option<&String> {
        if self.language.runs_as() == language {
            self.code.as_ref()
        } else {
            self.other.as_ref()
        }
    }

    /// The code that was written here, since another tab and this one knew the same, and that the other does not keep:
    /// each with its language.
    pub fn lost(&self, before: &Self, theirs: &Self) -> Vec<(String, Language)> {
        let languages = match self.language {
            Language::Python => [Language::Python, Language::JavaScript],
            scripted => [Language::Python, scripted],
        };
        let lost = |language: &Language| {
            let mine = self.code_in(language.runs_as());
            let [before, theirs] = [before, theirs].map(|it| it.code_in(language.runs_as()));
            let gone = mine != before && mine != theirs && theirs != before;
            mine.filter(|_| gone).cloned()
        };
        languages
            .into_iter()
            .filter_map(|it| Some((lost(&it)?, it)))
            .collect()
    }

    fn code_in_mut(&mut self, language: judge::Language) -> &mut Option<String> {
        if self.language.runs_as() == language {
            &mut self.code
        } else {
            &mut self.other
        }
    }

    /// What another tab keeps, with what was reached here. The code is that of the other tab, which wrote last, unless it
    /// changed none.
    #[must_use]
    pub fn with(mut self, mine: Self, before: &Self) -> Self {
        self.solved |= mine.solved;
        self.solution_seen |= mine.solution_seen;
        self.hints = self.hints.max(mine.hints);
        for mark in &mine.tried {
            if !self.tried.contains(mark) && self.tried.len() < TRIES {
                self.tried.push(*mark);
            }
        }
        for language in [judge::Language::JavaScript, judge::Language::Python] {
            let [before, theirs, mine] =
                [before, &self, &mine].map(|it| it.code_in(language).cloned());
            *self.code_in_mut(language) = united(&before, theirs, mine, |_, _| false);
        }
        if mine.earlier != before.earlier {
            self.earlier = self.earlier.or(mine.earlier);
        }
        self
    }

    /// Takes the code to keep. Code that is too long is not kept, and what was kept before stays.
    pub fn keep(&mut self, code: String, starter: &str) {
        if code == starter {
            self.code = None;
        } else if code.len() <= MAX_CODE {
            self.code = Some(code);
        }
    }
}

/// Whether the learner's function was called at all.
fn ran(report: &Report) -> bool {
    use Reason::{Cancelled, LoadError, NoEntry, Protocol, Unavailable};
    !matches!(
        report.reason,
        Some(Cancelled | LoadError | NoEntry | Protocol | Unavailable)
    )
}

/// FNV-1a over everything but white space.
fn fingerprint(code: &str) -> u32 {
    code.bytes()
        .filter(|it| !it.is_ascii_whitespace())
        .fold(0x811c_9dc5, |hash, byte| {
            (hash ^ u32::from(byte)).wrapping_mul(0x0100_0193)
        })
}

#[cfg(test)]
mod tests {
    use exercises::judge::Unseen;

    use super::*;

    fn report(verdict: Verdict, reason: Option<Reason>) -> Report {
        Report {
            verdict,
            reason,
            summary: String::new(),
            explanation: None,
            problem: None,
            passed: 0,
            total: 1,
            cases: vec![],
            unseen: Unseen::default(),
            logs: vec![],
            dropped: 0,
            ms: 1.0,
        }
    }

    #[test]
    fn the_same_program_again_is_no_new_try() {
        let mut record = Record::default();
        let fail = report(Verdict::Fail, None);
        for code in ["a", " a\n", "b", "a", "start", "st art"] {
            record.count(code, "start", &fail);
        }
        assert_eq!(record.tried.len(), 2);
        assert!(!record.solution_open());
        record.count("c", "start", &fail);
        assert!(record.solution_open());
    }

    #[test]
    fn a_program_that_never_ran_is_no_try() {
        let mut record = Record::default();
        for reason in [
            Reason::LoadError,
            Reason::NoEntry,
            Reason::Cancelled,
            Reason::Unavailable,
            Reason::Protocol,
        ] {
            record.count(reason.as_str(), "", &report(Verdict::Error, Some(reason)));
        }
        assert!(record.tried.is_empty());
        for reason in [Reason::Timeout, Reason::Threw, Reason::NotAResponse] {
            record.count(reason.as_str(), "", &report(Verdict::Error, Some(reason)));
        }
        assert_eq!(record.tried.len(), 3);
    }

    #[test]
    fn a_pass_opens_the_solution_at_once_and_for_good() {
        let mut record = Record::default();
        record.count("a", "", &report(Verdict::Pass, None));
        record.count("b", "", &report(Verdict::Fail, None));
        assert!(record.solved && record.solution_open());
    }

    #[test]
    fn the_starter_is_not_kept_and_too_much_is_not_kept_either() {
        let mut record = Record::default();
        record.keep("mine".into(), "start");
        record.keep("x".repeat(MAX_CODE + 1), "start");
        assert_eq!(record.code.as_deref(), Some("mine"));
        record.keep("start".into(), "start");
        assert_eq!(record.code, None);
    }

    #[test]
    fn each_language_has_code_of_its_own_but_types_make_no_other() {
        let mut record = Record::default();
        record.keep("js".into(), "start");
        record.turn(Language::TypeScript);
        assert_eq!(record.code.as_deref(), Some("js"));
        record.turn(Language::Python);
        assert_eq!(
            (record.code.as_deref(), record.other.as_deref()),
            (None, Some("js"))
        );
        record.keep("py".into(), "start");
        record.turn(Language::JavaScript);
        assert_eq!(
            (record.code.as_deref(), record.other.as_deref()),
            (Some("js"), Some("py"))
        );
    }

    #[test]
    fn what_two_tabs_reached_is_united_and_code_that_only_one_keeps_is_named() {
        let before = Record {
            code: Some("old".into()),
            other: Some("py".into()),
            tried: vec![1],
            ..Record::default()
        };
        let mine = Record {
            code: Some("mine".into()),
            tried: vec![1, 2],
            hints: 2,
            solved: true,
            ..before.clone()
        };
        let mut theirs = Record {
            code: Some("theirs".into()),
            tried: vec![1, 3, 4],
            hints: 1,
            ..before.clone()
        };
        theirs.turn(Language::Python);
        let lost = |mine: &Record| mine.lost(&before, &theirs);
        assert_eq!(lost(&mine), [("mine".into(), Language::JavaScript)]);
        assert_eq!(lost(&before), []);
        let united = theirs.clone().with(mine, &before);
        let expected = Record {
            hints: 2,
            solved: true,
            ..theirs.clone()
        };
        assert_eq!(united, expected);
        assert_eq!(theirs.clone().with(before.clone(), &before), theirs);
        let typed = Record {
            code: Some("typed".into()),
            ..before.clone()
        };
        assert_eq!(typed.lost(&before, &before), []);
        assert_eq!(before.clone().with(typed.clone(), &before), typed);
    }

    #[test]
    fn a_record_of_another_shape_is_read_as_far_as_it_goes() {
        let record: Record = serde_json::from_str(r#"{"code":"x","later":true}"#)
            .expect("unknown keys are passed over");
        assert_eq!(
            record,
            Record {
                code: Some("x".into()),
                ..Record::default()
            }
        );
    }
}
