//! PostgreSQL: another process, perhaps on another machine, which may go and come back.

use std::time::Duration;

use sqlx::{pool::PoolOptions, postgres::PgConnectOptions};

use super::{ACQUIRE, DEADLINE, OpenError, link::Pool};

/// Connections of one server. PostgreSQL allows 100 in all unless told otherwise.
const CONNECTIONS: u32 = 10;

/// Connections to a database, made when they are wanted. The database itself ends what takes longer than it may.
///
/// # Errors
/// When the address is none. It is not repeated: there may be a password in it.
pub(super) fn pool(address: &str) -> Result<Pool, OpenError> {
    let is_postgres = ["postgres://", "postgresql://"]
        .iter()
        .any(|it| address.starts_with(it));
    if !is_postgres {
        let why = "it must begin with postgres://".to_owned();
        return Err(OpenError::Address(why));
    }
    let options: PgConnectOptions = address
        .parse()
        .map_err(|error: sqlx::Error| OpenError::Address(error.to_string()))?;
    let deadline = DEADLINE.as_millis().to_string();
    let options = options.application_name("roundtrip").options([
        ("statement_timeout", &deadline),
        ("idle_in_transaction_session_timeout", &deadline),
    ]);
    let pool = PoolOptions::new()
        .max_connections(CONNECTIONS)
        .acquire_timeout(ACQUIRE)
        .idle_timeout(Duration::from_mins(5))
        .connect_lazy_with(options);
    Ok(Pool::Postgres(pool))
}
