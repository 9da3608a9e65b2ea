//! What can be wrong with a request to the bench. The text is the problem's `detail`.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};

use super::upload::MAX_UPLOAD;
use crate::{problem::shorten, ranges::unsatisfied};

/// Why a route of the bench does not do what it was asked.
#[derive(Debug, thiserror::Error)]
pub enum Fault {
    /// A parameter that is there and makes no sense.
    #[error("{name} must be {wanted}. This is not: {found:?}.")]
    Value {
        /// The parameter.
        name: &'static str,
        /// What it may be.
        wanted: String,
        /// What it is, shortened.
        found: String,
    },
    /// A parameter that may stand in the query once only.
    #[error("The query gives {name} more than once. Give it once.")]
    Twice {
        /// The parameter.
        name: &'static str,
    },
    /// A parameter that must be there.
    #[error("The query must give {name}: {wanted}.")]
    Missing {
        /// The parameter.
        name: &'static str,
        /// What it may be.
        wanted: &'static str,
    },
    /// A path whose percent-encoding is not UTF-8.
    #[error("The path must be UTF-8 once its percent-encoding (%20 and the like) is undone.")]
    Path,
    /// A form that cannot be taken apart.
    #[error("The form in the body cannot be read: {reason}.")]
    Form {
        /// What is wrong with it.
        reason: String,
    },
    /// A header field that a client may not choose.
    #[error("The header field {name} cannot be chosen here: {reason}.")]
    Field {
        /// Its name, shortened.
        name: String,
        /// Why not.
        reason: &'static str,
    },
    /// A redirect to somebody else's server.
    #[error(
        "This server does not send anybody to {host}. Redirect to a path of its own, or start it with --redirect-to {host}."
    )]
    ForeignHost {
        /// The host asked for, shortened.
        host: String,
    },
    /// Who asks did not say who they are, or not rightly.
    #[error("{reason}")]
    Unauthorized {
        /// What is missing or wrong.
        reason: &'static str,
        /// `WWW-Authenticate`: how to say it.
        challenge: String,
    },
    /// The same, from a route that does not give away that it exists.
    #[error("There is nothing here for you.")]
    Hidden,
    /// Nothing that the client accepts can be had here.
    #[error("Nothing of what Accept asks for can be had here. There are: {available}.")]
    NotAcceptable {
        /// The media types that there are.
        available: &'static str,
    },
    /// `If-Match` names no current representation.
    #[error("The condition in the request (If-Match) does not hold.")]
    ConditionFailed,
    /// A `Range` outside of what there is.
    #[error("The Range asked for lies outside of the {length} bytes that there are.")]
    OutOfRange {
        /// Of the whole, in bytes.
        length: u64,
    },
    /// An upload over its bound.
    #[error("The upload is longer than {MAX_UPLOAD} bytes, the most that is taken here.")]
    UploadTooLarge,
    /// A failure that was asked for.
    #[error("This request was among those that fail here, as you asked for with failure_rate.")]
    Unstable,
    /// A plain request to an address that speaks the WebSocket protocol.
    #[error(
        "Only WebSockets are answered here. Open one, as in new WebSocket(\"ws://localhost:3000{path}\"): it sends Upgrade: websocket, Connection: Upgrade and Sec-WebSocket-Version: 13."
    )]
    NoUpgrade {
        /// An address of such a kind.
        path: &'static str,
    },
    /// The same, without its key.
    #[error("A WebSocket is opened with Sec-WebSocket-Key. It is missing.")]
    NoKey,
    /// A WebSocket that a page of another origin opens.
    #[error(
        "A page of another origin asks for this WebSocket, and a browser does not keep such a page from reading it. So the server looks at Origin itself, and only takes its own."
    )]
    ForeignPage,
    /// More rooms or more visitors in one than there is place for.
    #[error("There is no place left here. Try again later.")]
    Full,
}

impl Fault {
    /// That a parameter's value makes no sense.
    pub(crate) fn value(name: &'static str, wanted: impl Into<String>, found: &str) -> Self {
        Self::Value {
            name,
            wanted: wanted.into(),
            found: shorten(found),
        }
    }

    /// The status of the response.
    pub fn status(&self) -> StatusCode {
        match self {
            Self::Value { .. }
            | Self::Twice { .. }
            | Self::Missing { .. }
            | Self::Path
            | Self::NoKey
            | Self::Form { .. }
            | Self::Field { .. } => StatusCode::BAD_REQUEST,
            Self::ForeignHost { .. } | Self::ForeignPage => StatusCode::FORBIDDEN,
            Self::Unauthorized { .. } => StatusCode::UNAUTHORIZED,
            Self::Hidden => StatusCode::NOT_FOUND,
            Self::NotAcceptable { .. } => StatusCode::NOT_ACCEPTABLE,
            Self::ConditionFailed => StatusCode::PRECONDITION_FAILED,
            Self::OutOfRange { .. } => StatusCode::RANGE_NOT_SATISFIABLE,
            Self::UploadTooLarge => StatusCode::PAYLOAD_TOO_LARGE,
            Self::Unstable => StatusCode::INTERNAL_SERVER_ERROR,
            Self::NoUpgrade { .. } => StatusCode::UPGRADE_REQUIRED,
            Self::Full => StatusCode::SERVICE_UNAVAILABLE,
        }
    }

    /// The header field that belongs to this fault, if one does.
    pub fn field(&self) -> Option<(HeaderName, HeaderValue)> {
        let (name, value) = match self {
            Self::Unauthorized { challenge, .. } => (header::WWW_AUTHENTICATE, challenge.clone()),
            Self::OutOfRange { length } => (header::CONTENT_RANGE, unsatisfied(*length)),
            Self::NotAcceptable { .. } => (header::VARY, "Accept".to_owned()),
            Self::NoUpgrade { .. } => (header::UPGRADE, "websocket".to_owned()),
            Self::Full => (header::RETRY_AFTER, "5".to_owned()),
            _ => return None,
        };
        Some((name, HeaderValue::from_str(&value).ok()?))
    }
}
