//! The record of the wire: `/_wire/exchanges`, `/_wire/events` and `/dump/request`, on real sockets.

mod events;
mod heads;
mod visitors;

use serde_json::Value;
use server::native::serve::Limits;
use tokio::io::AsyncReadExt;

use super::support::{Client, Running, patiently};

const ME: &str = "roundtrip_visitor=0123456789abcdef0123456789abcdef";

const OTHER: &str = "roundtrip_visitor=ffffffffffffffffffffffffffffffff";

async fn running() -> Running {
    Running::start_in_time(Limits::default()).await
}

/// A request of a visitor, for a client to send.
fn get(path: &str, cookie: &str) -> String {
    format!("GET {path} HTTP/1.1\r\nhOsT: localhost\r\nCookie: {cookie}\r\n\r\n")
}

/// Asks for JSON on a connection of its own.
async fn json(server: &Running, path: &str, cookie: &str) -> (u16, Value) {
    let mut client = server.connect().await;
    client.send(&get(path, cookie)).await;
    let answer = client.whole_response().await.unwrap();
    (answer.status.as_u16(), answer.json())
}

async fn exchange(server: &Running, id: &str) -> Value {
    let (status, exchange) = json(server, &format!("/_wire/exchanges/{id}"), ME).await;
    assert_eq!(status, 200, "{exchange}");
    exchange
}

fn stages(exchange: &Value) -> Vec<&str> {
    let stages = exchange["stages"].as_array().unwrap();
    stages
        .iter()
        .map(|it| it["name"].as_str().unwrap())
        .collect()
}

/// The next head, as it is on the wire.
async fn raw_head(client: &mut Client) -> String {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(patiently(client.0.read_u8()).await.unwrap());
    }
    String::from_utf8(head).unwrap()
}

/// The next head, and as much of a body as its length says.
async fn raw_response(client: &mut Client) -> (String, String) {
    let head = raw_head(client).await;
    let length = head
        .lines()
        .find_map(|it| it.strip_prefix("Content-Length: "));
    let mut body = vec![0; length.map_or(0, |it| it.trim().parse().unwrap())];
    patiently(client.0.read_exact(&mut body)).await.unwrap();
    (head, String::from_utf8(body).unwrap())
}

fn id_in(head: &str) -> String {
    let id = head
        .lines()
        .find_map(|it| it.strip_prefix("X-Exchange-Id: "));
    id.unwrap().to_owned()
}
