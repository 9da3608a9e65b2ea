//! Sessions in a database.

use super::Database;
use crate::{
    sql::Param,
    store::{Asker, Fault, MAX_SESSIONS, Pending, Session, Sessions},
    visitor::VisitorId,
};

impl Sessions for Database {
    fn open_session<'a>(
        &'a self,
        by: &'a Asker,
        digest: &'a str,
        session: Session,
    ) -> Pending<'a, ()> {
        Box::pin(self.within(async move {
            let mut visit = self.visit(by).await?;
            // All but the newest: with the one that comes now, there are as many as there may be.
            let sql = "DELETE FROM sessions WHERE visitor = $1 AND digest IN \
                 (SELECT digest FROM sessions WHERE visitor = $1 \
                  ORDER BY created_ms DESC, digest DESC LIMIT 1000 OFFSET $2) \
                 RETURNING digest, account, created_ms, expires_ms";
            let kept = i64::try_from(MAX_SESSIONS - 1).map_err(|_| Fault::Broken)?;
            for row in visit
                .rows(sql, &[visit.visitor(), Param::Int(kept)])
                .await?
            {
                visit.charge(-1, -session_of(&row)?.bytes(&row.text(0)?))?;
            }
            visit.charge(1, session.bytes(digest))?;
            let sql = "INSERT INTO sessions (digest, visitor, account, created_ms, expires_ms) \
                 VALUES ($1, $2, $3, $4, $5)";
            let params = [
                Param::Secret(digest),
                visit.visitor(),
                Param::Text(&session.account),
                Param::Int(session.created_ms),
                Param::Int(session.expires_ms),
            ];
            visit.run(sql, &params).await?;
            visit.commit().await
        }))
    }

    fn session<'a>(&'a self, by: &'a Asker, digest: &'a str) -> Pending<'a, Option<Session>> {
        Box::pin(self.within(async move {
            let sql =
                "SELECT digest, account, created_ms, expires_ms FROM sessions WHERE digest = $1";
            let mut link = self.reader(by).await?;
            let row = link.row(sql, &[Param::Secret(digest)]).await?;
            row.as_ref().map(session_of).transpose()
        }))
    }

    fn close_session<'a>(&'a self, by: &'a Asker, digest: &'a str) -> Pending<'a, ()> {
        Box::pin(self.within(async move {
            let sql = "SELECT visitor FROM sessions WHERE digest = $1";
            let mut link = self.reader(by).await?;
            let Some(row) = link.row(sql, &[Param::Secret(digest)]).await? else {
                return Ok(());
            };
            drop(link);
            // A token may be brought by somebody else than who logged in: the account is that of the latter.
            let visitor = VisitorId::parse(&row.text(0)?).ok_or(Fault::Broken)?;
            let owner = Asker {
                visitor,
                ..by.clone()
            };
            let mut visit = self.visit(&owner).await?;
            let sql = "DELETE FROM sessions WHERE digest = $1 \
                 RETURNING digest, account, created_ms, expires_ms";
            if let Some(row) = visit.row(sql, &[Param::Secret(digest)]).await? {
                visit.charge(-1, -session_of(&row)?.bytes(digest))?;
            }
            visit.commit().await
        }))
    }
}

fn session_of(row: &super::link::Row) -> Result<Session, Fault> {
    Ok(Session {
        account: row.text(1)?,
        created_ms: row.int(2)?,
        expires_ms: row.int(3)?,
    })
}
