//! The store in a database: SQLite in a file, or PostgreSQL. Both are spoken to in the same SQL; what differs is in
//! `sqlite`, `postgres` and `link`.
//!
//! Every operation has [`DEADLINE`], and is a transaction where it changes something. A database that does not answer
//! is [`Fault::Unavailable`] for as long as that lasts: connections are made anew when they are wanted.

mod keys;
mod link;
mod migrations;
mod notes;
mod postgres;
mod posts;
mod sessions;
mod shop;
mod sqlite;
mod visit;

use std::{future::Future, path::Path, time::Duration};

use tokio::sync::OnceCell;

use self::{
    link::{Pool, Reader, fault_of},
    visit::Visit,
};
use crate::{
    sql::{Log, Param},
    store::{Asker, Fault, KEPT_MS, Limits, Pending, Store, Swept, Usage},
};

/// The longest that an operation may take, waiting for a connection included.
pub const DEADLINE: Duration = Duration::from_secs(5);

/// The longest wait for a connection: its part of [`DEADLINE`].
const ACQUIRE: Duration = Duration::from_secs(2);

/// Why a database cannot be used at all: said at start, in one line.
#[derive(Debug, thiserror::Error)]
pub enum OpenError {
    /// The data folder cannot be made or written.
    #[error("the data folder {folder} cannot be used: {cause}")]
    Folder {
        /// The folder.
        folder: String,
        /// What the operating system says.
        cause: std::io::Error,
    },
    /// Another server has the data folder open.
    #[error(
        "another Roundtrip uses the data folder {0}. End it, or choose another folder: --data <folder>"
    )]
    InUse(String),
    /// The address of the database is no such address.
    #[error(
        "--database must be the address of a PostgreSQL database, as in postgres://user:password@127.0.0.1:5432/roundtrip ({0})"
    )]
    Address(String),
    /// The database is there, and does not let us work.
    #[error("the database refuses: {0}")]
    Refused(String),
}

/// Keeps everything in a database.
#[derive(Debug)]
pub struct Database {
    pool: Pool,
    limits: Limits,
    /// Filled once the tables are there.
    tables: OnceCell<()>,
    /// Goes last: what holds the folder of a file.
    _folder: Option<sqlite::Folder>,
}

impl Database {
    /// SQLite in a file. Without a folder it is a temporary one, which goes when the server ends.
    ///
    /// # Errors
    /// When the folder cannot be written or is in use, or what is in it is no database of ours.
    pub async fn sqlite(folder: Option<&Path>, limits: Limits) -> Result<Self, OpenError> {
        let folder = sqlite::Folder::open(folder)?;
        let database = Self {
            pool: sqlite::pool(&folder.database()),
            limits,
            tables: OnceCell::new(),
            _folder: Some(folder),
        };
        match database.prepare().await {
            Ok(()) => Ok(database),
            Err(error) => Err(OpenError::Refused(error.to_string())),
        }
    }

    /// PostgreSQL at an address. Where it does not answer, that is logged and tried again with the first request that
    /// needs it.
    ///
    /// # Errors
    /// When the address is none, or the database answers and refuses.
    pub async fn postgres(address: &str, limits: Limits) -> Result<Self, OpenError> {
        let database = Self {
            pool: postgres::pool(address)?,
            limits,
            tables: OnceCell::new(),
            _folder: None,
        };
        match tokio::time::timeout(DEADLINE, database.prepare()).await {
            Ok(Ok(())) => {}
            Ok(Err(error)) if fault_of(&error) != Fault::Unavailable => {
                return Err(OpenError::Refused(error.to_string()));
            }
            Ok(Err(_)) | Err(_) => tracing::warn!(
                "the database does not answer yet: until it does, what needs it is answered with 503"
            ),
        }
        Ok(database)
    }

    /// Closes all connections, so that the database is left tidy.
    pub async fn close(&self) {
        let _ = tokio::time::timeout(ACQUIRE, self.pool.close()).await;
    }

    /// How SQLite keeps what is written: its journal mode, and how it flushes (2 is `FULL`). `None` for PostgreSQL.
    pub async fn sqlite_settings(&self) -> Option<(String, i64)> {
        let log = Log::default();
        let mut link = self.pool.writer(&log).await.ok()?;
        let journal = link.row("PRAGMA journal_mode", &[]).await.ok()??;
        let flush = link.row("PRAGMA synchronous", &[]).await.ok()??;
        Some((journal.text(0).ok()?, flush.int(0).ok()?))
    }

    /// Makes sure of the tables, once.
    async fn prepare(&self) -> Result<(), sqlx::Error> {
        let made = self.tables.get_or_try_init(|| migrations::run(&self.pool));
        made.await.copied()
    }

    /// Whatever the tables need, then `work`, all within [`DEADLINE`].
    async fn within<T>(&self, work: impl Future<Output = Result<T, Fault>>) -> Result<T, Fault> {
        let all = async {
            self.prepare().await.map_err(|error| fault_of(&error))?;
            work.await
        };
        tokio::time::timeout(DEADLINE, all)
            .await
            .unwrap_or_else(|_| {
                tracing::warn!("the database did not answer within {DEADLINE:?}");
                Err(Fault::Unavailable)
            })
    }

    /// A connection to read on.
    async fn reader<'a>(&self, by: &'a Asker) -> Result<Reader<'a>, Fault> {
        self.pool.reader(&by.log).await
    }

    /// A transaction that holds the visitor's data.
    async fn visit<'a>(&'a self, by: &'a Asker) -> Result<Visit<'a>, Fault> {
        Visit::begin(&self.pool, &self.limits, by).await
    }
}

impl Store for Database {
    fn engine(&self) -> &'static str {
        self.pool.engine()
    }

    fn ping(&self) -> Pending<'_, ()> {
        Box::pin(self.within(async {
            let log = Log::default();
            // Of the one type of numbers that is read from both databases.
            let sql = "SELECT CAST(1 AS BIGINT)";
            let answered = self.pool.reader(&log).await?.row(sql, &[]).await;
            answered.map(drop)
        }))
    }

    fn usage<'a>(&'a self, by: &'a Asker) -> Pending<'a, (Usage, Limits)> {
        Box::pin(self.within(async {
            let sql = "SELECT row_count, byte_count FROM visitors WHERE id = $1";
            let visitor = Param::Secret(by.visitor.as_str());
            let row = self.reader(by).await?.row(sql, &[visitor]).await?;
            let usage = match row {
                Some(row) => Usage {
                    rows: row.int(0)?,
                    bytes: row.int(1)?,
                },
                None => Usage::default(),
            };
            Ok((usage, self.limits))
        }))
    }

    fn sweep(&self, now_ms: i64) -> Pending<'_, Swept> {
        Box::pin(async move {
            let mut swept = Swept::default();
            loop {
                let some = self.within(self.sweep_some(now_ms)).await?;
                swept.visitors += some;
                if some == 0 {
                    return Ok(swept);
                }
            }
        })
    }
}

impl Database {
    /// A few visitors at a time, so that nobody waits long for the database.
    async fn sweep_some(&self, now_ms: i64) -> Result<u64, Fault> {
        let log = Log::default();
        let mut link = self.pool.writer(&log).await?;
        let sql = "DELETE FROM visitors WHERE seen_ms <= $1 AND id IN \
             (SELECT id FROM visitors WHERE seen_ms <= $1 ORDER BY seen_ms LIMIT 100)";
        let gone = link.run(sql, &[Param::Int(now_ms - KEPT_MS)]).await?;
        link.commit().await?;
        Ok(gone)
    }
}
