//! Who of other origins may read what the bench answers: everybody, since nothing here belongs to anybody (the Fetch
//! standard, "HTTP extensions").

use std::{
    convert::Infallible,
    task::{Context, Poll},
};

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    response::Response,
    routing::Route,
};
use futures_util::future::BoxFuture;
use tower::{Layer, Service, layer::layer_fn};

use crate::services::Services;

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// How long a browser may remember the answer to a preflight, in seconds: an hour.
const MAX_AGE: &str = "3600";

/// A layer that says in every answer that all origins may read it.
pub(super) fn layer(services: &Services) -> impl Layer<Route, Service = Open> + Clone + use<> {
    let is_httpbin = services.bench().is_httpbin();
    layer_fn(move |inner| Open { inner, is_httpbin })
}

/// A route whose answers all origins may read.
#[derive(Clone)]
pub(super) struct Open {
    inner: Route,
    is_httpbin: bool,
}

impl Service<Request> for Open {
    type Response = Response;
    type Error = Infallible;
    type Future = BoxFuture<'static, Result<Response, Infallible>>;

    fn poll_ready(&mut self, _: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Poll::Ready(Ok(()))
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let preflight = request.method() == Method::OPTIONS;
        let asked = self.is_httpbin.then(|| Asked::of(request.headers()));
        let answered = self.inner.call(request);
        Box::pin(async move {
            let mut response = answered.await?;
            let headers = response.headers_mut();
            match asked {
                Some(asked) => asked.answer(headers, preflight),
                None => open(headers, preflight),
            }
            Ok(response)
        })
    }
}

fn open(headers: &mut HeaderMap, preflight: bool) {
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
    // Without credentials: a page elsewhere must not read what this server says to a visitor it knows.
    headers
        .entry(header::ACCESS_CONTROL_ALLOW_ORIGIN)
        .or_insert(HeaderValue::from_static("*"));
    if preflight {
        for (name, value) in [
            (
                header::ACCESS_CONTROL_ALLOW_METHODS,
                "GET, HEAD, POST, PUT, PATCH, DELETE",
            ),
            // The asterisk stands for every name but this one.
            (header::ACCESS_CONTROL_ALLOW_HEADERS, "*, Authorization"),
            (header::ACCESS_CONTROL_MAX_AGE, MAX_AGE),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}

/// What a request says of itself, for httpbin's answer: the origin is said back, and credentials are welcome.
struct Asked {
    origin: HeaderValue,
    headers: Option<HeaderValue>,
}

impl Asked {
    fn of(headers: &HeaderMap) -> Self {
        Self {
            origin: headers
                .get(header::ORIGIN)
                .cloned()
                .unwrap_or(HeaderValue::from_static("*")),
            headers: headers.get(header::ACCESS_CONTROL_REQUEST_HEADERS).cloned(),
        }
    }

    fn answer(self, headers: &mut HeaderMap, preflight: bool) {
        headers.insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, self.origin);
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
            HeaderValue::from_static("true"),
        );
        if preflight {
            headers.insert(
                header::ACCESS_CONTROL_ALLOW_METHODS,
                HeaderValue::from_static("GET, POST, PUT, DELETE, PATCH, OPTIONS"),
            );
            headers.insert(
                header::ACCESS_CONTROL_MAX_AGE,
                HeaderValue::from_static(MAX_AGE),
            );
            headers.extend(
                self.headers
                    .map(|it| (header::ACCESS_CONTROL_ALLOW_HEADERS, it)),
            );
        }
    }
}
