//! A body that must be JSON. It arrives whole and says what it is before anybody looks at what is in it: in between,
//! conditions are checked (RFC 9110, section 13.2.1).

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, HeaderName, Method, header},
};
use serde_json::Value;

use super::fault::Fault;
use crate::{
    api::echo::{
        JsonFault,
        content::{Content, Kind},
    },
    body,
    problem::Error,
    services::Services,
};

const ACCEPT_POST: HeaderName = HeaderName::from_static("accept-post");

/// A body that says it is JSON, and has not been looked into.
pub(crate) struct Sent(Bytes);

impl Sent {
    /// The JSON in it.
    ///
    /// # Errors
    /// [`Error::NotUtf8`] and [`Error::InvalidJson`].
    pub fn json(&self) -> Result<Value, Error> {
        let text = std::str::from_utf8(&self.0).map_err(|error| Error::NotUtf8 {
            offset: error.valid_up_to(),
        })?;
        serde_json::from_str(text)
            .map_err(|error| Error::InvalidJson(JsonFault::explain(text, &error)))
    }
}

impl FromRequest<Services> for Sent {
    type Rejection = Error;

    async fn from_request(request: Request, _: &Services) -> Result<Self, Error> {
        let (parts, body) = request.into_parts();
        must_be_json(&parts.method, &parts.headers)?;
        body::read(&parts.headers, body).await.map(Self)
    }
}

fn must_be_json(method: &Method, headers: &HeaderMap) -> Result<(), Error> {
    match Content::of(headers) {
        Ok(content) if content.kind == Kind::Json => Ok(()),
        Ok(_) | Err(Error::NoMediaType) => {
            let is_post = method == Method::POST;
            let field = if is_post { ACCEPT_POST } else { header::ACCEPT };
            Err(Fault::NotJson { field }.into())
        }
        Err(other) => Err(other),
    }
}
