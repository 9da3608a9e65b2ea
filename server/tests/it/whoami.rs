//! `GET /api/whoami`.

use serde_json::json;
use server::native::serve::Limits;

use super::support::{Running, call, companion, request};

#[tokio::test]
async fn the_client_learns_what_the_server_sees() {
    let asked = request(
        "GET",
        "/api/whoami?a=1",
        &[("x-b", "2"), ("accept", "*/*"), ("x-a", "1")],
    );
    let answer = call(&companion(), asked).await;
    assert_eq!(
        answer.json(),
        json!({
            "method": "GET",
            "target": "/api/whoami?a=1",
            "http": "HTTP/1.1",
            "peer": null,
            "headers": [
                {"name": "host", "value": "localhost:3000"},
                {"name": "x-b", "value": "2"},
                {"name": "accept", "value": "*/*"},
                {"name": "x-a", "value": "1"},
            ],
        })
    );
}

#[tokio::test]
async fn on_a_socket_the_peer_is_the_clients_own_address() {
    let server = Running::start(Limits::default()).await;
    let mut client = server.connect().await;
    client
        .send("GET /api/whoami HTTP/1.1\r\nHost: localhost\r\n\r\n")
        .await;
    let answer = client.whole_response().await.unwrap();
    assert_eq!(
        answer.json()["peer"],
        client.0.local_addr().unwrap().to_string()
    );
}

#[tokio::test]
async fn cookies_are_seen_but_not_told() {
    let asked = request("GET", "/api/whoami", &[("cookie", "session=secret")]);
    let answer = call(&companion(), asked).await;
    assert!(answer.body.contains("cookie") && !answer.body.contains("secret"));
}
