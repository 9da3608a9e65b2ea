//! `/api/ws`, with a client on a real socket.

use futures_util::SinkExt;
use serde_json::{Value, json};
use server::native::serve::Limits;
use tokio::net::TcpStream;
use tokio_tungstenite::{
    client_async,
    tungstenite::{self, Message, client::IntoClientRequest, http::HeaderValue},
};

use crate::{
    bench::websocket::{Socket, closed, hear, open, say},
    support::{Running, fetch, get, patiently},
};

const ADA: &str = "roundtrip_visitor=0000000000000000000000000000000a";
const BOB: &str = "roundtrip_visitor=0000000000000000000000000000000b";

/// Opens a conversation with a header field of one's own.
async fn open_with(
    server: &Running,
    name: &'static str,
    value: &str,
) -> Result<Socket, tungstenite::Error> {
    let stream = TcpStream::connect(server.address).await.unwrap();
    let url = format!("ws://{}/api/ws", server.address);
    let mut request = url.into_client_request().unwrap();
    let value = HeaderValue::from_str(value).unwrap();
    request.headers_mut().insert(name, value);
    patiently(client_async(request, stream))
        .await
        .map(|it| it.0)
}

/// A conversation that has begun.
async fn converse(server: &Running, visitor: &str) -> Socket {
    let mut socket = open_with(server, "cookie", visitor).await.unwrap();
    assert_eq!(told(&mut socket).await["type"], "welcome");
    socket
}

async fn told(socket: &mut Socket) -> Value {
    serde_json::from_str(&hear(socket).await.unwrap()).unwrap()
}

/// The code and reason with which it is closed.
async fn end(socket: &mut Socket) -> (u16, String) {
    let frame = closed(socket).await.flatten().unwrap();
    (frame.code.into(), frame.reason.as_str().to_owned())
}

async fn publish(server: &Running, visitor: &str, text: &str) {
    let fields = [("cookie", visitor), ("content-type", "application/json")];
    let body = json!({"text": text}).to_string();
    let answer = fetch(server.address, "POST", "/api/events", &fields, &body).await;
    assert_eq!(answer.unwrap().status, 201);
}

#[tokio::test]
async fn what_is_said_comes_back_numbered_and_dated() {
    let server = Running::start(Limits::default()).await;
    let mut socket = open(&server, "/api/ws").await;
    let welcome = told(&mut socket).await;
    assert_eq!(
        welcome,
        json!({
            "seq": 1, "time": "2026-01-02T03:04:05.678Z", "type": "welcome",
            "max_bytes": 65536, "messages_per_second": 20, "idle_seconds": 300,
        })
    );
    for (seq, data) in [(2, json!({"a": [1, null]})), (3, json!("hello"))] {
        let message = json!({"type": "echo", "data": data});
        say(&mut socket, &message.to_string()).await;
        let echo = told(&mut socket).await;
        assert_eq!((&echo["seq"], &echo["data"]), (&json!(seq), &data));
        assert_eq!(echo["type"], "echo");
    }
}

