//! Turns requests away before any route is asked: heads that are too long, hosts that are not ours, those of whom asks
//! too often, and those that take too long to arrive. And it answers for a route that panics.

use std::{
    convert::Infallible,
    future::{Ready, ready},
    panic::{AssertUnwindSafe, catch_unwind},
    sync::Arc,
    task::{Context, Poll},
    time::Duration,
};

use axum::{
    Router,
    body::HttpBody,
    extract::Request,
    response::{IntoResponse, Response},
};
use futures_util::{
    FutureExt,
    future::{BoxFuture, Either},
};
use tower::Service;

use super::{bodies::Bodies, host::Hosts, limit::Limiter};
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

/// A router with the guards before it.
#[derive(Clone)]
pub(super) struct Guarded {
    inner: Router,
    guards: Guards,
    services: Services,
    bodies: Bodies,
    deadline: Duration,
}

impl Guarded {
    /// Puts the guards before whatever answers. `deadline` is the longest that a request may take, from its head to
    /// the head of its response.
    pub fn new(inner: Router, guards: Guards, services: &Services, deadline: Duration) -> Self {
        Self {
            inner,
            guards,
            services: services.clone(),
            bodies: Bodies::new(),
            deadline,
        }
    }

    /// 431 beyond [`MAX_HEAD`]; 421 for hosts that are not ours, 400 for no host at all. The parser has bounds of its
    /// own, twice that and 100 fields: there it answers a bare 431 and closes the connection.
    fn check(&self, request: &Request) -> Result<(), Error> {
        if head_length(request) > MAX_HEAD {
            return Err(Error::HeadTooLarge);
        }
        self.guards.hosts.check(request.uri(), request.headers())
    }

    /// 429 for addresses that ask too often; none where they may. Whoever watches the server's health may go on.
    fn refuse(&self, request: &Request) -> Option<Response> {
        let limiter = self.guards.limiter.as_deref()?;
        let Peer(peer) = request.extensions().get::<Peer>()?;
        if request.uri().path().starts_with("/health/") {
            return None;
        }
        let left = limiter.count(peer.ip(), self.services.clock().uptime())?;
        if left.within {
            return None;
        }
        let seconds = left.seconds;
        let mut response = Error::TooManyRequests { seconds }.into_response();
        limiter.rate().say(left, response.headers_mut());
        Some(response)
    }
}

type Answered = Result<Response, Infallible>;

impl Service<Request> for Guarded {
    type Response = Response;
    type Error = Infallible;
    type Future = Either<Ready<Answered>, BoxFuture<'static, Answered>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        if let Err(error) = self.check(&request) {
            return Either::Left(ready(Ok(error.into_response())));
        }
        if let Some(refusal) = self.refuse(&request) {
            return Either::Left(ready(Ok(refusal)));
        }
        if request.body().is_end_stream() {
            return Either::Right(bounded(self.deadline, &mut self.inner, request));
        }
        let (bodies, deadline) = (self.bodies.clone(), self.deadline);
        let mut inner = self.inner.clone();
        Either::Right(Box::pin(async move {
            let place = match bodies.take().await {
                Ok(place) => place,
                Err(error) => return Ok(error.into_response()),
            };
            let response = bounded(deadline, &mut inner, request).await?;
            Ok(place.keep(response))
        }))
    }
}

/// What the router answers, within the deadline: 408 once it has passed. A panic's own text went to the log when it
/// happened; the client learns only that it did.
fn bounded(
    deadline: Duration,
    router: &mut Router,
    request: Request,
) -> BoxFuture<'static, Answered> {
    let called = catch_unwind(AssertUnwindSafe(|| router.call(request)));
    let Ok(answered) = called else {
        return Box::pin(ready(Ok(Error::Internal.into_response())));
    };
    let answered = AssertUnwindSafe(answered).catch_unwind();
    let answered = tokio::time::timeout(deadline, answered);
    Box::pin(answered.map(|it| match it {
        Ok(Ok(answered)) => answered,
        Ok(Err(_)) => Ok(Error::Internal.into_response()),
        Err(_) => Ok(Error::TimedOut.into_response()),
    }))
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
