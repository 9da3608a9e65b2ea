//! What can go wrong with a request for the record.

use axum::http::{HeaderValue, StatusCode, header};

use super::dump::MAX_DUMP;

/// Why a request for the record, or for a dump, is refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Fault {
    /// No such exchange, or another visitor's.
    #[error(
        "There is no record of this exchange. Only your own exchanges are shown, and only the latest of them are kept."
    )]
    Unknown,
    /// `limit` is no number within its bounds.
    #[error("limit must stand in the query once at most, as a whole number from 1 to 200.")]
    Limit,
    /// `after` stands there twice.
    #[error("after must stand in the query once at most.")]
    After,
    /// The visitor watches too often.
    #[error("You already have 8 streams of events open. Close a tab, then try again.")]
    StreamsOfVisitor,
    /// All places are taken.
    #[error("All places for streams of events are taken. Try again in a while.")]
    StreamsOfAll,
    /// The server is shutting down.
    #[error("The server is shutting down.")]
    Closed,
    /// The request to dump is too large.
    #[error("The request's body is longer than {MAX_DUMP} bytes, the most that is dumped.")]
    TooLargeToDump,
}

impl Fault {
    /// The status of the response.
    pub fn status(self) -> StatusCode {
        match self {
            Self::Unknown => StatusCode::NOT_FOUND,
            Self::Limit | Self::After => StatusCode::BAD_REQUEST,
            Self::StreamsOfVisitor => StatusCode::TOO_MANY_REQUESTS,
            Self::StreamsOfAll | Self::Closed => StatusCode::SERVICE_UNAVAILABLE,
            Self::TooLargeToDump => StatusCode::PAYLOAD_TOO_LARGE,
        }
    }

    /// The header field that belongs to this fault, if one does.
    pub fn field(self) -> Option<(header::HeaderName, HeaderValue)> {
        match self {
            Self::StreamsOfVisitor | Self::StreamsOfAll | Self::Closed => {
                Some((header::RETRY_AFTER, HeaderValue::from_static("5")))
            }
            _ => None,
        }
    }
}
