//! `POST /api/echo`.

use axum::{body::Body, http::Request};
use serde_json::json;

use super::support::{Answer, call, companion};

async fn echo(content_type: Option<&str>, body: impl Into<Body>) -> Answer {
    let mut request = Request::post("/api/echo").header("host", "localhost");
    if let Some(content_type) = content_type {
        request = request.header("content-type", content_type);
    }
    call(&companion(), request.body(body.into()).unwrap()).await
}

#[tokio::test]
async fn json_comes_back_as_json() {
    let answer = echo(Some("application/json"), "{\"b\": 1.0, \"a\": [null]}").await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.body,
        "{\"content_type\":\"application/json\",\"bytes\":23,\"json\":{\"b\": 1.0, \"a\": [null]}}\n"
    );
}

#[tokio::test]
async fn other_bodies_come_back_as_text() {
    for content_type in [
        Some("text/plain;charset=UTF-8"),
        Some("application/x-www-form-urlencoded"),
        None,
    ] {
        let answer = echo(content_type, "{not \"json\"").await;
        assert_eq!(
            answer.json(),
            json!({"content_type": content_type, "bytes": 11, "text": "{not \"json\""})
        );
    }
}

#[tokio::test]
async fn bytes_that_are_no_text_are_counted() {
    let answer = echo(Some("image/png"), vec![0x89, b'P', 0xff]).await;
    assert_eq!(
        answer.json(),
        json!({"content_type": "image/png", "bytes": 3, "text": null})
    );
}

#[tokio::test]
async fn invalid_json_is_refused_with_its_place() {
    let answer = echo(Some("application/json"), "{\n  \"name\": 'Alice'\n}").await;
    let detail = answer.problem(400);
    let problem = answer.json();
    assert_eq!(
        (&problem["line"], &problem["column"]),
        (&json!(2), &json!(11))
    );
    assert!(
        detail.contains("Line 2, column 11") && detail.contains("double quotes"),
        "{detail}"
    );
}

#[tokio::test]
async fn an_empty_body_is_no_json() {
    let answer = echo(Some("application/json"), "").await;
    assert!(answer.problem(400).contains("nothing here"));
}

#[tokio::test]
async fn text_in_another_charset_is_refused() {
    let detail = echo(Some("text/plain; charset=iso-8859-1"), "x")
        .await
        .problem(415);
    assert!(
        detail.contains("iso-8859-1") && detail.contains("UTF-8"),
        "{detail}"
    );
    echo(Some("application/json"), vec![b'"', 0xff, b'"'])
        .await
        .problem(400);
    echo(Some("json"), "{}").await.problem(415);
}

#[tokio::test]
async fn a_compressed_body_is_refused_and_the_answer_says_what_is_not() {
    let request = Request::post("/api/echo")
        .header("host", "localhost")
        .header("content-encoding", "gzip")
        .body(Body::from("x"))
        .unwrap();
    let answer = call(&companion(), request).await;
    answer.problem(415);
    assert_eq!(answer.field("accept-encoding"), "identity");
}

#[tokio::test]
async fn a_body_over_one_mebibyte_is_too_large() {
    let fits = echo(None, vec![b'x'; 1 << 20]).await;
    assert_eq!(fits.json()["bytes"], 1 << 20);
    echo(None, vec![b'x'; (1 << 20) + 1]).await.problem(413);
}
