//! `/upload`.

use axum::{body::Body, http::Request};
use serde_json::json;

use crate::support::{Answer, call, companion};

async fn send(content_type: Option<&str>, body: impl Into<Body>) -> Answer {
    let mut request = Request::post("/upload").header("host", "localhost");
    if let Some(content_type) = content_type {
        request = request.header("content-type", content_type);
    }
    call(&companion(), request.body(body.into()).unwrap()).await
}

#[tokio::test]
async fn a_body_is_weighed() {
    let answer = send(Some("text/plain"), "hello").await.json();
    assert_eq!(answer["bytes"], 5);
    assert_eq!(answer["files"][0]["content_type"], "text/plain");
    // printf hello | sha256sum
    assert_eq!(
        answer["files"][0]["sha256"],
        "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824"
    );
}

#[tokio::test]
async fn a_form_is_weighed_part_by_part() {
    let body = "--B\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.txt\"\r\nContent-Type: text/plain\r\n\r\nhello\r\n\
                --B\r\nContent-Disposition: form-data; name=\"g\"\r\n\r\n12\r\n--B--\r\n";
    let answer = send(Some("multipart/form-data; boundary=B"), body)
        .await
        .json();
    assert_eq!(answer["bytes"], 7);
    assert_eq!(
        (&answer["files"][0]["name"], &answer["files"][0]["filename"]),
        (&json!("f"), &json!("a.txt"))
    );
    assert_eq!(
        (
            &answer["files"][1]["bytes"],
            &answer["files"][1]["filename"]
        ),
        (&json!(2), &json!(null))
    );
}

#[tokio::test]
async fn sixteen_mebibytes_fit_to_the_byte() {
    let fits = send(None, vec![b'x'; 16 << 20]).await;
    assert_eq!(fits.json()["bytes"], 16 << 20);
    send(None, vec![b'x'; (16 << 20) + 1]).await.problem(413);
    let head = "--B\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n";
    let form = [head.as_bytes(), &vec![b'x'; 17 << 20], b"\r\n--B--\r\n"].concat();
    send(Some("multipart/form-data; boundary=B"), form)
        .await
        .problem(413);
}

#[tokio::test]
async fn a_form_that_is_none_is_refused() {
    for (content_type, body) in [
        ("multipart/form-data", "x"),
        ("multipart/form-data; boundary=B", "x"),
        ("multipart/form-data; boundary=B", "--B\r\nbroken"),
    ] {
        assert!(
            send(Some(content_type), body)
                .await
                .problem(400)
                .contains("form"),
            "{content_type}"
        );
    }
    let many =
        "--B\r\nContent-Disposition: form-data; name=\"f\"\r\n\r\n\r\n".repeat(101) + "--B--\r\n";
    assert!(
        send(Some("multipart/form-data; boundary=B"), many)
            .await
            .problem(400)
            .contains("100 parts")
    );
}
