//! JSON as this server writes it: on one line, keys in the order of the struct, and a newline at the end, so that a
//! terminal's prompt starts on a line of its own.

use axum::{
    extract::{FromRequest, Request},
    http::{HeaderValue, header},
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

/// A request's body of JSON, as `T`.
pub(crate) struct Received<T>(pub T);

impl<S: Sync, T: DeserializeOwned> FromRequest<S> for Received<T> {
    type Rejection = Error;

    async fn from_request(request: Request, _: &S) -> Result<Self, Error> {
        let (parts, body) = request.into_parts();
        if Content::of(&parts.headers)?.kind != Kind::Json {
            return Err(Error::OnlyJson);
        }
        let bytes = body::read(&parts.headers, body).await?;
        let text = std::str::from_utf8(&bytes).map_err(|error| Error::NotUtf8 {
            offset: error.valid_up_to(),
        })?;
        let read = serde_json::from_str(text).map(Self).map_err(|error| {
            if error.is_data() {
                Error::WrongShape(shorten(&error.to_string()))
            } else {
                Error::InvalidJson(JsonFault::explain(text, &error))
            }
        })?;
        // The parser takes a list of the values for an object as well; nobody has said which is which.
        if text.trim_start().starts_with('[') {
            let reason = "it is a list, where an object is wanted, { }";
            return Err(Error::WrongShape(reason.to_owned()));
        }
        Ok(read)
    }
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
