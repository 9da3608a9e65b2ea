//! What only a database can do: last, be locked, be absent.

use std::time::{Duration, Instant};

use server::{
    native::store::{DEADLINE, Database, OpenError},
    store::{Fault, Limits, Notes, Page, Shop, Store},
};
use sqlx::{Connection, Executor, PgConnection, SqliteConnection};

use super::{draft, visitor};
use crate::postgres::Postgres;

#[tokio::test]
async fn a_data_folder_keeps_what_was_stored() {
    let parent = tempfile::tempdir().unwrap();
    let folder = parent.path().join("made/when/missing");
    let open = async || Database::sqlite(Some(&folder), Limits::DISK).await.unwrap();
    let store = open().await;
    store.add_note(&visitor(1), draft("kept")).await.unwrap();
    store.close().await;
    drop(store);
    let note = open().await.note(&visitor(1), 1).await.unwrap();
    assert_eq!(note.title, "kept");
}

#[tokio::test]
async fn without_a_folder_nothing_is_left() {
    let before = temporary_folders();
    let store = Database::sqlite(None, Limits::DISK).await.unwrap();
    store.add_note(&visitor(1), draft("a")).await.unwrap();
    let own: Vec<_> = temporary_folders()
        .into_iter()
        .filter(|it| !before.contains(it))
        .collect();
    assert!(!own.is_empty());
    store.close().await;
    drop(store);
    // Other tests make and remove such folders as well, and at least one of these was ours.
    let left = temporary_folders();
    assert!(own.iter().any(|it| !left.contains(it)));
}

fn temporary_folders() -> Vec<std::path::PathBuf> {
    std::fs::read_dir(std::env::temp_dir())
        .unwrap()
        .flatten()
        .filter(|it| {
            it.file_name()
                .to_string_lossy()
                .starts_with("roundtrip-data-")
        })
        .map(|it| it.path())
        .collect()
}

#[tokio::test]
async fn a_data_folder_serves_one_server_at_a_time() {
    let folder = tempfile::tempdir().unwrap();
    let first = Database::sqlite(Some(folder.path()), Limits::DISK)
        .await
        .unwrap();
    let second = Database::sqlite(Some(folder.path()), Limits::DISK).await;
    let message = second.unwrap_err().to_string();
    assert!(
        message.contains("another Roundtrip") && message.contains("--data"),
        "{message}"
    );
    drop(first);
    Database::sqlite(Some(folder.path()), Limits::DISK)
        .await
        .unwrap();
}

#[tokio::test]
async fn a_file_that_is_no_database_is_said() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(
        folder.path().join("roundtrip.db"),
        "no database".repeat(1000),
    )
    .unwrap();
    let opened = Database::sqlite(Some(folder.path()), Limits::DISK).await;
    assert!(matches!(opened, Err(OpenError::Refused(_))), "{opened:?}");
}

#[tokio::test]
async fn every_commit_of_sqlite_is_flushed() {
    let folder = tempfile::tempdir().unwrap();
    let store = Database::sqlite(Some(folder.path()), Limits::DISK)
        .await
        .unwrap();
    let settings = store.sqlite_settings().await.unwrap();
    assert_eq!(settings, ("wal".to_owned(), 2), "2 is FULL");
}

#[tokio::test]
async fn sqlite_that_somebody_locks_is_unavailable_within_the_deadline() {
    let folder = tempfile::tempdir().unwrap();
    let store = Database::sqlite(Some(folder.path()), Limits::DISK)
        .await
        .unwrap();
    let by = visitor(1);
    store.add_note(&by, draft("a")).await.unwrap();
    let file = folder.path().join("roundtrip.db");
    let mut other = SqliteConnection::connect(file.to_str().unwrap())
        .await
        .unwrap();
    other.execute("BEGIN IMMEDIATE").await.unwrap();
    let begun = Instant::now();
    assert_eq!(
        store.add_note(&by, draft("b")).await,
        Err(Fault::Unavailable)
    );
    assert!(begun.elapsed() < DEADLINE + Duration::from_secs(1));
    assert_eq!(
        store.note(&by, 1).await.unwrap().title,
        "a",
        "readers are not disturbed"
    );
    other.execute("ROLLBACK").await.unwrap();
    assert_eq!(store.add_note(&by, draft("c")).await.unwrap().id, 2);
}

#[cfg(unix)]
#[tokio::test]
async fn a_row_that_somebody_locks_is_unavailable_within_the_deadline() {
    let address = Postgres::shared().new_database();
    let store = Database::postgres(&address, Limits::DISK).await.unwrap();
    let by = visitor(1);
    store.add_note(&by, draft("a")).await.unwrap();
    let mut other = PgConnection::connect(&address).await.unwrap();
    other
        .execute("BEGIN; SELECT * FROM visitors FOR UPDATE")
        .await
        .unwrap();
    let begun = Instant::now();
    assert_eq!(
        store.add_note(&by, draft("b")).await,
        Err(Fault::Unavailable)
    );
    assert!(begun.elapsed() < DEADLINE + Duration::from_secs(1));
    assert_eq!(
        store.add_note(&visitor(2), draft("mine")).await.unwrap().id,
        1
    );
    other.execute("ROLLBACK").await.unwrap();
    assert_eq!(store.add_note(&by, draft("c")).await.unwrap().id, 2);
}

#[cfg(unix)]
#[tokio::test]
async fn servers_share_one_database() {
    let address = Postgres::shared().new_database();
    // At once, so that they meet while the tables are made.
    let (one, other) = tokio::join!(
        Database::postgres(&address, Limits::DISK),
        Database::postgres(&address, Limits::DISK)
    );
    let (one, other) = (one.unwrap(), other.unwrap());
    let by = visitor(1);
    one.add_note(&by, draft("a")).await.unwrap();
    assert_eq!(other.note(&by, 1).await.unwrap().title, "a");
    let tasks = (0..20).map(async |number| {
        let store = if number % 2 == 0 { &one } else { &other };
        store.put(&by, 1, server::store::Put::Add(1)).await.unwrap();
    });
    futures_util::future::join_all(tasks).await;
    assert_eq!(one.cart(&by).await.unwrap()[0].quantity, 20);
}

#[tokio::test]
async fn an_address_that_is_none_is_said_without_its_password() {
    for address in [
        "mysql://u:secret@h/d",
        "secret",
        "postgres://u:secret@h:port/d",
    ] {
        let message = Database::postgres(address, Limits::DISK)
            .await
            .unwrap_err()
            .to_string();
        assert!(
            message.contains("--database") && !message.contains("secret"),
            "{message}"
        );
    }
}

#[cfg(unix)]
#[tokio::test]
async fn a_database_that_refuses_is_said() {
    let address = Postgres::shared().address("nosuch");
    let opened = Database::postgres(&address, Limits::DISK).await;
    let message = opened.unwrap_err().to_string();
    assert!(message.contains("nosuch"), "{message}");
}

#[tokio::test]
async fn both_engines_say_what_they_are() {
    let store = Database::sqlite(None, Limits::DISK).await.unwrap();
    assert_eq!(store.engine(), "SQLite");
    let page = Page { after: 0, limit: 1 };
    assert!(
        store
            .notes(&visitor(1), page)
            .await
            .unwrap()
            .items
            .is_empty()
    );
}
