//! Which header fields allow a page of another origin what (Fetch standard, sections 3.3.2 to 3.3.5).

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use crate::origins::Origins;

/// What is allowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Policy {
    /// Everything that needs no credentials, to everybody.
    Open,
    /// To the first origin only, without credentials.
    ExactOrigin,
    /// To the first origin only, with credentials.
    Credentials,
    /// Nothing is said.
    Silent,
}

const METHODS: HeaderValue = HeaderValue::from_static("GET, HEAD, POST, PUT, DELETE");

/// How long a browser may remember what a preflight said, in seconds: short, so that a learner sees the next one.
const MAX_AGE: HeaderValue = HeaderValue::from_static("5");

/// The fields that a page of the first origin may send beyond the harmless ones.
const FIELDS: HeaderValue = HeaderValue::from_static("Authorization, Content-Type, X-Lesson");

/// With `*` alone, `Authorization` would still not be allowed: it must be named.
const ANY_FIELDS: HeaderValue = HeaderValue::from_static("*, Authorization");

const ANY: HeaderValue = HeaderValue::from_static("*");

const TIMING_ALLOW_ORIGIN: HeaderName = HeaderName::from_static("timing-allow-origin");

/// This is about reading answers, not about embedding them: no-cors requests are not to be stopped by another rule.
const CORP: (HeaderName, HeaderValue) = (
    HeaderName::from_static("cross-origin-resource-policy"),
    HeaderValue::from_static("cross-origin"),
);

/// Who asks, where the browser says so.
pub(super) fn origin(headers: &HeaderMap) -> Option<&str> {
    headers.get(header::ORIGIN)?.to_str().ok()
}

impl Policy {
    /// Puts into an answer what lets a page read it.
    pub fn allow(self, origins: &Origins, asked: &HeaderMap, answer: &mut HeaderMap) {
        answer.insert(CORP.0, CORP.1);
        let Some(allowed) = self.allow_origin(origins, asked, answer) else {
            return;
        };
        let exposed = if self == Self::Open {
            ANY
        } else {
            HeaderValue::from_static("X-Exchange-Id, Server-Timing")
        };
        answer.insert(header::ACCESS_CONTROL_EXPOSE_HEADERS, exposed);
        answer.insert(TIMING_ALLOW_ORIGIN, allowed);
    }

    /// The answer to `OPTIONS`: to a preflight what is allowed, to anything else just the methods.
    pub fn preflight(self, origins: &Origins, asked: &HeaderMap) -> Response {
        const ALLOW: &str = "GET, HEAD, POST, PUT, DELETE, OPTIONS";
        let mut response = (StatusCode::NO_CONTENT, [(header::ALLOW, ALLOW)]).into_response();
        let answer = response.headers_mut();
        let is_preflight = asked.contains_key(header::ACCESS_CONTROL_REQUEST_METHOD);
        if self.allow_origin(origins, asked, answer).is_some() && is_preflight {
            let fields = if self == Self::Open {
                ANY_FIELDS
            } else {
                FIELDS
            };
            answer.insert(header::ACCESS_CONTROL_ALLOW_METHODS, METHODS);
            answer.insert(header::ACCESS_CONTROL_ALLOW_HEADERS, fields);
            answer.insert(header::ACCESS_CONTROL_MAX_AGE, MAX_AGE);
        }
        response
    }

    /// Says who is allowed, and that the answer depends on who asks, where it does.
    fn allow_origin(
        self,
        origins: &Origins,
        asked: &HeaderMap,
        answer: &mut HeaderMap,
    ) -> Option<HeaderValue> {
        let allowed = match self {
            Self::Silent => return None,
            Self::Open => ANY,
            Self::ExactOrigin | Self::Credentials => {
                answer.append(header::VARY, HeaderValue::from_static("Origin"));
                let origin = asked.get(header::ORIGIN)?;
                let ours = origin.to_str().is_ok_and(|it| origins.is_first(it));
                ours.then(|| origin.clone())?
            }
        };
        answer.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, allowed.clone());
        if self == Self::Credentials {
            let yes = HeaderValue::from_static("true");
            answer.insert(header::ACCESS_CONTROL_ALLOW_CREDENTIALS, yes);
        }
        Some(allowed)
    }
}
