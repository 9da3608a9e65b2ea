//! `/headers`, `/ip`, `/user-agent` and `/uuid`: one fact each.

use axum::{
    extract::{Request, State},
    http::header,
    response::Response,
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::shape::{self, Fields};
use crate::services::Services;

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(headers))
        .routes(routes!(ip))
        .routes(routes!(user_agent))
        .routes(routes!(uuid))
}

#[derive(Serialize, ToSchema)]
struct Headers<'a> {
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    headers: Fields<'a>,
}

/// Show the request's header fields.
///
/// ```sh
/// curl --header 'X-Course: HTTP' http://127.0.0.1:3000/headers
/// ```
#[utoipa::path(get, path = "/headers", tag = "bench: inspection", responses((status = 200, body = Headers)))]
async fn headers(State(services): State<Services>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let headers = Fields::of(&services, &parts);
    shape::answer(&services, &Headers { headers })
}

#[derive(Serialize, ToSchema)]
struct Origin {
    /// `null` where there is no socket.
    origin: Option<String>,
}

/// Show the client's IP address.
#[utoipa::path(get, path = "/ip", tag = "bench: inspection", responses((status = 200, body = Origin)))]
async fn ip(State(services): State<Services>, request: Request) -> Response {
    let (parts, _) = request.into_parts();
    let origin = shape::origin(&services, &parts);
    shape::answer(&services, &Origin { origin })
}

#[derive(Serialize, ToSchema)]
struct UserAgent {
    #[serde(rename = "user-agent")]
    user_agent: Option<String>,
}

/// Show what program the client says it is.
#[utoipa::path(get, path = "/user-agent", tag = "bench: inspection", responses((status = 200, body = UserAgent)))]
async fn user_agent(State(services): State<Services>, request: Request) -> Response {
    let said = request.headers().get(header::USER_AGENT);
    let user_agent = said.map(|it| String::from_utf8_lossy(it.as_bytes()).into_owned());
    shape::answer(&services, &UserAgent { user_agent })
}

#[derive(Serialize, ToSchema)]
struct Uuid {
    #[schema(format = "uuid")]
    uuid: String,
}

/// Make up an id that nobody else has: a random UUID (RFC 9562, section 5.4).
#[utoipa::path(get, path = "/uuid", tag = "bench: dynamic data", responses((status = 200, body = Uuid)))]
async fn uuid(State(services): State<Services>) -> Response {
    let uuid = version_4(services.random());
    shape::answer(&services, &Uuid { uuid })
}

/// 122 of the bits, with the version and the variant between them.
fn version_4(random: u128) -> String {
    let bits = random & !(0xf << 76 | 0x3 << 62) | 0x4 << 76 | 0x2 << 62;
    let hex = format!("{bits:032x}");
    [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ]
    .join("-")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_uuid_says_its_version_and_variant() {
        assert_eq!(version_4(0), "00000000-0000-4000-8000-000000000000");
        assert_eq!(version_4(u128::MAX), "ffffffff-ffff-4fff-bfff-ffffffffffff");
    }
}