#[tokio::test]
async fn a_visitor_is_told_their_own_events_and_nobody_elses() {
    let server = Running::start_in_time(Limits::default()).await;
    publish(&server, ADA, "missed").await;
    let (mut ada, mut bob) = (converse(&server, ADA).await, converse(&server, BOB).await);
    for socket in [&mut ada, &mut bob] {
        say(socket, r#"{"type":"subscribe"}"#).await;
        assert_eq!(told(socket).await["type"], "subscribed");
    }
    let missed = told(&mut ada).await["event"].clone();
    assert_eq!(missed["text"], "missed");
    publish(&server, ADA, "new").await;
    let new = told(&mut ada).await["event"].clone();
    assert_eq!(new["text"], "new");
    assert!(new["id"].as_u64() > missed["id"].as_u64());
    publish(&server, BOB, "of Bob").await;
    let first = told(&mut bob).await;
    assert_eq!(
        first["event"]["text"], "of Bob",
        "nothing of Ada's came before"
    );
    say(&mut ada, r#"{"type":"unsubscribe"}"#).await;
    assert_eq!(told(&mut ada).await["type"], "unsubscribed");
    publish(&server, ADA, "unheard").await;
    let again = json!({"type": "subscribe", "after": new["id"]});
    say(&mut ada, &again.to_string()).await;
    assert_eq!(told(&mut ada).await["type"], "subscribed");
    assert_eq!(told(&mut ada).await["event"]["text"], "unheard");
}

#[tokio::test]
async fn a_ping_is_answered_by_the_client_and_told() {
    let server = Running::start_in_time(Limits::default()).await;
    let mut socket = converse(&server, ADA).await;
    say(&mut socket, r#"{"type":"ping"}"#).await;
    let ping = patiently(futures_util::StreamExt::next(&mut socket)).await;
    assert!(matches!(ping, Some(Ok(Message::Ping(_)))), "{ping:?}");
    patiently(socket.flush()).await.unwrap();
    let answer = told(&mut socket).await;
    assert_eq!(answer["type"], "pong");
    assert!(answer["ms"].as_f64().unwrap() > 0.0);
}

#[tokio::test]
async fn nonsense_is_explained_and_the_conversation_goes_on() {
    let server = Running::start(Limits::default()).await;
    let mut socket = converse(&server, ADA).await;
    for (text, words) in [
        ("{'type': 1}", "line 1, column 2"),
        (r#"{"type":"shout"}"#, "shout"),
        (r#"{"type":"close","code":1015}"#, "may not be sent"),
    ] {
        say(&mut socket, text).await;
        let problem = told(&mut socket).await;
        assert_eq!(problem["type"], "problem");
        assert!(
            problem["detail"].as_str().unwrap().contains(words),
            "{problem}"
        );
    }
}

#[tokio::test]
async fn it_closes_as_asked_and_where_a_bound_is_passed() {
    let server = Running::start(Limits::default()).await;
    for (text, code, reason) in [
        (r#"{"type":"close"}"#.to_owned(), 1000, ""),
        (
            r#"{"type":"close","code":4000,"reason":"bye"}"#.to_owned(),
            4000,
            "bye",
        ),
        ("x".repeat((64 << 10) + 1), 1009, "the message is too long"),
    ] {
        let mut socket = converse(&server, ADA).await;
        say(&mut socket, &text).await;
        assert_eq!(end(&mut socket).await, (code, reason.to_owned()));
    }
    let mut socket = converse(&server, ADA).await;
    patiently(socket.send(Message::binary(vec![1])))
        .await
        .unwrap();
    assert_eq!(end(&mut socket).await.0, 1003);
}

#[tokio::test]
async fn whoever_talks_too_fast_is_sent_away() {
    let server = Running::start(Limits::default()).await;
    let mut socket = converse(&server, ADA).await;
    // As one write, so that they arrive within a second.
    for _ in 0..50 {
        let message = Message::text(r#"{"type":"echo","data":1}"#);
        patiently(socket.feed(message)).await.unwrap();
    }
    patiently(socket.flush()).await.unwrap();
    let mut echoes = 0;
    let code = loop {
        match patiently(futures_util::StreamExt::next(&mut socket)).await {
            Some(Ok(Message::Text(_))) => echoes += 1,
            Some(Ok(Message::Close(frame))) => break u16::from(frame.unwrap().code),
            other => panic!("{other:?} after {echoes}"),
        }
    };
    assert_eq!((echoes, code), (20, 1008));
}

#[tokio::test]
async fn a_plain_request_is_told_to_upgrade() {
    let answer = get("/api/ws").await;
    assert!(answer.problem(426).contains("/api/ws"));
    assert_eq!(answer.field("upgrade"), "websocket");
    assert_eq!(answer.field("sec-websocket-version"), "13");
}

#[tokio::test]
async fn a_page_of_another_origin_is_refused() {
    let server = Running::start(Limits::default()).await;
    let own = format!("http://{}", server.address);
    assert!(open_with(&server, "origin", &own).await.is_ok());
    for origin in ["http://evil.example", "http://localhost:1", "null"] {
        match open_with(&server, "origin", origin).await {
            Err(tungstenite::Error::Http(response)) => assert_eq!(response.status(), 403),
            other => panic!("{origin}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn a_visitor_has_eight_conversations_at_most() {
    let server = Running::start(Limits::default()).await;
    let mut open = Vec::new();
    for _ in 0..8 {
        open.push(converse(&server, ADA).await);
    }
    match open_with(&server, "cookie", ADA).await {
        Err(tungstenite::Error::Http(response)) => assert_eq!(response.status(), 429),
        other => panic!("{other:?}"),
    }
    assert!(open_with(&server, "cookie", BOB).await.is_ok());
}

#[tokio::test]
async fn a_server_that_ends_says_so() {
    let mut server = Running::start(Limits::default()).await;
    let mut socket = converse(&server, ADA).await;
    server.retire();
    server.ask_to_end();
    assert_eq!(end(&mut socket).await.0, 1001);
    server.ended().await;
}
