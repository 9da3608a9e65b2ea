//! `/_wire/events`: whoever watches, and for how long.

use std::time::Duration;

use serde_json::Value;
use server::native::serve::Limits;
use tokio::io::AsyncReadExt;

use super::{ME, OTHER, exchange, get, json, raw_head, running};
use crate::support::{Client, Running, call, patiently, request};

/// Reads a stream of events up to the next that has data: its fields.
async fn event(client: &mut Client) -> Vec<(String, String)> {
    loop {
        let mut text = Vec::new();
        while !text.ends_with(b"\n\n") {
            text.push(patiently(client.0.read_u8()).await.unwrap());
        }
        // Each event is a chunk: its size stands before it, on a line of its own.
        let text = String::from_utf8(text).unwrap();
        let fields: Vec<_> = text
            .lines()
            .filter_map(|it| it.split_once(": "))
            .map(|(name, value)| (name.to_owned(), value.to_owned()))
            .collect();
        if fields.iter().any(|it| it.0 == "data") {
            return fields;
        }
    }
}

fn field<'a>(event: &'a [(String, String)], name: &str) -> &'a str {
    event.iter().find(|it| it.0 == name).map_or("", |it| &it.1)
}

async fn watch(server: &Running, fields: &str) -> Client {
    let mut client = server.connect().await;
    client
        .send(&format!(
            "GET /_wire/events HTTP/1.1\r\nHost: localhost\r\nCookie: {ME}\r\n{fields}\r\n"
        ))
        .await;
    let head = raw_head(&mut client).await;
    assert!(
        head.contains("Content-Type: text/event-stream\r\n"),
        "{head}"
    );
    client
}

#[tokio::test]
async fn whoever_watches_sees_their_own_exchanges_and_can_resume() {
    let server = running().await;
    let mut watcher = watch(&server, "").await;
    json(&server, "/api/hello?other", OTHER).await;
    json(&server, "/api/hello?mine", ME).await;
    let first = event(&mut watcher).await;
    assert_eq!(field(&first, "event"), "exchange");
    let exchange: Value = serde_json::from_str(field(&first, "data")).unwrap();
    assert_eq!(exchange["target"], "/api/hello?mine");
    assert_eq!(field(&first, "id"), exchange["id"]);
    drop(watcher);
    json(&server, "/api/hello?missed", ME).await;
    let id = field(&first, "id");
    let mut watcher = watch(&server, &format!("Last-Event-ID: {id}\r\n")).await;
    json(&server, "/api/hello?next", ME).await;
    for target in ["/api/hello?missed", "/api/hello?next"] {
        assert!(field(&event(&mut watcher).await, "data").contains(target));
    }
}

#[tokio::test]
async fn what_takes_long_is_told_before_it_is_over() {
    // Nobody reads the answer, so that it cannot leave whole.
    let server = running().await;
    let mut watcher = watch(&server, "").await;
    let mut deaf = server.connect().await;
    let body = "\u{1}".repeat(1 << 20);
    deaf.send(&format!("POST /api/echo HTTP/1.1\r\nHost: localhost\r\nCookie: {ME}\r\nContent-Length: {}\r\n\r\n{body}", body.len()))
        .await;
    let opened = event(&mut watcher).await;
    assert_eq!(
        (field(&opened, "event"), field(&opened, "id")),
        ("open", "")
    );
    let id = serde_json::from_str::<Value>(field(&opened, "data")).unwrap()["id"]
        .as_str()
        .unwrap()
        .to_owned();
    assert_eq!(exchange(&server, &id).await["state"], "open");
    drop(deaf);
    let ended = event(&mut watcher).await;
    assert_eq!(
        (field(&ended, "event"), field(&ended, "id")),
        ("exchange", id.as_str())
    );
    assert_eq!(exchange(&server, &id).await["state"], "cut_off");
}

#[tokio::test]
async fn a_client_that_goes_away_before_the_answer_is_recorded_too() {
    let server = running().await;
    let mut watcher = watch(&server, "").await;
    let mut client = server.connect().await;
    let sent = get("/lab/proxy/slow", ME);
    client.send(&sent).await;
    let in_flight = |it: &Value| it["in_flight"] == 1;
    patiently(async {
        while !json(&server, "/lab/origins", OTHER).await.1["origins"]
            .as_array()
            .unwrap()
            .iter()
            .any(in_flight)
        {}
    })
    .await;
    drop(client);
    let gone: Value = serde_json::from_str(field(&event(&mut watcher).await, "data")).unwrap();
    assert_eq!(
        (&gone["state"], &gone["status"]),
        (&"cut_off".into(), &Value::Null)
    );
    assert_eq!(gone["route"], "/lab/proxy/slow");
    let start = sent.split("0123").next().unwrap();
    assert!(gone["request"]["head"].as_str().unwrap().starts_with(start));
}

#[tokio::test]
async fn a_visitor_has_eight_streams_at_most() {
    let server = running().await;
    let mut watchers = Vec::new();
    for _ in 0..8 {
        watchers.push(watch(&server, "").await);
    }
    let (status, problem) = json(&server, "/_wire/events", ME).await;
    assert_eq!(status, 429, "{problem}");
    let mut other = server.connect().await;
    other.send(&get("/_wire/events", OTHER)).await;
    assert!(raw_head(&mut other).await.starts_with("HTTP/1.1 200 "));
}

#[tokio::test]
async fn the_streams_end_when_the_server_does() {
    let mut server = Running::start_in_time(Limits {
        grace: Duration::from_hours(1),
        ..Limits::default()
    })
    .await;
    let mut watcher = watch(&server, "").await;
    server.ask_to_end();
    watcher.rest().await;
    server.ended().await;
}

#[tokio::test]
async fn a_stream_lasts_five_minutes_and_says_that_it_lives() {
    let now = jiff::Timestamp::from_millisecond(crate::support::NOW_MS).unwrap();
    let services = server::Services::new(server::clock::SteppingClock::new(now), || 1);
    let app = server::router(&services);
    let answer = patiently(call(&app, request("GET", "/_wire/events", &[]))).await;
    assert_eq!(answer.field("content-type"), "text/event-stream");
    assert!(answer.body.starts_with("retry: 1000\n"), "{}", answer.body);
    // One every fifteen seconds; the twentieth would be the end.
    assert_eq!(answer.body.matches(": still here\n").count(), 19);
}
