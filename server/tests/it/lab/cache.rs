//! What the proxy's cache answers by itself.

use std::time::Duration;

use axum::Router;
use serde_json::json;

use super::{STATUS, get, lab, set_all, unchecked};
use crate::support::{call, patiently, request};

#[tokio::test]
async fn a_page_is_answered_from_the_cache_while_it_is_fresh() {
    let lab = lab(unchecked());
    let first = get(&lab, "/lab/proxy/page", &[]).await;
    let ttl = first
        .field(STATUS)
        .strip_prefix("roundtrip-cache; fwd=uri-miss; stored; ttl=");
    // Ten seconds, less what it took to get here.
    assert!(
        (8..=10).contains(&ttl.unwrap().parse().unwrap()),
        "{first:?}"
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
