//! `/api/posts` and `/api/n-plus-one`.

use serde_json::json;

use super::support::{Answer, Browser, companion};

async fn like(browser: &mut Browser, post: &str, key: &[&str]) -> Answer {
    let fields: Vec<_> = key.iter().map(|it| ("idempotency-key", *it)).collect();
    browser
        .send("POST", &format!("/api/posts/{post}/like"), &fields, "")
        .await
}

#[tokio::test]
async fn every_like_counts_unless_it_is_the_same() {
    let mut browser = Browser::new(companion());
    for likes in 1..=2 {
        assert_eq!(
            like(&mut browser, "3", &[]).await.json(),
            json!({"post": 3, "likes": likes})
        );
    }
    let first = like(&mut browser, "3", &["a"]).await;
    let again = like(&mut browser, "3", &["\"a\""]).await;
    assert_eq!(
        (first.body.as_str(), again.body.as_str()),
        ("{\"post\":3,\"likes\":3}\n", first.body.as_str())
    );
    assert!(!first.has("idempotency-replayed"));
    assert_eq!(again.field("idempotency-replayed"), "true");
    like(&mut browser, "4", &["a"]).await.problem(422);
    for key in [&[""][..], &["a b"], &["\"a"], &["a", "b"], &["é"]] {
        like(&mut browser, "3", key).await.problem(400);
    }
    for post in ["0", "13", "x"] {
        like(&mut browser, post, &[]).await.problem(404);
    }
    let posts = browser.get("/api/posts").await.json();
    assert_eq!(posts["posts"][2]["likes"], 3);
}

#[tokio::test]
async fn the_slow_way_asks_more_often_for_the_same() {
    let mut browser = Browser::new(companion());
    let slow = browser.get("/api/n-plus-one").await.json();
    let joined = browser.get("/api/n-plus-one?way=joined").await.json();
    assert_eq!(slow["posts"], joined["posts"]);
    assert_eq!(
        (&slow["queries"], &joined["queries"]),
        (&json!(13), &json!(1))
    );
    browser.get("/api/n-plus-one?way=other").await.problem(422);
}

#[tokio::test]
async fn the_time_for_the_database_is_told_where_it_was_asked() {
    let mut browser = Browser::new(companion());
    let timing = browser
        .get("/api/posts")
        .await
        .field("server-timing")
        .to_owned();
    assert!(timing.contains(", db;dur="), "{timing}");
    let timing = browser
        .get("/api/hello")
        .await
        .field("server-timing")
        .to_owned();
    assert!(!timing.contains("db;"), "{timing}");
}
