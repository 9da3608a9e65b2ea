//! `GET /api/whoami`: what the server sees of the client that asks.

use std::net::SocketAddr;

use axum::{
    Extension,
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, header},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{json::Json, services::Services};

/// The other end of the connection. Whoever owns the socket puts it into a request's extensions.
#[derive(Clone, Copy, Debug)]
pub struct Peer(pub SocketAddr);

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(whoami))
}

#[derive(Serialize, ToSchema)]
struct Client {
    method: String,
    target: String,
    http: String,
    /// IP address and port; absent where there is no socket.
    #[schema(value_type = Option<String>)]
    peer: Option<SocketAddr>,
    headers: Vec<Field>,
}

#[derive(Serialize, ToSchema)]
struct Field {
    name: String,
    value: String,
}

/// Say what the server sees of its client.
#[utoipa::path(get, path = "/api/whoami", tag = "basics", responses((status = 200, body = Client)))]
async fn whoami(peer: Option<Extension<Peer>>, request: Request) -> Json<Client> {
    Json(Client {
        method: request.method().to_string(),
        target: request.uri().to_string(),
        http: format!("{:?}", request.version()),
        peer: peer.map(|Extension(Peer(address))| address),
        headers: fields(request.headers()),
    })
}

/// The header fields in the order in which they arrived; fields of one name stand together, at the place of the first.
fn fields(headers: &HeaderMap) -> Vec<Field> {
    headers
        .iter()
        .map(|(name, value)| Field {
            name: name.to_string(),
            value: shown(name, value),
        })
        .collect()
}

/// The value as text. Credentials stay out: a page's script may not read an `HttpOnly` cookie, and this answer must
/// not become the way around that.
fn shown(name: &HeaderName, value: &HeaderValue) -> String {
    if [header::COOKIE, header::AUTHORIZATION].contains(name) {
        return format!("({} bytes, arrived but not shown)", value.len());
    }
    String::from_utf8_lossy(value.as_bytes()).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_keep_their_order_and_hide_credentials() {
        let mut headers = HeaderMap::new();
        for (name, value) in [
            ("x-first", "1"),
            ("accept", "a"),
            ("cookie", "id=secret"),
            ("accept", "b"),
            ("authorization", "Bearer secret"),
        ] {
            headers.append(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            );
        }
        let seen: Vec<_> = fields(&headers)
            .into_iter()
            .map(|it| format!("{}: {}", it.name, it.value))
            .collect();
        assert_eq!(
            seen,
            [
                "x-first: 1",
                "accept: a",
                "accept: b",
                "cookie: (9 bytes, arrived but not shown)",
                "authorization: (13 bytes, arrived but not shown)",
            ]
        );
    }
}
