//! Lists in parts: `?limit=` says how many, `?cursor=` where to go on, and the answer's `Link` header field where the
//! next part is (RFC 8288).

use std::borrow::Cow;

use axum::{
    extract::FromRequestParts,
    http::{HeaderName, HeaderValue, header, request::Parts},
};

use super::{fault::Fault, id::number};
use crate::{
    fields::Twice,
    problem::Error,
    query,
    services::Services,
    store::{Page, Slice},
};

/// How many items are in a part unless it is said.
const USUAL: u8 = 20;

/// The most items of a part.
const MOST: u8 = 100;

/// Which part is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Paging(pub Page);

impl Paging {
    /// The address of the next part; nothing after the last.
    pub fn next<T>(self, path: &str, slice: &Slice<T>, id: impl Fn(&T) -> i64) -> Option<String> {
        let last = slice.items.last().filter(|_| slice.more)?;
        Some(format!("{path}?limit={}&cursor={}", self.0.limit, id(last)))
    }

    /// The header field that says where the first part is and where the next.
    pub fn link(self, path: &str, next: Option<&str>) -> [(HeaderName, HeaderValue); 1] {
        let first = format!("<{path}?limit={}>; rel=\"first\"", self.0.limit);
        let text = match next {
            Some(next) => format!("{first}, <{next}>; rel=\"next\""),
            None => first,
        };
        let value = HeaderValue::from_str(&text).expect("paths and numbers are visible ASCII");
        [(header::LINK, value)]
    }

    fn of(query: &str) -> Result<Self, Fault> {
        let limit = single(query, "limit")?;
        let cursor = single(query, "cursor")?;
        let limit = match limit.as_deref() {
            None => USUAL,
            Some(text) => number(text)
                .and_then(|it| u8::try_from(it).ok())
                .filter(|it| *it <= MOST)
                .ok_or(Fault::Query {
                    name: "limit",
                    why: "must be a whole number from 1 to 100.",
                })?,
        };
        let after = match cursor.as_deref() {
            None => 0,
            Some(text) => number(text).ok_or(Fault::Query {
                name: "cursor",
                why: "must be one that an answer of this server gave.",
            })?,
        };
        Ok(Self(Page { after, limit }))
    }
}

impl FromRequestParts<Services> for Paging {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, _: &Services) -> Result<Self, Error> {
        Ok(Self::of(parts.uri.query().unwrap_or_default())?)
    }
}

/// The value of a parameter that may stand there once.
pub(crate) fn single<'a>(
    query: &'a str,
    name: &'static str,
) -> Result<Option<Cow<'a, str>>, Fault> {
    query::single(query, name).map_err(|Twice| Fault::Query {
        name,
        why: "stands there more than once. Give it once.",
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_part_is_asked_for_within_bounds() {
        let of = |query| Paging::of(query).map(|it| (it.0.limit, it.0.after));
        assert_eq!(of(""), Ok((20, 0)));
        assert_eq!(of("cursor=7&limit=100&other=x"), Ok((100, 7)));
        for query in [
            "limit=0",
            "limit=101",
            "limit=",
            "limit=-1",
            "limit=1e1",
            "limit=1&limit=1",
            "cursor=",
            "cursor=0",
            "cursor=x",
            "limit=256",
        ] {
            assert!(of(query).is_err(), "{query}");
        }
    }

    proptest! {
        #[test]
        fn no_query_makes_it_panic_or_leave_its_bounds(query in ".*|(limit|cursor)=[0-9]{0,30}") {
            if let Ok(Paging(page)) = Paging::of(&query) {
                prop_assert!((1..=MOST).contains(&page.limit) && page.after >= 0);
            }
        }
    }
}
