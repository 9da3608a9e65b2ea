//! The query of a request's target as a struct; what is wrong with it is said to the client.

use axum::{
    extract::{FromRequestParts, rejection::QueryRejection},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

use crate::problem::{Error, shorten};

/// The query, as `T`. Parameters that `T` does not know are ignored.
pub(crate) struct Query<T>(pub T);

impl<S: Send + Sync, T: DeserializeOwned> FromRequestParts<S> for Query<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, Error> {
        axum::extract::Query::from_request_parts(parts, state)
            .await
            .map(|axum::extract::Query(it)| Self(it))
            .map_err(|rejection| Error::Query(reason(&rejection)))
    }
}

fn reason(rejection: &QueryRejection) -> String {
    let text = std::error::Error::source(rejection)
        .map_or_else(|| rejection.to_string(), ToString::to_string);
    shorten(&text)
}
