//! Who asks: every visitor has data and records of their own, kept apart by a random id in a cookie.
//!
//! The id is minted where a route asks for the [`Visitor`] and the request brings none. Routes that do not ask for it
//! set no cookie.

use std::{
    convert::Infallible,
    fmt,
    sync::{Arc, Mutex, PoisonError},
};

use axum::{
    extract::{FromRequestParts, Request},
    http::{HeaderMap, HeaderValue, header, request::Parts},
    response::Response,
};

use crate::{fields::cookies, services::Services};

/// The cookie that holds the id.
pub const COOKIE: &str = "roundtrip_visitor";

/// How long the browser keeps the cookie: 30 days, in seconds.
const MAX_AGE: u32 = 30 * 24 * 60 * 60;

/// A visitor's id: 128 random bits, as 32 hexadecimal digits in lower case. Whoever knows it is that visitor, so it
/// is a secret: it has no `Display`, and `Debug` hides it.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct VisitorId(Arc<str>);

impl VisitorId {
    /// How many digits an id has.
    const LENGTH: usize = 32;

    /// An id of 128 random bits.
    pub fn new(random: u128) -> Self {
        Self(format!("{random:032x}").into())
    }

    /// An id that came with a request; `None` where it cannot be one of ours.
    pub fn parse(text: &str) -> Option<Self> {
        let digit = |it: u8| it.is_ascii_digit() || (b'a'..=b'f').contains(&it);
        (text.len() == Self::LENGTH && text.bytes().all(digit)).then(|| Self(text.into()))
    }

    /// The id as text, for keys of storage.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Debug for VisitorId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("VisitorId(hidden)")
    }
}

/// The visitor who sent a request, as an extractor. Asking for it mints an id where the request brings none.
#[derive(Clone, Debug)]
pub struct Visitor(pub VisitorId);

/// Who sent a request, as far as that is known: in the extensions of every request, and of the response to a visitor.
#[derive(Clone, Debug)]
pub struct Caller(Arc<Known>);

#[derive(Debug)]
struct Known {
    brought: Option<VisitorId>,
    minted: Mutex<Option<VisitorId>>,
}

impl Caller {
    fn of(headers: &HeaderMap) -> Self {
        Self(Arc::new(Known {
            brought: brought(headers),
            minted: Mutex::default(),
        }))
    }

    /// The visitor: who brought an id, or got one by now.
    pub fn visitor(&self) -> Option<VisitorId> {
        self.0.brought.clone().or_else(|| self.minted())
    }

    fn minted(&self) -> Option<VisitorId> {
        let minted = self.0.minted.lock();
        minted.unwrap_or_else(PoisonError::into_inner).clone()
    }

    fn mint(&self, services: &Services) -> VisitorId {
        let mut minted = self.0.minted.lock().unwrap_or_else(PoisonError::into_inner);
        minted
            .get_or_insert_with(|| VisitorId::new(services.random()))
            .clone()
    }
}

impl FromRequestParts<Services> for Visitor {
    type Rejection = Infallible;

    async fn from_request_parts(
        parts: &mut Parts,
        services: &Services,
    ) -> Result<Self, Infallible> {
        let caller = parts.extensions.get::<Caller>();
        // Without the middleware there is nobody to tell apart; an id nobody learns keeps that harmless.
        Ok(Self(caller.map_or_else(
            || VisitorId::new(services.random()),
            |it| it.visitor().unwrap_or_else(|| it.mint(services)),
        )))
    }
}

/// Says who calls, in the request's extensions.
pub(crate) fn recognize(request: &mut Request) -> Caller {
    let caller = Caller::of(request.headers());
    request.extensions_mut().insert(caller.clone());
    caller
}

/// Says in the response's extensions whose it is, and gives the cookie to those who were minted an id.
pub(crate) fn introduce(caller: &Caller, mut response: Response) -> Response {
    let minted = caller.minted();
    if minted.is_some() || caller.0.brought.is_some() {
        response.extensions_mut().insert(caller.clone());
    }
    if let Some(minted) = minted {
        let cookie = format!(
            "{COOKIE}={}; Path=/; Max-Age={MAX_AGE}; HttpOnly; SameSite=Lax",
            minted.as_str()
        );
        if let Ok(cookie) = HeaderValue::from_str(&cookie) {
            response.headers_mut().append(header::SET_COOKIE, cookie);
        }
    }
    response
}

fn brought(headers: &HeaderMap) -> Option<VisitorId> {
    let (_, value) = cookies(headers).find(|(name, _)| *name == COOKIE)?;
    VisitorId::parse(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_found_among_other_cookies_and_nothing_else_is_one() {
        let id = VisitorId::new(0xAB);
        let with = |value: String| {
            let mut headers = HeaderMap::new();
            headers.insert(header::COOKIE, value.parse().unwrap());
            brought(&headers)
        };
        assert_eq!(
            with(format!("a=1; {COOKIE}={}; b=2", id.as_str())),
            Some(id)
        );
        for value in ["", "abc", &"g".repeat(32), &"A".repeat(32), &"a".repeat(33)] {
            assert_eq!(with(format!("{COOKIE}={value}")), None, "{value}");
        }
    }

    #[test]
    fn an_id_is_not_shown_by_chance() {
        assert_eq!(format!("{:?}", VisitorId::new(7)), "VisitorId(hidden)");
    }
}
