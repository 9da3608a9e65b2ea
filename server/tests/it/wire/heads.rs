//! What is recorded of heads and bodies: the bytes of the wire where there is a tap, and said where not.

use serde_json::Value;

use super::{ME, OTHER, exchange, get, id_in, json, raw_head, raw_response, running, stages};
use crate::support::{call, companion, request};

#[tokio::test]
async fn both_heads_are_recorded_byte_for_byte() {
    let server = running().await;
    let mut client = server.connect().await;
    let sent = format!(
        "POST /api/echo HTTP/1.1\r\nhOST:localhost\r\nX-Twice: 1\r\nx-twice:  2\r\nCookie: {ME}; theme=dark\r\nContent-Length: 2\r\n\r\n{{}}"
    );
    client.send(&sent).await;
    let (head, body) = raw_response(&mut client).await;
    let exchange = exchange(&server, &id_in(&head)).await;
    let masked = "Cookie: roundtrip_visitor=(32 bytes, not shown); theme=(4 bytes, not shown)";
    assert_eq!(
        exchange["request"]["head"],
        format!(
            "POST /api/echo HTTP/1.1\r\nhOST:localhost\r\nX-Twice: 1\r\nx-twice:  2\r\n{masked}\r\nContent-Length: 2\r\n\r\n"
        )
    );
    assert_eq!(exchange["response"]["head"], head);
    assert_eq!(exchange["exact"], true);
    assert_eq!(exchange["request"]["body"]["text"], "{}");
    assert_eq!(exchange["response"]["body"]["text"], body);
    assert_eq!(exchange["response"]["body"]["length"], body.len());
    assert_eq!(
        (
            &exchange["method"],
            &exchange["target"],
            &exchange["route"],
            &exchange["status"],
            &exchange["state"]
        ),
        (
            &"POST".into(),
            &"/api/echo".into(),
            &"/api/echo".into(),
            &200.into(),
            &"complete".into()
        )
    );
    assert_eq!(
        stages(&exchange),
        [
            "head_arrived",
            "handler_began",
            "answered",
            "head_left",
            "body_ended"
        ]
    );
}

#[tokio::test]
async fn requests_sent_in_one_go_are_told_apart() {
    let server = running().await;
    let mut client = server.connect().await;
    let chunked = format!(
        "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nCookie: {ME}\r\nTransfer-Encoding: chunked\r\n\r\n1;x=y\r\n1\r\n2\r\n23\r\n0\r\nT: 1\r\n\r\n"
    );
    let head = get("/api/hello", ME).replacen("GET", "HEAD", 1);
    let all = [
        get("/api/hello?1", ME),
        chunked,
        get("/api/nope", ME),
        get("/api/time", OTHER),
        head,
        get("/api/time?5", ME),
    ];
    client.send(&all.concat()).await;
    let mut heads = Vec::new();
    for at in 0..all.len() {
        let head = match at {
            4 => raw_head(&mut client).await,
            _ => raw_response(&mut client).await.0,
        };
        heads.push(head);
    }
    for (at, target, route) in [
        (0, "/api/hello?1", "/api/hello".into()),
        (1, "/api/echo", "/api/echo".into()),
        (2, "/api/nope", Value::Null),
        (4, "/api/hello", "/api/hello".into()),
        (5, "/api/time?5", "/api/time".into()),
    ] {
        let exchange = exchange(&server, &id_in(&heads[at])).await;
        assert_eq!(exchange["response"]["head"], heads[at]);
        assert_eq!(
            (&exchange["target"], &exchange["route"]),
            (&target.into(), &route)
        );
        assert_eq!(
            (&exchange["exact"], &exchange["state"]),
            (&true.into(), &"complete".into()),
            "{target}"
        );
        if at == 1 {
            assert_eq!(exchange["request"]["body"]["text"], "123");
        }
    }
    let (status, _) = json(
        &server,
        &format!("/_wire/exchanges/{}", id_in(&heads[3])),
        ME,
    )
    .await;
    assert_eq!(status, 404, "somebody else's");
}

#[tokio::test]
async fn interim_responses_are_recorded_too() {
    let server = running().await;
    let mut client = server.connect().await;
    client
        .send(&format!("POST /api/echo HTTP/1.1\r\nHost: localhost\r\nCookie: {ME}\r\nExpect: 100-continue\r\nContent-Length: 2\r\n\r\n"))
        .await;
    let interim = raw_head(&mut client).await;
    client.send("hi").await;
    let (head, _) = raw_response(&mut client).await;
    let exchange = exchange(&server, &id_in(&head)).await;
    assert_eq!(exchange["interim"], serde_json::json!([interim]));
    assert_eq!(exchange["response"]["head"], head);
}

#[tokio::test]
async fn a_long_body_is_kept_in_part_and_counted_whole() {
    let server = running().await;
    let mut client = server.connect().await;
    let body = "x".repeat(100_000);
    client
        .send(&format!("POST /api/echo HTTP/1.1\r\nHost: localhost\r\nCookie: {ME}\r\nContent-Length: 100000\r\n\r\n{body}"))
        .await;
    let (head, answer) = raw_response(&mut client).await;
    let exchange = exchange(&server, &id_in(&head)).await;
    for (side, whole) in [("request", body), ("response", answer)] {
        let kept = &exchange[side]["body"];
        assert_eq!(
            (&kept["length"], &kept["cut"]),
            (&whole.len().into(), &true.into())
        );
        assert_eq!(kept["text"], whole[..16 << 10], "{side}");
    }
}

