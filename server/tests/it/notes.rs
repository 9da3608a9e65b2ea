//! `/api/notes`.

use serde_json::json;

use super::support::{Answer, Browser, companion};

fn browser() -> Browser {
    Browser::new(companion())
}

async fn put(browser: &mut Browser, condition: &[(&str, &str)], body: &str) -> Answer {
    let mut fields = vec![("content-type", "application/json")];
    fields.extend(condition);
    browser.send("PUT", "/api/notes/1", &fields, body).await
}

const MILK: &str = r#"{"title":"Milk","text":"Two bottles."}"#;

#[tokio::test]
async fn a_note_is_created_read_changed_and_deleted() {
    let mut browser = browser();
    let created = browser.send_json("POST", "/api/notes", MILK).await;
    assert_eq!(created.status, 201);
    assert_eq!(created.field("location"), "/api/notes/1");
    assert!(created.field("set-cookie").contains("HttpOnly"));
    let time = "2026-01-02T03:04:05.678Z";
    let note = json!({"id": 1, "title": "Milk", "text": "Two bottles.", "created_at": time, "updated_at": time});
    assert_eq!(created.json(), note);
    let read = browser.get("/api/notes/1").await;
    assert_eq!((read.status.as_u16(), read.json()), (200, note));
    assert_eq!(read.field("etag"), created.field("etag"));
    assert_eq!(read.field("cache-control"), "private, no-cache");
    assert_eq!(read.field("vary"), "Cookie");
    let changed = put(
        &mut browser,
        &[("if-match", read.field("etag"))],
        r#"{"title":"Oats"}"#,
    )
    .await;
    assert_eq!(changed.status, 200);
    assert_eq!(changed.json()["text"], "", "PUT replaces the whole");
    assert!(!changed.has("etag"), "RFC 9110, section 9.3.4");
    let again = browser.get("/api/notes/1").await;
    assert_ne!(again.field("etag"), read.field("etag"));
    assert_eq!(again.json(), changed.json());
    let deleted = browser.send("DELETE", "/api/notes/1", &[], "").await;
    assert_eq!((deleted.status.as_u16(), deleted.body.as_str()), (204, ""));
    browser.get("/api/notes/1").await.problem(410);
    browser
        .send("DELETE", "/api/notes/1", &[], "")
        .await
        .problem(410);
}

#[tokio::test]
async fn what_never_was_is_not_found() {
    let mut browser = browser();
    for target in [
        "/api/notes/1",
        "/api/notes/0",
        "/api/notes/01",
        "/api/notes/x",
        "/api/notes/-1",
        "/api/notes/1.0",
    ] {
        browser.get(target).await.problem(404);
        let fields = [("content-type", "application/json"), ("if-match", "*")];
        browser
            .send("PUT", target, &fields, MILK)
            .await
            .problem(404);
        browser.send("DELETE", target, &[], "").await.problem(404);
    }
}

#[tokio::test]
async fn another_visitor_has_other_notes() {
    let app = companion();
    let (mut one, mut other) = (Browser::new(app.clone()), Browser::new(app));
    one.send_json("POST", "/api/notes", MILK).await;
    other.get("/api/notes/1").await.problem(404);
    assert_eq!(other.get("/api/notes").await.json()["notes"], json!([]));
}

#[tokio::test]
async fn a_change_says_which_version_it_is_based_on() {
    let mut browser = browser();
    let etag = browser
        .send_json("POST", "/api/notes", MILK)
        .await
        .field("etag")
        .to_owned();
    assert!(
        put(&mut browser, &[], MILK)
            .await
            .problem(428)
            .contains("If-Match")
    );
    assert_eq!(
        put(&mut browser, &[("if-match", &etag)], MILK).await.status,
        200
    );
    let stale = put(&mut browser, &[("if-match", &etag)], MILK).await;
    stale.problem(412);
    let current = stale.field("etag").to_owned();
    assert_ne!(current, etag);
    let weak = format!("W/{current}");
    put(&mut browser, &[("if-match", &weak)], MILK)
        .await
        .problem(412);
    put(&mut browser, &[("if-match", "7")], MILK)
        .await
        .problem(400);
    put(&mut browser, &[("if-match", "\"a b\"")], MILK)
        .await
        .problem(400);
    let list = format!("\"x,y\", {current}");
    assert_eq!(
        put(&mut browser, &[("if-match", &list)], MILK).await.status,
        200
    );
    assert_eq!(
        put(&mut browser, &[("if-match", "*")], MILK).await.status,
        200
    );
    browser
        .send("DELETE", "/api/notes/1", &[("if-match", &etag)], "")
        .await
        .problem(412);
}

/// RFC 9110, section 13.2.1: a condition comes before what the request holds, and after whether there is anything.
#[tokio::test]
async fn what_is_wrong_is_said_in_the_order_of_the_standard() {
    let mut browser = browser();
    put(&mut browser, &[], "{").await.problem(404);
    browser.send_json("POST", "/api/notes", MILK).await;
    browser
        .send("PUT", "/api/notes/1", &[], "{")
        .await
        .problem(415);
    put(&mut browser, &[], "{").await.problem(428);
    put(&mut browser, &[("if-match", "\"x\"")], "{")
        .await
        .problem(412);
    put(&mut browser, &[("if-match", "*")], "{")
        .await
        .problem(400);
    put(&mut browser, &[("if-match", "*")], "{}")
        .await
        .problem(422);
}

