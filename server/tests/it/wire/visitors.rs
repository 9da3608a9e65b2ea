//! Whose record it is, and how much of it is kept.

use super::{ME, OTHER, get, id_in, json, raw_response, running};

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
