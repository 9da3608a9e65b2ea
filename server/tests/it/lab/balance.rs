//! Which origin gets a request.

use std::collections::HashSet;

use server::native::lab::Pace;

use super::{get, lab, served_by, set, unchecked};
use crate::support::{PATIENCE, companion};

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
