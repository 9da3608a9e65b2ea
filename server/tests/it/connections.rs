//! Connections on real sockets: kept alive, bounded in size and in time.

use std::time::Duration;

use server::native::serve::Limits;

use super::support::{Client, Running};

const HELLO: &str = "GET /api/hello HTTP/1.1\r\nHost: localhost\r\n\r\n";

const SOON: Duration = Duration::from_millis(100);

/// Long enough for a client on a busy machine to send its head after it has connected.
const HEAD: Duration = Duration::from_secs(1);

async fn running() -> Running {
    Running::start(Limits::default()).await
}

/// Whether the server still answers a new client.
async fn answers(server: &Running) -> bool {
    let mut client = server.connect().await;
    client.send(HELLO).await;
    client
        .whole_response()
        .await
        .is_some_and(|it| it.status == 200)
}

#[tokio::test]
async fn a_connection_carries_one_exchange_after_the_other() {
    let server = running().await;
    let mut client = server.connect().await;
    client.send(HELLO).await;
    let first = client.whole_response().await.unwrap();
    client
        .send("HEAD /api/hello HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .await;
    let head = client.response().await.unwrap();
    assert_eq!(head.field("content-length"), first.field("content-length"));
    client
        .send("OPTIONS * HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .await;
    let options = client.response().await.unwrap();
    assert_eq!(options.status, 204);
    assert!(!options.has("content-length"), "RFC 9110, section 8.6");
    client.send(HELLO).await;
    let last = client.whole_response().await.unwrap();
    assert_eq!(last.body, first.body);
    assert_ne!(last.field("x-exchange-id"), first.field("x-exchange-id"));
}

#[tokio::test]
async fn a_connection_is_kept_though_nobody_looks_at_the_body() {
    let server = Running::start_in_time(Limits::default()).await;
    let mut client = server.connect().await;
    let body = "x".repeat(900_000);
    for (status, target, host) in [
        (201, "/status/201", "localhost"),
        (302, "/redirect-to?url=/get", "localhost"),
        (200, "/mix", "localhost"),
        (404, "/api/nothing", "localhost"),
        (405, "/api/hello", "localhost"),
        (415, "/api/notes", "localhost"),
        (421, "/api/echo", "example.org"),
    ] {
        let length = body.len();
        let head =
            format!("POST {target} HTTP/1.1\r\nHost: {host}\r\nContent-Length: {length}\r\n\r\n");
        client.send(&head).await;
        client.send(&body).await;
        let answer = client.whole_response().await;
        assert_eq!(
            answer.map(|it| it.status.as_u16()),
            Some(status),
            "{target}"
        );
    }
}

#[tokio::test]
async fn an_answer_does_not_wait_long_for_a_body_that_nobody_wants() {
    let server = Running::start_in_time(Limits::default()).await;
    for rest in [
        "Content-Length: 10\r\n\r\n",
        "Expect: 100-continue\r\nContent-Length: 10\r\n\r\n",
        "Content-Length: 99999999\r\n\r\n",
    ] {
        let mut client = server.connect().await;
        client
            .send(&format!(
                "POST /api/nothing HTTP/1.1\r\nHost: localhost\r\n{rest}"
            ))
            .await;
        client.whole_response().await.unwrap().problem(404);
        assert!(client.rest().await.is_empty(), "{rest}");
    }
}

#[tokio::test]
async fn a_connection_closes_when_the_client_asks() {
    let server = running().await;
    let mut client = server.connect().await;
    client
        .send("GET /api/hello HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")
        .await;
    assert_eq!(client.whole_response().await.unwrap().status, 200);
    assert!(client.rest().await.is_empty());
}

#[tokio::test]
async fn a_head_of_forty_kibibytes_is_answered_with_431() {
    let server = running().await;
    let mut client = server.connect().await;
    let long = "x".repeat(40 << 10);
    client
        .send(&format!(
            "GET / HTTP/1.1\r\nHost: localhost\r\nX-Long: {long}\r\n\r\n"
        ))
        .await;
    client.whole_response().await.unwrap().problem(431);
}

#[tokio::test]
async fn a_head_without_end_is_cut_off() {
    use tokio::io::AsyncWriteExt;

    let server = running().await;
    let Client(mut client) = server.connect().await;
    let mut sent = client.write_all(b"GET / HTTP/1.1\r\nX-Long: ").await;
    let mut bytes = 0usize;
    while sent.is_ok() && bytes < 64 << 20 {
        sent = client.write_all(&[b'x'; 4096]).await;
        bytes += 4096;
    }
    assert!(sent.is_err(), "64 MiB of one header field were taken");
    assert!(answers(&server).await);
}

#[tokio::test]
async fn a_client_that_sends_its_head_slowly_is_cut_off() {
    let server = Running::start(Limits {
        head: HEAD,
        ..Limits::default()
    })
    .await;
    let mut client = server.connect().await;
    client.send("GET /api/hello HTTP/1.1\r\nHost: loc").await;
    client.rest().await;
    assert!(answers(&server).await);
}

#[tokio::test]
async fn a_connection_that_is_idle_is_closed() {
    let server = Running::start(Limits {
        head: HEAD,
        ..Limits::default()
    })
    .await;
    let mut client = server.connect().await;
    client.send(HELLO).await;
    client.whole_response().await.unwrap();
    assert!(client.rest().await.is_empty());
}

#[tokio::test]
async fn a_client_that_sends_its_body_slowly_is_told_so() {
    let server = Running::start(Limits {
        request: SOON,
        ..Limits::default()
    })
    .await;
    let mut client = server.connect().await;
    client
        .send("POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: 10\r\n\r\nabc")
        .await;
    let answer = client.whole_response().await.unwrap();
    answer.problem(408);
    assert_eq!(answer.field("connection"), "close");
    client.rest().await;
}

#[tokio::test]
async fn a_client_that_does_not_read_is_cut_off() {
    // One place only: the second client is served when the first has been cut off.
    let limits = Limits {
        connections: 1,
        write: SOON,
        ..Limits::default()
    };
    let server = Running::start(limits).await;
    let mut deaf = server.connect().await;
    let body = "\u{1}".repeat(1 << 20);
    deaf.send(&format!(
        "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n{body}",
        body.len()
    ))
    .await;
    assert!(answers(&server).await);
}

#[tokio::test]
async fn whoever_waits_for_nothing_gives_way_to_a_newcomer() {
    let server = Running::start(Limits {
        connections: 1,
        ..Limits::default()
    })
    .await;
    let mut first = server.connect().await;
    first.send(HELLO).await;
    first.whole_response().await.unwrap();
    let mut second = server.connect().await;
    second.send(HELLO).await;
    assert_eq!(second.whole_response().await.unwrap().status, 200);
    assert!(first.rest().await.is_empty());
}

#[tokio::test]
async fn clients_beyond_the_bound_wait_while_all_are_busy() {
    let server = Running::start(Limits {
        connections: 1,
        ..Limits::default()
    })
    .await;
    let mut busy = server.connect().await;
    busy.send("POST /api/echo HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n")
        .await;
    assert_eq!(busy.response().await.unwrap().status, 100);
    let mut second = server.connect().await;
    second.send(HELLO).await;
    assert!(tokio::time::timeout(SOON, second.response()).await.is_err());
    busy.send("{}").await;
    assert_eq!(busy.whole_response().await.unwrap().json()["text"], "{}");
    assert_eq!(second.whole_response().await.unwrap().status, 200);
}

#[tokio::test]
async fn a_body_that_is_too_large_is_answered_even_while_it_arrives() {
    let server = running().await;
    let mut client = server.connect().await;
    let body = "x".repeat(2 << 20);
    client
        .send(&format!(
            "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n{body}",
            body.len()
        ))
        .await;
    client.whole_response().await.unwrap().problem(413);
    client.send(HELLO).await;
    assert_eq!(client.whole_response().await.unwrap().status, 200);
}

#[tokio::test]
async fn a_client_that_asks_before_it_sends_is_answered_first() {
    let server = running().await;
    let mut client = server.connect().await;
    let ask = |length: usize| {
        format!(
            "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: {length}\r\n\r\n"
        )
    };
    client.send(&ask(2)).await;
    assert_eq!(client.response().await.unwrap().status, 100);
    client.send("{}").await;
    assert_eq!(client.whole_response().await.unwrap().json()["text"], "{}");
    client.send(&ask(2 << 20)).await;
    client.whole_response().await.unwrap().problem(413);
}

#[tokio::test]
async fn a_body_with_broken_framing_is_the_clients_fault() {
    let server = running().await;
    let mut client = server.connect().await;
    client.send("POST /api/echo HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\nnot a size\r\n").await;
    client.whole_response().await.unwrap().problem(400);
}

#[tokio::test]
async fn what_is_no_http_is_refused_and_harms_nobody() {
    let server = running().await;
    for garbage in [
        "\r\n\r\n\u{0}\u{1}\r\n\r\n",
        "GET\r\n\r\n",
        "GET / HTTP/9.9\r\n\r\n",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
    ] {
        let mut client = server.connect().await;
        client.send(garbage).await;
        let answer = String::from_utf8_lossy(&client.rest().await).into_owned();
        assert!(
            answer.is_empty() || answer.starts_with("HTTP/1.1 400"),
            "{garbage:?}: {answer}"
        );
    }
    assert!(answers(&server).await);
}
