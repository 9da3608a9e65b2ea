//! Who is logged in: by the cookie that a browser sends, or by a token in `Authorization: Bearer` (RFC 6750).

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header, request::Parts},
};
use sha2::{Digest, Sha256};

use super::accounts::Account;
use crate::{
    api::stored::{Fault, Stored, hex},
    fields::{Twice, cookies, once},
    problem::Error,
    services::Services,
    store::Session,
};

/// The cookie that holds the token.
pub(super) const COOKIE: &str = "roundtrip_session";

/// How a request says who sends it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Via {
    Cookie,
    Bearer,
}

/// Why somebody may not.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum AuthFault {
    /// Nothing in the request says who sends it.
    #[error(
        "Log in first: POST /api/login. Then send the cookie that you got, or the token as Authorization: Bearer."
    )]
    Nobody,
    /// The token is none of ours, or was logged out.
    #[error(
        "This session is not known here: it was logged out, or it never was one. Log in again."
    )]
    Unknown,
    /// The token was good until a while ago.
    #[error("This session has expired. Log in again.")]
    Expired,
    /// The user or the password is wrong.
    #[error("User and password do not belong together. GET /api/login says which do.")]
    WrongPassword,
    /// `Authorization: Bearer` without a token in it.
    #[error("Authorization must hold one token, as in Authorization: Bearer 0123abcd")]
    Malformed,
    /// Somebody who may not do this.
    #[error("You are logged in as {user}, who may not do this: it takes the scope {scope}.")]
    Forbidden {
        /// The account.
        user: &'static str,
        /// What it lacks.
        scope: &'static str,
    },
}

impl AuthFault {
    pub(crate) fn status(&self) -> StatusCode {
        match self {
            Self::Malformed => StatusCode::BAD_REQUEST,
            Self::Forbidden { .. } => StatusCode::FORBIDDEN,
            _ => StatusCode::UNAUTHORIZED,
        }
    }

    /// The challenge (RFC 6750, section 3). It names an error only where there were credentials.
    pub(crate) fn field(&self) -> Option<(HeaderName, HeaderValue)> {
        let error = match self {
            Self::Nobody | Self::WrongPassword => "",
            Self::Unknown => {
                ", error=\"invalid_token\", error_description=\"The session is not known\""
            }
            Self::Expired => {
                ", error=\"invalid_token\", error_description=\"The session has expired\""
            }
            Self::Malformed => ", error=\"invalid_request\"",
            Self::Forbidden { .. } => ", error=\"insufficient_scope\", scope=\"admin\"",
        };
        let challenge = format!("Bearer realm=\"roundtrip\"{error}");
        let value = HeaderValue::from_str(&challenge).ok()?;
        Some((header::WWW_AUTHENTICATE, value))
    }
}

/// Who is logged in, as an extractor.
pub(super) struct LoggedIn {
    pub account: Account,
    pub session: Session,
    pub via: Via,
}

impl FromRequestParts<Services> for LoggedIn {
    type Rejection = Error;

    async fn from_request_parts(parts: &mut Parts, services: &Services) -> Result<Self, Error> {
        let Ok(stored) = Stored::from_request_parts(parts, services).await;
        let given = token_in(&parts.headers)?;
        let (via, token) = given.ok_or(Fault::Auth(AuthFault::Nobody))?;
        let digest = digest(&token);
        let found = stored.store().session(stored.by(), &digest).await;
        let session = found?.ok_or(Fault::Auth(AuthFault::Unknown))?;
        if session.expires_ms <= stored.by().now_ms {
            return Err(Fault::Auth(AuthFault::Expired).into());
        }
        let account = Account::of(&session.account).ok_or(Fault::Auth(AuthFault::Unknown))?;
        Ok(Self {
            account,
            session,
            via,
        })
    }
}

/// The token that a request brings. `Authorization` goes before the cookie: it was set on purpose.
pub(super) fn token_in(headers: &HeaderMap) -> Result<Option<(Via, String)>, AuthFault> {
    if let Some(token) = bearer_in(headers)? {
        return Ok(Some((Via::Bearer, token)));
    }
    let cookie = cookies(headers).find(|(name, value)| *name == COOKIE && !value.is_empty());
    Ok(cookie.map(|(_, value)| (Via::Cookie, value.to_owned())))
}

fn bearer_in(headers: &HeaderMap) -> Result<Option<String>, AuthFault> {
    let value = once(headers.get_all(header::AUTHORIZATION));
    let Some(value) = value.map_err(|Twice| AuthFault::Malformed)? else {
        return Ok(None);
    };
    let value = value.to_str().map_err(|_| AuthFault::Malformed)?;
    let (scheme, token) = value.trim().split_once(' ').unwrap_or((value.trim(), ""));
    if !scheme.eq_ignore_ascii_case("bearer") {
        // Credentials of another kind, which nobody asked for here.
        return Ok(None);
    }
    let token = token.trim();
    let allowed = |it: u8| it.is_ascii_alphanumeric() || b"-._~+/=".contains(&it);
    if token.is_empty() || !token.bytes().all(allowed) {
        return Err(AuthFault::Malformed);
    }
    Ok(Some(token.to_owned()))
}

/// What is stored of a token.
pub(super) fn digest(token: &str) -> String {
    hex(&Sha256::digest(token))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    fn with(name: HeaderName, value: &str) -> Result<Option<(Via, String)>, AuthFault> {
        let mut headers = HeaderMap::new();
        headers.insert(name, value.parse().unwrap());
        token_in(&headers)
    }

    #[test]
    fn a_token_is_found_in_either_place() {
        let bearer = |value| with(header::AUTHORIZATION, value);
        assert_eq!(
            bearer("bearer a.b~c="),
            Ok(Some((Via::Bearer, "a.b~c=".to_owned())))
        );
        assert_eq!(bearer("Basic dTpw"), Ok(None));
        for value in [
            "Bearer",
            "Bearer ",
            "Bearer a b",
            "Bearer \"a\"",
            "Bearer a, Bearer b",
        ] {
            assert_eq!(bearer(value), Err(AuthFault::Malformed), "{value}");
        }
        let cookie = format!("a=1; {COOKIE}=xyz");
        assert_eq!(
            with(header::COOKIE, &cookie),
            Ok(Some((Via::Cookie, "xyz".to_owned())))
        );
        assert_eq!(with(header::COOKIE, &format!("{COOKIE}=")), Ok(None));
    }

    proptest! {
        #[test]
        fn no_field_makes_it_panic(value in "(Bearer |bearer)?[ -~]*") {
            let _ = with(header::AUTHORIZATION, &value);
            let _ = with(header::COOKIE, &value);
        }
    }
}
