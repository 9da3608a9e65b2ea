//! The `{id}` in a path: a whole number from 1 on, written in the one usual way. Anything else names nothing.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};

use super::form::MAX_SAFE;
use crate::{problem::Error, services::Services};

/// The id.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Id(pub i64);

impl FromRequestParts<Services> for Id {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Error> {
        let params = RawPathParams::from_request_parts(parts, services).await;
        let text = params.as_ref().ok().and_then(|it| it.iter().next());
        text.and_then(|(_, text)| number(text))
            .map(Self)
            .ok_or_else(|| Error::not_found(&parts.uri))
    }
}

/// A whole number from 1 to [`MAX_SAFE`], without sign and leading zeros.
pub(super) fn number(text: &str) -> Option<i64> {
    let usual = text.bytes().all(|it| it.is_ascii_digit()) && !text.starts_with('0');
    let number = usual.then(|| text.parse().ok()).flatten()?;
    (1..=MAX_SAFE).contains(&number).then_some(number)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_written_in_one_way() {
        assert_eq!(number("7"), Some(7));
        assert_eq!(number("9007199254740991"), Some(MAX_SAFE));
        for text in [
            "",
            "0",
            "07",
            "+7",
            "-7",
            "7.0",
            "7 ",
            "9007199254740992",
            "٧",
        ] {
            assert_eq!(number(text), None, "{text}");
        }
        assert_eq!(number(&"9".repeat(1000)), None);
    }
}
