//! Sessions, in every store.

use std::sync::Arc;

use server::store::{MAX_SESSIONS, Session, Store};

use super::{NOW, later, visitor};

super::on_every_store!(
    server::store::Limits::MEMORY,
    a_session_is_found_by_its_token_alone,
    the_oldest_session_makes_room,
);

fn session(created_ms: i64) -> Session {
    Session {
        account: "alice".to_owned(),
        created_ms,
        expires_ms: created_ms + 1000,
    }
}

async fn a_session_is_found_by_its_token_alone(store: Arc<dyn Store>) {
    let (by, other) = (visitor(1), visitor(2));
    store
        .open_session(&by, "digest", session(NOW))
        .await
        .unwrap();
    let found = store.session(&other, "digest").await.unwrap();
    assert_eq!(
        found,
        Some(session(NOW)),
        "a token works wherever it is brought from"
    );
    assert_eq!(store.session(&by, "another").await.unwrap(), None);
    let much_later = later(&by, 10_000);
    assert!(
        store
            .session(&much_later, "digest")
            .await
            .unwrap()
            .is_some(),
        "it can be told that it ended"
    );
    store.close_session(&other, "digest").await.unwrap();
    store.close_session(&other, "digest").await.unwrap();
    assert_eq!(store.session(&by, "digest").await.unwrap(), None);
    assert_eq!(
        store.usage(&by).await.unwrap().0.bytes,
        0,
        "all was given back"
    );
}

async fn the_oldest_session_makes_room(store: Arc<dyn Store>) {
    let by = visitor(1);
    for number in 0..=MAX_SESSIONS {
        let created_ms = NOW + i64::try_from(number).unwrap();
        store
            .open_session(&by, &format!("d{number}"), session(created_ms))
            .await
            .unwrap();
    }
    assert_eq!(store.session(&by, "d0").await.unwrap(), None);
    assert!(store.session(&by, "d1").await.unwrap().is_some());
    let rows = store.usage(&by).await.unwrap().0.rows;
    assert_eq!(usize::try_from(rows), Ok(MAX_SESSIONS));
}
