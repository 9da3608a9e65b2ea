//! JSON as this server reads and writes it: on one line, keys in the order of the struct, and a newline at the end, so
//! that a terminal's prompt starts on a line of its own.

use axum::{
    body::Bytes,
    extract::{FromRequest, Request},
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
    response::{IntoResponse, Response},
};
use serde::{
    Deserialize, Deserializer, Serialize,
    de::{DeserializeOwned, Error as _, Unexpected},
};

use crate::{
    api::echo::{
        JsonFault,
        content::{Content, Kind},
    },
    body,
    problem::{Error, shorten},
};

/// For POST (W3C Linked Data Platform) what `Accept` is for other methods (RFC 9110, section 15.5.16).
const ACCEPT_POST: HeaderName = HeaderName::from_static("accept-post");

/// A body of JSON.
pub(crate) struct Json<T>(pub T);

impl<T: Serialize> IntoResponse for Json<T> {
    fn into_response(self) -> Response {
        match line(&self.0) {
            Ok(body) => (
                [(
                    header::CONTENT_TYPE,
                    HeaderValue::from_static("application/json"),
                )],
                body,
            )
                .into_response(),
            Err(error) => {
                Error::internal("a response could not be written as JSON", &error).into_response()
            }
        }
    }
}

/// A body that says it is JSON, and has not been looked into: in between, conditions are checked (RFC 9110,
/// section 13.2.1).
pub(crate) struct Sent(Bytes);

impl Sent {
    /// The JSON in it.
    ///
    /// # Errors
    /// As [`parse`].
    pub fn json<T: DeserializeOwned>(&self) -> Result<T, Error> {
        parse(&self.0)
    }
}

impl<S: Sync> FromRequest<S> for Sent {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self, Error> {
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
            Err(Error::OnlyJson { field })
        }
        Err(other) => Err(other),
    }
}

/// A request's body of JSON, as `T`.
pub(crate) struct Received<T>(pub T);

impl<S: Sync, T: DeserializeOwned> FromRequest<S> for Received<T> {
    type Rejection = Error;

    async fn from_request(request: Request, state: &S) -> Result<Self, Error> {
        let sent = Sent::from_request(request, state).await?;
        let read = sent.json().map(Self)?;
        // The parser takes a list of the values for an object as well; nobody has said which is which.
        if sent.0.trim_ascii_start().starts_with(b"[") {
            let reason = "it is a list, where an object is wanted, { }";
            return Err(Error::WrongShape(reason.to_owned()));
        }
        Ok(read)
    }
}

/// The JSON in a body.
///
/// # Errors
/// [`Error::NotUtf8`], [`Error::InvalidJson`]; [`Error::WrongShape`] where it is JSON, but no `T`.
pub(crate) fn parse<'a, T: Deserialize<'a>>(body: &'a [u8]) -> Result<T, Error> {
    let text = std::str::from_utf8(body).map_err(|error| Error::NotUtf8 {
        offset: error.valid_up_to(),
    })?;
    serde_json::from_str(text).map_err(|error| {
        if error.is_data() {
            Error::WrongShape(shorten(&error.to_string()))
        } else {
            Error::InvalidJson(JsonFault::explain(text, &error))
        }
    })
}

/// A whole number, however it is written: for JSON, 2, 2.0 and 2e0 are the same (JSON Schema, section 6.1.1).
pub(crate) fn whole<'de, D: Deserializer<'de>>(deserializer: D) -> Result<u32, D::Error> {
    let number = f64::deserialize(deserializer)?;
    let is_whole = number.fract() == 0.0 && (0.0..=f64::from(u32::MAX)).contains(&number);
    if !is_whole {
        let found = Unexpected::Float(number);
        return Err(D::Error::invalid_value(found, &"a whole number from 0"));
    }
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "it is whole, and within bounds"
    )]
    Ok(number as u32)
}

/// A value as one line of JSON.
pub(crate) fn line<T: Serialize>(value: &T) -> serde_json::Result<Vec<u8>> {
    let mut body = serde_json::to_vec(value)?;
    body.push(b'\n');
    Ok(body)
}
