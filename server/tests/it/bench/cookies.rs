//! `/cookies`.

use serde_json::json;

use super::{get_from, httpbin};
use crate::support::{companion, get};

fn set(answer: &crate::support::Answer) -> Vec<&str> {
    answer
        .headers
        .get_all("set-cookie")
        .iter()
        .map(|it| it.to_str().unwrap())
        .collect()
}

#[tokio::test]
async fn cookies_are_set_and_deleted() {
    let answer = get("/cookies/set?a=1&b=x%3Dy").await;
    assert_eq!(
        (answer.status.as_u16(), answer.field("location")),
        (302, "/cookies")
    );
    assert_eq!(set(&answer), ["a=1; Path=/", "b=x=y; Path=/"]);
    assert_eq!(set(&get("/cookies/set/a/1").await), ["a=1; Path=/"]);
    let gone = get("/cookies/delete?a=").await;
    assert_eq!(
        set(&gone),
        ["a=; Expires=Thu, 01 Jan 1970 00:00:00 GMT; Max-Age=0; Path=/"]
    );
    let behind_tls = get_from(
        &companion(),
        "/cookies/set?a=1",
        &[("x-forwarded-proto", "https")],
    )
    .await;
    assert_eq!(set(&behind_tls), ["a=1; Secure; Path=/"]);
}

#[tokio::test]
async fn what_came_is_shown() {
    let answer = get_from(
        &companion(),
        "/cookies",
        &[("cookie", "b=2; a=1;c; d=\"x y\"")],
    )
    .await;
    assert_eq!(
        answer.json(),
        json!({"cookies": {"a": "1", "b": "2", "d": "\"x y\""}})
    );
}

#[tokio::test]
async fn what_is_no_cookie_is_refused_and_httpbin_quotes_it() {
    for target in [
        "/cookies/set?a=x%20y",
        "/cookies/set?a=%0D%0Ab:c",
        "/cookies/set?a%20b=1",
        "/cookies/set?=1",
        "/cookies/set?roundtrip_visitor=1",
        "/cookies/delete?roundtrip_visitor",
        "/cookies/set/a/%FF",
    ] {
        assert!(!get(target).await.problem(400).is_empty(), "{target}");
    }
    let answer = get_from(&httpbin(), "/cookies/set?a=x%3By%C3%A9", &[]).await;
    assert_eq!(set(&answer), ["a=\"x\\073y\\303\\251\"; Path=/"]);
    let answer = get_from(
        &httpbin(),
        "/cookies",
        &[("cookie", "a=\"x\\073y\\303\\251\"")],
    )
    .await;
    assert_eq!(answer.json()["cookies"]["a"], "x;yé");
}
