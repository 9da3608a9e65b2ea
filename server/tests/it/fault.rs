//! The fault dial: `/api/faults`, and what it does to other routes.

use futures_util::StreamExt;
use serde_json::{Value, json};
use server::native::serve::Limits;
use tower::ServiceExt;

use super::support::{Client, NOW_MS, Running, Visitor, companion, request};

#[tokio::test]
async fn the_dial_is_set_shown_and_taken_back() {
    let ada = Visitor::of(&companion(), 1);
    assert_eq!(
        ada.get("/api/faults").await.json(),
        json!({"next": Value::Null})
    );
    let set = ada
        .send("PUT", "/api/faults", r#"{"fault": "delay", "times": 2}"#)
        .await;
    let next = json!({"next": {"fault": "delay", "times": 2, "delay_ms": 2000}});
    assert_eq!(set.json(), next);
    assert_eq!(ada.get("/api/faults").await.json(), next);
    assert_eq!(ada.send("DELETE", "/api/faults", "").await.status, 204);
    assert_eq!(
        ada.get("/api/faults").await.json(),
        json!({"next": Value::Null})
    );
}

#[tokio::test]
async fn only_this_visitor_notices_and_only_so_often() {
    let app = companion();
    let (ada, bob) = (Visitor::of(&app, 1), Visitor::of(&app, 2));
    ada.send(
        "PUT",
        "/api/faults",
        r#"{"fault": "unavailable", "times": 2}"#,
    )
    .await;
    for _ in 0..2 {
        let answer = ada.get("/api/hello").await;
        assert!(answer.problem(503).contains("fault dial"));
        assert_eq!(
            (answer.field("retry-after"), answer.field("x-fault")),
            ("1", "unavailable")
        );
        assert_eq!(bob.get("/api/hello").await.status, 200);
    }
    let answer = ada.get("/api/hello").await;
    assert_eq!(
        (answer.status.as_u16(), answer.has("x-fault")),
        (200, false)
    );
}

#[tokio::test]
async fn a_request_can_be_carried_out_twice() {
    let ada = Visitor::of(&companion(), 1);
    ada.send("PUT", "/api/faults", r#"{"fault": "duplicate"}"#)
        .await;
    let answer = ada.send("POST", "/api/events", r#"{"text": "paid"}"#).await;
    assert_eq!(answer.json()["id"], NOW_MS + 1, "the first answer is lost");
    let news = ada.get("/api/poll?wait=0").await.json();
    assert_eq!(news["events"].as_array().unwrap().len(), 2);
}

#[tokio::test]
async fn on_the_wire_a_reset_sends_nothing_and_a_truncated_body_ends_early() {
    let server = Running::start(Limits::default()).await;
    let cookie = "cookie: roundtrip_visitor=00000000000000000000000000000001";
    for (fault, get_anything) in [("reset", false), ("truncate", true)] {
        let body = format!("{{\"fault\": \"{fault}\"}}");
        let mut dial = server.connect().await;
        dial.send(&format!(
            "PUT /api/faults HTTP/1.1\r\nhost: localhost\r\n{cookie}\r\ncontent-type: application/json\r\ncontent-length: {}\r\n\r\n{body}",
            body.len()
        ))
        .await;
        assert_eq!(dial.response().await.unwrap().status, 200);
        let mut client: Client = server.connect().await;
        client
            .send(&format!(
                "GET /api/hello HTTP/1.1\r\nhost: localhost\r\n{cookie}\r\n\r\n"
            ))
            .await;
        let answer = client.response().await;
        assert_eq!(answer.is_some(), get_anything, "{fault}");
        if let Some(answer) = answer {
            let length: usize = answer.field("content-length").parse().unwrap();
            assert_eq!(client.rest().await.len(), length / 2);
        }
    }
}

#[tokio::test]
async fn a_long_body_breaks_off_in_the_middle_of_what_it_really_is() {
    let app = companion();
    for (target, sends) in [
        ("/range/100000", 65_535),
        ("/range/100000?chunk_size=300", 65_535),
        ("/range/9", 4),
    ] {
        let ada = Visitor::of(&app, 1);
        let whole = ada.get(target).await;
        ada.send("PUT", "/api/faults", r#"{"fault": "truncate"}"#)
            .await;
        let fields = [(
            "cookie",
            "roundtrip_visitor=00000000000000000000000000000001",
        )];
        let response = app.clone().oneshot(request("GET", target, &fields));
        let response = response.await.unwrap();
        let length = &response.headers()["content-length"];
        assert_eq!(length, whole.field("content-length"));
        let (mut sent, mut broke) = (Vec::new(), false);
        let mut pieces = response.into_body().into_data_stream();
        while let Some(piece) = pieces.next().await {
            match piece {
                Ok(piece) => sent.extend_from_slice(&piece),
                Err(_) => broke = true,
            }
        }
        assert_eq!((broke, sent.len()), (true, sends), "{target}");
        assert!(whole.body.as_bytes().starts_with(&sent), "{target}");
    }
}

#[tokio::test]
async fn nonsense_is_refused_with_a_reason() {
    let ada = Visitor::of(&companion(), 1);
    for (status, body) in [
        (400, "{"),
        (422, r#"{"fault": "explode"}"#),
        (422, r#"{"fault": "delay", "times": 2.5}"#),
        (422, r#"{"fault": "delay", "times": -1}"#),
        (422, r#"{"fault": "delay", "times": 1e300}"#),
        (422, r#"{"fault": "delay", "times": 0}"#),
        (422, r#"{"fault": "delay", "delay_ms": 10001}"#),
        (422, r#"{"fault": "delay", "extra": 1}"#),
        (422, "[]"),
        (422, r#" ["delay", 1, 10]"#),
    ] {
        ada.send("PUT", "/api/faults", body).await.problem(status);
    }
    let answer = ada.send("PUT", "/api/faults", "").await;
    answer.problem(415);
    assert_eq!(answer.field("accept"), "application/json");
}

#[tokio::test]
async fn a_whole_number_may_be_written_with_a_point() {
    let ada = Visitor::of(&companion(), 1);
    let body = r#"{"fault": "delay", "times": 2.0, "delay_ms": 1e1}"#;
    let next = ada.send("PUT", "/api/faults", body).await.json();
    assert_eq!(
        next["next"],
        json!({"fault": "delay", "times": 2, "delay_ms": 10})
    );
}
