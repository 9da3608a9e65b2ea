//! `/etag/{etag}`, `/cache` and the documents that do not change.

use super::{binary, get_from, httpbin};
use crate::support::{companion, get, request};

#[tokio::test]
async fn a_tag_is_quoted_and_compared_as_the_standard_has_it() {
    for (target, field, value, status) in [
        ("/etag/v1", "if-none-match", "\"v1\"", 304),
        ("/etag/v1", "if-none-match", "\"x\", W/\"v1\"", 304),
        ("/etag/v1", "if-none-match", "*", 304),
        ("/etag/v1", "if-none-match", "\"v2\"", 200),
        ("/etag/v1", "if-none-match", "v1", 200),
        ("/etag/v1", "if-match", "\"v1\"", 200),
        ("/etag/v1", "if-match", "\"v2\"", 412),
        ("/etag/v1", "if-match", "W/\"v1\"", 412),
        ("/etag/W%2F%22v1%22", "if-none-match", "\"v1\"", 304),
        ("/etag/W%2F%22v1%22", "if-match", "W/\"v1\"", 412),
    ] {
        let answer = get_from(&companion(), target, &[(field, value)]).await;
        assert_eq!(answer.status.as_u16(), status, "{target} {field}: {value}");
        if status != 412 {
            let tag = if target.contains("W%2F") {
                "W/\"v1\""
            } else {
                "\"v1\""
            };
            assert_eq!(answer.field("etag"), tag);
            assert_eq!(answer.field("cache-control"), "no-cache", "304 repeats it");
        }
        assert_eq!(answer.body.is_empty(), status == 304);
    }
    for target in ["/etag/a%20b", "/etag/a%22b", "/etag/%C3%A9", "/etag/%0A"] {
        assert!(get(target).await.problem(400).contains("etag"), "{target}");
    }
}

#[tokio::test]
async fn a_resource_of_the_day() {
    let first = get("/cache").await;
    assert_eq!(
        first.field("last-modified"),
        "Fri, 02 Jan 2026 00:00:00 GMT"
    );
    for (field, value, status) in [
        ("if-none-match", first.field("etag"), 304),
        ("if-none-match", "\"other\"", 200),
        ("if-modified-since", first.field("last-modified"), 304),
        ("if-modified-since", "Thu, 01 Jan 2026 23:59:59 GMT", 200),
        ("if-modified-since", "yesterday", 200),
    ] {
        let answer = get_from(&companion(), "/cache", &[(field, value)]).await;
        assert_eq!(answer.status.as_u16(), status, "{field}: {value}");
        assert_eq!(answer.field("etag"), first.field("etag"));
    }
    let both = [
        ("if-none-match", "\"other\""),
        ("if-modified-since", first.field("last-modified")),
    ];
    assert_eq!(
        get_from(&companion(), "/cache", &both).await.status,
        200,
        "the tag goes before the date"
    );
    assert_eq!(get_from(&httpbin(), "/cache", &both).await.status, 304);
}

#[tokio::test]
async fn seconds_become_max_age() {
    assert_eq!(
        get("/cache/60").await.field("cache-control"),
        "public, max-age=60"
    );
    assert!(get("/cache/-1").await.problem(400).contains("seconds"));
}

#[tokio::test]
async fn documents_need_not_be_fetched_twice() {
    for target in [
        "/html",
        "/json",
        "/xml",
        "/robots.txt",
        "/deny",
        "/encoding/utf8",
        "/forms/post",
        "/image/png",
        "/image/svg",
    ] {
        let first = binary(&companion(), request("GET", target, &[])).await;
        assert_eq!(first.status, 200);
        let tag = first.headers["etag"].to_str().unwrap();
        assert!(
            tag.starts_with('"') && tag.ends_with('"'),
            "{target}: {tag}"
        );
        let again = get_from(&companion(), target, &[("if-none-match", tag)]).await;
        assert_eq!(
            (again.status.as_u16(), again.body.as_str()),
            (304, ""),
            "{target}"
        );
    }
}
