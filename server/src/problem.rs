//! The one place where an error becomes a status and an `application/problem+json` body (RFC 9457). What is said here
//! is read by learners; what only the operator may know goes to the log.

use axum::{
    body::{Body, HttpBody},
    extract::Request,
    http::{HeaderValue, Method, StatusCode, Uri, header},
    middleware::Next,
    response::{IntoResponse, Response},
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{
    api::{echo::JsonFault, greeting::MAX_NAME, stored},
    bench,
    body::MAX_BODY,
    json, wire,
};

/// The largest request head, start line and header fields together, in bytes: 32 KiB.
pub const MAX_HEAD: usize = 32 << 10;

/// All that can go wrong with a request. The text is the problem's `detail`.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no such resource.
    #[error(
        "Your request reached this server, but there is nothing at {path}. Check the address for typing mistakes."
    )]
    NotFound {
        /// The path asked for, shortened.
        path: String,
    },
    /// The resource is there, but not for this method.
    #[error(
        "There is something at this address, but it does not answer {method}. It answers these: {allow}."
    )]
    MethodNotAllowed {
        /// The method asked for.
        method: String,
        /// The methods that work, as `Allow` has them.
        allow: String,
    },
    /// `?name=` stands in the query more than once.
    #[error("The query gives name more than once, so it is not clear whom to greet. Give it once.")]
    NameTwice,
    /// `?name=` is too long.
    #[error("The name has {length} characters. At most {MAX_NAME} are greeted.")]
    NameTooLong {
        /// In characters.
        length: usize,
    },
    /// The query cannot be read, or gives a parameter a value that it cannot have.
    #[error("The query is not as this address wants it: {0}.")]
    Query(String),
    /// A body that says it is JSON, and is not.
    #[error("The body is not valid JSON. Line {}, column {}: {}", .0.line, .0.column, .0.reason)]
    InvalidJson(JsonFault),
    /// A body that is JSON, but not what was wanted.
    #[error("The body is JSON, but not what this address wants: {0}.")]
    WrongShape(String),
    /// A number that is out of bounds.
    #[error("{name} must be from {least} to {most}.")]
    OutOfRange {
        /// Which one.
        name: &'static str,
        /// The least it may be.
        least: u32,
        /// The most it may be.
        most: u32,
    },
    /// A text that is too long.
    #[error("{name} is longer than {most} characters.")]
    TooLong {
        /// Which one.
        name: &'static str,
        /// The most it may have, in characters.
        most: usize,
    },
    /// The body must be JSON, and does not say that it is.
    #[error("This address reads JSON: send Content-Type: application/json.")]
    OnlyJson,
    /// No representation is acceptable.
    #[error("Nothing that you accept is offered here. Offered are: {offered}.")]
    NotAcceptable {
        /// What is, for people.
        offered: String,
    },
    /// There is no such policy for caches.
    #[error("There is no such policy. There are: {policies}.")]
    NoPolicy {
        /// What there is, for people.
        policies: String,
    },
    /// A failure that was asked for.
    #[error("Attempt {attempt} fails on purpose; attempt {works} will work.")]
    FailsOnPurpose {
        /// Which attempt this was, counted from 1.
        attempt: u32,
        /// The first that works.
        works: u32,
    },
    /// Too many requests.
    #[error("That were too many requests. The next is welcome in {seconds} s.")]
    TooManyRequests {
        /// Until then.
        seconds: u64,
    },
    /// The server behind did not answer: on purpose.
    #[error("This server asked the server behind it, and got no answer in time.")]
    GatewayTimeout,
    /// A visitor has too many streams open.
    #[error("You have {most} streams open already. Close one of them first.")]
    TooManyStreams {
        /// As many as one may have.
        most: usize,
    },
    /// The visitor's own fault dial says so.
    #[error(
        "Your fault dial is set to unavailable, so this request was not carried out. Look at /api/faults."
    )]
    Dialled,
    /// A body that says it is text, and is not.
    #[error("The body is not valid UTF-8: byte {offset}, counted from 0, begins no character.")]
    NotUtf8 {
        /// The first byte that is wrong, counted from 0.
        offset: usize,
    },
    /// `Content-Type` makes no sense.
    #[error("Content-Type must be one media type, for example application/json or text/plain.")]
    NoMediaType,
    /// `Content-Type` names a charset that is not read here.
    #[error("The body is said to be in the charset {charset}. This server reads UTF-8 only.")]
    UnsupportedCharset {
        /// The charset asked for, shortened.
        charset: String,
    },
    /// `Content-Encoding` is not `identity`.
    #[error("The body is compressed (Content-Encoding). This server reads it as it is only.")]
    UnsupportedCoding,
    /// The body is over its bound.
    #[error("The body is longer than {MAX_BODY} bytes, the most that is read here.")]
    BodyTooLarge,
    /// The body did not arrive whole.
    #[error("The body broke off, or its framing is wrong: it did not arrive as announced.")]
    BodyBroken,
    /// The head is over its bound.
    #[error("The request line and the header fields are longer than {MAX_HEAD} bytes together.")]
    HeadTooLarge,
    /// The request did not arrive in time.
    #[error("The request did not arrive in time. Send it again, all at once.")]
    TimedOut,
    /// `Host` is missing, or there is more than one, or it is no host.
    #[error(
        "The request must name its host in exactly one Host field, as in Host: localhost:3000."
    )]
    NoHost,
    /// `Host` names somebody else.
    #[error(
        "This server does not answer for the host {host}. Use localhost or 127.0.0.1, or start it with --public-url."
    )]
    Misdirected {
        /// The host asked for, shortened.
        host: String,
    },
    /// The server is about to end.
    #[error("The server is shutting down.")]
    ShuttingDown,
    /// A request for the record of the wire.
    #[error(transparent)]
    Wire(#[from] wire::Fault),
    /// The proxy lab has no answer.
    #[cfg(feature = "native")]
    #[error(transparent)]
    Proxy(#[from] crate::native::lab::Fault),
    /// What one of the bench's routes has to say.
    #[error(transparent)]
    Bench(#[from] bench::Fault),
    /// What the routes on visitors' data have to say.
    #[error(transparent)]
    Stored(#[from] stored::Fault),
    /// An error that some library answered with a bare status.
    #[error("{}", explain(*.0))]
    Bare(StatusCode),
    /// Our fault. The cause is in the log.
    #[error(
        "Something went wrong inside the server. It is not your fault; the cause is in the server's log, under the X-Exchange-Id of this response."
    )]
    Internal,
}

impl Error {
    /// There is nothing at this address.
    pub fn not_found(uri: &Uri) -> Self {
        Self::NotFound {
            path: shorten(uri.path()),
        }
    }

    /// Logs the cause and keeps it from the client.
    pub fn internal(what: &str, cause: &dyn std::error::Error) -> Self {
        tracing::error!("{what}: {cause}");
        Self::Internal
    }

    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::NotFound { .. } | Self::NoPolicy { .. } => StatusCode::NOT_FOUND,
            Self::MethodNotAllowed { .. } => StatusCode::METHOD_NOT_ALLOWED,
            Self::NameTooLong { .. }
            | Self::WrongShape(_)
            | Self::OutOfRange { .. }
            | Self::TooLong { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NotAcceptable { .. } => StatusCode::NOT_ACCEPTABLE,
            Self::TooManyRequests { .. } | Self::TooManyStreams { .. } => {
                StatusCode::TOO_MANY_REQUESTS
            }
            Self::GatewayTimeout => StatusCode::GATEWAY_TIMEOUT,
            Self::NameTwice
            | Self::Query(_)
            | Self::InvalidJson(_)
            | Self::NotUtf8 { .. }
            | Self::BodyBroken
            | Self::NoHost => StatusCode::BAD_REQUEST,
            Self::OnlyJson
            | Self::NoMediaType
            | Self::UnsupportedCharset { .. }
            | Self::UnsupportedCoding => StatusCode::UNSUPPORTED_MEDIA_TYPE,
            Self::BodyTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::HeadTooLarge => StatusCode::REQUEST_HEADER_FIELDS_TOO_LARGE,
            Self::TimedOut => StatusCode::REQUEST_TIMEOUT,
            Self::Misdirected { .. } => StatusCode::MISDIRECTED_REQUEST,
            Self::FailsOnPurpose { .. } | Self::Dialled | Self::ShuttingDown => {
                StatusCode::SERVICE_UNAVAILABLE
            }
            Self::Bench(fault) => fault.status(),
            Self::Wire(fault) => fault.status(),
            #[cfg(feature = "native")]
            Self::Proxy(fault) => fault.status(),
            Self::Stored(fault) => fault.status(),
            Self::Bare(status) => *status,
            Self::Internal => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// The header field that belongs to this error, if one does.
    fn field(&self) -> Option<(header::HeaderName, HeaderValue)> {
        match self {
            Self::MethodNotAllowed { allow, .. } => {
                Some((header::ALLOW, HeaderValue::from_str(allow).ok()?))
            }
            // RFC 9110, section 12.5.3: in a response it says which codings a request may have.
            Self::UnsupportedCoding => Some((
                header::ACCEPT_ENCODING,
                HeaderValue::from_static("identity"),
            )),
            Self::TooManyRequests { seconds } => {
                Some((header::RETRY_AFTER, HeaderValue::from(*seconds)))
            }
            Self::FailsOnPurpose { .. } | Self::Dialled | Self::TooManyStreams { .. } => {
                Some((header::RETRY_AFTER, HeaderValue::from_static("1")))
            }
            Self::OnlyJson => Some((header::ACCEPT, HeaderValue::from_static("application/json"))),
            Self::Bench(fault) => fault.field(),
            Self::TimedOut => Some((header::CONNECTION, HeaderValue::from_static("close"))),
            Self::ShuttingDown => Some((header::RETRY_AFTER, HeaderValue::from_static("5"))),
            Self::Wire(fault) => fault.field(),
            #[cfg(feature = "native")]
            Self::Proxy(fault) => fault.field(),
            Self::Stored(fault) => fault.field(),
            _ => None,
        }
    }
}

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

/// Middleware: gives a body to errors that come from a library as a bare status. Header fields stay. HEAD gets none,
/// and the length that it would have (RFC 9110, section 9.3.2).
pub async fn complete(request: Request, next: Next) -> Response {
    let is_head = request.method() == Method::HEAD;
    let response = completed(next.run(request).await);
    if is_head {
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

fn explain(status: StatusCode) -> &'static str {
    match status {
        StatusCode::PRECONDITION_FAILED => {
            "The condition in the request (If-Match or If-Unmodified-Since) does not hold."
        }
        StatusCode::RANGE_NOT_SATISFIABLE => "The Range asked for lies outside of what is there.",
        it if it.is_server_error() => {
            "Something went wrong inside the server. It is not your fault."
        }
        _ => "The server could not make sense of the request.",
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
