//! What `--compat=httpbin` restores, beside what stands with each route.

use super::{get_from, httpbin};
use crate::support::companion;

#[tokio::test]
async fn tags_have_no_quotes() {
    let theirs = get_from(
        &httpbin(),
        "/etag/abc",
        &[("if-none-match", "\"123\", abc")],
    )
    .await;
    assert_eq!((theirs.status.as_u16(), theirs.field("etag")), (304, "abc"));
    let ours = get_from(&companion(), "/etag/abc", &[]).await;
    assert_eq!(ours.field("etag"), "\"abc\"");
    assert_eq!(
        get_from(&httpbin(), "/range/26", &[]).await.field("etag"),
        "range26"
    );
}

#[tokio::test]
async fn text_is_ascii_and_lines_are_called_json() {
    let theirs = get_from(&httpbin(), "/get?a=%C3%A9", &[]).await;
    assert!(theirs.body.contains("\\u00e9"));
    assert_eq!(
        get_from(&httpbin(), "/stream/1", &[])
            .await
            .field("content-type"),
        "application/json"
    );
}

#[tokio::test]
async fn numbers_beyond_their_bounds_are_clamped() {
    assert_eq!(
        get_from(&httpbin(), "/stream/500", &[])
            .await
            .body
            .lines()
            .count(),
        100
    );
    assert_eq!(get_from(&httpbin(), "/delay/99", &[]).await.status, 200);
    assert_eq!(
        get_from(&httpbin(), "/links/0", &[])
            .await
            .field("location"),
        "/links/1/0"
    );
}
