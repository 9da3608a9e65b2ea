//! The proxy's connections to the origins: a pool, with a tap on each connection.

use std::{
    io,
    net::SocketAddr,
    pin::Pin,
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    body::Bytes,
    http::{Request, Response, Uri},
};
use http_body_util::{BodyExt, Full, Limited};
use hyper_util::{
    client::legacy::{
        Client as Pool,
        connect::{Connected, Connection},
    },
    rt::{TokioExecutor, TokioIo, TokioTimer},
};
use tokio::net::TcpStream;
use tower::Service;

use super::Fault;
use crate::native::tap::{Outgoing, Stream};

/// The longest response that is passed on, in bytes: the origins have none that is longer.
const MAX_RESPONSE: usize = 64 << 10;

/// How long a connection is kept for the next request.
const IDLE: Duration = Duration::from_secs(10);

type Socket = Stream<TcpStream, Outgoing>;

/// Connections to the origins.
#[derive(Clone, Debug)]
pub(super) struct Client(Pool<Connector, Full<Bytes>>);

/// What became of a request that was sent to an origin.
pub(super) struct Sent {
    /// The response; or why there is none, in words, and what to tell the client.
    pub outcome: Result<Response<Bytes>, Failure>,
    /// The heads of request and response as they went over the wire, where that is known.
    pub heads: Option<(Vec<u8>, Vec<u8>)>,
}

/// Why there is no response.
#[derive(Debug)]
pub(super) struct Failure {
    pub why: String,
    pub fault: Fault,
    /// Whether the request cannot have reached the origin.
    pub unsent: bool,
}

impl Client {
    pub fn new() -> Self {
        let pool = Pool::builder(TokioExecutor::new())
            .pool_timer(TokioTimer::new())
            .pool_idle_timeout(IDLE)
            .pool_max_idle_per_host(4)
            .http1_title_case_headers(true)
            .build(Connector);
        Self(pool)
    }

    /// Sends a request and reads the whole response, within so much time.
    pub async fn send(&self, request: Request<Full<Bytes>>, within: Duration) -> Sent {
        match tokio::time::timeout(within, self.exchange(request)).await {
            Ok(sent) => sent,
            Err(_) => Sent::failed(
                format!("no answer within {within:?}"),
                Fault::TimedOut,
                false,
            ),
        }
    }

    async fn exchange(&self, request: Request<Full<Bytes>>) -> Sent {
        let response = match self.0.request(request).await {
            Ok(response) => response,
            Err(error) => {
                let unsent = error.is_connect();
                return Sent::failed(root(&error), Fault::Unreachable, unsent);
            }
        };
        let tap = response.extensions().get::<Arc<Outgoing>>();
        let heads = tap.map(|it| it.heads());
        let (parts, body) = response.into_parts();
        match Limited::new(body, MAX_RESPONSE).collect().await {
            Ok(body) => Sent {
                outcome: Ok(Response::from_parts(parts, body.to_bytes())),
                heads,
            },
            Err(error) => Sent {
                heads,
                ..Sent::failed(
                    format!("the body broke off: {error}"),
                    Fault::Unreachable,
                    false,
                )
            },
        }
    }
}

impl Sent {
    fn failed(why: String, fault: Fault, unsent: bool) -> Self {
        let failure = Failure { why, fault, unsent };
        Self {
            outcome: Err(failure),
            heads: None,
        }
    }
}

/// The innermost cause: "Connection refused" says more than "client error".
fn root(error: &dyn std::error::Error) -> String {
    let mut error = error;
    while let Some(source) = error.source() {
        error = source;
    }
    error.to_string()
}

/// Connects to the socket address that stands in a URI.
#[derive(Clone, Copy, Debug)]
struct Connector;

impl Service<Uri> for Connector {
    type Response = TokioIo<Socket>;
    type Error = io::Error;
    type Future = Pin<Box<dyn Future<Output = io::Result<Self::Response>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, uri: Uri) -> Self::Future {
        let address = uri.authority().and_then(|it| it.as_str().parse().ok());
        Box::pin(async move {
            let address: SocketAddr = address.ok_or(io::ErrorKind::InvalidInput)?;
            let stream = TcpStream::connect(address).await?;
            stream.set_nodelay(true)?;
            Ok(TokioIo::new(Stream::new(stream, Arc::default())))
        })
    }
}

impl Connection for Socket {
    fn connected(&self) -> Connected {
        Connected::new().extra(Arc::clone(self.watch()))
    }
}
