//! `GET /compressed`.

use axum::{body::to_bytes, http::StatusCode};
use tower::ServiceExt;

use super::support::{call, companion, get, request};

#[tokio::test]
async fn the_coding_that_the_client_likes_best_is_used() {
    for (accept, coding) in [
        ("gzip", "gzip"),
        ("gzip, br", "br"),
        ("br;q=0.5, gzip", "gzip"),
        ("*", "br"),
    ] {
        let asked = request("GET", "/compressed", &[("accept-encoding", accept)]);
        let response = companion().oneshot(asked).await.unwrap();
        assert_eq!(response.headers()["content-encoding"], coding, "{accept}");
        assert_eq!(response.headers()["vary"], "Accept-Encoding");
        assert_eq!(response.headers()["etag"], format!("\"lines-{coding}\""));
        assert!(to_bytes(response.into_body(), 1 << 20).await.unwrap().len() < 2000);
    }
}

#[tokio::test]
async fn who_asks_for_none_gets_the_text_as_it_is() {
    let answer = get("/compressed").await;
    assert!(!answer.has("content-encoding"));
    assert!(answer.body.starts_with("Line 1: ") && answer.body.lines().count() == 200);
    assert_eq!(answer.field("vary"), "Accept-Encoding");
}

#[tokio::test]
async fn a_copy_in_one_coding_says_nothing_of_another() {
    for (accept, status) in [("gzip", StatusCode::NOT_MODIFIED), ("br", StatusCode::OK)] {
        let fields = [
            ("accept-encoding", accept),
            ("if-none-match", "\"lines-gzip\""),
        ];
        let response = companion()
            .oneshot(request("GET", "/compressed", &fields))
            .await
            .unwrap();
        assert_eq!(response.status(), status);
    }
}

#[tokio::test]
async fn without_any_coding_there_is_no_answer() {
    let asked = request(
        "GET",
        "/compressed",
        &[("accept-encoding", "identity;q=0, zstd")],
    );
    assert!(
        call(&companion(), asked)
            .await
            .problem(406)
            .contains("br, gzip, identity")
    );
}
