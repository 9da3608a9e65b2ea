//! `GET /cache/policy/{policy}`.

use super::support::{call, companion, get, request};

#[tokio::test]
async fn every_policy_says_what_it_is() {
    for (policy, value) in [
        ("no-store", "no-store"),
        ("no-cache", "no-cache"),
        ("max-age", "max-age=10"),
        ("immutable", "public, max-age=31536000, immutable"),
        ("swr", "max-age=5, stale-while-revalidate=30"),
    ] {
        let answer = get(&format!("/cache/policy/{policy}")).await;
        assert_eq!(answer.field("cache-control"), value);
        assert_eq!(answer.json()["cache_control"], value);
        assert_eq!(answer.json()["written"], "2026-01-02T03:04:05.678Z");
    }
    assert!(
        get("/cache/policy/hope")
            .await
            .problem(404)
            .contains("no-cache")
    );
}

#[tokio::test]
async fn a_copy_that_is_still_right_is_not_sent_again() {
    let companion = companion();
    let first = get("/cache/policy/no-cache").await;
    let tag = first.field("etag");
    for known in [
        tag.to_owned(),
        format!("W/{tag}"),
        format!("\"other\", {tag}"),
        "*".to_owned(),
    ] {
        let asked = request(
            "GET",
            "/cache/policy/no-cache",
            &[("if-none-match", &known)],
        );
        let answer = call(&companion, asked).await;
        assert_eq!(answer.status, 304, "{known}");
        assert_eq!(
            (answer.field("etag"), answer.field("cache-control")),
            (tag, "no-cache")
        );
        assert_eq!(answer.body, "");
    }
    for known in ["\"other\"", "nonsense", ""] {
        let asked = request("GET", "/cache/policy/no-cache", &[("if-none-match", known)]);
        assert_eq!(call(&companion, asked).await.status, 200, "{known}");
    }
    let asked = request("GET", "/cache/policy/no-store", &[("if-none-match", "*")]);
    assert_eq!(call(&companion, asked).await.status, 200);
}
