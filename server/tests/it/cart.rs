//! `/api/products` and `/api/cart`.

use serde_json::json;

use super::support::{Browser, companion};

#[tokio::test]
async fn post_adds_and_put_sets() {
    let mut browser = Browser::new(companion());
    let one = r#"{"product":3}"#;
    let first = browser.send_json("POST", "/api/cart/items", one).await;
    assert_eq!(
        (first.status.as_u16(), first.field("location")),
        (201, "/api/cart/items/3")
    );
    let second = browser.send_json("POST", "/api/cart/items", one).await;
    assert_eq!(
        (second.status.as_u16(), &second.json()["quantity"]),
        (200, &json!(2))
    );
    for _ in 0..2 {
        let set = browser
            .send_json("PUT", "/api/cart/items/3", r#"{"quantity":5}"#)
            .await;
        assert_eq!(
            (set.status.as_u16(), &set.json()["quantity"]),
            (200, &json!(5))
        );
    }
    let new = browser
        .send_json("PUT", "/api/cart/items/2", r#"{"quantity":1}"#)
        .await;
    assert_eq!(new.status, 201);
    let cart = browser.get("/api/cart").await.json();
    assert_eq!(cart["total_cents"], 5 * 2490 + 120);
    assert_eq!(
        cart["items"][0],
        json!({"product": 2, "name": "Pencil", "price_cents": 120, "quantity": 1})
    );
}

#[tokio::test]
async fn what_is_taken_out_is_out() {
    let mut browser = Browser::new(companion());
    for product in [1, 2, 3] {
        let body = json!({ "product": product }).to_string();
        browser.send_json("POST", "/api/cart/items", &body).await;
    }
    assert_eq!(
        browser
            .send("DELETE", "/api/cart/items/2", &[], "")
            .await
            .status,
        204
    );
    browser
        .send("DELETE", "/api/cart/items/2", &[], "")
        .await
        .problem(404);
    assert_eq!(
        browser.get("/api/cart").await.json()["items"]
            .as_array()
            .unwrap()
            .len(),
        2
    );
    for _ in 0..2 {
        assert_eq!(
            browser.send("DELETE", "/api/cart", &[], "").await.status,
            204
        );
    }
    assert_eq!(
        browser.get("/api/cart").await.json(),
        json!({"items": [], "total_cents": 0})
    );
}

#[tokio::test]
async fn what_cannot_be_in_a_cart_is_refused() {
    let mut browser = Browser::new(companion());
    for (body, pointer) in [
        (r#"{"product":7}"#, "#/product"),
        (r#"{"product":1,"quantity":100}"#, "#/quantity"),
        (r#"{"quantity":1}"#, "#/product"),
    ] {
        let answer = browser.send_json("POST", "/api/cart/items", body).await;
        answer.problem(422);
        assert_eq!(answer.json()["errors"][0]["pointer"], pointer);
    }
    browser
        .send_json("POST", "/api/cart/items", r#"{"product":1,"quantity":99}"#)
        .await;
    let full = browser
        .send_json("POST", "/api/cart/items", r#"{"product":1}"#)
        .await;
    assert!(full.problem(409).contains("99"));
    browser
        .send_json("PUT", "/api/cart/items/7", r#"{"quantity":1}"#)
        .await
        .problem(404);
    browser
        .send_json("PUT", "/api/cart/items/1", r#"{"quantity":0}"#)
        .await
        .problem(422);
}

#[tokio::test]
async fn there_is_something_to_buy() {
    let mut browser = Browser::new(companion());
    let products = browser.get("/api/products").await.json();
    assert_eq!(
        products["products"][0],
        json!({"id": 1, "name": "Notebook", "price_cents": 450})
    );
}
