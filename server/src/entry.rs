//! What stands before and behind every route: the record learns which one it is, the visitor's fault dial is looked
//! at, and other origins are told what they may read. It is one layer, since each of axum's costs every request a copy
//! of all layers within it.

use std::{
    convert::Infallible,
    task::{Context, Poll},
};

use axum::{
    extract::Request,
    response::Response,
    routing::{Route, future::RouteFuture},
};
use futures_util::future::{BoxFuture, Either};
use tower::{Layer, Service, layer::layer_fn};

use crate::{bench::Asked, course::fault, services::Services, wire};

/// Who may read what a route answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Readers {
    /// Pages of its own origin; others only where the route itself says so.
    Own,
    /// Pages of all origins.
    All,
}

/// The layer, for routes with such readers.
pub(crate) fn layer(
    services: &Services,
    readers: Readers,
) -> impl Layer<Route, Service = Entry> + Clone + use<> {
    let services = services.clone();
    layer_fn(move |route| Entry {
        route,
        services: services.clone(),
        readers,
    })
}

/// A route with all that stands before and behind it.
#[derive(Clone)]
pub(crate) struct Entry {
    route: Route,
    services: Services,
    readers: Readers,
}

type Answered = Result<Response, Infallible>;
type Routed = Either<RouteFuture<Infallible>, BoxFuture<'static, Answered>>;

impl Entry {
    fn routed(&mut self, request: Request) -> Routed {
        match fault::due(&self.services, &request) {
            None => Either::Left(self.route.call(request)),
            Some(fault) => {
                let Self {
                    route, services, ..
                } = self.clone();
                Either::Right(Box::pin(async move {
                    Ok(fault::apply(fault, &services, request, route).await)
                }))
            }
        }
    }
}

impl Service<Request> for Entry {
    type Response = Response;
    type Error = Infallible;
    type Future = Either<Routed, BoxFuture<'static, Answered>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        wire::note_route(&request);
        if self.readers == Readers::Own {
            return Either::Left(self.routed(request));
        }
        let asked = Asked::by(&self.services, &request);
        let routed = self.routed(request);
        Either::Right(Box::pin(async move {
            let mut response = routed.await?;
            asked.answer(response.headers_mut());
            Ok(response)
        }))
    }
}