#[tokio::test]
async fn without_a_socket_the_record_says_that_it_is_not_exact() {
    let companion = companion();
    let asked = request("GET", "/api/hello?x", &[("cookie", ME), ("X-Case", "Lost")]);
    let answer = call(&companion, asked).await;
    let path = format!("/_wire/exchanges/{}", answer.field("x-exchange-id"));
    let exchange = call(&companion, request("GET", &path, &[("cookie", ME)]))
        .await
        .json();
    assert_eq!(
        (&exchange["exact"], &exchange["state"]),
        (&false.into(), &"complete".into())
    );
    assert_eq!(
        exchange["request"]["head"],
        "GET /api/hello?x HTTP/1.1\r\nhost: localhost:3000\r\ncookie: roundtrip_visitor=(32 bytes, not shown)\r\nx-case: Lost\r\n\r\n"
    );
    assert!(
        exchange["response"]["head"]
            .as_str()
            .unwrap()
            .starts_with("HTTP/1.1 200 OK\r\n")
    );
    assert_eq!(exchange["response"]["body"]["text"], answer.body);
}

#[tokio::test]
async fn a_request_is_dumped_as_it_arrived() {
    let server = running().await;
    let mut client = server.connect().await;
    let stars = "*".repeat(32);
    for framed in [
        "Content-Length: 5\r\n\r\nhello",
        "transfer-encoding:chunked\r\n\r\n2;a=b\r\nhe\r\n3\r\nllo\r\n0\r\nT: 1\r\n\r\n",
    ] {
        let sent = format!(
            "PUT /dump/request?a=b HTTP/1.1\r\nhost:  localhost\r\nX-A:1\r\nx-a: 2\r\nCookie: {ME}\r\n{framed}"
        );
        client.send(&sent).await;
        let (head, body) = raw_response(&mut client).await;
        assert!(head.contains("X-Exact: true\r\n"), "{head}");
        assert_eq!(
            body,
            sent.replace("0123456789abcdef0123456789abcdef", &stars)
        );
    }
    client
        .send("GET http://localhost/dump/request HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .await;
    assert_eq!(
        raw_response(&mut client).await.1,
        "GET http://localhost/dump/request HTTP/1.1\r\nHost: localhost\r\n\r\n"
    );
    let long = "x".repeat(65 << 10);
    client
        .send(&format!(
            "POST /dump/request HTTP/1.1\r\nHost: localhost\r\nContent-Length: {}\r\n\r\n{long}",
            long.len()
        ))
        .await;
    assert!(
        raw_response(&mut client)
            .await
            .0
            .starts_with("HTTP/1.1 413 ")
    );
}

#[tokio::test]
async fn in_whatever_pieces_a_request_comes_its_record_is_the_same() {
    let server = running().await;
    let mut client = server.connect().await;
    client.0.set_nodelay(true).unwrap();
    let sent = format!(
        "POST /api/echo?a=b HTTP/1.1\r\nHost:localhost\r\nCookie: {ME}\r\nContent-Type:  text/plain\r\nTransfer-Encoding: chunked\r\n\r\n3\r\nabc\r\n2;x\r\n\r\n\r\n0\r\n\r\n"
    );
    let mut records = Vec::new();
    for size in [1, 2, 7, 50, 1000] {
        for piece in sent.as_bytes().chunks(size) {
            client.send(str::from_utf8(piece).unwrap()).await;
            tokio::task::yield_now().await;
        }
        let (head, _) = raw_response(&mut client).await;
        let mut exchange = exchange(&server, &id_in(&head)).await;
        assert_eq!(exchange["response"]["head"], head);
        assert_eq!(exchange["request"]["body"]["text"], "abc\r\n");
        records.push((exchange["request"].take(), exchange["exact"].take()));
    }
    assert_eq!(records[0].1, true);
    for record in &records[1..] {
        assert_eq!(*record, records[0]);
    }
}

#[tokio::test]
async fn where_the_server_reads_a_head_otherwise_nothing_exact_is_claimed() {
    let server = running().await;
    let mut client = server.connect().await;
    // Two lengths that agree are one to the server (RFC 9110, section 8.6), so its head is not what arrived.
    client
        .send(&format!(
            "POST /api/echo HTTP/1.1\r\nHost: localhost\r\nCookie: {ME}\r\nContent-Length: 2\r\nContent-Length: 2\r\n\r\n{{}}"
        ))
        .await;
    let (odd, _) = raw_response(&mut client).await;
    client.send(&get("/api/hello", ME)).await;
    let (next, _) = raw_response(&mut client).await;
    for (head, target) in [(odd, "/api/echo"), (next, "/api/hello")] {
        let exchange = exchange(&server, &id_in(&head)).await;
        assert_eq!(
            (&exchange["target"], &exchange["exact"]),
            (&target.into(), &false.into())
        );
        assert_eq!(exchange["state"], "complete");
    }
    let (_, fresh) = json(&server, "/_wire/exchanges?limit=1", ME).await;
    assert_eq!(fresh["exchanges"][0]["target"], "/api/hello");
}

#[tokio::test]
async fn a_websocket_is_recorded_up_to_its_handshake() {
    let server = running().await;
    let mut client = server.connect().await;
    client
        .send(&format!(
            "GET /websocket/echo HTTP/1.1\r\nHost: localhost\r\nCookie: {ME}\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\
             Sec-WebSocket-Version: 13\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        ))
        .await;
    let head = raw_head(&mut client).await;
    assert!(head.starts_with("HTTP/1.1 101 "), "{head}");
    let exchange = exchange(&server, &id_in(&head)).await;
    assert_eq!(
        (&exchange["state"], &exchange["exact"]),
        (&"upgraded".into(), &true.into())
    );
    assert_eq!(exchange["response"]["head"], head);
}
