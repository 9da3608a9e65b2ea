//! What every route says to a method it does not know: OPTIONS is answered with `Allow`, anything else with 405 and
//! `Allow` (RFC 9110, sections 9.3.7 and 15.5.6).

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::problem::{AsIs, Error};

/// What the server as a whole understands: the answer to `OPTIONS *`.
const EVERYTHING: &str = "GET, HEAD, POST, OPTIONS";

/// The answer to a request that is not about any route, but about the server: `OPTIONS *`.
pub(crate) fn of_server(request: &Request) -> Option<Response> {
    let asked = request.method() == Method::OPTIONS && request.uri().path() == "*";
    asked.then(|| options(EVERYTHING))
}

/// Turns the bare 405 of a route into an answer that says what works.
pub(crate) fn complete(method: &Method, response: Response) -> Response {
    if response.status() != StatusCode::METHOD_NOT_ALLOWED
        || response.extensions().get::<AsIs>().is_some()
    {
        return response;
    }
    let allow = allowed(response.headers());
    let mut answer = if method == Method::OPTIONS {
        options(&allow)
    } else {
        Error::MethodNotAllowed {
            method: method.as_str().chars().take(20).collect(),
            allow,
        }
        .into_response()
    };
    keep(response.headers(), answer.headers_mut());
    answer
}

/// What the route's own layers said stays, such as who of another origin may read the answer.
fn keep(said: &HeaderMap, answer: &mut HeaderMap) {
    for (name, value) in said {
        if *name != header::ALLOW && *name != header::CONTENT_LENGTH {
            answer.append(name, value.clone());
        }
    }
}

fn options(allow: &str) -> Response {
    match HeaderValue::from_str(allow) {
        Ok(allow) => (StatusCode::NO_CONTENT, [(header::ALLOW, allow)]).into_response(),
        Err(error) => Error::internal("Allow is not a header value", &error).into_response(),
    }
}

/// The methods that the route itself lists, and OPTIONS, which all routes answer.
fn allowed(headers: &HeaderMap) -> String {
    let mut methods: Vec<&str> = headers
        .get_all(header::ALLOW)
        .iter()
        .filter_map(|value| value.to_str().ok())
        .flat_map(|value| value.split(','))
        .map(str::trim)
        .filter(|it| !it.is_empty() && *it != "OPTIONS")
        .collect();
    methods.push("OPTIONS");
    methods.join(", ")
}
