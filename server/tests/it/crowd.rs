//! Many connections at once: those that do nothing, or next to nothing, keep nobody out.

use std::time::Duration;

use server::native::serve::Limits;

use super::support::{Client, Running, patiently};

const HELLO: &str = "GET /api/hello HTTP/1.1\r\nHost: localhost\r\n\r\n";

const CROWD: usize = 200;

async fn answers(server: &Running) -> bool {
    let mut client = server.connect().await;
    client.send(HELLO).await;
    let answer = client.whole_response().await;
    answer.is_some_and(|it| it.status == 200)
}

/// As many connections, each of which sends `text`.
async fn crowd(server: &Running, text: &str) -> Vec<Client> {
    let mut crowd = Vec::new();
    for _ in 0..CROWD {
        let mut client = server.connect().await;
        client.send(text).await;
        crowd.push(client);
    }
    crowd
}

/// Fewer places than there are in the crowd, and a deadline that none of this reaches.
fn few() -> Limits {
    Limits {
        connections: CROWD / 4,
        head: Duration::from_hours(1),
        ..Limits::default()
    }
}

#[tokio::test]
async fn heads_that_come_slowly_keep_nobody_out() {
    let server = Running::start(few()).await;
    let _crowd = crowd(&server, "GET /api/hello HTTP/1.1\r\nX-Slow: ").await;
    for _ in 0..10 {
        assert!(answers(&server).await);
    }
}

#[tokio::test]
async fn connections_that_are_idle_keep_nobody_out() {
    let server = Running::start(few()).await;
    let mut crowd = crowd(&server, HELLO).await;
    assert!(answers(&server).await);
    // Whoever came last still has its place.
    let last = crowd.last_mut().unwrap();
    assert_eq!(last.whole_response().await.unwrap().status, 200);
    last.send(HELLO).await;
    assert_eq!(last.whole_response().await.unwrap().status, 200);
}

#[tokio::test]
async fn heads_that_never_end_are_cut_off_by_their_deadline() {
    let server = Running::start(Limits {
        head: Duration::from_secs(1),
        ..Limits::default()
    })
    .await;
    let crowd = crowd(&server, "GET /api/hello HTTP/1.1\r\nX-Slow: ").await;
    for mut client in crowd {
        client.rest().await;
    }
    assert!(answers(&server).await);
}

#[tokio::test]
async fn streams_have_a_bound_for_each_visitor_and_give_their_places_back() {
    let server = Running::start_in_time(Limits::default()).await;
    let listen = "GET /_wire/events HTTP/1.1\r\nHost: localhost\r\nCookie: roundtrip_visitor=0123456789abcdef0123456789abcdef\r\n\r\n";
    let mut streams = Vec::new();
    for _ in 0..8 {
        let mut client = server.connect().await;
        client.send(listen).await;
        assert_eq!(client.response().await.unwrap().status, 200);
        streams.push(client);
    }
    let mut ninth = server.connect().await;
    ninth.send(listen).await;
    ninth.whole_response().await.unwrap().problem(429);
    drop(streams);
    patiently(async {
        loop {
            let mut client = server.connect().await;
            client.send(listen).await;
            if client.response().await.unwrap().status == 200 {
                return;
            }
        }
    })
    .await;
}
