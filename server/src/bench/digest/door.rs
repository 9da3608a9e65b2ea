//! What lets in who proves to know the password, and challenges everybody else.

use axum::{
    body::Body,
    extract::Request,
    http::{HeaderName, HeaderValue, header, request::Parts},
    response::{IntoResponse, Response},
};

use super::{
    credentials::{self, Credentials},
    hash::{Algorithm, Proof},
    nonces::Use,
    refusal::Refusal,
};
use crate::{
    bench::{
        auth::User,
        fault::Fault,
        params::{Query, whole},
        shape,
    },
    body,
    fields::cookies,
    problem::Error,
    services::Services,
};

const REALM: &str = "bench";
const INFO: HeaderName = HeaderName::from_static("authentication-info");

/// A cookie that clients' own tests look for.
const FAKE: (HeaderName, HeaderValue) = (
    header::SET_COOKIE,
    HeaderValue::from_static("fake=fake_value; Path=/"),
);

/// What a path says about who is let in.
pub(super) struct Door {
    qop: &'static str,
    user: String,
    password: String,
    algorithm: Algorithm,
    /// How often a nonce may be used.
    limit: u32,
}

impl Door {
    /// # Errors
    /// [`Fault::Value`].
    pub fn new(
        services: &Services,
        qop: &str,
        user: String,
        password: String,
        algorithm: &str,
        stale_after: &str,
    ) -> Result<Self, Fault> {
        let qop = match qop {
            "auth" => "auth",
            "auth-int" => "auth-int",
            _ if services.bench().is_httpbin() => "auth, auth-int",
            other => return Err(Fault::value("qop", "auth or auth-int", other)),
        };
        let algorithm = match Algorithm::named(algorithm) {
            Some(it) => it,
            None if services.bench().is_httpbin() => Algorithm::Md5,
            None => {
                return Err(Fault::value(
                    "algorithm",
                    "MD5, SHA-256, SHA-512-256 or SHA-512",
                    algorithm,
                ));
            }
        };
        let limit = match stale_after {
            "never" => u32::MAX,
            text => u32::try_from(whole("stale_after", text, 1..=9999)?).unwrap_or(u32::MAX),
        };
        Ok(Self {
            qop,
            user,
            password,
            algorithm,
            limit,
        })
    }

    /// Lets in, or challenges.
    ///
    /// # Errors
    /// As [`body::read`] and [`Query::flag`].
    pub async fn answer(&self, services: &Services, request: Request) -> Result<Response, Error> {
        let (parts, body) = request.into_parts();
        let query = Query::of(parts.uri.query());
        let wants_cookie = match query.get("require-cookie")? {
            Some("1" | "t") => true,
            _ => query.flag("require-cookie")?,
        };
        match self.check(services, &parts, body, wants_cookie).await? {
            Ok(info) => {
                let user = User {
                    authenticated: true,
                    user: &self.user,
                };
                let mut response = shape::answer(services, &user);
                response.headers_mut().extend([FAKE]);
                response.headers_mut().extend(info.map(|it| (INFO, it)));
                Ok(response)
            }
            Err(refusal) => Ok(self.challenge(services, refusal)),
        }
    }

    /// Whether the request may come in: with what `Authentication-Info` says then.
    async fn check(
        &self,
        services: &Services,
        parts: &Parts,
        body: Body,
        wants_cookie: bool,
    ) -> Result<Result<Option<HeaderValue>, Refusal>, Error> {
        let Some(brought) = Credentials::of(&parts.headers) else {
            return Ok(Err(Refusal::Missing));
        };
        let body = body::read(&parts.headers, body).await?;
        let has_cookie = || cookies(&parts.headers).any(|it| it == ("fake", "fake_value"));
        if wants_cookie && !has_cookie() {
            return Ok(Err(Refusal::NoCookie));
        }
        let target = parts.uri.path_and_query().map_or("", |it| it.as_str());
        let is_httpbin = services.bench().is_httpbin();
        let proof = Proof {
            algorithm: self.algorithm,
            brought: &brought,
            user: &self.user,
            password: &self.password,
            method: parts.method.as_str(),
            body: &body,
        };
        let right =
            brought.fits(REALM, self.qop, self.algorithm, target, is_httpbin) && proof.holds();
        let now = services.clock().uptime();
        let used =
            services
                .bench()
                .nonces
                .used(&brought.nonce, brought.count, right, self.limit, now);
        Ok(match (right, used) {
            (false, _) => Err(Refusal::Wrong),
            (true, Use::Stale) => Err(Refusal::Stale),
            (true, Use::Fresh) => Ok(Self::info(&proof)),
        })
    }

    /// The server's own proof that it knows the password (RFC 7616, section 3.5).
    fn info(proof: &Proof<'_>) -> Option<HeaderValue> {
        let brought = proof.brought;
        let (qop, count, cnonce) = (
            brought.qop.as_ref()?,
            brought.count_text.as_ref()?,
            brought.cnonce.as_ref()?,
        );
        if qop != "auth" || cnonce.contains(['"', '\\']) {
            // It would have to cover the body of the response, which is not written yet.
            return None;
        }
        let text = format!(
            "qop={qop}, rspauth=\"{}\", cnonce=\"{cnonce}\", nc={count}",
            proof.of_the_server()
        );
        HeaderValue::from_str(&text).ok()
    }

    fn challenge(&self, services: &Services, refusal: Refusal) -> Response {
        let nonce = services
            .bench()
            .nonces
            .new_one(services.random(), services.clock().uptime());
        let stale = if refusal == Refusal::Stale {
            ", stale=true"
        } else {
            ""
        };
        let opaque = credentials::OPAQUE;
        let challenge = format!(
            "Digest realm=\"{REALM}\", qop=\"{}\", algorithm={}, nonce=\"{nonce}\", opaque=\"{opaque}\"{stale}",
            self.qop,
            self.algorithm.name(),
        );
        let reason = refusal.reason();
        let mut response = Error::from(Fault::Unauthorized { reason, challenge }).into_response();
        response.headers_mut().extend([FAKE]);
        response
    }
}
