//! `GET /api/report`: ranges and conditions, as a client sees them.

use super::support::{Answer, call, companion, get, request};

async fn ask(target: &str, fields: &[(&str, &str)]) -> Answer {
    call(&companion(), request("GET", target, fields)).await
}

#[tokio::test]
async fn the_parts_put_together_are_the_whole() {
    let whole = get("/api/report").await;
    assert_eq!(whole.field("accept-ranges"), "bytes");
    assert_eq!(whole.field("content-type"), "text/csv; charset=utf-8");
    assert_eq!(
        whole.field("last-modified"),
        "Thu, 01 Jan 2026 00:00:00 GMT"
    );
    let middle = whole.body.len() / 2;
    let first = format!("bytes=0-{}", middle - 1);
    let first = ask("/api/report", &[("range", &first)]).await;
    assert_eq!(first.status, 206);
    let range = format!("bytes 0-{}/{}", middle - 1, whole.body.len());
    assert_eq!(first.field("content-range"), range);
    let rest = format!("bytes={middle}-");
    let rest = ask(
        "/api/report",
        &[("range", &rest), ("if-range", first.field("etag"))],
    )
    .await;
    assert_eq!(rest.status, 206);
    assert_eq!(first.body + &rest.body, whole.body);
}

#[tokio::test]
async fn several_ranges_come_as_parts() {
    let answer = ask("/api/report", &[("range", "bytes=0-2,4-11")]).await;
    let boundary = answer
        .field("content-type")
        .strip_prefix("multipart/byteranges; boundary=")
        .unwrap();
    let parts: Vec<&str> = answer.body.split(&format!("--{boundary}")).collect();
    assert_eq!(parts.len(), 4);
    assert!(parts[1].ends_with("\r\n\r\nday\r\n"), "{:?}", parts[1]);
    assert!(
        parts[2].contains("Content-Range: bytes 4-11/"),
        "{:?}",
        parts[2]
    );
    assert!(parts[2].ends_with("\r\n\r\nrequests\r\n"), "{:?}", parts[2]);
    assert_eq!(parts[3], "--\r\n");
}

#[tokio::test]
async fn a_range_beyond_the_end_is_told_the_length() {
    let answer = ask("/api/report", &[("range", "bytes=99999999-")]).await;
    answer.problem(416);
    assert_eq!(
        answer.field("content-range"),
        format!("bytes */{}", get("/api/report").await.body.len())
    );
}

#[tokio::test]
async fn each_media_type_has_a_tag_of_its_own_and_not_modified_repeats_what_it_must() {
    let csv = get("/api/report").await;
    let json = ask("/api/report", &[("accept", "application/json")]).await;
    assert_ne!(csv.field("etag"), json.field("etag"));
    assert_eq!(json.json().as_array().unwrap().len(), 365);
    let again = ask("/api/report", &[("if-none-match", csv.field("etag"))]).await;
    assert_eq!(again.status, 304);
    for (name, value) in [
        ("etag", csv.field("etag")),
        ("vary", "Accept"),
        ("cache-control", "no-cache"),
    ] {
        assert_eq!(again.field(name), value);
    }
    assert_eq!(
        ask("/api/report", &[("accept", "image/png")]).await.status,
        406
    );
}

#[tokio::test]
async fn a_weak_tag_is_said_to_be_weak() {
    assert!(
        get("/api/report?etag=weak")
            .await
            .field("etag")
            .starts_with("W/\"")
    );
    get("/api/report?etag=strange").await.problem(400);
}

#[tokio::test]
async fn a_condition_that_does_not_hold_is_a_problem() {
    assert!(
        ask("/api/report", &[("if-match", "\"old\"")])
            .await
            .problem(412)
            .contains("condition")
    );
}
