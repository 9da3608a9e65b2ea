//! `GET /api/origins`: where the server's two origins are.

use axum::{
    extract::State,
    http::{HeaderMap, header},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{json::Json, services::Services};

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(origins))
}

/// Scheme, host and port of each, without a slash at the end.
#[derive(Serialize, ToSchema)]
#[schema(as = Origins)]
struct Told {
    /// The origin of the pages; null where it is not known.
    #[schema(example = "http://localhost:3000")]
    first: Option<String>,
    /// Another origin on the same host, which answers `/cors/…`; null where the server has none.
    #[schema(example = "http://localhost:3001")]
    second: Option<String>,
}

/// Tell where the server's two origins are, under the host that was asked for.
#[utoipa::path(get, path = "/api/origins", tag = "origins", responses((status = 200, body = Told)))]
async fn origins(headers: HeaderMap, State(services): State<Services>) -> Json<Told> {
    let host = headers.get(header::HOST).and_then(|it| it.to_str().ok());
    let pair = services.origins().of_host(host.unwrap_or_default());
    Json(Told {
        first: pair.map(|it| it.first.clone()),
        second: pair.and_then(|it| it.second.clone()),
    })
}
