//! Who of other origins may read the bench.

use super::{get_from, httpbin};
use crate::support::{call, companion, get, request};

#[tokio::test]
async fn everybody_may_read_without_credentials() {
    for target in [
        "/get",
        "/status/500",
        "/bytes/x",
        "/etag/a",
        "/basic-auth/a/b",
        "/image/png/",
    ] {
        let answer = get_from(&companion(), target, &[("origin", "https://page.example")]).await;
        if target == "/image/png/" {
            assert!(
                !answer.has("access-control-allow-origin"),
                "not of the bench"
            );
            continue;
        }
        assert_eq!(answer.field("access-control-allow-origin"), "*", "{target}");
        assert_eq!(answer.field("cross-origin-resource-policy"), "cross-origin");
        assert!(!answer.has("access-control-allow-credentials"));
    }
    assert!(!get("/api/hello").await.has("access-control-allow-origin"));
}

#[tokio::test]
async fn a_preflight_is_answered_with_what_is_allowed() {
    let fields = [
        ("origin", "https://page.example"),
        ("access-control-request-method", "PUT"),
    ];
    let answer = call(&companion(), request("OPTIONS", "/put", &fields)).await;
    assert_eq!((answer.status.as_u16(), answer.body.as_str()), (204, ""));
    assert_eq!(answer.field("allow"), "PUT, OPTIONS");
    assert!(answer.field("access-control-allow-methods").contains("PUT"));
    assert_eq!(
        answer.field("access-control-allow-headers"),
        "*, Authorization"
    );
}

#[tokio::test]
async fn a_405_can_be_read_as_well() {
    let answer = call(&companion(), request("DELETE", "/get", &[])).await;
    assert!(answer.problem(405).contains("DELETE"));
    assert_eq!(answer.field("allow"), "GET, HEAD, OPTIONS");
    assert_eq!(answer.field("access-control-allow-origin"), "*");
}

#[tokio::test]
async fn httpbin_welcomes_credentials() {
    let answer = get_from(&httpbin(), "/get", &[("origin", "https://page.example")]).await;
    assert_eq!(
        answer.field("access-control-allow-origin"),
        "https://page.example"
    );
    assert_eq!(answer.field("access-control-allow-credentials"), "true");
    let fields = [("access-control-request-headers", "x-a")];
    let preflight = call(&httpbin(), request("OPTIONS", "/get", &fields)).await;
    assert_eq!(preflight.field("access-control-allow-headers"), "x-a");
}
