//! `GET /api/hello`: the smallest answer there is to look at.

use axum::{Router, routing::get};
use serde::Serialize;

use crate::{json::Json, services::Services};

/// The routes of this resource.
pub fn router() -> Router<Services> {
    Router::new().route("/api/hello", get(hello))
}

#[derive(Serialize)]
struct Hello {
    message: &'static str,
}

async fn hello() -> Json<Hello> {
    Json(Hello {
        message: "Hello, World!",
    })
}
