//! A transaction that changes what one visitor has stored. It begins by locking the visitor's row, so that a
//! visitor's changes happen one after the other, and ends by writing the account back.

use super::link::{Pool, Reader, Row};
use crate::{
    sql::Param,
    store::{Asker, Fault, Limits, Usage},
};

/// The transaction. Without [`Visit::commit`], nothing happened.
pub(super) struct Visit<'a> {
    link: Reader<'a>,
    by: &'a Asker,
    limits: &'a Limits,
    usage: Usage,
    /// The numbers given out so far.
    pub last_note: i64,
    pub last_order: i64,
    pub last_payment: i64,
}

impl<'a> Visit<'a> {
    pub async fn begin(pool: &Pool, limits: &'a Limits, by: &'a Asker) -> Result<Self, Fault> {
        let mut link = pool.writer(&by.log).await?;
        let sql = "INSERT INTO visitors (id, seen_ms) VALUES ($1, $2) \
             ON CONFLICT (id) DO UPDATE SET seen_ms = excluded.seen_ms \
             RETURNING row_count, byte_count, last_note, last_order, last_payment";
        let params = [Param::Secret(by.visitor.as_str()), Param::Int(by.now_ms)];
        let row = link.row(sql, &params).await?.ok_or(Fault::Broken)?;
        let mut visit = Self {
            link,
            by,
            limits,
            usage: Usage {
                rows: row.int(0)?,
                bytes: row.int(1)?,
            },
            last_note: row.int(2)?,
            last_order: row.int(3)?,
            last_payment: row.int(4)?,
        };
        if visit.usage == Usage::default() {
            visit.make_room().await?;
        }
        Ok(visit)
    }

    /// Whose visit it is.
    pub fn visitor(&self) -> Param<'a> {
        Param::Secret(self.by.visitor.as_str())
    }

    /// When it is, in milliseconds since 1970.
    pub fn now_ms(&self) -> i64 {
        self.by.now_ms
    }

    /// All rows of a statement.
    pub async fn rows(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
    ) -> Result<Vec<Row>, Fault> {
        self.link.rows(sql, params).await
    }

    /// The first row of a statement.
    pub async fn row(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
    ) -> Result<Option<Row>, Fault> {
        self.link.row(sql, params).await
    }

    /// Runs a statement that changes something; how many rows it changed.
    pub async fn run(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<u64, Fault> {
        self.link.run(sql, params).await
    }

    /// Adds to the account; negative numbers give back.
    pub fn charge(&mut self, rows: i64, bytes: i64) -> Result<(), Fault> {
        self.usage.charge(rows, bytes, self.limits)
    }

    /// Makes it last.
    pub async fn commit(mut self) -> Result<(), Fault> {
        let sql = "UPDATE visitors SET row_count = $2, byte_count = $3, last_note = $4, \
             last_order = $5, last_payment = $6 WHERE id = $1";
        let params = [
            self.visitor(),
            Param::Int(self.usage.rows),
            Param::Int(self.usage.bytes),
            Param::Int(self.last_note),
            Param::Int(self.last_order),
            Param::Int(self.last_payment),
        ];
        self.link.run(sql, &params).await?;
        self.link.commit().await
    }

    /// For a visitor who may be new: where there are too many, the one idle for longest goes.
    async fn make_room(&mut self) -> Result<(), Fault> {
        let counted = self.row("SELECT count(*) FROM visitors", &[]).await?;
        if counted.ok_or(Fault::Broken)?.int(0)? <= self.limits.visitors {
            return Ok(());
        }
        let sql = "DELETE FROM visitors WHERE seen_ms <= $2 AND id = \
             (SELECT id FROM visitors WHERE id <> $1 AND seen_ms <= $2 ORDER BY seen_ms LIMIT 1)";
        let idle_since = Param::Int(self.by.now_ms - self.limits.evicted_after_ms);
        match self.run(sql, &[self.visitor(), idle_since]).await? {
            0 => Err(Fault::Crowded),
            _ => Ok(()),
        }
    }
}
