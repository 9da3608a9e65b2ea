//! The one place where an error becomes a status and an `application/problem+json` body (RFC 9457). What is said here
//! is read by learners; what only the operator may know goes to the log.

mod error;

use axum::{
    body::{Body, HttpBody},
    http::{HeaderValue, Method, StatusCode, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

pub use self::error::Error;
use crate::{api::stored, json};

/// The largest request head, start line and header fields together, in bytes: 32 KiB.
pub const MAX_HEAD: usize = 32 << 10;

/// The body. `type` is always `about:blank`: the status says what kind of problem it is, `detail` the rest.
#[derive(Serialize, ToSchema)]
pub(crate) struct Problem {
    #[schema(example = "about:blank")]
    r#type: &'static str,
    /// What the status is called.
    title: &'static str,
    status: u16,
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    line: Option<usize>,
    #[serde(skip_serializing_if = "Option::is_none")]
    column: Option<usize>,
    /// What is wrong with the JSON that was sent, part by part.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    errors: Vec<stored::FieldError>,
}

impl IntoResponse for Error {
    fn into_response(self) -> Response {
        let status = self.status();
        let place = match &self {
            Self::InvalidJson(fault) => Some((fault.line, fault.column)),
            _ => None,
        };
        let problem = Problem {
            r#type: "about:blank",
            title: title(status),
            status: status.as_u16(),
            detail: self.to_string(),
            line: place.map(|it| it.0),
            column: place.map(|it| it.1),
            errors: match &self {
                Self::Stored(fault) => fault.errors(),
                _ => Vec::new(),
            },
        };
        let body = json::line(&problem).expect("numbers and strings can be written as JSON");
        let mut response = (status, body).into_response();
        let headers = response.headers_mut();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_static("application/problem+json"),
        );
        headers.extend(self.field());
        response
    }
}

/// In the extensions of a response whose error status is what was asked for: it is left as it is.
#[derive(Clone, Copy, Debug)]
pub struct AsIs;

/// Gives a body to errors that come from a library as a bare status. Header fields stay. HEAD gets none, and the length
/// that it would have (RFC 9110, section 9.3.2).
pub(crate) fn complete(method: &Method, response: Response) -> Response {
    let response = completed(response);
    if method == Method::HEAD {
        bodiless(response)
    } else {
        response
    }
}

fn bodiless(response: Response) -> Response {
    let (mut parts, body) = response.into_parts();
    if let Some(length) = body.size_hint().exact().filter(|it| *it > 0) {
        let length = HeaderValue::from(length);
        parts.headers.insert(header::CONTENT_LENGTH, length);
    }
    Response::from_parts(parts, Body::empty())
}

fn completed(response: Response) -> Response {
    let status = response.status();
    let failed = status.is_client_error() || status.is_server_error();
    let finished = response.headers().contains_key(header::CONTENT_TYPE)
        || response.extensions().get::<AsIs>().is_some();
    if !failed || finished {
        return response;
    }
    let mut problem = Error::Bare(status).into_response();
    for (name, value) in response.headers() {
        if name != header::CONTENT_LENGTH && name != header::TRANSFER_ENCODING {
            problem.headers_mut().append(name, value.clone());
        }
    }
    problem
}

/// The phrase that RFC 9110, section 15, has for the status.
fn title(status: StatusCode) -> &'static str {
    match status {
        StatusCode::PAYLOAD_TOO_LARGE => "Content Too Large",
        StatusCode::UNPROCESSABLE_ENTITY => "Unprocessable Content",
        other => other.canonical_reason().unwrap_or("Error"),
    }
}

/// Text from a request, short enough to be said back.
pub(crate) fn shorten(text: &str) -> String {
    const MAX: usize = 120;
    let mut short: String = text.chars().take(MAX).collect();
    if short.len() < text.len() {
        short.push('…');
    }
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_text_is_cut_between_characters() {
        assert_eq!(shorten("/é"), "/é");
        let long = "é".repeat(1000);
        assert_eq!(shorten(&long).chars().count(), 121);
    }

    #[test]
    fn a_status_has_the_name_of_the_current_standard() {
        assert_eq!(title(StatusCode::PAYLOAD_TOO_LARGE), "Content Too Large");
        assert_eq!(title(StatusCode::NOT_FOUND), "Not Found");
    }
}
