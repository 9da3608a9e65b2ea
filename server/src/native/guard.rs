//! Turns requests away before any route is asked: heads that are too long, hosts that are not ours, those of whom asks
//! too often, and those that take too long to arrive.

use std::{sync::Arc, time::Duration};

use axum::{
    extract::{Request, State},
    middleware::Next,
    response::{IntoResponse, Response},
};

use super::{host::Hosts, limit::Limiter};
use crate::{
    api::whoami::Peer,
    problem::{Error, MAX_HEAD},
    services::Services,
};

/// What requests are held against.
#[derive(Clone, Debug)]
pub struct Guards {
    hosts: Arc<Hosts>,
    limiter: Option<Arc<Limiter>>,
}

impl Guards {
    /// The same, with a limit to how often one address may ask.
    #[must_use]
    pub fn and(mut self, limiter: Option<Arc<Limiter>>) -> Self {
        self.limiter = limiter;
        self
    }
}

impl From<Hosts> for Guards {
    fn from(hosts: Hosts) -> Self {
        Self {
            hosts: Arc::new(hosts),
            limiter: None,
        }
    }
}

/// 431 beyond [`MAX_HEAD`]. The parser has bounds of its own, twice that and 100 fields: there it answers a bare 431
/// and closes the connection.
pub(super) async fn head(request: Request, next: Next) -> Response {
    if head_length(&request) > MAX_HEAD {
        return Error::HeadTooLarge.into_response();
    }
    next.run(request).await
}

/// The head's length on the wire, in bytes: the request line, then `name: value` lines, each with CR LF, and an empty
/// line.
fn head_length(request: &Request) -> usize {
    let line = request.method().as_str().len() + uri_length(request) + "  HTTP/1.1\r\n".len();
    let fields: usize = request
        .headers()
        .iter()
        .map(|(name, value)| name.as_str().len() + value.len() + ": \r\n".len())
        .sum();
    line + fields + "\r\n".len()
}

fn uri_length(request: &Request) -> usize {
    request
        .uri()
        .path_and_query()
        .map_or(0, |it| it.as_str().len())
}

/// 421 for hosts that are not ours, 400 for no host at all.
pub(super) async fn host(State(guards): State<Guards>, request: Request, next: Next) -> Response {
    match guards.hosts.check(request.uri(), request.headers()) {
        Ok(()) => next.run(request).await,
        Err(error) => error.into_response(),
    }
}

/// 429 for addresses that ask too often. Whoever watches the server's health may go on.
pub(super) async fn rate(
    State((guards, services)): State<(Guards, Services)>,
    request: Request,
    next: Next,
) -> Response {
    let peer = request.extensions().get::<Peer>();
    let counted = guards
        .limiter
        .as_deref()
        .filter(|_| !request.uri().path().starts_with("/health/"))
        .zip(peer)
        .and_then(|(limiter, peer)| {
            let left = limiter.count(peer.0.ip(), services.clock().uptime())?;
            Some((limiter, left))
        });
    match counted {
        Some((limiter, left)) if !left.within => {
            let seconds = left.seconds;
            let mut response = Error::TooManyRequests { seconds }.into_response();
            limiter.rate().say(left, response.headers_mut());
            response
        }
        _ => next.run(request).await,
    }
}

/// 408 once the deadline has passed.
pub(super) async fn deadline(
    State(deadline): State<Duration>,
    request: Request,
    next: Next,
) -> Response {
    tokio::time::timeout(deadline, next.run(request))
        .await
        .unwrap_or_else(|_| Error::TimedOut.into_response())
}
