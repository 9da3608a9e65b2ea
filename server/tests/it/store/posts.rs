//! Likes, in every store.

use std::{sync::Arc, time::Duration};

use server::store::{Fault, KEY_KEPT_MS, Likes, Store, Thing, Way};

use super::{key, later, visitor};

super::on_every_store!(
    server::store::Limits::MEMORY,
    every_like_counts,
    likes_at_once_all_count,
    under_one_key_a_like_counts_once,
    under_one_key_likes_at_once_count_once,
    a_key_is_forgotten_after_a_day,
    who_gives_up_leaves_nothing_locked_or_half_done,
);

async fn every_like_counts(store: Arc<dyn Store>) {
    let by = visitor(1);
    for likes in 1..=3 {
        let liked = store.like(&by, 2, None).await.unwrap();
        assert_eq!(
            (liked.value, liked.replayed),
            (Likes { post: 2, likes }, false)
        );
    }
    store.like(&visitor(2), 2, None).await.unwrap();
    for way in [Way::Slow, Way::Joined] {
        let posts = store.posts(&by, way).await.unwrap();
        let liked: Vec<_> = posts
            .iter()
            .map(|it| it.likes)
            .filter(|it| *it > 0)
            .collect();
        assert_eq!((liked, posts[1].likes), (vec![3], 3));
    }
    let thing = Thing::Post;
    for id in [0, -1, 13, i64::MAX] {
        assert_eq!(
            store.like(&by, id, None).await,
            Err(Fault::Missing { thing, id })
        );
    }
}

async fn likes_at_once_all_count(store: Arc<dyn Store>) {
    let tasks = (0..40).map(|_| {
        let store = Arc::clone(&store);
        tokio::spawn(async move { store.like(&visitor(1), 1, None).await.unwrap() })
    });
    let tasks: Vec<_> = tasks.collect();
    for task in tasks {
        task.await.unwrap();
    }
    let posts = store.posts(&visitor(1), Way::Joined).await.unwrap();
    assert_eq!(posts[0].likes, 40);
}

async fn under_one_key_a_like_counts_once(store: Arc<dyn Store>) {
    let by = visitor(1);
    let once = key("k", "post 1");
    let first = store.like(&by, 1, Some(&once)).await.unwrap();
    store.like(&by, 1, None).await.unwrap();
    let again = store.like(&by, 1, Some(&once)).await.unwrap();
    assert_eq!((first.replayed, again.replayed), (false, true));
    assert_eq!(
        again.value,
        Likes { post: 1, likes: 1 },
        "the answer of then"
    );
    let other = key("k", "post 2");
    assert_eq!(
        store.like(&by, 2, Some(&other)).await,
        Err(Fault::KeyReused)
    );
    let somebody = store.like(&visitor(2), 1, Some(&once)).await.unwrap();
    assert!(!somebody.replayed, "a key belongs to a visitor");
    let posts = store.posts(&by, Way::Joined).await.unwrap();
    assert_eq!((posts[0].likes, posts[1].likes), (2, 0));
}

async fn under_one_key_likes_at_once_count_once(store: Arc<dyn Store>) {
    let tasks = (0..20).map(|_| {
        let store = Arc::clone(&store);
        tokio::spawn(async move { store.like(&visitor(1), 1, Some(&key("k", "1"))).await })
    });
    let tasks: Vec<_> = tasks.collect();
    let mut first = 0;
    for task in tasks {
        let liked = task.await.unwrap().unwrap();
        assert_eq!(liked.value.likes, 1);
        first += usize::from(!liked.replayed);
    }
    assert_eq!(first, 1);
}

async fn a_key_is_forgotten_after_a_day(store: Arc<dyn Store>) {
    let by = visitor(1);
    let once = key("k", "1");
    store.like(&by, 1, Some(&once)).await.unwrap();
    let before = store.usage(&by).await.unwrap().0;
    let still = later(&by, KEY_KEPT_MS - 1);
    assert!(store.like(&still, 1, Some(&once)).await.unwrap().replayed);
    let then = later(&by, KEY_KEPT_MS);
    let liked = store.like(&then, 1, Some(&once)).await.unwrap();
    assert_eq!((liked.value.likes, liked.replayed), (2, false));
    assert_eq!(
        store.usage(&by).await.unwrap().0.rows,
        before.rows,
        "the old key was given back"
    );
}

/// A client that hangs up ends its operation wherever that is.
async fn who_gives_up_leaves_nothing_locked_or_half_done(store: Arc<dyn Store>) {
    let by = visitor(1);
    let mut acknowledged = 0;
    for number in 0..100 {
        let patience = Duration::from_micros(number * 40);
        let once = key(&format!("k{number}"), "1");
        let liked = tokio::time::timeout(patience, store.like(&by, 1, Some(&once))).await;
        acknowledged += i64::from(liked.is_ok());
    }
    let likes = store.posts(&by, Way::Joined).await.unwrap()[0].likes;
    assert!(
        (acknowledged..=100).contains(&likes),
        "{acknowledged}, {likes}"
    );
    for number in 0..100 {
        let once = key(&format!("k{number}"), "1");
        store.like(&by, 1, Some(&once)).await.unwrap();
    }
    let all = store.posts(&by, Way::Joined).await.unwrap()[0].likes;
    assert_eq!(all, 100, "each happened once, acknowledged or not");
    assert_eq!(store.usage(&by).await.unwrap().0.rows, 101);
}
