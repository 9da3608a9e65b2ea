//! A connection to either database: runs a statement, hands its rows over as numbers and text, and writes it down.

use std::time::Instant;

use sqlx::{
    Column, Database, Executor, Postgres, Row as _, Sqlite, Transaction, TypeInfo, ValueRef,
    pool::PoolConnection, postgres::PgRow, sqlite::SqliteRow,
};

use crate::{
    sql::{Log, Param},
    store::Fault,
};

/// The connections there are.
#[derive(Debug)]
pub(super) enum Pool {
    /// SQLite takes one writer at a time; readers do not disturb it.
    Sqlite {
        write: sqlx::Pool<Sqlite>,
        read: sqlx::Pool<Sqlite>,
    },
    Postgres(sqlx::Pool<Postgres>),
}

impl Pool {
    pub fn engine(&self) -> &'static str {
        match self {
            Self::Sqlite { .. } => "SQLite",
            Self::Postgres(_) => "PostgreSQL",
        }
    }

    /// A connection outside of any transaction.
    pub async fn reader<'a>(&self, log: &'a Log) -> Result<Reader<'a>, Fault> {
        let link = match self {
            Self::Sqlite { read, .. } => read.acquire().await.map(Link::Sqlite),
            Self::Postgres(pool) => pool.acquire().await.map(Link::Postgres),
        };
        let link = link.map_err(|error| fault_of(&error))?;
        Ok(Reader { link, log })
    }

    /// A transaction. In SQLite it is the only one from its beginning: one that began as a reader could not go on as
    /// a writer while another writes.
    pub async fn writer<'a>(&self, log: &'a Log) -> Result<Reader<'a>, Fault> {
        let started = Instant::now();
        let (sql, link) = match self {
            Self::Sqlite { write, .. } => {
                let sql = "BEGIN IMMEDIATE";
                (sql, write.begin_with(sql).await.map(Link::SqliteWrite))
            }
            Self::Postgres(pool) => ("BEGIN", pool.begin().await.map(Link::PostgresWrite)),
        };
        log.note(sql, &[], 0, started.elapsed());
        let link = link.map_err(|error| fault_of(&error))?;
        Ok(Reader { link, log })
    }

    pub async fn close(&self) {
        match self {
            Self::Sqlite { write, read } => {
                read.close().await;
                write.close().await;
            }
            Self::Postgres(pool) => pool.close().await,
        }
    }
}

enum Link {
    Sqlite(PoolConnection<Sqlite>),
    SqliteWrite(Transaction<'static, Sqlite>),
    Postgres(PoolConnection<Postgres>),
    PostgresWrite(Transaction<'static, Postgres>),
}

/// A connection with the log that its statements go to. Without [`Reader::commit`], a transaction is undone.
pub(super) struct Reader<'a> {
    link: Link,
    log: &'a Log,
}

impl Reader<'_> {
    /// All rows of a statement.
    pub async fn rows(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
    ) -> Result<Vec<Row>, Fault> {
        let started = Instant::now();
        let rows = match &mut self.link {
            Link::Sqlite(it) => sqlite_rows(it, sql, params).await,
            Link::SqliteWrite(it) => sqlite_rows(it, sql, params).await,
            Link::Postgres(it) => postgres_rows(it, sql, params).await,
            Link::PostgresWrite(it) => postgres_rows(it, sql, params).await,
        };
        let count = rows.as_ref().map_or(0, |it| it.len() as u64);
        self.log.note(sql, params, count, started.elapsed());
        rows.map_err(|error| fault_of(&error))
    }

    /// The first row of a statement.
    pub async fn row(
        &mut self,
        sql: &'static str,
        params: &[Param<'_>],
    ) -> Result<Option<Row>, Fault> {
        Ok(self.rows(sql, params).await?.into_iter().next())
    }

    /// Runs a statement that changes something; how many rows it changed.
    pub async fn run(&mut self, sql: &'static str, params: &[Param<'_>]) -> Result<u64, Fault> {
        let started = Instant::now();
        let changed = match &mut self.link {
            Link::Sqlite(it) => sqlite_run(it, sql, params).await,
            Link::SqliteWrite(it) => sqlite_run(it, sql, params).await,
            Link::Postgres(it) => postgres_run(it, sql, params).await,
            Link::PostgresWrite(it) => postgres_run(it, sql, params).await,
        };
        let count = changed.as_ref().copied().unwrap_or_default();
        self.log.note(sql, params, count, started.elapsed());
        changed.map_err(|error| fault_of(&error))
    }

    /// Makes what was done last; for a connection outside of a transaction there is nothing to do.
    pub async fn commit(self) -> Result<(), Fault> {
        let started = Instant::now();
        let done = match self.link {
            Link::SqliteWrite(it) => it.commit().await,
            Link::PostgresWrite(it) => it.commit().await,
            Link::Sqlite(_) | Link::Postgres(_) => return Ok(()),
        };
        self.log.note("COMMIT", &[], 0, started.elapsed());
        done.map_err(|error| fault_of(&error))
    }
}