#[tokio::test]
async fn a_reader_who_has_it_is_not_sent_it_again() {
    let mut browser = browser();
    let etag = browser
        .send_json("POST", "/api/notes", MILK)
        .await
        .field("etag")
        .to_owned();
    for (condition, status) in [
        (etag.as_str(), 304),
        ("*", 304),
        (&format!("W/{etag}"), 304),
        ("\"x\"", 200),
    ] {
        let answer = browser
            .send("GET", "/api/notes/1", &[("if-none-match", condition)], "")
            .await;
        assert_eq!(answer.status, status, "{condition}");
        assert_eq!(answer.field("etag"), etag);
        assert_eq!(answer.field("vary"), "Cookie");
        assert_eq!(answer.body.is_empty(), status == 304);
    }
    let list = browser.get("/api/notes").await.field("etag").to_owned();
    let condition = [("if-none-match", list.as_str())];
    assert_eq!(
        browser
            .send("GET", "/api/notes", &condition, "")
            .await
            .status,
        304
    );
    browser.send_json("POST", "/api/notes", MILK).await;
    assert_eq!(
        browser
            .send("GET", "/api/notes", &condition, "")
            .await
            .status,
        200
    );
    browser
        .send("GET", "/api/notes/1", &[("if-none-match", "x")], "")
        .await
        .problem(400);
}

#[tokio::test]
async fn what_is_no_json_is_said_with_its_place() {
    let mut browser = browser();
    let answer = browser
        .send_json("POST", "/api/notes", "{\n  \"title\": 'Milk'\n}")
        .await;
    answer.problem(400);
    assert_eq!(
        (&answer.json()["line"], &answer.json()["column"]),
        (&json!(2), &json!(12))
    );
    for fields in [
        &[][..],
        &[("content-type", "text/plain")],
        &[("content-type", "json")],
    ] {
        let answer = browser.send("POST", "/api/notes", fields, MILK).await;
        answer.problem(415);
        assert_eq!(answer.field("accept-post"), "application/json");
    }
    let answer = browser.send("PUT", "/api/notes/1", &[], MILK).await;
    answer.problem(415);
    assert_eq!(answer.field("accept"), "application/json");
    let long = format!("{{\"title\":\"{}\"}}", "x".repeat(1 << 20));
    browser
        .send_json("POST", "/api/notes", &long)
        .await
        .problem(413);
}

#[tokio::test]
async fn all_fields_that_are_wrong_are_named() {
    let mut browser = browser();
    let long = format!(
        r#"{{"title":"","text":"{}","colour":1}}"#,
        "x".repeat(10_001)
    );
    let answer = browser.send_json("POST", "/api/notes", &long).await;
    answer.problem(422);
    let errors = answer.json()["errors"].clone();
    let pointers: Vec<_> = errors
        .as_array()
        .unwrap()
        .iter()
        .map(|it| it["pointer"].clone())
        .collect();
    assert_eq!(pointers, ["#/title", "#/text", "#/colour"]);
    for body in [
        "[]",
        "1",
        "null",
        "{\"title\":null}",
        "{\"title\":\"a\\u0000\"}",
    ] {
        let answer = browser.send_json("POST", "/api/notes", body).await;
        answer.problem(422);
        assert!(
            !answer.json()["errors"][0]["detail"]
                .as_str()
                .unwrap()
                .is_empty()
        );
    }
}

#[tokio::test]
async fn a_list_says_where_it_goes_on() {
    let mut browser = browser();
    for title in ["a", "b", "c"] {
        let body = json!({ "title": title }).to_string();
        browser.send_json("POST", "/api/notes", &body).await;
    }
    let first = browser.get("/api/notes?limit=2").await;
    assert_eq!(first.json()["notes"].as_array().unwrap().len(), 2);
    let next = first.json()["next"].as_str().unwrap().to_owned();
    assert_eq!(
        first.field("link"),
        format!("</api/notes?limit=2>; rel=\"first\", <{next}>; rel=\"next\"")
    );
    let last = browser.get(&next).await;
    assert_eq!(last.json()["notes"][0]["title"], "c");
    assert_eq!(last.json()["next"], json!(null));
    assert_eq!(last.field("link"), "</api/notes?limit=2>; rel=\"first\"");
    for query in [
        "limit=0",
        "limit=101",
        "limit=x",
        "cursor=x",
        "limit=1&limit=2",
    ] {
        browser
            .get(&format!("/api/notes?{query}"))
            .await
            .problem(422);
    }
}

#[tokio::test]
async fn who_stores_too_much_is_told() {
    let mut browser = browser();
    let body = format!(r#"{{"title":"a","text":"{}"}}"#, "é".repeat(10_000));
    let mut stored = 0;
    let answer = loop {
        let answer = browser.send_json("POST", "/api/notes", &body).await;
        if answer.status != 201 {
            break answer;
        }
        stored += 1;
    };
    let detail = answer.problem(507);
    assert!(
        detail.contains("262144 bytes") && detail.contains("Delete something"),
        "{detail}"
    );
    assert_eq!(stored, (256 << 10) / (20_000 + 1 + 64));
    browser.send("DELETE", "/api/notes/1", &[], "").await;
    assert_eq!(
        browser.send_json("POST", "/api/notes", &body).await.status,
        201
    );
}
