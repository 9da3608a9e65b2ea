//! The list of exchanges, without a browser.

use super::*;
use crate::wire::timing::Timing;

fn with_exchanges(test: impl FnOnce(Exchanges)) {
    // Effects do not run natively, so nothing here touches a browser.
    Owner::new().with(|| test(Exchanges::new()));
}

fn add(exchanges: Exchanges, url: &str, sent: f64) -> Arc<Entry> {
    let request = RequestSpec {
        method: "GET".into(),
        url: url.into(),
        ..RequestSpec::default()
    };
    exchanges.add(
        Initiator::Builder,
        request,
        url.into(),
        sent,
        Outcome::Failed(Failure::Unreachable),
    )
}

fn resource(url: &str, start: f64) -> Resource {
    let timing = Timing {
        start,
        end: start + 5.0,
        ..Timing::default()
    };
    Resource {
        url: url.into(),
        kind: "fetch".into(),
        status: 200,
        timing,
    }
}

fn ids(exchanges: Exchanges) -> Vec<u32> {
    exchanges
        .list()
        .with_untracked(|it| it.iter().map(|it| it.id).collect())
}

#[test]
fn the_list_is_in_the_order_of_sending_and_bounded() {
    with_exchanges(|exchanges| {
        let first = add(exchanges, "http://h/a", 50.0);
        exchanges.told(&resource("http://h/early.css", 10.0));
        assert_eq!(ids(exchanges).last(), Some(&first.id));
        for at in 1..u32::try_from(MAX).unwrap() {
            add(exchanges, "http://h/a", 50.0 + f64::from(at));
        }
        // The page's own resource made room, and the learner's first exchange is still there.
        assert_eq!((ids(exchanges).len(), ids(exchanges)[0]), (MAX, first.id));
        add(exchanges, "http://h/a", 9999.0);
        assert_eq!(ids(exchanges).len(), MAX);
        assert!(!ids(exchanges).contains(&first.id));
    });
}

#[test]
fn timings_find_their_exchanges_and_the_rest_is_the_page_s_own() {
    with_exchanges(|exchanges| {
        let (a, b) = (
            add(exchanges, "http://h/a", 10.0),
            add(exchanges, "http://h/a", 20.0),
        );
        exchanges.told(&resource("http://h/a", 20.3));
        exchanges.told(&resource("http://h/a", 10.2));
        exchanges.told(&resource("http://h/a", 30.0));
        let start = |it: &Entry| it.timing.get_untracked().map(|it| it.start);
        assert_eq!((start(&a), start(&b)), (Some(10.2), Some(20.3)));
        let last = exchanges
            .list()
            .with_untracked(|it| it.last().cloned())
            .unwrap();
        assert_eq!(last.initiator, Initiator::Page("fetch".into()));
        assert_eq!(last.code(), Some(200));
    });
}

#[test]
fn what_was_cleared_can_be_put_back() {
    with_exchanges(|exchanges| {
        let a = add(exchanges, "http://h/a", 1.0);
        exchanges.show(a.id);
        exchanges.clear();
        assert_eq!((ids(exchanges), exchanges.cleared()), (vec![], 1));
        assert_eq!(exchanges.selected().get_untracked(), None);
        let b = add(exchanges, "http://h/b", 2.0);
        exchanges.put_back();
        assert_eq!((ids(exchanges), exchanges.cleared()), (vec![a.id, b.id], 0));
    });
}

#[test]
fn a_request_under_way_is_not_cleared() {
    with_exchanges(|exchanges| {
        let a = add(exchanges, "http://h/a", 1.0);
        a.outcome.set(Outcome::Waiting);
        exchanges.clear();
        assert_eq!(ids(exchanges), [a.id]);
    });
}

#[test]
fn the_target_is_what_follows_the_host() {
    with_exchanges(|exchanges| {
        for (url, target) in [
            ("http://h:1/a?b", "/a?b"),
            ("http://h?q", "?q"),
            ("http://h", "/"),
            ("/x", "/x"),
        ] {
            assert_eq!(add(exchanges, url, 1.0).target(), target);
        }
    });
}
