//! The query of a request's target: as a struct, where what is wrong with it is said to the client, or one parameter.

use std::borrow::Cow;

use axum::{
    extract::{FromRequestParts, rejection::QueryRejection},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

use crate::{
    fields::{Twice, once},
    problem::{Error, shorten},
};

/// The value of a parameter that may stand in a query once, decoded as forms encode it.
///
/// # Errors
/// [`Twice`].
pub(crate) fn single<'a>(query: &'a str, name: &str) -> Result<Option<Cow<'a, str>>, Twice> {
    let named = form_urlencoded::parse(query.as_bytes()).filter(|it| it.0 == name);
    once(named.map(|it| it.1))
}

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
