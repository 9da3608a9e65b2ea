//! `/redirect/{n}`, `/redirect-to` and `/links/{n}`.

use axum::Router;
use server::{
    bench::{Bench, Compat},
    native::{app, host::Hosts},
};

use super::get_from;
use crate::support::{PATIENCE, call, companion, get, request, services};

#[tokio::test]
async fn a_chain_ends_at_get() {
    for (target, location) in [
        ("/redirect/5", "/relative-redirect/4"),
        ("/redirect/1", "/get"),
        (
            "/redirect/5?absolute=true",
            "http://localhost:3000/absolute-redirect/4",
        ),
        ("/relative-redirect/2", "/relative-redirect/1"),
        ("/absolute-redirect/1", "http://localhost:3000/get"),
        ("/links/3", "/links/3/0"),
    ] {
        let answer = get(target).await;
        assert_eq!(
            (answer.status.as_u16(), answer.field("location")),
            (302, location)
        );
    }
    for target in [
        "/redirect/0",
        "/redirect/101",
        "/redirect/x",
        "/redirect/2?absolute=maybe",
        "/links/0",
        "/links/2/x",
    ] {
        assert!(!get(target).await.problem(400).is_empty(), "{target}");
    }
}

#[tokio::test]
async fn the_client_chooses_where_to_and_how() {
    let answer = get("/redirect-to?url=/post&status_code=307").await;
    assert_eq!(
        (answer.status.as_u16(), answer.field("location")),
        (307, "/post")
    );
    let answer = call(
        &companion(),
        request("POST", "/redirect-to?url=http://localhost:1/%C3%A9", &[]),
    )
    .await;
    assert_eq!(
        (answer.status.as_u16(), answer.field("location")),
        (302, "http://localhost:1/%C3%A9")
    );
    assert!(get("/redirect-to").await.problem(400).contains("url"));
    get("/redirect-to?url=/a&url=/b").await.problem(400);
    get("/redirect-to?url=/a&status_code=200")
        .await
        .problem(400);
}

#[tokio::test]
async fn nobody_is_sent_to_a_host_that_is_not_listed() {
    for url in [
        "http://evil.example/",
        "//evil.example",
        "http://localhost@evil.example",
    ] {
        let answer = get(&format!("/redirect-to?url={url}")).await;
        assert!(!answer.has("location"), "{url}");
        assert!(answer.status == 403 || answer.status == 400, "{url}");
    }
    let bench = Bench::new(Compat::Rfc, &["Friend.example".to_owned()]);
    let app: Router = app(
        &services().with_bench(bench),
        None,
        Hosts::loopback(),
        PATIENCE,
    );
    let answer = get_from(&app, "/redirect-to?url=https://friend.example/x", &[]).await;
    assert_eq!(answer.field("location"), "https://friend.example/x");
    get_from(&app, "/redirect-to?url=https://evil.example/x", &[])
        .await
        .problem(403);
}

#[tokio::test]
async fn pages_link_to_each_other() {
    let answer = get("/links/3/1").await;
    assert!(answer.field("content-type").starts_with("text/html"));
    assert_eq!(answer.body.matches("<a href='/links/3/").count(), 2);
}
