//! Notes: the resource of the lessons on creating, reading, changing and deleting.

use super::{
    Asker, Page, Pending, Slice,
    quota::{ROW, bytes},
};

/// What a client says of a note.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NoteDraft {
    /// The title.
    pub title: String,
    /// The text.
    pub text: String,
}

impl NoteDraft {
    /// What it costs.
    pub(crate) fn bytes(&self) -> i64 {
        ROW + bytes(&[&self.title, &self.text])
    }
}

/// A note as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Note {
    /// Counts from 1 for each visitor; never given out twice.
    pub id: i64,
    /// Counts the changes, from 1.
    pub version: i64,
    /// The title.
    pub title: String,
    /// The text.
    pub text: String,
    /// Milliseconds since 1970.
    pub created_ms: i64,
    /// Milliseconds since 1970.
    pub updated_ms: i64,
}

impl Note {
    /// Its entity tag, in quotes: another one after every change.
    pub fn etag(&self) -> String {
        Self::etag_of(self.id, self.version)
    }

    /// What it costs.
    pub(crate) fn bytes(&self) -> i64 {
        ROW + bytes(&[&self.title, &self.text])
    }

    /// The entity tag of a version of a note.
    pub(crate) fn etag_of(id: i64, version: i64) -> String {
        format!("\"{id}.{version}\"")
    }
}

/// Keeps notes.
pub trait Notes: Send + Sync + 'static {
    /// Stores a new note.
    fn add_note<'a>(&'a self, by: &'a Asker, draft: NoteDraft) -> Pending<'a, Note>;

    /// A note; `Missing` where there never was one, `Gone` after it was deleted.
    fn note<'a>(&'a self, by: &'a Asker, id: i64) -> Pending<'a, Note>;

    /// Part of the list of notes.
    fn notes<'a>(&'a self, by: &'a Asker, page: Page) -> Pending<'a, Slice<Note>>;

    /// Stores a note anew; with a `version` only if that is still the current one, else it is `Stale`.
    fn replace_note<'a>(
        &'a self,
        by: &'a Asker,
        id: i64,
        version: Option<i64>,
        draft: NoteDraft,
    ) -> Pending<'a, Note>;

    /// Deletes a note; with a `version` as for replacing it.
    fn delete_note<'a>(&'a self, by: &'a Asker, id: i64, version: Option<i64>) -> Pending<'a, ()>;
}
