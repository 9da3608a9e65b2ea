//! `/api/payments`.

use std::{sync::Arc, time::Duration};

use serde_json::json;
use server::{
    Services,
    clock::SteppingClock,
    native::{SystemClock, app, host::Hosts, serve::Limits},
};

use super::support::{Answer, Browser, NOW_MS, PATIENCE, Running, companion, fetch};

const PAYMENT: &str = r#"{"recipient":"Shop","amount_cents":1250}"#;

async fn pay(browser: &mut Browser, key: &str, body: &str) -> Answer {
    let fields = [
        ("idempotency-key", key),
        ("content-type", "application/json"),
    ];
    browser.send("POST", "/api/payments", &fields, body).await
}

#[tokio::test]
async fn the_same_key_is_the_same_payment() {
    let mut browser = Browser::new(companion());
    let first = pay(&mut browser, "k", PAYMENT).await;
    assert_eq!(
        (first.status.as_u16(), first.field("location")),
        (201, "/api/payments/1")
    );
    assert_eq!(first.json()["status"], "paid");
    assert!(!first.has("idempotency-replayed"));
    // Spaces and the order of the fields do not make it another request.
    let again = pay(
        &mut browser,
        "\"k\"",
        r#"{ "amount_cents": 1250.0, "recipient": "Shop" }"#,
    )
    .await;
    assert_eq!((again.status.as_u16(), &again.body), (201, &first.body));
    assert_eq!(again.field("location"), "/api/payments/1");
    assert_eq!(again.field("idempotency-replayed"), "true");
    let other = pay(
        &mut browser,
        "k",
        r#"{"recipient":"Shop","amount_cents":1251}"#,
    )
    .await;
    assert!(other.problem(422).contains("Idempotency-Key"));
    assert_eq!(
        browser.get("/api/payments").await.json(),
        json!({"payments": [first.json()], "next": null})
    );
    assert_eq!(browser.get("/api/payments/1").await.json(), first.json());
    browser.get("/api/payments/2").await.problem(404);
}

#[tokio::test]
async fn without_a_key_nothing_is_paid() {
    let mut browser = Browser::new(companion());
    let answer = browser.send_json("POST", "/api/payments", PAYMENT).await;
    assert!(answer.problem(400).contains("Idempotency-Key"));
    for key in ["", "a b", "\"a"] {
        pay(&mut browser, key, PAYMENT).await.problem(400);
    }
    assert_eq!(
        browser.get("/api/payments").await.json()["payments"],
        json!([])
    );
}

