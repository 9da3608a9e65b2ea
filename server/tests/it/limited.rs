//! `GET /limited`.

use super::support::{Visitor, companion};

#[tokio::test]
async fn the_sixth_request_is_one_too_many_and_says_when_to_come_back() {
    let app = companion();
    let ada = Visitor::of(&app, 1);
    for left in (0..5).rev() {
        let answer = ada.get("/limited").await;
        assert_eq!(answer.json()["remaining"], left);
        assert_eq!(
            answer.field("ratelimit"),
            format!("\"visitor\";r={left};t=10")
        );
        assert_eq!(answer.field("ratelimit-policy"), "\"visitor\";q=5;w=10");
    }
    let answer = ada.get("/limited").await;
    answer.problem(429);
    assert_eq!(answer.field("retry-after"), "10");
    assert_eq!(answer.field("ratelimit"), "\"visitor\";r=0;t=10");
    assert_eq!(Visitor::of(&app, 2).get("/limited").await.status, 200);
}
