//! The proxy lab: cache, balancer and origins, through the companion.

use std::{collections::HashSet, time::Duration};

use axum::{Router, body::Body, http::Request};
use serde_json::{Value, json};
use server::native::lab::{Lab, Pace};

use super::support::{Answer, PATIENCE, call, companion, patiently, request, services};

/// A lab in which little time passes until something does.
fn quick() -> Pace {
    Pace {
        attempt: Duration::from_millis(300),
        request: Duration::from_millis(700),
        slow: Duration::from_millis(500),
        check: Duration::from_millis(100),
        ..Pace::default()
    }
}

/// A lab whose origins nobody checks: what the proxy does about a sick one is then only its own.
fn unchecked() -> Pace {
    Pace {
        check: PATIENCE * 10,
        ..quick()
    }
}

fn lab(pace: Pace) -> Router {
    let (routes, _) = Lab::at(pace).router().split_for_parts();
    routes.with_state(services())
}

async fn get(lab: &Router, path: &str, fields: &[(&str, &str)]) -> Answer {
    call(lab, request("GET", path, fields)).await
}

async fn set(lab: &Router, origin: &str, state: &str) {
    let body = json!({"state": state}).to_string();
    let asked = Request::put(format!("/lab/origins/{origin}/state"))
        .header("content-type", "application/json")
        .body(Body::from(body));
    let answer = call(lab, asked.unwrap()).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.json()["state"]),
        (200, &state.into())
    );
}

async fn set_all(lab: &Router, state: &str) {
    for origin in ["red", "green", "blue"] {
        set(lab, origin, state).await;
    }
}

