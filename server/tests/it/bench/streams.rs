//! Answers that take their time or come in pieces: `/delay`, `/drip`, `/bytes`, `/stream`, `/jsonl`, `/sse`,
//! `/trailers` and `/mix`.

use std::time::{Duration, Instant};

use http_body_util::BodyExt;
use serde_json::Value;
use server::native::serve::Limits;
use tower::ServiceExt;

use super::{binary, get_from, httpbin, sleepless};
use crate::support::{Running, call, companion, get, request};

#[tokio::test]
async fn delays_last_as_long_as_they_say() {
    for (target, seconds) in [
        ("/delay/1.5", 1.5),
        ("/mix?delay=0.25", 0.25),
        ("/delay/10", 10.0),
        ("/delay/0", 0.0),
    ] {
        let (app, clock) = sleepless();
        assert_eq!(get_from(&app, target, &[]).await.status, 200, "{target}");
        assert!(
            (clock.slept().as_secs_f64() - seconds).abs() < 1e-3,
            "{target}: {:?}",
            clock.slept()
        );
    }
    for target in [
        "/delay/10.1",
        "/delay/-1",
        "/delay/x",
        "/delay/NaN",
        "/mix?delay=11",
    ] {
        assert!(!get(target).await.problem(400).is_empty(), "{target}");
    }
    assert_eq!(
        call(&sleepless().0, request("POST", "/delay/1", &[]))
            .await
            .status,
        200
    );
}

#[tokio::test]
async fn on_a_real_clock_a_delay_is_a_delay() {
    let services = server::Services::new(server::native::SystemClock::start(), || 1);
    let app = server::native::app(
        &services,
        None,
        server::native::host::Hosts::loopback(),
        Duration::from_secs(5),
    );
    let started = Instant::now();
    assert_eq!(get_from(&app, "/delay/0.2", &[]).await.status, 200);
    assert!(started.elapsed() >= Duration::from_millis(200));
}

#[tokio::test]
async fn a_drip_is_announced_and_paced() {
    let (app, clock) = sleepless();
    let answer = get_from(&app, "/drip?numbytes=400&duration=2&delay=1&code=500", &[]).await;
    assert_eq!(
        (answer.status.as_u16(), answer.field("content-length")),
        (500, "400")
    );
    assert_eq!(answer.body, "*".repeat(400));
    assert!(clock.slept() > Duration::from_millis(2900) && clock.slept() <= Duration::from_secs(3));
    for query in [
        "numbytes=0",
        "numbytes=-1",
        "duration=301",
        "code=99",
        "delay=1&delay=2",
        "numbytes=10485761",
    ] {
        assert!(
            !get(&format!("/drip?{query}")).await.problem(400).is_empty(),
            "{query}"
        );
    }
}

#[tokio::test]
async fn a_stream_that_lasts_too_long_breaks_off() {
    let (app, clock) = sleepless();
    let response = app
        .oneshot(request("GET", "/range/100?chunk_size=1&duration=300", &[]))
        .await
        .unwrap();
    clock_forward(&clock).await;
    assert!(
        response.into_body().collect().await.is_err(),
        "its length was announced"
    );
}

async fn clock_forward(clock: &server::clock::SteppingClock) {
    use server::clock::Clock;
    clock.sleep(Duration::from_secs(200)).await;
}

#[tokio::test]
async fn random_bytes_follow_from_their_seed() {
    let python = b"\xc5\xd7\x14\x84\xf8\xcf\x9b\xf4\xb7o";
    for target in ["/bytes/10?seed=0", "/stream-bytes/10?seed=0&chunk_size=3"] {
        assert_eq!(
            binary(&companion(), request("GET", target, &[])).await.body[..],
            python[..],
            "{target}"
        );
    }
    let large = binary(&companion(), request("GET", "/bytes/10485760", &[])).await;
    assert_eq!(
        (large.body.len(), &large.headers["content-length"]),
        (10 << 20, &"10485760".parse().unwrap())
    );
    let streamed = binary(&companion(), request("GET", "/stream-bytes/102400", &[])).await;
    assert_eq!(
        (
            streamed.body.len(),
            streamed.headers.contains_key("content-length")
        ),
        (102_400, false)
    );
    for target in [
        "/bytes/-1",
        "/bytes/10485761",
        "/bytes/1?seed=x",
        "/stream-bytes/1?chunk_size=0",
        "/bytes/1?seed=1&seed=2",
    ] {
        assert!(!get(target).await.problem(400).is_empty(), "{target}");
    }
    let clamped = binary(&httpbin(), request("GET", "/bytes/99999999", &[])).await;
    assert_eq!(clamped.body.len(), 100 << 10);
}

