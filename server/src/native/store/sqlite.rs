//! SQLite: a file in a folder that one server at a time may use.
//!
//! An acknowledged change survives a crash of the process and of the machine: the write-ahead log is flushed to the
//! disk at every commit (`synchronous=FULL`).

use std::{
    env,
    fs::{self, File, TryLockError},
    path::{Path, PathBuf},
    time::Duration,
};

use sqlx::{
    pool::PoolOptions,
    sqlite::{SqliteConnectOptions, SqliteJournalMode, SqliteSynchronous},
};
use tempfile::TempDir;

use super::{ACQUIRE, OpenError, link::Pool};

/// Connections that read at the same time.
const READERS: u32 = 4;

/// The file whose lock says that somebody uses the folder.
const LOCK: &str = "roundtrip.lock";

/// The folder of the file, held for as long as the server runs.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
    _lock: File,
    _temporary: Option<TempDir>,
}

impl Folder {
    /// The folder, made where it is missing; a temporary one where none is named.
    pub fn open(folder: Option<&Path>) -> Result<Self, OpenError> {
        let (path, temporary) = match folder {
            Some(folder) => (folder.to_owned(), None),
            None => temporary()?,
        };
        let shown = path.display().to_string();
        let fails = |cause| OpenError::Folder {
            folder: shown.clone(),
            cause,
        };
        fs::create_dir_all(&path).map_err(fails)?;
        let lock = File::create(path.join(LOCK)).map_err(fails)?;
        match lock.try_lock() {
            Ok(()) => Ok(Self {
                path,
                _lock: lock,
                _temporary: temporary,
            }),
            Err(TryLockError::WouldBlock) => Err(OpenError::InUse(shown)),
            Err(TryLockError::Error(cause)) => Err(fails(cause)),
        }
    }

    /// The file.
    pub fn database(&self) -> PathBuf {
        self.path.join("roundtrip.db")
    }
}

/// What the names of temporary folders begin with.
const TEMPORARY: &str = "roundtrip-data-";

fn temporary() -> Result<(PathBuf, Option<TempDir>), OpenError> {
    remove_orphans();
    let made = tempfile::Builder::new().prefix(TEMPORARY).tempdir();
    let folder = made.map_err(|cause| OpenError::Folder {
        folder: env::temp_dir().display().to_string(),
        cause,
    })?;
    Ok((folder.path().to_owned(), Some(folder)))
}

/// Removes temporary folders of servers that were killed: nobody holds their locks. One that was made just now may not
/// be locked yet. What cannot be removed is left to the operating system.
fn remove_orphans() {
    let entries = fs::read_dir(env::temp_dir())
        .into_iter()
        .flatten()
        .flatten();
    let ours = entries.filter(|it| it.file_name().to_string_lossy().starts_with(TEMPORARY));
    for folder in ours.take(100) {
        if folder.file_type().is_ok_and(|it| it.is_dir()) && is_orphan(&folder.path()) {
            let _ = fs::remove_dir_all(folder.path());
        }
    }
}

fn is_orphan(folder: &Path) -> bool {
    const YOUNG: Duration = Duration::from_mins(1);

    let Ok(lock) = File::open(folder.join(LOCK)) else {
        return false;
    };
    let made = lock.metadata().and_then(|it| it.modified()).ok();
    let age = made.and_then(|it| it.elapsed().ok()).unwrap_or_default();
    age > YOUNG && lock.try_lock().is_ok()
}

/// Connections to the file, made when they are wanted.
pub(super) fn pool(file: &Path) -> Pool {
    let options = SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .foreign_keys(true)
        .busy_timeout(ACQUIRE)
        .pragma("cache_size", "-512");
    let connections = |most| {
        PoolOptions::new()
            .max_connections(most)
            .acquire_timeout(ACQUIRE)
            .idle_timeout(Duration::from_mins(5))
    };
    Pool::Sqlite {
        write: connections(1).connect_lazy_with(options.clone()),
        read: connections(READERS).connect_lazy_with(options.pragma("query_only", "1")),
    }
}
