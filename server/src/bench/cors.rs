//! Who of other origins may read what the bench answers: everybody, since nothing here belongs to anybody (the Fetch
//! standard, "HTTP extensions").

use axum::{
    extract::Request,
    http::{HeaderMap, HeaderName, HeaderValue, Method, header},
};

use crate::services::Services;

const RESOURCE_POLICY: HeaderName = HeaderName::from_static("cross-origin-resource-policy");

/// How long a browser may remember the answer to a preflight, in seconds: an hour.
const MAX_AGE: &str = "3600";

fn open(headers: &mut HeaderMap, preflight: bool) {
    headers.insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
    // Without credentials: a page elsewhere must not read what this server says to a visitor it knows.
    headers
        .entry(header::ACCESS_CONTROL_ALLOW_ORIGIN)
        .or_insert(HeaderValue::from_static("*"));
    if preflight {
        for (name, value) in [
            (
                header::ACCESS_CONTROL_ALLOW_METHODS,
                "GET, HEAD, POST, PUT, PATCH, DELETE",
            ),
            // The asterisk stands for every name but this one.
            (header::ACCESS_CONTROL_ALLOW_HEADERS, "*, Authorization"),
            (header::ACCESS_CONTROL_MAX_AGE, MAX_AGE),
        ] {
            headers.insert(name, HeaderValue::from_static(value));
        }
    }
}

/// What a request says of itself, as far as the answer depends on it.
pub(crate) struct Asked {
    is_preflight: bool,
    /// For httpbin's answer.
    said: Option<Said>,
}

/// The origin is said back, and credentials are welcome.
struct Said {
    origin: HeaderValue,
    headers: Option<HeaderValue>,
}

impl Asked {
    /// What this request says.
    pub fn by(services: &Services, request: &Request) -> Self {
        let said = |headers: &HeaderMap| Said {
            origin: headers
                .get(header::ORIGIN)
                .cloned()
                .unwrap_or(HeaderValue::from_static("*")),
            headers: headers.get(header::ACCESS_CONTROL_REQUEST_HEADERS).cloned(),
        };
        let is_httpbin = services.bench().is_httpbin();
        Self {
            is_preflight: request.method() == Method::OPTIONS,
            said: is_httpbin.then(|| said(request.headers())),
        }
    }

    /// Says in an answer that all origins may read it.
    pub fn answer(self, headers: &mut HeaderMap) {
        match self.said {
            Some(said) => said.answer(headers, self.is_preflight),
            None => open(headers, self.is_preflight),
        }
    }
}

impl Said {
    fn answer(self, headers: &mut HeaderMap, preflight: bool) {
        headers.insert(RESOURCE_POLICY, HeaderValue::from_static("cross-origin"));
        headers.insert(header::ACCESS_CONTROL_ALLOW_ORIGIN, self.origin);
        headers.insert(
            header::ACCESS_CONTROL_ALLOW_CREDENTIALS,
            HeaderValue::from_static("true"),
        );
        if preflight {
            headers.insert(
                header::ACCESS_CONTROL_ALLOW_METHODS,
                HeaderValue::from_static("GET, POST, PUT, DELETE, PATCH, OPTIONS"),
            );
            headers.insert(
                header::ACCESS_CONTROL_MAX_AGE,
                HeaderValue::from_static(MAX_AGE),
            );
            headers.extend(
                self.headers
                    .map(|it| (header::ACCESS_CONTROL_ALLOW_HEADERS, it)),
            );
        }
    }
}