#[tokio::test]
async fn an_order_is_paid_once_and_in_full() {
    let mut browser = Browser::new(companion());
    browser
        .send_json("POST", "/api/cart/items", r#"{"product":3}"#)
        .await;
    browser.send("POST", "/api/checkout", &[], "").await;
    let part = pay(
        &mut browser,
        "a",
        r#"{"recipient":"Shop","amount_cents":1,"order":1}"#,
    )
    .await;
    assert!(part.problem(409).contains("2490"));
    assert_eq!(part.json()["errors"][0]["pointer"], "#/amount_cents");
    let missing = pay(
        &mut browser,
        "a",
        r#"{"recipient":"Shop","amount_cents":1,"order":2}"#,
    )
    .await;
    missing.problem(409);
    assert_eq!(missing.json()["errors"][0]["pointer"], "#/order");
    let full = r#"{"recipient":"Shop","amount_cents":2490,"order":1}"#;
    let paid = pay(&mut browser, "a", full).await;
    assert_eq!(
        (paid.status.as_u16(), &paid.json()["order"]),
        (201, &json!(1))
    );
    let order = browser.get("/api/orders/1").await.json();
    assert_eq!(
        (&order["status"], &order["payment"]),
        (&json!("paid"), &json!(1))
    );
    assert!(
        pay(&mut browser, "b", full)
            .await
            .problem(409)
            .contains("payment 1")
    );
}

#[tokio::test]
async fn what_is_wrong_with_a_payment_is_named() {
    let mut browser = Browser::new(companion());
    let answer = pay(
        &mut browser,
        "k",
        r#"{"recipient":"","amount_cents":0,"takes_ms":5001}"#,
    )
    .await;
    answer.problem(422);
    assert_eq!(answer.json()["errors"].as_array().unwrap().len(), 3);
    pay(&mut browser, "k", "{").await.problem(400);
    assert_eq!(
        pay(&mut browser, "k", PAYMENT).await.status,
        201,
        "the key is still good"
    );
}

#[tokio::test]
async fn the_bank_takes_the_time_that_is_asked_for() {
    let clock = SteppingClock::new(jiff::Timestamp::from_millisecond(NOW_MS).unwrap());
    let services = Services::new(clock.clone(), || 7);
    let mut browser = Browser::new(app(&services, None, Hosts::loopback(), PATIENCE));
    let slow = r#"{"recipient":"Shop","amount_cents":1,"takes_ms":3000}"#;
    let answer = pay(&mut browser, "k", slow).await;
    assert_eq!(clock.slept(), Duration::from_secs(3));
    assert_eq!(answer.json()["status"], "paid");
    let again = pay(&mut browser, "k", slow).await;
    assert_eq!(
        (again.body, clock.slept()),
        (answer.body, Duration::from_secs(3))
    );
}

/// The client hangs up while the bank is busy, as one does whose patience is shorter: it is paid all the same, once.
#[tokio::test]
async fn who_hangs_up_and_asks_again_finds_the_payment() {
    let services = Services::new(SystemClock::start(), || 7);
    let server = Running::start_with(&services, Limits::default()).await;
    let cookie = format!("roundtrip_visitor={:032x}", 5);
    let fields = [
        ("Cookie", cookie.as_str()),
        ("Idempotency-Key", "k"),
        ("Content-Type", "application/json"),
    ];
    let slow = r#"{"recipient":"Shop","amount_cents":1,"takes_ms":1500}"#;
    let ask = || fetch(server.address, "POST", "/api/payments", &fields, slow);
    let list = || fetch(server.address, "GET", "/api/payments", &fields[..1], "");
    let hung_up = tokio::time::timeout(Duration::from_millis(700), ask()).await;
    assert!(hung_up.is_err(), "the bank is slower than that");
    let early = ask().await.unwrap();
    assert!(early.problem(409).contains("still being worked on"));
    assert_eq!(early.field("retry-after"), "1");
    assert_eq!(
        list().await.unwrap().json()["payments"][0]["status"],
        "processing"
    );
    tokio::time::sleep(Duration::from_secs(1)).await;
    let done = ask().await.unwrap();
    assert_eq!(
        (done.status.as_u16(), done.field("idempotency-replayed")),
        (201, "true")
    );
    assert_eq!(
        list().await.unwrap().json()["payments"],
        json!([done.json()])
    );
}

#[tokio::test]
async fn the_statements_travel_with_the_answer() {
    use server::sql::Log;
    use tower::ServiceExt;

    let store = server::native::store::Database::sqlite(None, server::store::Limits::DISK)
        .await
        .unwrap();
    let services = Services::new(SystemClock::start(), || 7).with_store(Arc::new(store));
    let app = app(&services, None, Hosts::loopback(), PATIENCE);
    let get = |target: &str| super::support::request("GET", target, &[]);
    let response = app.clone().oneshot(get("/api/n-plus-one")).await.unwrap();
    let log = response.extensions().get::<Log>().unwrap();
    assert_eq!(log.statements().len(), 13);
    assert!(
        log.statements()[1]
            .text
            .starts_with("SELECT name FROM authors")
    );
    assert_eq!(log.statements()[1].parameters, ["1"]);
    let response = app.oneshot(get("/api/hello")).await.unwrap();
    assert!(response.extensions().get::<Log>().is_none());
}
