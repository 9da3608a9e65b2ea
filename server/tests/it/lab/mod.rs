//! The proxy lab: cache, balancer and origins, through the companion.

mod balance;
mod cache;
mod failure;
mod hops;

use std::time::Duration;

use axum::{Router, body::Body, http::Request};
use serde_json::{Value, json};
use server::native::lab::{Lab, Pace};

use super::support::{Answer, PATIENCE, call, patiently, request, services};

/// A lab in which little time passes until something does.
fn quick() -> Pace {
    Pace {
        attempt: Duration::from_millis(300),
        request: Duration::from_millis(700),
        slow: Duration::from_millis(500),
        check: Duration::from_millis(100),
        ..Pace::default()
    }
}

/// A lab whose origins nobody checks: what the proxy does about a sick one is then only its own.
fn unchecked() -> Pace {
    Pace {
        check: PATIENCE * 10,
        ..quick()
    }
}

fn lab(pace: Pace) -> Router {
    let (routes, _) = Lab::at(pace).router().split_for_parts();
    routes.with_state(services())
}

async fn get(lab: &Router, path: &str, fields: &[(&str, &str)]) -> Answer {
    call(lab, request("GET", path, fields)).await
}

async fn set(lab: &Router, origin: &str, state: &str) {
    let body = json!({"state": state}).to_string();
    let asked = Request::put(format!("/lab/origins/{origin}/state"))
        .header("content-type", "application/json")
        .body(Body::from(body));
    let answer = call(lab, asked.unwrap()).await;
    assert_eq!(
        (answer.status.as_u16(), &answer.json()["state"]),
        (200, &state.into())
    );
}

async fn set_all(lab: &Router, state: &str) {
    for origin in ["red", "green", "blue"] {
        set(lab, origin, state).await;
    }
}

/// Waits until the lab says so of an origin.
async fn until(lab: &Router, origin: &str, field: &str, value: Value) {
    let path = format!("/lab/origins/{origin}");
    patiently(async {
        while get(lab, &path, &[]).await.json()[field] != value {
            tokio::time::sleep(Duration::from_millis(5)).await;
        }
    })
    .await;
}

async fn served_by(lab: &Router, path: &str, fields: &[(&str, &str)]) -> String {
    let answer = get(lab, path, fields).await;
    assert_eq!(answer.status, 200, "{answer:?}");
    answer.field("x-served-by").to_owned()
}

const STATUS: &str = "cache-status";
