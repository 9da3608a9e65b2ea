//! Notes in a database.

use super::{Database, link::Row, visit::Visit};
use crate::{
    sql::Param,
    store::{Asker, Fault, Note, NoteDraft, Notes, Page, Pending, Slice, Thing},
};

impl Notes for Database {
    fn add_note<'a>(&'a self, by: &'a Asker, draft: NoteDraft) -> Pending<'a, Note> {
        Box::pin(self.within(async move {
            let mut visit = self.visit(by).await?;
            visit.charge(1, draft.bytes())?;
            visit.last_note += 1;
            let sql = "INSERT INTO notes (visitor, id, version, title, body, created_ms, updated_ms) \
                 VALUES ($1, $2, 1, $3, $4, $5, $5) \
                 RETURNING id, version, title, body, created_ms, updated_ms";
            let params = [
                visit.visitor(),
                Param::Int(visit.last_note),
                Param::Text(&draft.title),
                Param::Text(&draft.text),
                Param::Int(by.now_ms),
            ];
            let row = visit.row(sql, &params).await?.ok_or(Fault::Broken)?;
            visit.commit().await?;
            note_of(&row)
        }))
    }

    fn note<'a>(&'a self, by: &'a Asker, id: i64) -> Pending<'a, Note> {
        Box::pin(self.within(async move {
            let mut link = self.reader(by).await?;
            let visitor = Param::Secret(by.visitor.as_str());
            let sql = "SELECT id, version, title, body, created_ms, updated_ms FROM notes \
                 WHERE visitor = $1 AND id = $2";
            if let Some(row) = link.row(sql, &[visitor, Param::Int(id)]).await? {
                return note_of(&row);
            }
            let sql = "SELECT last_note FROM visitors WHERE id = $1";
            let last = match link.row(sql, &[visitor]).await? {
                Some(row) => row.int(0)?,
                None => 0,
            };
            Err(absent(id, last))
        }))
    }

    fn notes<'a>(&'a self, by: &'a Asker, page: Page) -> Pending<'a, Slice<Note>> {
        Box::pin(self.within(async move {
            let sql = "SELECT id, version, title, body, created_ms, updated_ms FROM notes \
                 WHERE visitor = $1 AND id > $2 ORDER BY id LIMIT $3";
            let params = [
                Param::Secret(by.visitor.as_str()),
                Param::Int(page.after),
                Param::Int(i64::from(page.limit) + 1),
            ];
            let rows = self.reader(by).await?.rows(sql, &params).await?;
            let notes = rows.iter().map(note_of).collect::<Result<_, _>>()?;
            Ok(Slice::of(notes, page.limit))
        }))
    }

    fn replace_note<'a>(
        &'a self,
        by: &'a Asker,
        id: i64,
        version: Option<i64>,
        draft: NoteDraft,
    ) -> Pending<'a, Note> {
        Box::pin(self.within(async move {
            let mut visit = self.visit(by).await?;
            let before = current(&mut visit, id, version).await?;
            visit.charge(0, draft.bytes() - before.bytes())?;
            let sql = "UPDATE notes SET version = version + 1, title = $3, body = $4, updated_ms = $5 \
                 WHERE visitor = $1 AND id = $2 \
                 RETURNING id, version, title, body, created_ms, updated_ms";
            let params = [
                visit.visitor(),
                Param::Int(id),
                Param::Text(&draft.title),
                Param::Text(&draft.text),
                Param::Int(by.now_ms),
            ];
            let row = visit.row(sql, &params).await?.ok_or(Fault::Broken)?;
            visit.commit().await?;
            note_of(&row)
        }))
    }

    fn delete_note<'a>(&'a self, by: &'a Asker, id: i64, version: Option<i64>) -> Pending<'a, ()> {
        Box::pin(self.within(async move {
            let mut visit = self.visit(by).await?;
            let before = current(&mut visit, id, version).await?;
            visit.charge(-1, -before.bytes())?;
            let sql = "DELETE FROM notes WHERE visitor = $1 AND id = $2";
            visit.run(sql, &[visit.visitor(), Param::Int(id)]).await?;
            visit.commit().await
        }))
    }
}

/// A note that is there, in the version asked for.
async fn current(visit: &mut Visit<'_>, id: i64, version: Option<i64>) -> Result<Note, Fault> {
    let sql = "SELECT id, version, title, body, created_ms, updated_ms FROM notes \
         WHERE visitor = $1 AND id = $2";
    let row = visit.row(sql, &[visit.visitor(), Param::Int(id)]).await?;
    let Some(row) = row else {
        return Err(absent(id, visit.last_note));
    };
    let note = note_of(&row)?;
    if version.is_some_and(|it| it != note.version) {
        return Err(Fault::Stale {
            current: note.etag(),
        });
    }
    Ok(note)
}

/// Numbers are given out in order and once only, so one that is not there and was given out was deleted.
fn absent(id: i64, last: i64) -> Fault {
    let thing = Thing::Note;
    if (1..=last).contains(&id) {
        Fault::Gone { thing, id }
    } else {
        Fault::Missing { thing, id }
    }
}

fn note_of(row: &Row) -> Result<Note, Fault> {
    Ok(Note {
        id: row.int(0)?,
        version: row.int(1)?,
        title: row.text(2)?,
        text: row.text(3)?,
        created_ms: row.int(4)?,
        updated_ms: row.int(5)?,
    })
}
