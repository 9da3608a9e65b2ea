//! How the server ends: nothing in flight is lost, and nothing holds it up for ever.

use std::time::Duration;

use server::native::serve::Limits;
use tokio::net::TcpStream;

use super::support::{Running, patiently};

const HALF: &str = "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\n\r\n";

/// Waits until nobody listens any more.
async fn closed(server: &Running) {
    patiently(async {
        while TcpStream::connect(server.address).await.is_ok() {
            tokio::task::yield_now().await;
        }
    })
    .await;
}

#[tokio::test]
async fn a_request_in_flight_is_answered() {
    let mut server = Running::start(Limits::default()).await;
    let mut client = server.connect().await;
    client.send(HALF).await;
    assert_eq!(client.response().await.unwrap().status, 100);
    server.ask_to_end();
    closed(&server).await;
    client.send("hello").await;
    assert_eq!(
        client.whole_response().await.unwrap().json()["text"],
        "hello"
    );
    assert!(client.rest().await.is_empty());
    server.ended().await;
}

#[tokio::test]
async fn an_idle_connection_does_not_hold_the_end_up() {
    let limits = Limits {
        grace: Duration::from_hours(1),
        ..Limits::default()
    };
    let mut server = Running::start(limits).await;
    let mut client = server.connect().await;
    client
        .send("GET /api/hello HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .await;
    client.whole_response().await.unwrap();
    server.ask_to_end();
    assert!(client.rest().await.is_empty());
    server.ended().await;
}

#[tokio::test]
async fn a_request_that_never_ends_is_cut_off() {
    let limits = Limits {
        grace: Duration::from_millis(50),
        ..Limits::default()
    };
    let mut server = Running::start(limits).await;
    let mut client = server.connect().await;
    client.send(HALF).await;
    assert_eq!(client.response().await.unwrap().status, 100);
    server.ask_to_end();
    server.ended().await;
    assert!(client.rest().await.is_empty());
}
