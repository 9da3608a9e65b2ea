//! The cookie that tells visitors apart.

use super::support::{Visitor, companion, get};

#[tokio::test]
async fn who_needs_data_of_their_own_gets_a_cookie_once() {
    let answer = get("/limited").await;
    let cookie = answer.field("set-cookie");
    assert!(cookie.starts_with("roundtrip_visitor="), "{cookie}");
    for attribute in ["Path=/", "HttpOnly", "SameSite=Lax", "Max-Age=2592000"] {
        assert!(
            cookie.split("; ").any(|it| it == attribute),
            "{attribute} in {cookie}"
        );
    }
    assert!(
        !Visitor::of(&companion(), 1)
            .get("/limited")
            .await
            .has("set-cookie")
    );
}

#[tokio::test]
async fn who_does_not_gets_none() {
    assert!(!get("/api/hello").await.has("set-cookie"));
}
