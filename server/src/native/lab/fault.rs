//! What can go wrong in the proxy lab.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};

/// Why the lab has no answer of an origin.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No origin could be reached, or what it sent was no answer.
    #[error(
        "The proxy could not get an answer: no origin accepted the connection and answered on it. Look at /lab/origins."
    )]
    Unreachable,
    /// No origin answered in time.
    #[error("The proxy waited, but no origin answered in time. Look at /lab/origins.")]
    TimedOut,
    /// `only-if-cached`, and nothing fitting is in the cache.
    #[error("The request says only-if-cached, and the cache has nothing that may be used for it.")]
    NotCached,
    /// The body is over its bound.
    #[error("The request's body is longer than 65536 bytes, the most that the proxy sends on.")]
    TooLarge,
    /// A parameter of the proxy makes no sense.
    #[error(
        "In the query, sticky must be 0 or 1, and balance must be round-robin or least-connections, each once at most."
    )]
    Parameter,
    /// There is no origin of this name.
    #[error("There is no such origin. There are red, green and blue.")]
    NoOrigin,
    /// The state to set is none.
    #[error(
        "The body must be JSON such as {{\"state\":\"stopped\"}}. The states are up, stopped, slow and failing."
    )]
    NoState,
    /// The origins have no port to listen on.
    #[error("The origins could not be started: there is no free port for them.")]
    NoPort,
}

impl Fault {
    /// The status of the response.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Unreachable => StatusCode::BAD_GATEWAY,
            Self::TimedOut | Self::NotCached => StatusCode::GATEWAY_TIMEOUT,
            Self::TooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Parameter => StatusCode::BAD_REQUEST,
            Self::NoOrigin => StatusCode::NOT_FOUND,
            Self::NoState => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NoPort => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The header field that belongs to this fault, if one does.
    pub fn field(self) -> Option<(HeaderName, HeaderValue)> {
        match self {
            Self::NoPort => Some((header::RETRY_AFTER, HeaderValue::from_static("5"))),
            _ => None,
        }
    }
}