/// Waits until the lab says so of an origin.
async fn until(lab: &Router, origin: &str, field: &str, value: Value) {
    let path = format!("/lab/origins/{origin}");
    patiently(async {
        while get(lab, &path, &[]).await.json()[field] != value {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
}

async fn served_by(lab: &Router, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = get(lab, path, fields).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.field("x-served-by").to_owned()
}

const STATUS: &str = "cache-status";

#[tokio::test]
async fn requests_go_round() {
    let lab = lab(unchecked());
    let mut seen = Vec::new();
    for _ in 0..6 {
        seen.push(served_by(&lab, "/lab/proxy/private", &[]).await);
    }
    assert_eq!(seen[..3], seen[3..]);
    assert_eq!(seen.iter().collect::<HashSet<_>>().len(), 3);
}

#[tokio::test]
async fn the_origin_with_the_fewest_open_requests_is_chosen() {
    let lab = lab(Pace {
        attempt: PATIENCE,
        request: PATIENCE,
        ..unchecked()
    });
    let balanced = "/lab/proxy/slow?balance=least-connections";
    let all = tokio::join!(
        served_by(&lab, balanced, &[]),
        async {
            tokio::task::yield_now().await;
            served_by(&lab, &format!("{balanced}&2"), &[]).await
        },
        async {
            tokio::task::yield_now().await;
            served_by(&lab, &format!("{balanced}&3"), &[]).await
        },
    );
    let all = HashSet::from([all.0, all.1, all.2]);
    assert_eq!(all.len(), 3, "each was idle when the others had one");
}

#[tokio::test]
async fn who_wants_to_stick_does() {
    let lab = lab(unchecked());
    let first = get(&lab, "/lab/proxy/private?sticky=1", &[]).await;
    let cookie = first
        .field("set-cookie")
        .split(';')
        .next()
        .unwrap()
        .to_owned();
    for _ in 0..4 {
        let by = served_by(&lab, "/lab/proxy/private?sticky=1", &[("cookie", &cookie)]).await;
        assert_eq!(by, first.field("x-served-by"));
    }
    assert!(!get(&lab, "/lab/proxy/private", &[]).await.has("set-cookie"));
    set(&lab, first.field("x-served-by"), "stopped").await;
    let other = get(&lab, "/lab/proxy/private?sticky=1", &[("cookie", &cookie)]).await;
    assert_ne!(other.field("x-served-by"), first.field("x-served-by"));
    assert!(
        other
            .field("set-cookie")
            .contains(other.field("x-served-by"))
    );
}

#[tokio::test]
async fn parameters_of_the_proxy_are_checked() {
    for query in ["sticky=2", "balance=best", "sticky=1&sticky=1"] {
        let answer = get(&companion(), &format!("/lab/proxy/page?{query}"), &[]).await;
        assert!(answer.problem(400).contains("sticky must be 0 or 1"));
    }
}

#[tokio::test]
async fn a_page_is_answered_from_the_cache_while_it_is_fresh() {
    let lab = lab(unchecked());
    let first = get(&lab, "/lab/proxy/page", &[]).await;
    assert_eq!(
        first.field(STATUS),
        "roundtrip-cache; fwd=uri-miss; stored; ttl=10"
    );
    let second = get(&lab, "/lab/proxy/page", &[]).await;
    assert!(
        second
            .field(STATUS)
            .starts_with("roundtrip-cache; hit; ttl="),
        "{second:?}"
    );
    assert!(second.field("age").parse::<u64>().unwrap() < 10);
    for name in ["x-served-by", "date", "etag"] {
        assert_eq!(second.field(name), first.field(name));
    }
    assert_eq!(second.body, first.body);
    assert_eq!(second.field("via"), "1.1 roundtrip-proxy");
    let known = get(
        &lab,
        "/lab/proxy/page",
        &[("if-none-match", first.field("etag"))],
    )
    .await;
    assert_eq!((known.status.as_u16(), known.body.as_str()), (304, ""));
    assert!(known.field(STATUS).contains("; hit;"));
}

#[tokio::test]
async fn a_client_that_insists_makes_the_cache_ask() {
    let lab = lab(unchecked());
    get(&lab, "/lab/proxy/page", &[]).await;
    let asked = get(&lab, "/lab/proxy/page", &[("cache-control", "no-cache")]).await;
    assert_eq!(
        asked.field(STATUS),
        "roundtrip-cache; fwd=request; fwd-status=304; stored; ttl=10"
    );
    assert_eq!(asked.status, 200);
    let only = [("cache-control", "only-if-cached")];
    assert_eq!(get(&lab, "/lab/proxy/page", &only).await.status, 200);
    let missing = get(&lab, "/lab/proxy/vary", &only).await;
    assert!(missing.problem(504).contains("only-if-cached"));
    assert_eq!(
        missing.field(STATUS),
        "roundtrip-cache; detail=\"only-if-cached\""
    );
}

#[tokio::test]
async fn what_must_not_be_stored_is_asked_for_each_time() {
    let lab = lab(unchecked());
    for _ in 0..2 {
        let answer = get(&lab, "/lab/proxy/private", &[]).await;
        assert_eq!(answer.field(STATUS), "roundtrip-cache; fwd=uri-miss");
        assert!(!answer.has("age"));
    }
    for _ in 0..2 {
        let own = get(&lab, "/lab/proxy/page", &[("cache-control", "no-store")]).await;
        assert_eq!(own.field(STATUS), "roundtrip-cache; fwd=uri-miss");
    }
}

#[tokio::test]
async fn variants_are_kept_apart() {
    let lab = lab(unchecked());
    let ask = |language| get_language(&lab, language);
    assert_eq!(
        ask("de").await,
        ("Guten Tag!".into(), "fwd=uri-miss".into())
    );
    assert_eq!(
        ask("en").await,
        ("Good day!".into(), "fwd=vary-miss".into())
    );
    assert_eq!(ask("de").await, ("Guten Tag!".into(), "hit".into()));
    assert_eq!(ask("en").await, ("Good day!".into(), "hit".into()));
}

async fn get_language(lab: &Router, language: &str) -> (String, String) {
    let answer = get(lab, "/lab/proxy/vary", &[("accept-language", language)]).await;
    let message = answer.json()["message"].as_str().unwrap().to_owned();
    (
        message,
        answer.field(STATUS).split("; ").nth(1).unwrap().to_owned(),
    )
}

#[tokio::test]
async fn a_change_makes_the_cache_forget() {
    let lab = lab(unchecked());
    assert_eq!(
        get(&lab, "/lab/proxy/page", &[]).await.json()["revision"],
        0
    );
    let edited = call(&lab, request("POST", "/lab/proxy/page", &[])).await;
    assert_eq!(edited.field(STATUS), "roundtrip-cache; fwd=method");
    let after = get(&lab, "/lab/proxy/page", &[]).await;
    assert!(after.field(STATUS).contains("fwd=uri-miss"));
    assert_eq!(after.json()["revision"], 1);
}

#[tokio::test]
async fn a_stale_page_is_given_out_while_a_new_one_is_fetched() {
    let lab = lab(unchecked());
    get(&lab, "/lab/proxy/swr", &[]).await;
    let stale = patiently(async {
        loop {
            let answer = get(&lab, "/lab/proxy/swr", &[]).await;
            assert!(answer.field(STATUS).contains("; hit;"), "{answer:?}");
            if answer.field(STATUS).contains("stale-while-revalidate") {
                return answer;
            }
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
    })
    .await;
    assert_eq!(stale.status, 200);
    patiently(async {
        while !get(&lab, "/lab/proxy/swr", &[])
            .await
            .field(STATUS)
            .ends_with("; hit; ttl=2")
        {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

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
async fn what_is_cached_outlives_the_origins_for_a_while() {
    let lab = lab(unchecked());
    get(&lab, "/lab/proxy/page", &[]).await;
    set_all(&lab, "stopped").await;
    let insists = get(&lab, "/lab/proxy/page", &[("cache-control", "no-cache")]).await;
    assert_eq!(insists.status, 200);
    assert!(
        insists.field(STATUS).contains("fwd=request; ttl="),
        "{insists:?}"
    );
    assert!(
        insists.field(STATUS).ends_with("detail=\"stale-if-error\""),
        "{insists:?}"
    );
}

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

#[tokio::test]
async fn what_the_cache_holds_is_shown_and_forgotten() {
    let lab = lab(unchecked());
    let page = get(&lab, "/lab/proxy/page?x", &[]).await;
    get_language(&lab, "de").await;
    let held = get(&lab, "/lab/cache", &[]).await.json();
    let [first, second] = &held["entries"].as_array().unwrap()[..] else {
        panic!("{held}");
    };
    assert_eq!(
        (&first["target"], &first["bytes"]),
        (&"/lab/proxy/page?x".into(), &page.body.len().into())
    );
    assert_eq!(first["served_by"], page.field("x-served-by"));
    assert_eq!(second["vary"], json!({"accept-language": "de"}));
    assert_eq!(
        call(&lab, request("DELETE", "/lab/cache", &[]))
            .await
            .status,
        204
    );
    assert_eq!(
        get(&lab, "/lab/cache", &[]).await.json(),
        json!({"entries": []})
    );
    let again = get(&lab, "/lab/proxy/page?x", &[]).await;
    assert!(again.field(STATUS).contains("fwd=uri-miss"));
}
