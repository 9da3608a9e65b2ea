//! Parameters of the bench's routes, read strictly: what makes no sense is named, never guessed at.

use std::{borrow::Cow, fmt::Display, ops::RangeInclusive, str::FromStr};

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use serde::de::DeserializeOwned;

use super::fault::Fault;
use crate::{
    fields::{Twice, once},
    problem::Error,
    services::Services,
};

/// The variable parts of the path, percent-decoded.
pub(crate) struct PathOf<T>(pub T);

impl<T: DeserializeOwned + Send> FromRequestParts<Services> for PathOf<T> {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Error> {
        Path::from_request_parts(parts, services)
            .await
            .map(|Path(it)| Self(it))
            .map_err(|_| Fault::Path.into())
    }
}

/// A whole number within bounds.
///
/// # Errors
/// [`Fault::Value`].
pub(super) fn whole(
    name: &'static str,
    text: &str,
    bounds: RangeInclusive<u64>,
) -> Result<u64, Fault> {
    let digits = !text.is_empty() && text.bytes().all(|it| it.is_ascii_digit());
    within(name, text, "a whole number", bounds, digits)
}

/// The same; for httpbin a number beyond the bounds stands for the bound next to it, `httpbins` being its own.
///
/// # Errors
/// [`Fault::Value`].
pub(super) fn clamped(
    services: &Services,
    name: &'static str,
    text: &str,
    bounds: RangeInclusive<u64>,
    httpbins: u64,
) -> Result<u64, Fault> {
    if services.bench().is_httpbin() {
        return Ok(whole(name, text, 0..=u64::MAX)?.clamp(*bounds.start(), httpbins));
    }
    whole(name, text, bounds)
}

/// A number within bounds, such as 0.5: digits, a point between them, perhaps an exponent.
///
/// # Errors
/// [`Fault::Value`].
pub(super) fn number(
    name: &'static str,
    text: &str,
    bounds: RangeInclusive<f64>,
) -> Result<f64, Fault> {
    let starts = text.starts_with(|it: char| it.is_ascii_digit());
    let ends = text.ends_with(|it: char| it.is_ascii_digit());
    within(name, text, "a number", bounds, starts && ends)
}

fn within<T: FromStr + PartialOrd + Display>(
    name: &'static str,
    text: &str,
    kind: &str,
    bounds: RangeInclusive<T>,
    looks_right: bool,
) -> Result<T, Fault> {
    let number = looks_right.then(|| text.parse().ok()).flatten();
    number.filter(|it| bounds.contains(it)).ok_or_else(|| {
        let wanted = format!("{kind} from {} to {}", bounds.start(), bounds.end());
        Fault::value(name, wanted, text)
    })
}

/// The query, decoded as forms encode it, in the order in which it came.
pub(super) struct Query<'a>(Vec<(Cow<'a, str>, Cow<'a, str>)>);

impl<'a> Query<'a> {
    /// The query of a target, without its question mark.
    pub fn of(query: Option<&'a str>) -> Self {
        Self(form_urlencoded::parse(query.unwrap_or_default().as_bytes()).collect())
    }

    /// All names with their values.
    pub fn pairs(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().map(|(name, value)| (&**name, &**value))
    }

    /// The value of a parameter that may be there once.
    ///
    /// # Errors
    /// [`Fault::Twice`].
    pub fn get(&self, name: &'static str) -> Result<Option<&str>, Fault> {
        let named = self.pairs().filter(|it| it.0 == name);
        once(named.map(|it| it.1)).map_err(|Twice| Fault::Twice { name })
    }

    /// A whole number that may be there once.
    ///
    /// # Errors
    /// As [`Query::get`] and [`whole`].
    pub fn whole(
        &self,
        name: &'static str,
        bounds: RangeInclusive<u64>,
    ) -> Result<Option<u64>, Fault> {
        let text = self.get(name)?;
        text.map(|it| whole(name, it, bounds)).transpose()
    }

    /// A number that may be there once.
    ///
    /// # Errors
    /// As [`Query::get`] and [`number`].
    pub fn number(
        &self,
        name: &'static str,
        bounds: RangeInclusive<f64>,
    ) -> Result<Option<f64>, Fault> {
        let text = self.get(name)?;
        text.map(|it| number(name, it, bounds)).transpose()
    }

    /// `true` or `false`, which may be there once; `false` where it is not.
    ///
    /// # Errors
    /// [`Fault::Twice`], [`Fault::Value`].
    pub fn flag(&self, name: &'static str) -> Result<bool, Fault> {
        match self.get(name)? {
            None => Ok(false),
            Some(it) if it.eq_ignore_ascii_case("false") => Ok(false),
            Some(it) if it.eq_ignore_ascii_case("true") => Ok(true),
            Some(it) => Err(Fault::value(name, "true or false", it)),
        }
    }

    /// All pairs, to be shown.
    pub fn into_pairs(self) -> Vec<(Cow<'a, str>, Cow<'a, str>)> {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn numbers_are_read_strictly() {
        for text in [
            "",
            " 1",
            "+1",
            "-1",
            "1.0",
            "0x1",
            "11",
            "99999999999999999999999",
            "１",
        ] {
            assert!(whole("n", text, 0..=10).is_err(), "{text}");
        }
        assert_eq!(whole("n", "10", 0..=10).unwrap(), 10);
        for text in ["", ".5", "1.", "nan", "inf", "-0.1", "1e9", "1_0"] {
            assert!(number("n", text, 0.0..=10.0).is_err(), "{text}");
        }
        assert!((number("n", "0.5", 0.0..=10.0).unwrap() - 0.5).abs() < 1e-9);
    }

    #[test]
    fn a_refusal_says_what_is_wanted() {
        let fault = whole("count", "eleven", 1..=10).unwrap_err();
        assert_eq!(
            fault.to_string(),
            "count must be a whole number from 1 to 10. This is not: \"eleven\"."
        );
    }

    proptest! {
        #[test]
        fn a_number_is_within_its_bounds_or_refused(text in "\\PC{0,12}|[0-9.e+-]{0,12}", most in 0u64..1000) {
            if let Ok(it) = whole("n", &text, 1..=most) {
                prop_assert!((1..=most).contains(&it));
            }
            if let Ok(it) = number("n", &text, 0.0..=10.0) {
                prop_assert!((0.0..=10.0).contains(&it));
            }
        }

        #[test]
        fn a_parameter_comes_back_as_it_was_encoded(value in "\\PC{0,20}") {
            let text: String = form_urlencoded::Serializer::new(String::new()).append_pair("a", &value).finish();
            let query = Query::of(Some(&text));
            prop_assert_eq!(query.get("a").unwrap(), Some(&*value));
        }
    }
}
