//! `POST /api/checkout` and `/api/orders`.

use serde_json::json;

use super::support::{Answer, Browser, companion};

async fn check_out(browser: &mut Browser, key: &str) -> Answer {
    let fields = [("idempotency-key", key)];
    let fields = if key.is_empty() { &[][..] } else { &fields };
    browser.send("POST", "/api/checkout", fields, "").await
}

#[tokio::test]
async fn a_cart_becomes_an_order() {
    let mut browser = Browser::new(companion());
    check_out(&mut browser, "").await.problem(409);
    browser
        .send_json("PUT", "/api/cart/items/3", r#"{"quantity":2}"#)
        .await;
    let ordered = check_out(&mut browser, "k").await;
    assert_eq!(
        (ordered.status.as_u16(), ordered.field("location")),
        (201, "/api/orders/1")
    );
    let order = ordered.json();
    assert_eq!(
        (&order["total_cents"], &order["status"]),
        (&json!(4980), &json!("open"))
    );
    assert_eq!(browser.get("/api/cart").await.json()["items"], json!([]));
    assert_eq!(browser.get("/api/orders/1").await.json(), order);
    let again = check_out(&mut browser, "k").await;
    assert_eq!(
        (again.status.as_u16(), again.field("location")),
        (201, "/api/orders/1")
    );
    assert_eq!(
        (again.json(), again.field("idempotency-replayed")),
        (order.clone(), "true")
    );
    check_out(&mut browser, "l").await.problem(409);
    browser.get("/api/orders/2").await.problem(404);
    assert_eq!(
        browser.get("/api/orders").await.json(),
        json!({"orders": [order], "next": null})
    );
}

#[tokio::test]
async fn orders_are_listed_in_parts() {
    let mut browser = Browser::new(companion());
    for _ in 0..3 {
        browser
            .send_json("POST", "/api/cart/items", r#"{"product":1}"#)
            .await;
        check_out(&mut browser, "").await;
    }
    let part = browser.get("/api/orders?limit=2").await;
    assert_eq!(part.json()["next"], "/api/orders?limit=2&cursor=2");
    assert!(part.field("link").contains("rel=\"next\""));
    let last = browser.get("/api/orders?limit=2&cursor=2").await.json();
    assert_eq!(
        (&last["orders"][0]["id"], &last["next"]),
        (&json!(3), &json!(null))
    );
}
