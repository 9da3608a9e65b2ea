//! `/status/{codes}` and `/unstable`.

use super::{get_from, httpbin};
use crate::support::{call, companion, get, request};

#[tokio::test]
async fn every_status_comes_with_what_belongs_to_it() {
    for (status, field, value) in [
        (302, "location", "/redirect/1"),
        (308, "location", "/redirect/1"),
        (401, "www-authenticate", "Basic realm=\"Fake Realm\""),
        (405, "allow", "HEAD, OPTIONS"),
        (407, "proxy-authenticate", "Basic realm=\"Fake Realm\""),
        (416, "content-range", "bytes */0"),
        (426, "upgrade", "websocket"),
        (429, "retry-after", "1"),
        (503, "retry-after", "1"),
    ] {
        let answer = get(&format!("/status/{status}")).await;
        assert_eq!(
            (answer.status.as_u16(), answer.field(field)),
            (status, value)
        );
        assert_eq!(answer.body, "", "{status} was asked for, not a problem");
    }
    for status in [200, 201, 204, 304, 404, 500, 599] {
        let answer = get(&format!("/status/{status}")).await;
        assert_eq!((answer.status.as_u16(), answer.body.as_str()), (status, ""));
    }
    assert!(
        !get_from(&httpbin(), "/status/429", &[])
            .await
            .has("retry-after")
    );
}

#[tokio::test]
async fn all_methods_get_the_status() {
    for method in ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "TRACE"] {
        let answer = call(&companion(), request(method, "/status/418", &[])).await;
        assert_eq!(answer.status, 418, "{method}");
        assert_eq!(answer.body.is_empty(), method == "HEAD");
    }
}

#[tokio::test]
async fn what_is_no_status_is_explained() {
    for codes in ["4!9", "200,402,foo", "100", "600", "200:0", "%FF", "200,"] {
        assert!(
            !get(&format!("/status/{codes}"))
                .await
                .problem(400)
                .is_empty(),
            "{codes}"
        );
    }
    assert!(
        get("/status/teapot")
            .await
            .problem(400)
            .contains("/status/404")
    );
    assert_eq!(get("/status/204:1,204").await.status, 204);
}

#[tokio::test]
async fn a_failure_rate_is_kept() {
    assert_eq!(get("/unstable?failure_rate=0").await.status, 200);
    get("/unstable?failure_rate=1").await.problem(500);
    for bad in ["2", "-1", "x", ""] {
        assert!(
            get(&format!("/unstable?failure_rate={bad}"))
                .await
                .problem(400)
                .contains("failure_rate")
        );
    }
    let app = companion();
    let mut failures = 0;
    for seed in 0..200 {
        let target = format!("/unstable?failure_rate=0.3&seed={seed}");
        let status = get_from(&app, &target, &[]).await.status;
        let again = get_from(&app, &target, &[]).await.status;
        assert_eq!(again, status, "a seed decides");
        failures += u32::from(status == 500);
    }
    assert!((30..90).contains(&failures), "{failures} of 200");
}
