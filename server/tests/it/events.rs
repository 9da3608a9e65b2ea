//! `/api/events` and `/api/poll`: what is pushed.

use serde_json::json;
use server::native::serve::Limits;

use super::support::{NOW_MS, Running, Visitor, companion, get, patiently};
use tokio::io::AsyncReadExt;

#[tokio::test]
async fn a_poll_gives_what_is_new_and_where_to_go_on() {
    let app = companion();
    let ada = Visitor::of(&app, 1);
    let mut made = Vec::new();
    for text in ["a", "b", "c"] {
        let body = json!({"text": text}).to_string();
        let answer = ada.send("POST", "/api/events", &body).await;
        assert_eq!(answer.status, 201);
        made.push(answer.json());
    }
    let (first, last) = (&made[0]["id"], &made[2]["id"]);
    // No id of an earlier life of this server can be as great.
    assert_eq!(*first, NOW_MS);
    let news = ada.get(&format!("/api/poll?after={first}")).await.json();
    assert_eq!(news, json!({"events": made[1..], "last": last}));
    assert_eq!(
        ada.get(&format!("/api/poll?after={last}")).await.json(),
        json!({"events": [], "last": last})
    );
    assert_eq!(
        Visitor::of(&app, 2).get("/api/poll").await.json()["last"],
        0
    );
}

#[tokio::test]
async fn bounds_are_kept() {
    let ada = Visitor::of(&companion(), 1);
    let long = json!({"text": "x".repeat(501)}).to_string();
    ada.send("POST", "/api/events", &long).await.problem(422);
    ada.get("/api/poll?wait=11").await.problem(422);
    ada.get("/api/poll?after=-1").await.problem(400);
    for at in 0..101 {
        ada.send(
            "POST",
            "/api/events",
            &json!({"text": at.to_string()}).to_string(),
        )
        .await;
    }
    let news = ada.get("/api/poll").await.json();
    assert_eq!(news["events"].as_array().unwrap().len(), 100);
    assert_eq!(news["events"][0]["text"], "1");
}

/// Opens the stream, publishes, and reads until the stream has said so.
#[tokio::test]
async fn a_stream_tells_what_happens_and_what_was_missed() {
    let server = Running::start_in_time(Limits::default()).await;
    let cookie = "cookie: roundtrip_visitor=00000000000000000000000000000001";
    let publish = async |text: &str| {
        let body = json!({"text": text}).to_string();
        let mut client = server.connect().await;
        client
            .send(&format!(
                "POST /api/events HTTP/1.1\r\nhost: localhost\r\n{cookie}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
                body.len()
            ))
            .await;
        let answer = client.whole_response().await.unwrap();
        assert_eq!(answer.status, 201);
        answer.json()["id"].as_u64().unwrap()
    };
    let one = publish("one").await;
    let two = publish("two").await;
    let mut stream = server.connect().await;
    stream
        .send(&format!(
            "GET /api/events HTTP/1.1\r\nhost: localhost\r\n{cookie}\r\nlast-event-id: {one}\r\n\r\n"
        ))
        .await;
    let head = stream.response().await.unwrap();
    assert_eq!(head.field("content-type"), "text/event-stream");
    assert_eq!(head.field("cache-control"), "no-store");
    publish("three").await;
    let mut seen = String::new();
    while !seen.contains("three") {
        let byte = patiently(stream.0.read_u8()).await.unwrap();
        seen.push(byte.into());
    }
    assert!(seen.contains("retry: 2000"), "{seen}");
    assert!(
        seen.contains(&format!(
            "id: {two}\ndata: {{\"id\":{two},\"text\":\"two\"}}\n\n"
        )),
        "{seen}"
    );
    assert!(!seen.contains("one"), "{seen}");
}

#[tokio::test]
async fn a_visitor_may_have_eight_streams_open() {
    let server = Running::start_in_time(Limits::default()).await;
    let request = "GET /api/events HTTP/1.1\r\nhost: localhost\r\ncookie: roundtrip_visitor=00000000000000000000000000000001\r\n\r\n";
    let mut open = Vec::new();
    for _ in 0..8 {
        let mut stream = server.connect().await;
        stream.send(request).await;
        assert_eq!(stream.response().await.unwrap().status, 200);
        open.push(stream);
    }
    let mut ninth = server.connect().await;
    ninth.send(request).await;
    assert_eq!(ninth.response().await.unwrap().status, 429);
    drop(open);
    // The server notices that they are gone when it next writes, or at once: then there is room again.
    let mut tries = 0;
    loop {
        let mut again = server.connect().await;
        again.send(request).await;
        if again.response().await.unwrap().status == 200 {
            break;
        }
        tries += 1;
        assert!(tries < 1000, "places are given back");
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn an_event_that_no_client_could_count_to_is_refused() {
    for (after, status) in [("9007199254740991", 200), ("9007199254740992", 400)] {
        let answer = get(&format!("/api/poll?wait=0&after={after}")).await;
        assert_eq!(answer.status, status, "{answer:?}");
    }
}
