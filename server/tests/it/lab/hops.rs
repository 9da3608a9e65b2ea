//! What each hop sends on, and what is recorded of it.

use axum::body::Body;
use axum::http::Request;
use serde_json::Value;
use serde_json::json;

use super::{get, lab, unchecked};
use crate::support::{call, companion, request};

#[tokio::test]
async fn the_origin_sees_who_asks_and_nothing_meant_for_the_proxy() {
    let fields = [
        ("connection", "close, x-mine"),
        ("x-mine", "1"),
        ("x-theirs", "2"),
        ("cookie", "a=secret"),
        ("forwarded", "for=_first"),
        ("via", "1.0 first"),
    ];
    let seen = get(&lab(unchecked()), "/lab/proxy/whoami", &fields)
        .await
        .json();
    let head = seen["head"].as_str().unwrap();
    for line in [
        "Host: localhost:3000",
        "X-Theirs: 2",
        "Via: 1.0 first",
        "Via: 1.1 roundtrip-proxy",
        "Forwarded: for=_first",
        "Forwarded: for=unknown;by=_roundtrip-proxy;host=\"localhost:3000\";proto=http",
    ] {
        assert!(head.contains(&format!("{line}\r\n")), "{line} in {head}");
    }
    assert!(!head.contains("X-Mine") && !head.contains("Connection") && !head.contains("secret"));
}

#[tokio::test]
async fn each_hop_is_in_the_record() {
    let app = companion();
    let me = (
        "cookie",
        "roundtrip_visitor=0123456789abcdef0123456789abcdef",
    );
    for (state, hops) in [("up", 1), ("failing", 3)] {
        for origin in ["red", "green", "blue"] {
            let asked = Request::put(format!("/lab/origins/{origin}/state"))
                .header("host", "localhost")
                .header("content-type", "application/json")
                .body(Body::from(json!({"state": state}).to_string()));
            assert_eq!(call(&app, asked.unwrap()).await.status, 200);
        }
        let answer = call(&app, request("GET", "/lab/proxy/private", &[me])).await;
        let path = format!("/_wire/exchanges/{}", answer.field("x-exchange-id"));
        let exchange = call(&app, request("GET", &path, &[me])).await.json();
        assert_eq!(exchange["route"], "/lab/proxy/private");
        let recorded = exchange["hops"].as_array().unwrap();
        assert_eq!(recorded.len(), hops, "{exchange}");
        for hop in recorded {
            assert_eq!(hop["exact"], true);
            let sent = hop["request"].as_str().unwrap();
            assert!(
                sent.starts_with("GET /lab/proxy/private HTTP/1.1\r\n")
                    && sent.contains("Via: 1.1 roundtrip-proxy\r\n"),
                "{sent}"
            );
            assert!(
                sent.contains("roundtrip_visitor=(32 bytes, not shown)"),
                "{sent}"
            );
            let came = hop["response"].as_str().unwrap();
            assert!(
                came.contains(&format!("X-Served-By: {}\r\n", hop["to"].as_str().unwrap())),
                "{came}"
            );
        }
    }
}

#[tokio::test]
async fn a_hop_that_failed_says_why() {
    let app = companion();
    let me = (
        "cookie",
        "roundtrip_visitor=0123456789abcdef0123456789abcdef",
    );
    for origin in ["red", "green", "blue"] {
        let asked = Request::put(format!("/lab/origins/{origin}/state"))
            .header("host", "localhost")
            .header("content-type", "application/json")
            .body(Body::from(r#"{"state":"stopped"}"#));
        call(&app, asked.unwrap()).await;
    }
    let answer = call(&app, request("GET", "/lab/proxy/private", &[me])).await;
    answer.problem(502);
    let path = format!("/_wire/exchanges/{}", answer.field("x-exchange-id"));
    let exchange = call(&app, request("GET", &path, &[me])).await.json();
    let hop = &exchange["hops"][0];
    assert!(hop["error"].as_str().unwrap().contains("refused"), "{hop}");
    assert_eq!(
        (&hop["response"], &hop["exact"]),
        (&Value::Null, &false.into())
    );
}
