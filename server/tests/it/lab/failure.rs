//! Origins that are stopped, slow or failing.

use std::collections::HashSet;
use std::time::Duration;

use axum::body::Body;
use axum::http::Request;
use serde_json::Value;
use server::native::lab::Pace;

use super::{STATUS, get, lab, quick, served_by, set, set_all, unchecked, until};
use crate::support::{call, patiently, request};

#[tokio::test]
async fn another_origin_answers_for_one_that_cannot() {
    for state in ["stopped", "failing", "slow"] {
        let lab = lab(unchecked());
        set(&lab, "red", state).await;
        until(&lab, "red", "state", state.into()).await;
        for _ in 0..3 {
            assert_ne!(
                served_by(&lab, "/lab/proxy/private", &[]).await,
                "red",
                "{state}"
            );
        }
    }
}

#[tokio::test]
async fn when_no_origin_can_answer_the_proxy_says_so() {
    let lab = lab(unchecked());
    set_all(&lab, "stopped").await;
    let refused = get(&lab, "/lab/proxy/private", &[]).await;
    assert!(refused.problem(502).contains("/lab/origins"));
    assert_eq!(refused.field(STATUS), "roundtrip-cache; fwd=uri-miss");
    set_all(&lab, "slow").await;
    get(&lab, "/lab/proxy/private", &[]).await.problem(504);
    set_all(&lab, "failing").await;
    let failing = get(&lab, "/lab/proxy/private", &[]).await;
    failing.problem(503);
    assert!(failing.has("x-served-by"), "an origin's own answer");
    set_all(&lab, "up").await;
    assert_eq!(get(&lab, "/lab/proxy/private", &[]).await.status, 200);
}

#[tokio::test]
async fn a_request_that_changes_something_is_not_sent_twice() {
    let lab = lab(unchecked());
    set_all(&lab, "failing").await;
    set(&lab, "green", "up").await;
    let mut statuses = HashSet::new();
    for _ in 0..3 {
        let answer = call(&lab, request("POST", "/lab/proxy/page", &[])).await;
        statuses.insert(answer.status.as_u16());
    }
    assert_eq!(statuses, HashSet::from([200, 503]));
    // One that was refused the connection has changed nothing.
    set_all(&lab, "stopped").await;
    set(&lab, "green", "up").await;
    until(&lab, "green", "state", "up".into()).await;
    for _ in 0..3 {
        let answer = call(&lab, request("POST", "/lab/proxy/page", &[])).await;
        assert_eq!(answer.status, 200);
    }
}

#[tokio::test]
async fn an_origin_that_is_checked_and_sick_gets_no_requests() {
    let lab = lab(quick());
    until(&lab, "blue", "healthy", true.into()).await;
    set(&lab, "blue", "failing").await;
    until(&lab, "blue", "healthy", false.into()).await;
    let before = get(&lab, "/lab/origins/blue", &[]).await.json()["requests"].clone();
    for _ in 0..6 {
        assert_ne!(served_by(&lab, "/lab/proxy/private", &[]).await, "blue");
    }
    assert_eq!(
        get(&lab, "/lab/origins/blue", &[]).await.json()["requests"],
        before
    );
    set(&lab, "blue", "up").await;
    until(&lab, "blue", "healthy", true.into()).await;
}

#[tokio::test]
async fn an_origin_gets_well_by_itself() {
    let lab = lab(Pace {
        heal: Duration::from_millis(300),
        ..quick()
    });
    set(&lab, "red", "stopped").await;
    assert_eq!(
        get(&lab, "/lab/origins/red/state", &[]).await.json()["heals_in_s"],
        0
    );
    until(&lab, "red", "state", "up".into()).await;
    assert_eq!(
        get(&lab, "/lab/origins/red/state", &[]).await.json()["heals_in_s"],
        Value::Null
    );
    patiently(async { while served_by(&lab, "/lab/proxy/private", &[]).await != "red" {} }).await;
}

#[tokio::test]
async fn a_state_that_is_none_is_refused() {
    let lab = lab(unchecked());
    for (path, kind, body, status) in [
        ("/lab/origins/red/state", "application/json", "{}", 422),
        (
            "/lab/origins/red/state",
            "application/json",
            r#"{"state":"gone"}"#,
            422,
        ),
        (
            "/lab/origins/red/state",
            "text/plain",
            r#"{"state":"up"}"#,
            415,
        ),
        (
            "/lab/origins/pink/state",
            "application/json",
            r#"{"state":"up"}"#,
            404,
        ),
    ] {
        let asked = Request::put(path)
            .header("content-type", kind)
            .body(Body::from(body));
        call(&lab, asked.unwrap()).await.problem(status);
    }
    get(&lab, "/lab/origins/pink", &[]).await.problem(404);
    assert_eq!(
        get(&lab, "/lab/origins", &[]).await.json()["origins"]
            .as_array()
            .unwrap()
            .len(),
        3
    );
}