#[tokio::test]
async fn lines_of_json_are_one_value_each() {
    let answer = get("/stream/3?a=1").await;
    assert_eq!(answer.field("content-type"), "application/jsonl");
    let ids: Vec<Value> = answer
        .body
        .lines()
        .map(|it| serde_json::from_str::<Value>(it).unwrap()["id"].clone())
        .collect();
    assert_eq!(ids, [0, 1, 2]);
    let (app, clock) = sleepless();
    let answer = get_from(&app, "/jsonl?count=3&delay=2", &[]).await;
    assert_eq!(
        (answer.body.lines().count(), clock.slept().as_secs()),
        (3, 4)
    );
    assert!(get("/jsonl?count=0").await.problem(400).contains("count"));
}

#[tokio::test]
async fn events_are_taken_up_after_the_last_one_that_came() {
    let ids = |body: &str| -> Vec<String> {
        body.lines()
            .filter_map(|it| it.strip_prefix("id: "))
            .map(ToOwned::to_owned)
            .collect()
    };
    let first = get_from(&sleepless().0, "/sse?count=5&retry=50&cut=2", &[]).await;
    assert_eq!(first.field("content-type"), "text/event-stream");
    assert!(
        first.body.starts_with("retry: 50\n\nid: 1\ndata: {"),
        "{}",
        first.body
    );
    assert_eq!(ids(&first.body), ["1", "2"]);
    let second = get_from(&sleepless().0, "/sse?count=5", &[("last-event-id", "2")]).await;
    assert_eq!(ids(&second.body), ["3", "4", "5"]);
    let done = get_from(&companion(), "/sse?count=5", &[("last-event-id", "5")]).await;
    assert_eq!(done.status, 204, "it tells the browser not to come again");
    for id in ["x", "", "-1", "null"] {
        let refused = get_from(&companion(), "/sse", &[("last-event-id", id)]).await;
        assert!(refused.problem(400).contains("Last-Event-ID"), "{id}");
    }
}

#[tokio::test]
async fn trailers_come_after_the_body_if_the_client_takes_them() {
    let server = Running::start(Limits::default()).await;
    let ask = |te: &str| {
        format!(
            "GET /trailers?X-Mood=fine HTTP/1.1\r\nHost: localhost\r\n{te}Connection: close\r\n\r\n"
        )
    };
    let mut client = server.connect().await;
    client.send(&ask("TE: trailers\r\n")).await;
    let text = String::from_utf8(client.rest().await).unwrap();
    let (head, body) = text.split_once("\r\n\r\n").unwrap();
    assert!(
        head.contains("\r\nTrailer: x-mood, content-digest"),
        "{head}"
    );
    let (_, trailers) = body.split_once("\r\n0\r\n").unwrap();
    assert!(
        trailers.contains("X-Mood: fine\r\n") && trailers.contains("Content-Digest: sha-256=:"),
        "{trailers}"
    );
    let mut client = server.connect().await;
    client.send(&ask("")).await;
    assert!(
        String::from_utf8(client.rest().await)
            .unwrap()
            .ends_with("\r\n0\r\n\r\n")
    );
    for name in [
        "Content-Length",
        "Set-Cookie",
        "Content-Type",
        "Content-Digest",
        "a%20b",
    ] {
        assert!(
            !get(&format!("/trailers?{name}=1"))
                .await
                .problem(400)
                .is_empty(),
            "{name}"
        );
    }
}

#[tokio::test]
async fn a_mix_has_all_that_was_asked_for() {
    let answer =
        get("/mix?status=503&header=Retry-After:2&header=X-A:1&header=X-A:2&body=later").await;
    assert_eq!(
        (answer.status.as_u16(), answer.body.as_str()),
        (503, "later")
    );
    assert_eq!(answer.field("retry-after"), "2");
    assert_eq!(answer.headers.get_all("x-a").iter().count(), 2);
    for query in [
        "status=199",
        "status=x",
        "header=X",
        "header=Content-Length:1",
        "header=a%0d%0ab:c",
        "body=a&body=b",
    ] {
        assert!(
            !get(&format!("/mix?{query}")).await.problem(400).is_empty(),
            "{query}"
        );
    }
}

#[tokio::test]
async fn a_strangers_link_runs_no_script() {
    for target in [
        "/mix?header=Content-Type:text/html&body=%3Cscript%3E",
        "/response-headers?Content-Type=text/html&a=%3Cscript%3E",
        "/base64/PHNjcmlwdD4=",
    ] {
        let answer = get(target).await;
        assert_eq!(answer.status, 200, "{target}");
        assert!(
            answer
                .field("content-security-policy")
                .starts_with("sandbox; default-src 'none'"),
            "{target}"
        );
    }
    get("/response-headers?Content-Security-Policy=x")
        .await
        .problem(400);
}

#[tokio::test]
async fn response_headers_are_set_and_shown() {
    for method in ["GET", "POST"] {
        let answer = call(
            &companion(),
            request(method, "/response-headers?X-A=1&X-A=2&X-B=3", &[]),
        )
        .await;
        let shown = answer.json();
        assert_eq!(answer.headers.get_all("x-a").iter().count(), 2);
        assert_eq!(
            (&shown["X-A"][1], &shown["X-B"]),
            (&"2".into(), &"3".into())
        );
        assert_eq!(shown["Content-Length"], answer.body.len().to_string());
    }
}
