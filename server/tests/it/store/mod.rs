//! The store: what it promises, held against memory, SQLite and PostgreSQL alike.

mod catalogue;
mod databases;
mod limits;
mod notes;
mod outage;
mod posts;
mod sessions;
mod shop;

use std::sync::Arc;

use server::{
    native::store::Database,
    sql::Log,
    store::{Asker, Key, Limits, Memory, NoteDraft, Store},
    visitor::VisitorId,
};
use tempfile::TempDir;

use crate::postgres::Postgres;

/// Some time of day, in milliseconds.
const NOW: i64 = 1_767_323_045_678;

/// A store to try, and what it needs to stay.
struct Tried {
    store: Arc<dyn Store>,
    _folder: Option<TempDir>,
}

impl Tried {
    fn memory(limits: Limits) -> Self {
        Self {
            store: Arc::new(Memory::new(limits)),
            _folder: None,
        }
    }

    async fn sqlite(limits: Limits) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Database::sqlite(Some(folder.path()), limits).await.unwrap();
        Self {
            store: Arc::new(store),
            _folder: Some(folder),
        }
    }

    async fn postgres(limits: Limits) -> Self {
        let address = Postgres::shared().new_database();
        let store = Database::postgres(&address, limits).await.unwrap();
        Self {
            store: Arc::new(store),
            _folder: None,
        }
    }
}

/// Tests, each with each of the stores. A test is a function that is given an empty store.
macro_rules! on_every_store {
    ($limits:expr, $($name:ident),* $(,)?) => {
        mod memory {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let tried = crate::store::Tried::memory($limits);
                super::$name(std::sync::Arc::clone(&tried.store)).await;
            })*
        }
        mod sqlite {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let tried = crate::store::Tried::sqlite($limits).await;
                super::$name(std::sync::Arc::clone(&tried.store)).await;
            })*
        }
        #[cfg(unix)]
        mod postgres {
            $(#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
            async fn $name() {
                let tried = crate::store::Tried::postgres($limits).await;
                super::$name(std::sync::Arc::clone(&tried.store)).await;
            })*
        }
    };
}
use on_every_store;

/// A visitor, at [`NOW`].
fn visitor(number: u128) -> Asker {
    Asker {
        visitor: VisitorId::new(number),
        now_ms: NOW,
        log: Log::default(),
    }
}

/// The same visitor, later.
fn later(by: &Asker, ms: i64) -> Asker {
    Asker {
        now_ms: by.now_ms + ms,
        ..by.clone()
    }
}

fn key(key: &str, request: &str) -> Key {
    Key {
        key: key.to_owned(),
        fingerprint: request.to_owned(),
    }
}

fn draft(title: &str) -> NoteDraft {
    NoteDraft {
        title: title.to_owned(),
        text: String::new(),
    }
}
