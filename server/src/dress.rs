//! What every answer of this server has in common, put around whatever answers. It is one service and not a layer for
//! each part: a layer of axum's costs every request several allocations, and copies of all layers within it.

use std::{
    convert::Infallible,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use axum::{Router, extract::Request, response::Response};
use tower::{Service, ServiceExt};

use crate::{exchange, methods, problem, services::Services, visitor};

/// What answers a request, whatever happens.
pub(crate) trait Answer:
    Service<Request, Response = Response, Error = Infallible, Future: Send>
    + Clone
    + Send
    + Sync
    + 'static
{
}

impl<T> Answer for T where
    T: Service<Request, Response = Response, Error = Infallible, Future: Send>
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
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let Self { inner, services } = self.clone();
        Box::pin(async move { Ok(answer(inner, &services, request).await) })
    }
}

/// From the outside in, and back out again.
async fn answer(inner: impl Answer, services: &Services, request: Request) -> Response {
    let (exchange, mut request) = exchange::begin(services, request);
    let caller = visitor::recognize(&mut request);
    let method = request.method().clone();
    let response = match methods::of_server(&request) {
        Some(response) => response,
        None => inner
            .oneshot(request)
            .await
            .unwrap_or_else(|never| match never {}),
    };
    let response = methods::complete(&method, response);
    let response = problem::complete(response);
    let response = visitor::introduce(&caller, response);
    exchange.end(services, response)
}
