//! `/range/{n}`.

use super::{get_from, httpbin};
use crate::support::{companion, get};

#[tokio::test]
async fn the_whole_is_the_alphabet_over_and_over() {
    let answer = get("/range/100000").await;
    assert_eq!((answer.status.as_u16(), answer.body.len()), (200, 100_000));
    assert!(
        answer
            .body
            .bytes()
            .enumerate()
            .all(|(at, it)| usize::from(it - b'a') == at % 26)
    );
    assert_eq!(answer.field("content-length"), "100000");
    assert_eq!(answer.field("accept-ranges"), "bytes");
    assert!(!answer.has("content-range"), "a 200 has no range");
}

#[tokio::test]
async fn one_part() {
    for (range, content_range, body) in [
        ("bytes=10-15", "bytes 10-15/26", "klmnop"),
        ("bytes=20-", "bytes 20-25/26", "uvwxyz"),
        ("bytes=-5", "bytes 21-25/26", "vwxyz"),
        ("bytes=24-99", "bytes 24-25/26", "yz"),
    ] {
        let answer = get_from(&companion(), "/range/26?chunk_size=2", &[("range", range)]).await;
        assert_eq!(
            (answer.status.as_u16(), answer.field("content-range")),
            (206, content_range)
        );
        assert_eq!(answer.body, body);
        assert_eq!(answer.field("content-length"), body.len().to_string());
    }
}

#[tokio::test]
async fn several_parts_come_in_one_body_each_with_its_place() {
    let answer = get_from(&companion(), "/range/26", &[("range", "bytes=0-1,-2")]).await;
    assert_eq!(answer.status, 206);
    assert!(!answer.has("content-range"));
    let boundary = answer
        .field("content-type")
        .split_once("boundary=")
        .unwrap()
        .1
        .to_owned();
    let parts: Vec<&str> = answer.body.split(&format!("\r\n--{boundary}")).collect();
    assert_eq!(parts.len(), 4);
    assert!(
        parts[1].contains("Content-Range: bytes 0-1/26\r\n") && parts[1].ends_with("\r\n\r\nab")
    );
    assert!(
        parts[2].contains("Content-Range: bytes 24-25/26\r\n") && parts[2].ends_with("\r\n\r\nyz")
    );
    assert_eq!(parts[3], "--\r\n");
    assert_eq!(
        answer.field("content-length"),
        answer.body.len().to_string()
    );
}

#[tokio::test]
async fn what_is_not_there_is_416_and_what_is_not_understood_is_ignored() {
    let answer = get_from(&companion(), "/range/26", &[("range", "bytes=26-")]).await;
    answer.problem(416);
    assert_eq!(answer.field("content-range"), "bytes */26");
    for range in ["bytes=5-2", "lines=1-2", "bytes=x"] {
        assert_eq!(
            get_from(&companion(), "/range/26", &[("range", range)])
                .await
                .status,
            200,
            "{range}"
        );
    }
    for target in [
        "/range/0",
        "/range/10485761",
        "/range/9?chunk_size=0",
        "/range/9?duration=301",
    ] {
        assert!(!get(target).await.problem(400).is_empty(), "{target}");
    }
}

#[tokio::test]
async fn a_part_is_sent_only_of_what_the_client_has() {
    for (tag, status) in [
        ("\"range26\"", 206),
        ("\"other\"", 200),
        ("W/\"range26\"", 200),
        ("Fri, 02 Jan 2026 00:00:00 GMT", 200),
        ("x", 200),
    ] {
        let fields = [("range", "bytes=0-1"), ("if-range", tag)];
        assert_eq!(
            get_from(&companion(), "/range/26", &fields)
                .await
                .status
                .as_u16(),
            status,
            "{tag}"
        );
    }
    assert_eq!(
        get_from(
            &companion(),
            "/range/26",
            &[("if-none-match", "\"range26\"")]
        )
        .await
        .status,
        304
    );
}

#[tokio::test]
async fn httpbin_refuses_what_ends_behind_the_end() {
    let answer = get_from(&httpbin(), "/range/26", &[("range", "bytes=0-40")]).await;
    assert_eq!((answer.status.as_u16(), answer.body.as_str()), (416, ""));
    assert_eq!(
        get_from(&httpbin(), "/range/26", &[])
            .await
            .field("content-range"),
        "bytes 0-25/26"
    );
}
