//! What the routes on visitors' data share: who asks, what was sent, which part of a list is wanted, under which
//! conditions and which key, and what can go wrong with each.

mod fault;
mod form;
mod id;
mod key;
mod page;

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts},
    response::{IntoResponse, Response},
};
use jiff::Timestamp;
use serde::Serialize;

pub(crate) use self::{
    fault::{Fault, FieldError},
    form::Form,
    form::MAX_SAFE,
    id::Id,
    key::{MaybeKey, hex, marked},
    page::{Paging, single},
};
pub(crate) use crate::conditions::{Condition, Tags};
use crate::{
    fields::set,
    json::Json,
    services::Services,
    sql::Log,
    store::{Asker, Store},
    visitor::Visitor,
};

/// For answers that are one visitor's, and may be kept by that visitor's browser as long as it asks whether they
/// still hold.
pub(crate) const PRIVATE: [(HeaderName, HeaderValue); 2] = [
    (
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, no-cache"),
    ),
    (header::VARY, HeaderValue::from_static("Cookie")),
];

/// A visitor's data, as an extractor.
pub(crate) struct Stored {
    services: Services,
    by: Asker,
}

impl Stored {
    pub fn store(&self) -> &dyn Store {
        self.services.store()
    }

    /// On whose behalf, and when.
    pub fn by(&self) -> &Asker {
        &self.by
    }

    pub fn services(&self) -> &Services {
        &self.services
    }
}

impl FromRequestParts<Services> for Stored {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        services: &Services,
    ) -> Result<Self, Infallible> {
        let Visitor(visitor) = Visitor::from_request_parts(parts, services).await?;
        let log = Log::from_request_parts(parts, services).await?;
        Ok(Self {
            by: Asker {
                visitor,
                now_ms: services.clock().now().as_millisecond(),
                log,
            },
            services: services.clone(),
        })
    }
}

/// A time as the answers have it: RFC 3339, in UTC, to the millisecond.
pub(crate) fn time(ms: i64) -> String {
    let time = Timestamp::from_millisecond(ms).unwrap_or(Timestamp::UNIX_EPOCH);
    format!("{time:.3}")
}

/// 201 with the address of what was created.
pub(crate) fn created<T: Serialize>(location: &str, body: T) -> Response {
    let mut headers = HeaderMap::new();
    set(&mut headers, header::LOCATION, location);
    (StatusCode::CREATED, headers, Json(body)).into_response()
}

/// Puts an entity tag onto an answer.
pub(crate) fn tagged(etag: &str, body: impl IntoResponse) -> Response {
    let mut response = body.into_response();
    set(response.headers_mut(), header::ETAG, etag);
    response
}
