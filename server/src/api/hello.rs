//! `GET /api/hello`: the smallest answer there is to look at.

use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{json::Json, services::Services};

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(hello))
}

#[derive(Serialize, ToSchema)]
struct Hello {
    message: &'static str,
}

/// Greet the world.
///
/// ```sh
/// curl --silent http://127.0.0.1:3000/api/hello
/// ```
/// ```json
/// {"message":"Hello, World!"}
/// ```
#[utoipa::path(get, path = "/api/hello", tag = "basics", responses((status = 200, body = Hello)))]
async fn hello() -> Json<Hello> {
    Json(Hello {
        message: "Hello, World!",
    })
}
