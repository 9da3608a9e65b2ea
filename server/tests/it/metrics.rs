//! `GET /metrics`: what is counted, and who may read it.

use server::{
    Services,
    metrics::Readable,
    native::{app, host::Hosts, serve::Limits},
};

use super::support::{Answer, PATIENCE, Running, call, companion, get, request, services};

/// The number behind a name with its labels.
#[track_caller]
fn number(answer: &Answer, name: &str) -> u64 {
    let mut lines = answer.body.lines().filter_map(|it| it.strip_prefix(name));
    let text = lines.find_map(|it| it.strip_prefix(' '));
    text.unwrap_or_else(|| panic!("no {name} in {}", answer.body))
        .parse()
        .unwrap()
}

#[tokio::test]
async fn the_answer_is_what_prometheus_reads_and_pages_elsewhere_cannot() {
    let answer = get("/metrics").await;
    assert_eq!(answer.status, 200);
    assert_eq!(
        answer.field("content-type"),
        "text/plain; version=0.0.4; charset=utf-8"
    );
    assert!(!answer.has("access-control-allow-origin"));
    assert_eq!(answer.field("cross-origin-resource-policy"), "same-origin");
    for line in answer.body.lines() {
        let is_comment = line.starts_with("# HELP ") || line.starts_with("# TYPE ");
        let number = line.rsplit(' ').next().unwrap().parse::<f64>();
        assert!(is_comment || number.is_ok(), "{line}");
    }
}

#[tokio::test]
async fn requests_are_counted_by_their_route_whatever_was_asked_for() {
    let app = companion();
    for target in ["/status/204", "/status/404", "/no/such/page", "/cache/60"] {
        call(&app, request("GET", target, &[])).await;
    }
    call(&app, request("BREW", "/get", &[])).await;
    let answer = call(&app, request("GET", "/metrics", &[])).await;
    let total = |method: &str, route: &str, status: &str| {
        let labels = format!("method=\"{method}\",route=\"{route}\",status=\"{status}\"");
        number(&answer, &format!("roundtrip_requests_total{{{labels}}}"))
    };
    assert_eq!(total("GET", "/status/{codes}", "2xx"), 1);
    assert_eq!(total("GET", "/status/{codes}", "4xx"), 1);
    assert_eq!(total("GET", "none", "4xx"), 1);
    assert_eq!(total("GET", "/cache/{seconds}", "2xx"), 1);
    assert_eq!(total("other", "/get", "4xx"), 1);
    assert!(!answer.body.contains("no/such"), "{}", answer.body);
    let count = "roundtrip_request_duration_seconds_count";
    assert_eq!(number(&answer, count), 5);
    assert_eq!(number(&answer, "roundtrip_requests_in_flight"), 1);
}

#[tokio::test]
async fn connections_and_streams_are_counted_for_as_long_as_they_last() {
    let server = Running::start_in_time(Limits::default()).await;
    let mut client = server.connect().await;
    let ask = "GET /metrics HTTP/1.1\r\nHost: localhost\r\n\r\n";
    client.send(ask).await;
    let before = client.whole_response().await.unwrap();
    assert_eq!(number(&before, "roundtrip_connections"), 1);
    assert_eq!(number(&before, "roundtrip_event_streams"), 0);
    let mut listener = server.connect().await;
    listener
        .send("GET /api/events HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .await;
    listener.response().await.unwrap();
    client.send(ask).await;
    let during = client.whole_response().await.unwrap();
    assert_eq!(number(&during, "roundtrip_connections"), 2);
    assert_eq!(number(&during, "roundtrip_event_streams"), 1);
    drop(listener);
    loop {
        client.send(ask).await;
        let after = client.whole_response().await.unwrap();
        if number(&after, "roundtrip_connections") == 1 {
            assert_eq!(number(&after, "roundtrip_event_streams"), 0);
            assert_eq!(number(&after, "roundtrip_connections_accepted_total"), 2);
            return;
        }
    }
}

#[tokio::test]
async fn nobody_reads_them_where_a_proxy_may_stand_before() {
    let with = |readable| services().with_metrics(readable, || Some(7));
    let ask = async |services: Services| {
        let app = app(&services, None, Hosts::loopback(), PATIENCE);
        call(&app, request("GET", "/metrics", &[])).await
    };
    ask(with(Readable::ByNobody)).await.problem(404);
    let answer = ask(with(Readable::OnThisMachine)).await;
    assert_eq!(number(&answer, "process_resident_memory_bytes"), 7);
}
