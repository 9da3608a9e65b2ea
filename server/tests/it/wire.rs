//! The record of the wire: `/_wire/exchanges`, `/_wire/events` and `/dump/request`, on real sockets.

use std::time::Duration;

use serde_json::Value;
use server::native::serve::Limits;
use tokio::io::AsyncReadExt;

use super::support::{Client, Running, call, companion, patiently, request};

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
async fn the_list_is_ones_own_newest_first_and_the_record_is_not_in_it() {
    let server = running().await;
    for path in ["/api/hello", "/api/time", "/_wire/exchanges", "/api/nope"] {
        json(&server, path, ME).await;
        json(&server, "/api/hello?other", OTHER).await;
    }
    let (_, list) = json(&server, "/_wire/exchanges", ME).await;
    let targets: Vec<_> = list["exchanges"]
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["target"].clone())
        .collect();
    assert_eq!(targets, ["/api/nope", "/api/time", "/api/hello"]);
    let (_, list) = json(&server, "/_wire/exchanges?limit=1", ME).await;
    assert_eq!(list["exchanges"][0]["target"], "/api/nope");
    assert_eq!(list["exchanges"].as_array().unwrap().len(), 1);
    let (status, problem) = json(&server, "/_wire/exchanges?limit=0", ME).await;
    assert_eq!(status, 400);
    assert!(
        problem["detail"]
            .as_str()
            .unwrap()
            .contains("from 1 to 200")
    );
}

#[tokio::test]
async fn a_ring_holds_two_hundred() {
    let server = running().await;
    let mut client = server.connect().await;
    let mut first = None;
    for _ in 0..201 {
        client.send(&get("/api/hello", ME)).await;
        let (head, _) = raw_response(&mut client).await;
        first.get_or_insert(id_in(&head));
    }
    let (_, list) = json(&server, "/_wire/exchanges?limit=200", ME).await;
    assert_eq!(list["exchanges"].as_array().unwrap().len(), 200);
    let (status, _) = json(&server, &format!("/_wire/exchanges/{}", first.unwrap()), ME).await;
    assert_eq!(status, 404);
}

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
async fn who_asks_for_the_record_first_is_known_from_then_on() {
    let server = running().await;
    let mut client = server.connect().await;
    client
        .send("GET /_wire/exchanges HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .await;
    let (head, body) = raw_response(&mut client).await;
    assert_eq!(body, "{\"exchanges\":[]}\n");
    let cookie = head
        .lines()
        .find_map(|it| it.strip_prefix("Set-Cookie: "))
        .unwrap();
    let cookie = cookie.split(';').next().unwrap();
    let (_, hello) = json(&server, "/api/hello", cookie).await;
    assert_eq!(hello["message"], "Hello, World!");
    let (_, list) = json(&server, "/_wire/exchanges", cookie).await;
    assert_eq!(list["exchanges"].as_array().unwrap().len(), 1);
}

#[tokio::test]
async fn the_exchange_that_gave_the_cookie_is_its_visitors() {
    let server = running().await;
    let mut client = server.connect().await;
    for path in ["/get", "/api/notes"] {
        let asked = format!("GET {path} HTTP/1.1\r\nHost: localhost\r\n\r\n");
        client.send(&asked).await;
        let (head, _) = raw_response(&mut client).await;
        let cookie = head.lines().find_map(|it| it.strip_prefix("Set-Cookie: "));
        assert_eq!(cookie.is_some(), path == "/api/notes");
        let Some(cookie) = cookie else { continue };
        let (_, list) = json(
            &server,
            "/_wire/exchanges",
            cookie.split(';').next().unwrap(),
        )
        .await;
        let targets: Vec<_> = list["exchanges"]
            .as_array()
            .unwrap()
            .iter()
            .map(|it| &it["target"])
            .collect();
        assert_eq!(targets, [path]);
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
async fn a_stream_lasts_five_minutes_and_says_that_it_lives() {
    let now = jiff::Timestamp::from_millisecond(super::support::NOW_MS).unwrap();
    let services = server::Services::new(server::clock::SteppingClock::new(now), || 1);
    let app = server::router(&services);
    let answer = patiently(call(&app, request("GET", "/_wire/events", &[]))).await;
    assert_eq!(answer.field("content-type"), "text/event-stream");
    assert!(answer.body.starts_with("retry: 1000\n"), "{}", answer.body);
    // One every fifteen seconds; the twentieth would be the end.
    assert_eq!(answer.body.matches(": still here\n").count(), 19);
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
