//! How often one address may ask, where the server is there for others.

use std::sync::Arc;

use axum::Router;
use server::{
    api::whoami::Peer,
    native::{app, guard::Guards, host::Hosts, limit::Limiter, second::second_app},
};

use crate::support::{Answer, PATIENCE, call, request, services};

/// A server of both origins, with two requests a minute for each address.
fn limited() -> [Router; 2] {
    let limiter = Some(Arc::new(Limiter::a_minute(2)));
    let guards = Guards::from(Hosts::loopback()).and(limiter);
    let services = services();
    [
        app(&services, None, guards.clone(), PATIENCE),
        second_app(&services, guards, PATIENCE),
    ]
}

async fn ask(app: &Router, peer: &str, target: &str) -> Answer {
    let mut asked = request("GET", target, &[]);
    let peer = Peer(format!("{peer}:1").parse().unwrap());
    asked.extensions_mut().insert(peer);
    call(app, asked).await
}

#[tokio::test]
async fn the_third_request_of_an_address_is_one_too_many_on_both_origins() {
    let [first, second] = limited();
    assert_eq!(ask(&first, "192.0.2.1", "/api/hello").await.status, 200);
    assert_eq!(ask(&second, "192.0.2.1", "/cors/open").await.status, 200);
    for app in [&first, &second] {
        let refused = ask(app, "192.0.2.1", "/cors/open").await;
        refused.problem(429);
        assert_eq!(refused.field("retry-after"), "60");
        assert_eq!(refused.field("ratelimit-policy"), "\"address\";q=2;w=60");
        assert_eq!(refused.field("ratelimit"), "\"address\";r=0;t=60");
        assert!(refused.has("x-exchange-id") && refused.has("server-timing"));
    }
    assert_eq!(ask(&first, "192.0.2.2", "/api/hello").await.status, 200);
}

#[tokio::test]
async fn health_and_this_machine_are_not_counted() {
    let [app, _] = limited();
    for _ in 0..5 {
        assert_eq!(ask(&app, "192.0.2.1", "/health/live").await.status, 200);
        assert_eq!(ask(&app, "127.0.0.1", "/api/hello").await.status, 200);
    }
    assert_eq!(ask(&app, "192.0.2.1", "/api/hello").await.status, 200);
}

#[tokio::test]
async fn without_a_limit_nobody_is_counted() {
    let app = app(&services(), None, Hosts::loopback(), PATIENCE);
    for _ in 0..5 {
        assert_eq!(ask(&app, "192.0.2.1", "/api/hello").await.status, 200);
    }
}
