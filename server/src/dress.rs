//! What every answer of this server has in common, put around whatever answers. It is one service and not a layer for
//! each part: a layer of axum's costs every request several allocations, and copies of all layers within it.

use std::{
    convert::Infallible,
    future::ready,
    task::{Context, Poll},
};

use axum::{Router, extract::Request, response::Response};
use futures_util::future::{BoxFuture, Either};
use tower::Service;

use crate::{exchange, methods, problem, services::Services, unread, visitor};

/// What answers a request, whatever happens. It is always ready to be called.
pub(crate) trait Answer:
    Service<Request, Response = Response, Error = Infallible, Future: Send + 'static>
    + Clone
    + Send
    + Sync
    + 'static
{
}

impl<T> Answer for T where
    T: Service<Request, Response = Response, Error = Infallible, Future: Send + 'static>
        + Clone
        + Send
        + Sync
        + 'static
{
}

/// Puts around `inner` what every answer has in common. `inner` is called as one service, so that this also sees
/// what axum adds to an answer last, such as `Allow`.
pub(crate) fn dress(inner: impl Answer, services: &Services) -> Router {
    Router::new().fallback_service(Dressed {
        inner,
        services: services.clone(),
    })
}

#[derive(Clone)]
struct Dressed<S> {
    inner: S,
    services: Services,
}

impl<S: Answer> Service<Request> for Dressed<S> {
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    /// From the outside in, and back out again. The request is handed on before anything is waited for, so that the
    /// future need not hold it.
    fn call(&mut self, request: Request) -> Self::Future {
        let services = self.services.clone();
        let (exchange, mut request) = exchange::begin(&services, request);
        let caller = visitor::recognize(&mut request);
        let method = request.method().clone();
        let (left, request) = unread::watch(request);
        let answered = match methods::of_server(&request) {
            Some(response) => Either::Left(ready(Ok(response))),
            None => Either::Right(self.inner.call(request)),
        };
        Box::pin(async move {
            let response = methods::complete(&method, answered.await?);
            let response = problem::complete(&method, response);
            let response = visitor::introduce(&caller, response);
            if let Some(left) = left {
                left.read_away(&services, response.headers()).await;
            }
            Ok(exchange.end(&services, response))
        })
    }
}
