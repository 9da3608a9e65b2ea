//! Who of other origins may read what the bench answers: everybody, since nothing here belongs to anybody (the Fetch
//! standard, "HTTP extensions").

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    middleware::Next,
    response::Response,
};

use crate::services::Services;

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// How long a browser may remember the answer to a preflight, in seconds: an hour.
const MAX_AGE: &str = "3600";

/// Middleware: says in every answer that all origins may read it.
pub(super) async fn open(
    State(services): State<Services>,
    request: Request,
    next: Next,
) -> Response {
    let preflight = request.method() == Method::OPTIONS;
    if services.bench().is_httpbin() {
        let asked = Asked::of(request.headers());
        let mut response = next.run(request).await;
        asked.answer(response.headers_mut(), preflight);
        return response;
    }
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
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
    response
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
