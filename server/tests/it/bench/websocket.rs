//! `/websocket/echo` and `/websocket/room/{name}`, with a client on a real socket.

use futures_util::{SinkExt, StreamExt};
use server::native::serve::Limits;
use tokio::net::TcpStream;
use tokio_tungstenite::{
    WebSocketStream, client_async,
    tungstenite::{
        Message,
        protocol::{CloseFrame, frame::coding::CloseCode},
    },
};

use crate::support::{Running, get, patiently};

pub type Socket = WebSocketStream<TcpStream>;

pub async fn open(server: &Running, path: &str) -> Socket {
    let stream = TcpStream::connect(server.address).await.unwrap();
    let url = format!("ws://localhost{path}");
    patiently(client_async(url, stream)).await.unwrap().0
}

pub async fn say(socket: &mut Socket, text: &str) {
    patiently(socket.send(Message::text(text))).await.unwrap();
}

/// The next text; `None` at the end.
pub async fn hear(socket: &mut Socket) -> Option<String> {
    match patiently(socket.next()).await?.ok()? {
        Message::Text(text) => Some(text.as_str().to_owned()),
        other => panic!("{other:?}"),
    }
}

/// The closing frame that comes next: `Some(None)` without a code, `None` where the connection breaks off.
pub async fn closed(socket: &mut Socket) -> Option<Option<CloseFrame>> {
    match patiently(socket.next()).await? {
        Ok(Message::Close(frame)) => Some(frame),
        _ => None,
    }
}

#[tokio::test]
async fn ten_thousand_messages_come_back_in_order() {
    let server = Running::start(Limits::default()).await;
    let (mut sink, mut stream) = open(&server, "/websocket/echo").await.split();
    let sending = tokio::spawn(async move {
        for number in 0..10_000 {
            sink.send(Message::text(number.to_string())).await.unwrap();
        }
        sink
    });
    for number in 0..10_000 {
        let message = patiently(stream.next()).await.unwrap().unwrap();
        assert_eq!(message.into_text().unwrap().as_str(), number.to_string());
    }
    drop(patiently(sending).await.unwrap());
}

#[tokio::test]
async fn every_close_code_can_be_had() {
    let server = Running::start(Limits::default()).await;
    for code in [
        1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 3000, 4000, 4999,
    ] {
        let mut socket = open(&server, "/websocket/echo").await;
        say(&mut socket, &format!("close {code} bye")).await;
        let frame = closed(&mut socket).await.flatten().unwrap();
        assert_eq!(
            (u16::from(frame.code), frame.reason.as_str()),
            (code, "bye")
        );
    }
    let mut socket = open(&server, "/websocket/echo").await;
    say(&mut socket, "close").await;
    assert_eq!(
        closed(&mut socket).await,
        Some(None),
        "1005 is a frame without a code"
    );
    let mut socket = open(&server, "/websocket/echo").await;
    say(&mut socket, "close 1006").await;
    assert_eq!(closed(&mut socket).await, None, "1006 is no frame at all");
    let mut socket = open(&server, "/websocket/echo").await;
    say(&mut socket, "close 1015").await;
    assert!(hear(&mut socket).await.unwrap().contains("may not be sent"));
}

#[tokio::test]
async fn a_message_beyond_the_bound_closes_with_1009() {
    let server = Running::start(Limits::default()).await;
    let mut socket = open(&server, "/websocket/room/large").await;
    hear(&mut socket).await.unwrap();
    say(&mut socket, &"x".repeat((16 << 10) + 1)).await;
    assert_eq!(
        closed(&mut socket).await.flatten().unwrap().code,
        CloseCode::Size
    );
}

#[tokio::test]
async fn a_room_hears_all_that_is_said_in_it_and_no_more() {
    let server = Running::start(Limits::default()).await;
    let mut one = open(&server, "/websocket/room/a").await;
    let mut other = open(&server, "/websocket/room/b").await;
    assert!(hear(&mut other).await.unwrap().contains("joined"));
    assert!(hear(&mut one).await.unwrap().contains("joined"));
    let mut two = open(&server, "/websocket/room/a").await;
    assert_eq!(
        hear(&mut one).await.unwrap(),
        r#"{"joined":{"member":2,"members":2}}"#
    );
    say(&mut one, "hello").await;
    assert!(hear(&mut two).await.unwrap().contains("joined"));
    for socket in [&mut one, &mut two] {
        assert_eq!(
            hear(socket).await.unwrap(),
            r#"{"said":{"member":1,"text":"hello"}}"#
        );
    }
    patiently(two.close(None)).await.unwrap();
    assert_eq!(
        hear(&mut one).await.unwrap(),
        r#"{"left":{"member":2,"members":1}}"#
    );
    say(&mut other, "alone").await;
    assert!(
        hear(&mut other).await.unwrap().contains("alone"),
        "nothing of the other room"
    );
}

#[tokio::test]
async fn a_plain_request_is_told_to_upgrade() {
    let answer = get("/websocket/echo").await;
    answer.problem(426);
    assert_eq!(answer.field("upgrade"), "websocket");
    assert!(
        get("/websocket/room/a%20b")
            .await
            .problem(400)
            .contains("name")
    );
}

#[tokio::test]
async fn a_server_that_ends_says_so() {
    let mut server = Running::start(Limits::default()).await;
    let mut socket = open(&server, "/websocket/echo").await;
    server.retire();
    server.ask_to_end();
    let frame = closed(&mut socket).await.flatten().unwrap();
    assert_eq!(frame.code, CloseCode::Away);
    server.ended().await;
}
