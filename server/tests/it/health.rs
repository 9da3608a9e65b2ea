//! `GET /health/live` and `/health/ready`.

use server::native::{app, host::Hosts};

use super::support::{PATIENCE, call, get, request, services};

#[tokio::test]
async fn a_server_that_runs_is_live_and_ready() {
    assert_eq!(get("/health/live").await.body, "{\"status\":\"live\"}\n");
    assert_eq!(get("/health/ready").await.body, "{\"status\":\"ready\"}\n");
}

#[tokio::test]
async fn a_server_that_ends_is_live_and_no_longer_ready() {
    let services = services();
    let app = app(&services, None, Hosts::loopback(), PATIENCE);
    services.retire();
    assert_eq!(
        call(&app, request("GET", "/health/live", &[])).await.status,
        200
    );
    let answer = call(&app, request("GET", "/health/ready", &[])).await;
    answer.problem(503);
    assert_eq!(answer.field("retry-after"), "5");
}
