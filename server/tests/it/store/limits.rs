//! Quotas, visitors and expiry, in every store.

use std::sync::Arc;

use server::store::{
    Fault, KEPT_MS, Limits, NewPayment, NoteDraft, Page, Put, ROW, Session, Store, Swept, Way,
};

use super::{NOW, draft, key, later, visitor};

super::on_every_store!(
    super::LIMITS,
    a_visitor_may_store_so_much_and_no_more,
    what_does_not_fit_leaves_nothing_behind,
    bytes_are_counted_too,
    the_longest_idle_visitor_makes_room_but_no_active_one,
    what_nobody_touches_is_removed_whole,
);

const LIMITS: Limits = Limits {
    visitors: 3,
    evicted_after_ms: 1000,
    rows: 4,
    bytes: 1000,
};

async fn a_visitor_may_store_so_much_and_no_more(store: Arc<dyn Store>) {
    let by = visitor(1);
    for title in ["a", "b", "c", "d"] {
        store.add_note(&by, draft(title)).await.unwrap();
    }
    assert_eq!(
        store.add_note(&by, draft("e")).await,
        Err(Fault::Full(LIMITS))
    );
    assert_eq!(
        store.put(&by, 1, Put::Add(1)).await.map(drop),
        Err(Fault::Full(LIMITS))
    );
    let session = Session {
        account: String::new(),
        created_ms: NOW,
        expires_ms: NOW,
    };
    let opened = store.open_session(&by, "d", session).await;
    assert_eq!(opened, Err(Fault::Full(LIMITS)));
    assert_eq!(store.session(&by, "d").await, Ok(None));
    store.add_note(&visitor(2), draft("mine")).await.unwrap();
    store.delete_note(&by, 1, None).await.unwrap();
    assert_eq!(store.add_note(&by, draft("f")).await.unwrap().id, 5);
    assert_eq!(store.usage(&by).await.unwrap().0.rows, 4);
}

async fn what_does_not_fit_leaves_nothing_behind(store: Arc<dyn Store>) {
    let by = visitor(1);
    store.put(&by, 1, Put::Add(1)).await.unwrap();
    store.put(&by, 2, Put::Add(1)).await.unwrap();
    store.add_note(&by, draft("a")).await.unwrap();
    store.add_note(&by, draft("b")).await.unwrap();
    // An order of two lines takes three rows, and the cart gives back two.
    assert_eq!(store.check_out(&by, None).await, Err(Fault::Full(LIMITS)));
    assert_eq!(
        store.cart(&by).await.unwrap().len(),
        2,
        "the cart is as it was"
    );
    store.delete_note(&by, 1, None).await.unwrap();
    assert_eq!(store.check_out(&by, None).await.unwrap().value.id, 1);
    // A payment and its key take two rows, and there is none left.
    let payment = NewPayment {
        recipient: "Shop".to_owned(),
        amount_cents: 570,
        order: Some(1),
        takes_ms: 0,
    };
    let paid = store.pay(&by, &key("k", ""), payment).await;
    assert_eq!(paid, Err(Fault::Full(LIMITS)));
    assert_eq!(store.order(&by, 1).await.unwrap().payment, None);
}

async fn bytes_are_counted_too(store: Arc<dyn Store>) {
    let by = visitor(1);
    let fits = usize::try_from(1000 - ROW).unwrap();
    let of = |length| NoteDraft {
        title: String::new(),
        text: "x".repeat(length),
    };
    assert_eq!(
        store.add_note(&by, of(fits + 1)).await,
        Err(Fault::Full(LIMITS))
    );
    store.add_note(&by, of(fits)).await.unwrap();
    let grown = store.replace_note(&by, 1, None, of(fits + 1)).await;
    assert_eq!(grown, Err(Fault::Full(LIMITS)));
    assert_eq!(store.note(&by, 1).await.unwrap().version, 1);
    store.replace_note(&by, 1, None, of(1)).await.unwrap();
    assert_eq!(store.usage(&by).await.unwrap().0.bytes, ROW + 1);
}

async fn the_longest_idle_visitor_makes_room_but_no_active_one(store: Arc<dyn Store>) {
    for (number, at) in [(1, 500), (2, 0), (3, 900)] {
        let by = later(&visitor(number), at);
        store.add_note(&by, draft("a")).await.unwrap();
    }
    let early = later(&visitor(4), 999);
    assert_eq!(
        store.add_note(&early, draft("a")).await,
        Err(Fault::Crowded)
    );
    assert!(store.note(&visitor(2), 1).await.is_ok());
    // Who is here already is not turned away.
    store
        .add_note(&later(&visitor(3), 999), draft("b"))
        .await
        .unwrap();
    let late = later(&visitor(4), 1000);
    store.add_note(&late, draft("a")).await.unwrap();
    assert!(
        store.note(&visitor(2), 1).await.is_err(),
        "idle for longest"
    );
    for number in [1, 3, 4] {
        assert!(store.note(&visitor(number), 1).await.is_ok(), "{number}");
    }
}

async fn what_nobody_touches_is_removed_whole(store: Arc<dyn Store>) {
    let (old, young) = (visitor(1), later(&visitor(2), 1));
    store.put(&old, 1, Put::Add(1)).await.unwrap();
    store.check_out(&old, None).await.unwrap();
    store.like(&old, 1, Some(&key("k", ""))).await.unwrap();
    store.add_note(&young, draft("a")).await.unwrap();
    assert_eq!(
        store.sweep(NOW + KEPT_MS - 1).await,
        Ok(Swept { visitors: 0 })
    );
    assert_eq!(store.sweep(NOW + KEPT_MS).await, Ok(Swept { visitors: 1 }));
    assert_eq!(store.usage(&old).await.unwrap().0.rows, 0);
    let all = Page { after: 0, limit: 9 };
    assert!(store.orders(&old, all).await.unwrap().items.is_empty());
    assert_eq!(store.posts(&old, Way::Joined).await.unwrap()[0].likes, 0);
    let again = store.like(&old, 1, Some(&key("k", ""))).await.unwrap();
    assert!(!again.replayed, "the key went too");
    assert!(store.note(&young, 1).await.is_ok());
}