/// The statement with its parameters, for either database.
macro_rules! with_params {
    ($sql:expr, $params:expr) => {
        $params
            .iter()
            .fold(sqlx::query($sql), |query, param| match *param {
                Param::Int(it) => query.bind(it),
                Param::MaybeInt(it) => query.bind(it),
                Param::Text(it) | Param::Secret(it) => query.bind(it),
            })
    };
}

async fn sqlite_rows(
    link: &mut <Sqlite as Database>::Connection,
    sql: &'static str,
    params: &[Param<'_>],
) -> sqlx::Result<Vec<Row>> {
    let rows = link.fetch_all(with_params!(sql, params)).await?;
    rows.iter().map(sqlite_row).collect()
}

async fn postgres_rows(
    link: &mut <Postgres as Database>::Connection,
    sql: &'static str,
    params: &[Param<'_>],
) -> sqlx::Result<Vec<Row>> {
    let rows = link.fetch_all(with_params!(sql, params)).await?;
    rows.iter().map(postgres_row).collect()
}

async fn sqlite_run(
    link: &mut <Sqlite as Database>::Connection,
    sql: &'static str,
    params: &[Param<'_>],
) -> sqlx::Result<u64> {
    let done = link.execute(with_params!(sql, params)).await?;
    Ok(done.rows_affected())
}

async fn postgres_run(
    link: &mut <Postgres as Database>::Connection,
    sql: &'static str,
    params: &[Param<'_>],
) -> sqlx::Result<u64> {
    let done = link.execute(with_params!(sql, params)).await?;
    Ok(done.rows_affected())
}

/// A row, as far as this server's tables need it.
pub(super) struct Row(Vec<Cell>);

enum Cell {
    Null,
    Int(i64),
    Text(String),
}

fn sqlite_row(row: &SqliteRow) -> sqlx::Result<Row> {
    let cell = |at: usize| {
        let value = row.try_get_raw(at)?;
        let kind = value.type_info();
        Ok(match kind.name() {
            _ if value.is_null() => Cell::Null,
            "INTEGER" => Cell::Int(row.try_get(at)?),
            _ => Cell::Text(row.try_get(at)?),
        })
    };
    (0..row.columns().len())
        .map(cell)
        .collect::<sqlx::Result<_>>()
        .map(Row)
}

fn postgres_row(row: &PgRow) -> sqlx::Result<Row> {
    let cell = |at: usize| {
        if row.try_get_raw(at)?.is_null() {
            return Ok(Cell::Null);
        }
        Ok(match row.columns()[at].type_info().name() {
            "INT8" => Cell::Int(row.try_get(at)?),
            _ => Cell::Text(row.try_get(at)?),
        })
    };
    (0..row.columns().len())
        .map(cell)
        .collect::<sqlx::Result<_>>()
        .map(Row)
}

impl Row {
    /// The number in a column, counted from 0.
    pub fn int(&self, at: usize) -> Result<i64, Fault> {
        self.maybe_int(at)?.ok_or_else(|| misread(at))
    }

    /// The number in a column, or nothing for `NULL`.
    pub fn maybe_int(&self, at: usize) -> Result<Option<i64>, Fault> {
        match self.0.get(at) {
            Some(Cell::Int(number)) => Ok(Some(*number)),
            Some(Cell::Null) => Ok(None),
            _ => Err(misread(at)),
        }
    }

    /// The text in a column.
    pub fn text(&self, at: usize) -> Result<String, Fault> {
        match self.0.get(at) {
            Some(Cell::Text(text)) => Ok(text.clone()),
            _ => Err(misread(at)),
        }
    }
}

fn misread(at: usize) -> Fault {
    tracing::error!("column {at} of a row holds something else than its table says");
    Fault::Broken
}

/// What an error means to a client. The error itself goes to the log.
pub(super) fn fault_of(error: &sqlx::Error) -> Fault {
    let passing = match error {
        sqlx::Error::Database(it) => it.code().is_some_and(|code| is_passing(&code)),
        sqlx::Error::Migrate(it) => match &**it {
            sqlx::migrate::MigrateError::Execute(inner) => {
                return fault_of(inner);
            }
            _ => false,
        },
        sqlx::Error::Io(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        _ => false,
    };
    if passing {
        tracing::warn!("the database does not answer: {error}");
        Fault::Unavailable
    } else {
        tracing::error!("the database answers what it should not: {error}");
        Fault::Broken
    }
}

/// Whether an error of the database goes by itself or is mended by its operator, so that trying again makes sense.
fn is_passing(code: &str) -> bool {
    if let Ok(sqlite) = code.parse::<u32>()
        && code.len() < 5
    {
        // The low byte is the primary code: BUSY, LOCKED, READONLY, IOERR, FULL, CANTOPEN.
        return matches!(sqlite & 0xff, 5 | 6 | 8 | 10 | 13 | 14);
    }
    // PostgreSQL, by class: connection, rollback for others' sake, resources, intervention, system error. A statement
    // that was cancelled (57014) had its deadline.
    ["08", "40", "53", "57", "58"]
        .iter()
        .any(|class| code.starts_with(class))
        || code == "55P03"
}
