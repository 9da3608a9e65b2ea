//! Notes, in every store.

use std::sync::Arc;

use server::store::{Fault, NoteDraft, Page, Store, Thing};

use super::{draft, later, visitor};

super::on_every_store!(
    server::store::Limits::MEMORY,
    a_note_is_what_was_written_last,
    what_was_deleted_is_gone_and_what_never_was_is_missing,
    a_change_needs_the_version_it_is_based_on,
    of_two_changes_at_once_one_is_stale,
    visitors_do_not_see_each_other,
    a_list_comes_in_parts,
    any_text_comes_back_as_it_was,
);

async fn a_note_is_what_was_written_last(store: Arc<dyn Store>) {
    let by = visitor(1);
    let note = store.add_note(&by, draft("Milk")).await.unwrap();
    assert_eq!(
        (note.id, note.version, note.etag().as_str()),
        (1, 1, "\"1.1\"")
    );
    assert_eq!(store.note(&by, 1).await.unwrap(), note);
    let then = later(&by, 5);
    let changed = store
        .replace_note(&then, 1, Some(1), draft("Oat milk"))
        .await
        .unwrap();
    assert_eq!((changed.version, changed.title.as_str()), (2, "Oat milk"));
    assert_eq!(
        (changed.created_ms, changed.updated_ms),
        (by.now_ms, then.now_ms)
    );
    assert_eq!(store.note(&by, 1).await.unwrap(), changed);
}

async fn what_was_deleted_is_gone_and_what_never_was_is_missing(store: Arc<dyn Store>) {
    let by = visitor(1);
    let thing = Thing::Note;
    assert_eq!(
        store.note(&by, 1).await,
        Err(Fault::Missing { thing, id: 1 })
    );
    store.add_note(&by, draft("a")).await.unwrap();
    store.delete_note(&by, 1, None).await.unwrap();
    assert_eq!(store.note(&by, 1).await, Err(Fault::Gone { thing, id: 1 }));
    assert_eq!(
        store.delete_note(&by, 1, None).await,
        Err(Fault::Gone { thing, id: 1 })
    );
    let replaced = store.replace_note(&by, 1, None, draft("b")).await;
    assert_eq!(replaced, Err(Fault::Gone { thing, id: 1 }));
    for id in [0, -1, 2, i64::MAX, i64::MIN] {
        assert_eq!(store.note(&by, id).await, Err(Fault::Missing { thing, id }));
    }
    assert_eq!(store.add_note(&by, draft("c")).await.unwrap().id, 2);
}

async fn a_change_needs_the_version_it_is_based_on(store: Arc<dyn Store>) {
    let by = visitor(1);
    store.add_note(&by, draft("a")).await.unwrap();
    store
        .replace_note(&by, 1, Some(1), draft("b"))
        .await
        .unwrap();
    let stale = Err(Fault::Stale {
        current: "\"1.2\"".to_owned(),
    });
    assert_eq!(store.replace_note(&by, 1, Some(1), draft("c")).await, stale);
    assert_eq!(
        store
            .delete_note(&by, 1, Some(1))
            .await
            .map(|()| unreachable!()),
        stale
    );
    assert_eq!(store.note(&by, 1).await.unwrap().title, "b");
    store.delete_note(&by, 1, Some(2)).await.unwrap();
}

async fn of_two_changes_at_once_one_is_stale(store: Arc<dyn Store>) {
    let by = visitor(1);
    store.add_note(&by, draft("a")).await.unwrap();
    let change = |title: &'static str| {
        let (store, by) = (Arc::clone(&store), by.clone());
        tokio::spawn(async move { store.replace_note(&by, 1, Some(1), draft(title)).await })
    };
    let tasks = ["b", "c", "d", "e"].map(change);
    let mut done = 0;
    for task in tasks {
        match task.await.unwrap() {
            Ok(_) => done += 1,
            Err(fault) => assert!(matches!(fault, Fault::Stale { .. }), "{fault}"),
        }
    }
    assert_eq!(done, 1);
    assert_eq!(store.note(&by, 1).await.unwrap().version, 2);
}

async fn visitors_do_not_see_each_other(store: Arc<dyn Store>) {
    let (one, other) = (visitor(1), visitor(2));
    store.add_note(&one, draft("mine")).await.unwrap();
    let thing = Thing::Note;
    let missing = Fault::Missing { thing, id: 1 };
    assert_eq!(store.note(&other, 1).await, Err(missing.clone()));
    assert_eq!(store.delete_note(&other, 1, None).await, Err(missing));
    let page = Page { after: 0, limit: 9 };
    assert!(store.notes(&other, page).await.unwrap().items.is_empty());
    assert_eq!(
        store.add_note(&other, draft("also mine")).await.unwrap().id,
        1
    );
    assert_eq!(store.note(&one, 1).await.unwrap().title, "mine");
}

async fn a_list_comes_in_parts(store: Arc<dyn Store>) {
    let by = visitor(1);
    for title in ["a", "b", "c", "d", "e"] {
        store.add_note(&by, draft(title)).await.unwrap();
    }
    store.delete_note(&by, 2, None).await.unwrap();
    let part = async |after, limit| {
        let slice = store.notes(&by, Page { after, limit }).await.unwrap();
        let ids: Vec<i64> = slice.items.iter().map(|it| it.id).collect();
        (ids, slice.more)
    };
    assert_eq!(part(0, 2).await, (vec![1, 3], true));
    assert_eq!(part(3, 2).await, (vec![4, 5], false));
    assert_eq!(part(5, 2).await, (vec![], false));
    assert_eq!(part(0, 4).await, (vec![1, 3, 4, 5], false));
    assert_eq!(part(i64::MAX, 4).await, (vec![], false));
}

async fn any_text_comes_back_as_it_was(store: Arc<dyn Store>) {
    let by = visitor(1);
    for text in [
        "'; DROP TABLE notes; --",
        "$1 ?1 :a %s \\ \" \u{1} \u{7f}",
        "日本語 🧑‍🚀 \u{202e}",
        "7",
        "7.0",
        "\n",
        &"🧑‍🚀".repeat(3000),
    ] {
        let written = NoteDraft {
            title: text.chars().take(120).collect(),
            text: text.to_owned(),
        };
        let note = store.add_note(&by, written.clone()).await.unwrap();
        let read = store.note(&by, note.id).await.unwrap();
        assert_eq!((read.title, read.text), (written.title, written.text));
    }
}
