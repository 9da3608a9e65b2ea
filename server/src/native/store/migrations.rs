//! Makes the tables, and changes them when a newer server needs others: files in `server/migrations`, in order, each
//! once and in a transaction of its own. Several servers may start at once.

use sqlx::{
    SqlSafeStr,
    migrate::{Migration, MigrationType, Migrator},
};

use super::link::Pool;

const FILES: [(i64, &str, &str); 2] = [
    (
        1,
        "tables",
        include_str!("../../../migrations/0001_tables.sql"),
    ),
    (
        2,
        "catalogue",
        include_str!("../../../migrations/0002_catalogue.sql"),
    ),
];

/// Runs what has not been run.
pub(super) async fn run(pool: &Pool) -> Result<(), sqlx::Error> {
    let migrations = FILES.map(|(version, what, sql)| {
        let kind = MigrationType::Simple;
        Migration::new(version, what.into(), kind, sql.into_sql_str(), false)
    });
    let migrator = Migrator::with_migrations(migrations.into());
    let done = match pool {
        Pool::Sqlite { write, .. } => migrator.run(write).await,
        Pool::Postgres(pool) => migrator.run(pool).await,
    };
    done.map_err(sqlx::Error::from)
}
