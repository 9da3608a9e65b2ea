//! A server of axum and nothing else, with four of the companion server's answers: what it is held against.

use std::{collections::BTreeMap, convert::Infallible, net::SocketAddr};

use axum::{
    Router,
    body::{Body, Bytes},
    extract::{ConnectInfo, Path, Query},
    http::{HeaderMap, StatusCode, Uri, header},
    response::{IntoResponse, Response},
    routing::get,
};
use futures_util::stream;
use serde::Serialize;
use tokio::net::TcpListener;

/// How much of a stream is made at a time, in bytes: as the companion does.
const PIECE: usize = 32 << 10;

/// The longest answer, in bytes: 10 MiB, as the companion's.
const MAX: usize = 10 << 20;

#[tokio::main]
async fn main() -> anyhow::Result<()> {
    let port = std::env::args().nth(1).unwrap_or_else(|| "0".to_owned());
    let listener = TcpListener::bind(("127.0.0.1", port.parse()?)).await?;
    println!("The bare server is at http://{}/", listener.local_addr()?);
    let routes = Router::new()
        .route("/get", get(echo))
        .route("/status/{code}", get(status))
        .route("/bytes/{n}", get(bytes))
        .route("/stream-bytes/{n}", get(stream_bytes));
    let service = routes.into_make_service_with_connect_info::<SocketAddr>();
    Ok(axum::serve(listener, service).await?)
}

#[derive(Serialize)]
struct Got {
    args: BTreeMap<String, String>,
    headers: BTreeMap<String, String>,
    origin: String,
    url: String,
}

async fn echo(
    ConnectInfo(peer): ConnectInfo<SocketAddr>,
    target: Uri,
    Query(args): Query<BTreeMap<String, String>>,
    headers: HeaderMap,
) -> Response {
    let text = |it: &[u8]| String::from_utf8_lossy(it).into_owned();
    let host = headers.get(header::HOST).map(|it| text(it.as_bytes()));
    let got = Got {
        args,
        origin: peer.ip().to_string(),
        url: format!("http://{}{target}", host.unwrap_or_default()),
        headers: headers
            .iter()
            .map(|(name, value)| (title_case(name.as_str()), text(value.as_bytes())))
            .collect(),
    };
    match serde_json::to_vec_pretty(&got) {
        Ok(body) => ([(header::CONTENT_TYPE, "application/json")], body).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

fn title_case(name: &str) -> String {
    let mut title = String::with_capacity(name.len());
    let mut begins = true;
    for letter in name.chars() {
        title.push(if begins {
            letter.to_ascii_uppercase()
        } else {
            letter
        });
        begins = letter == '-';
    }
    title
}

async fn status(Path(code): Path<u16>) -> StatusCode {
    StatusCode::from_u16(code).unwrap_or(StatusCode::BAD_REQUEST)
}

async fn bytes(Path(n): Path<usize>) -> Response {
    if n > MAX {
        return StatusCode::BAD_REQUEST.into_response();
    }
    made(n).into_response()
}

async fn stream_bytes(Path(n): Path<usize>) -> Response {
    if n > MAX {
        return StatusCode::BAD_REQUEST.into_response();
    }
    let pieces = stream::unfold(n, async |left| {
        let piece = made(left.min(PIECE));
        let rest = left - piece.len();
        (left > 0).then_some((Ok::<_, Infallible>(piece), rest))
    });
    let kind = [(header::CONTENT_TYPE, "application/octet-stream")];
    (kind, Body::from_stream(pieces)).into_response()
}

fn made(length: usize) -> Bytes {
    let mut bytes = vec![0; length];
    fastrand::fill(&mut bytes);
    bytes.into()
}
