//! What can go wrong on the routes on visitors' data, and what status each of it is.
//!
//! A visitor who has stored all that is allowed gets 507: RFC 4918, section 11.5, has it for a server that cannot store
//! what the request needs, and RFC 4331, section 2, for quotas. 429 would say to come back later, which does not help;
//! 413 that this request is too large, which it is not.

use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use serde::Serialize;
use utoipa::ToSchema;

use crate::{api::login::AuthFault, conditions::Malformed, problem::Error, store};

/// One thing that is wrong with what was sent.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub struct FieldError {
    /// Where: a JSON Pointer (RFC 6901) as a fragment, such as `#/title`; `#` is the whole.
    #[schema(example = "#/title")]
    pub pointer: String,
    /// What is wrong there, and how to mend it.
    pub detail: String,
}

/// What went wrong. The text is the problem's `detail`.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Fault {
    /// The store did not do it.
    #[error(transparent)]
    Store(#[from] store::Fault),
    /// Who asks is not known, or may not.
    #[error(transparent)]
    Auth(#[from] AuthFault),
    /// JSON that is not what this route takes.
    #[error("The JSON is well-formed, but not what is taken here: {}", summary(.0))]
    Invalid(Vec<FieldError>),
    /// A payment for an order that the visitor does not have.
    #[error("You have no order {order} to pay for. GET /api/orders lists yours.")]
    NoSuchOrder {
        /// Its id.
        order: i64,
    },
    /// A parameter of the query.
    #[error("The parameter {name} in the query {why}")]
    Query {
        /// Its name.
        name: &'static str,
        /// What is wrong with it: a predicate.
        why: &'static str,
    },
    /// `PUT` without `If-Match`.
    #[error(
        "To change this, say which version you have read: send its ETag in If-Match. Otherwise you might overwrite what somebody else has changed since."
    )]
    NeedsCondition,
    /// A condition that no entity tag can be read from.
    #[error(transparent)]
    BadCondition(#[from] Malformed),
    /// A payment without a key.
    #[error(
        "A payment needs an Idempotency-Key: any text that is new for every payment, such as a UUID. If the answer gets lost, send the same request with the same key: it is paid once."
    )]
    NoKey,
    /// A key that is none.
    #[error(
        "Idempotency-Key must be one text of 1 to 255 visible ASCII characters, with or without double quotes around it."
    )]
    BadKey,
}

impl From<store::Fault> for Error {
    fn from(fault: store::Fault) -> Self {
        Fault::from(fault).into()
    }
}

impl From<AuthFault> for Error {
    fn from(fault: AuthFault) -> Self {
        Fault::from(fault).into()
    }
}

impl From<Malformed> for Error {
    fn from(fault: Malformed) -> Self {
        Fault::from(fault).into()
    }
}

fn summary(errors: &[FieldError]) -> String {
    let first = errors.first().map_or("", |it| it.detail.as_str());
    match errors.len() {
        0 | 1 => first.to_owned(),
        more => format!("{first} And {} more; see errors.", more - 1),
    }
}

impl Fault {
    /// The status of the response.
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Store(fault) => status_of(fault),
            Self::Auth(fault) => fault.status(),
            Self::NoSuchOrder { .. } => StatusCode::CONFLICT,
            Self::Invalid(_) | Self::Query { .. } => StatusCode::UNPROCESSABLE_ENTITY,
            Self::NeedsCondition => StatusCode::PRECONDITION_REQUIRED,
            Self::BadCondition(_) | Self::NoKey | Self::BadKey => StatusCode::BAD_REQUEST,
        }
    }

    /// The header field that belongs to it, if one does.
    pub(crate) fn field(&self) -> Option<(HeaderName, HeaderValue)> {
        let retry_after = |seconds: i64| Some((header::RETRY_AFTER, HeaderValue::from(seconds)));
        match self {
            Self::Store(store::Fault::Unavailable) => retry_after(1),
            Self::Store(store::Fault::Crowded) => retry_after(600),
            Self::Store(store::Fault::InFlight { wait_ms }) => {
                retry_after(wait_ms.div_euclid(1000) + 1)
            }
            Self::Store(store::Fault::Stale { current }) => {
                Some((header::ETAG, HeaderValue::from_str(current).ok()?))
            }
            Self::Auth(fault) => fault.field(),
            _ => None,
        }
    }

    /// What is wrong with the JSON, part by part.
    pub(crate) fn errors(&self) -> Vec<FieldError> {
        match self {
            Self::Invalid(errors) => errors.clone(),
            Self::Store(store::Fault::OtherAmount { .. }) => self.at("#/amount_cents"),
            Self::NoSuchOrder { .. } | Self::Store(store::Fault::AlreadyPaid { .. }) => {
                self.at("#/order")
            }
            _ => Vec::new(),
        }
    }

    fn at(&self, pointer: &str) -> Vec<FieldError> {
        vec![FieldError {
            pointer: pointer.to_owned(),
            detail: self.to_string(),
        }]
    }

    /// What went wrong with a payment. An order that is named in the body is not what the request is for, so that it
    /// is not there is a conflict, and not 404.
    pub(crate) fn of_payment(fault: store::Fault, order: Option<i64>) -> Self {
        match (fault, order) {
            (store::Fault::Missing { .. }, Some(order)) => Self::NoSuchOrder { order },
            (other, _) => Self::Store(other),
        }
    }
}

fn status_of(fault: &store::Fault) -> StatusCode {
    match fault {
        store::Fault::Missing { .. } => StatusCode::NOT_FOUND,
        store::Fault::Gone { .. } => StatusCode::GONE,
        store::Fault::Stale { .. } => StatusCode::PRECONDITION_FAILED,
        store::Fault::EmptyCart
        | store::Fault::TooManyOfOne { .. }
        | store::Fault::AlreadyPaid { .. }
        | store::Fault::OtherAmount { .. }
        | store::Fault::InFlight { .. } => StatusCode::CONFLICT,
        store::Fault::KeyReused => StatusCode::UNPROCESSABLE_ENTITY,
        store::Fault::Full(_) => StatusCode::INSUFFICIENT_STORAGE,
        store::Fault::Crowded | store::Fault::Unavailable => StatusCode::SERVICE_UNAVAILABLE,
        store::Fault::Broken => StatusCode::INTERNAL_SERVER_ERROR,
    }
}
