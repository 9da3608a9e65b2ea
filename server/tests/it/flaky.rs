//! `GET /flaky` and `DELETE /flaky`.

use serde_json::json;

use super::support::{Visitor, companion, get};

#[tokio::test]
async fn it_fails_as_often_as_was_asked_and_then_works() {
    let ada = Visitor::of(&companion(), 1);
    for attempt in 1..=2 {
        let answer = ada.get("/flaky?key=a").await;
        assert!(
            answer
                .problem(503)
                .contains(&format!("Attempt {attempt} fails"))
        );
        assert_eq!(answer.field("retry-after"), "1");
    }
    assert_eq!(
        ada.get("/flaky?key=a").await.json(),
        json!({"attempt": 3, "failed": 2})
    );
    assert_eq!(ada.get("/flaky?key=a").await.status, 200);
}

#[tokio::test]
async fn keys_and_visitors_count_apart_and_a_key_can_be_forgotten() {
    let app = companion();
    let (ada, bob) = (Visitor::of(&app, 1), Visitor::of(&app, 2));
    assert_eq!(ada.get("/flaky?key=a&fail=1").await.status, 503);
    assert_eq!(ada.get("/flaky?key=b&fail=1").await.status, 503);
    assert_eq!(bob.get("/flaky?key=a&fail=1").await.status, 503);
    assert_eq!(ada.get("/flaky?key=a&fail=1").await.status, 200);
    assert_eq!(ada.send("DELETE", "/flaky?key=a", "").await.status, 204);
    assert_eq!(ada.get("/flaky?key=a&fail=1").await.status, 503);
}

#[tokio::test]
async fn bounds_are_kept() {
    get("/flaky?fail=21").await.problem(422);
    get("/flaky?fail=-1").await.problem(400);
    get(&format!("/flaky?key={}", "k".repeat(65)))
        .await
        .problem(422);
}
