//! Errors that say what is wrong, in which file, line and column, and how to mend it.

use std::fmt;

/// One thing that is wrong in the content.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Diagnostic {
    /// The path relative to `content/`.
    pub file: String,
    /// Counts from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// In characters, counts from 1; 0 where the file as a whole is meant.
    pub column: usize,
    /// What is wrong.
    pub message: String,
    /// How to mend it; empty where the message says it already.
    pub help: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if self.line > 0 {
            write!(f, ":{}:{}", self.line, self.column)?;
        }
        write!(f, ": {}", self.message)?;
        if !self.help.is_empty() {
            write!(f, "\n  help: {}", self.help)?;
        }
        Ok(())
    }
}

/// Where something stands in the content.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Place {
    /// The path relative to `content/`.
    pub file: String,
    /// Counts from 1; 0 where the file as a whole is meant.
    pub line: usize,
    /// In characters, counts from 1; 0 where the file as a whole is meant.
    pub column: usize,
}

impl Place {
    /// The file as a whole.
    pub fn file(path: &str) -> Self {
        Self {
            file: path.to_owned(),
            ..Self::default()
        }
    }

    /// A diagnostic about this place.
    pub fn says(&self, message: impl Into<String>, help: impl Into<String>) -> Diagnostic {
        Diagnostic {
            file: self.file.clone(),
            line: self.line,
            column: self.column,
            message: message.into(),
            help: help.into(),
        }
    }
}

/// The text of one file, with the path that errors name.
#[derive(Clone, Copy, Debug)]
pub(super) struct Source<'a> {
    pub path: &'a str,
    pub text: &'a str,
}

impl Source<'_> {
    /// The place of a byte offset; offsets outside the text or inside a character are moved back to the last good one.
    pub fn place(&self, offset: usize) -> Place {
        let end = self.text.floor_char_boundary(offset.min(self.text.len()));
        let before = &self.text[..end];
        let line_start = before.rfind('\n').map_or(0, |at| at + 1);
        Place {
            file: self.path.to_owned(),
            line: before.matches('\n').count() + 1,
            column: before[line_start..].chars().count() + 1,
        }
    }
}

/// The nearest of `known` to `word`, if it is near enough to be what was meant.
pub(super) fn nearest<'a>(word: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    known
        .into_iter()
        .map(|it| (strsim::damerau_levenshtein(word, it), it))
        .min()
        .filter(|(distance, it)| *distance <= 1 + it.chars().count() / 3)
        .map(|(_, it)| it)
}

/// "Did you mean …?", or what there is to choose from.
pub(super) fn suggest<'a>(word: &str, known: impl IntoIterator<Item = &'a str> + Clone) -> String {
    if let Some(it) = nearest(word, known.clone()) {
        return format!("did you mean `{it}`?");
    }
    let mut all: Vec<_> = known.into_iter().map(|it| format!("`{it}`")).collect();
    all.sort_unstable();
    all.dedup();
    if all.is_empty() {
        return "there is none yet".to_owned();
    }
    format!("known: {}", all.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_place_counts_lines_and_characters_from_one() {
        let source = Source {
            path: "a.toml",
            text: "é = 1\nab",
        };
        let at = |offset| {
            let it = source.place(offset);
            (it.line, it.column)
        };
        assert_eq!(at(0), (1, 1));
        assert_eq!(at(1), (1, 1), "inside a character");
        assert_eq!(at(2), (1, 2));
        assert_eq!(at(7), (2, 1));
        assert_eq!(at(99), (2, 3));
    }

    #[test]
    fn the_nearest_word_is_suggested_only_when_it_is_near() {
        let known = ["title", "summary", "minutes"];
        assert_eq!(nearest("titel", known), Some("title"));
        assert_eq!(nearest("colour", known), None);
        assert_eq!(
            suggest("colour", known),
            "known: `minutes`, `summary`, `title`"
        );
    }
}
