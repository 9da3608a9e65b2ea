//! Notes in memory.

use super::{Lab, Memory, lab::slice};
use crate::store::{Asker, Fault, Note, NoteDraft, Notes, Page, Pending, Slice, Thing};

impl Notes for Memory {
    fn add_note<'a>(&'a self, by: &'a Asker, draft: NoteDraft) -> Pending<'a, Note> {
        self.write(by, "add a note", |lab, limits| {
            lab.usage.charge(1, draft.bytes(), limits)?;
            lab.last_note += 1;
            let note = Note {
                id: lab.last_note,
                version: 1,
                title: draft.title,
                text: draft.text,
                created_ms: by.now_ms,
                updated_ms: by.now_ms,
            };
            lab.notes.insert(note.id, note.clone());
            Ok(note)
        })
    }

    fn note<'a>(&'a self, by: &'a Asker, id: i64) -> Pending<'a, Note> {
        self.read(by, "look up a note", |lab| {
            lab.notes.get(&id).cloned().ok_or_else(|| absent(lab, id))
        })
    }

    fn notes<'a>(&'a self, by: &'a Asker, page: Page) -> Pending<'a, Slice<Note>> {
        self.read(by, "list notes", |lab| Ok(slice(&lab.notes, page)))
    }

    fn replace_note<'a>(
        &'a self,
        by: &'a Asker,
        id: i64,
        version: Option<i64>,
        draft: NoteDraft,
    ) -> Pending<'a, Note> {
        self.write(by, "replace a note", |lab, limits| {
            let before = current(lab, id, version)?;
            let more = draft.bytes() - before.bytes();
            lab.usage.charge(0, more, limits)?;
            let note = Note {
                version: before.version + 1,
                title: draft.title,
                text: draft.text,
                updated_ms: by.now_ms,
                ..before
            };
            lab.notes.insert(id, note.clone());
            Ok(note)
        })
    }

    fn delete_note<'a>(&'a self, by: &'a Asker, id: i64, version: Option<i64>) -> Pending<'a, ()> {
        self.write(by, "delete a note", |lab, limits| {
            let before = current(lab, id, version)?;
            lab.usage.charge(-1, -before.bytes(), limits)?;
            lab.notes.remove(&id);
            Ok(())
        })
    }
}

/// A note that is there, in the version asked for.
fn current(lab: &Lab, id: i64, version: Option<i64>) -> Result<Note, Fault> {
    let note = lab.notes.get(&id).ok_or_else(|| absent(lab, id))?;
    if version.is_some_and(|it| it != note.version) {
        return Err(Fault::Stale {
            current: note.etag(),
        });
    }
    Ok(note.clone())
}

fn absent(lab: &Lab, id: i64) -> Fault {
    let thing = Thing::Note;
    if (1..=lab.last_note).contains(&id) {
        Fault::Gone { thing, id }
    } else {
        Fault::Missing { thing, id }
    }
}
