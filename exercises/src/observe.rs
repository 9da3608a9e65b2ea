//! What a request asked, what came back, and checks on the two: shared by the app, which observes real exchanges,
//! and by the tests, which hold every prediction against the real server.

use serde::{Deserialize, Serialize};

/// A request as the request builder holds it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct RequestSpec {
    /// The method, as it will be sent: `GET`.
    pub method: String,
    /// A path with an optional query, or an absolute URL.
    pub url: String,
    /// Header fields in order.
    #[serde(default)]
    pub headers: Vec<(String, String)>,
    /// The body as text; none is sent where it is absent.
    #[serde(default)]
    pub body: Option<String>,
}

/// What came back, as far as it could be read.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Response {
    /// The status code, 100 to 599.
    pub status: u16,
    /// Header fields in order.
    pub headers: Vec<(String, String)>,
    /// The body as text, bounded by whoever read it.
    pub body: String,
}

/// One request with its response: `None` where none arrived.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchange {
    /// What was asked.
    pub request: RequestSpec,
    /// What came back.
    pub response: Option<Response>,
}

/// What a response must be. Every part that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ResponseCheck {
    /// One of these status codes; empty: any.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub status: Vec<u16>,
    /// True: no response arrived at all.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub none: bool,
    /// Header fields that must be there; the value, if given, must be contained in one of that name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<(String, String)>,
    /// Text that the body must contain.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
}

/// What an exchange must be for a step to count as done. Every part that is given must hold.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ExchangeCheck {
    /// The method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The path, without query; a trailing `*` stands for any rest.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// True: the request's body must not parse as JSON.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub invalid_json: bool,
    /// What came back.
    #[serde(default)]
    pub response: ResponseCheck,
}

impl ResponseCheck {
    /// Whether the response is as it must be.
    pub fn holds(&self, response: Option<&Response>) -> bool {
        let Some(response) = response else {
            return self.none;
        };
        !self.none
            && (self.status.is_empty() || self.status.contains(&response.status))
            && self.headers.iter().all(|(name, value)| {
                response
                    .headers
                    .iter()
                    .any(|(n, v)| n.eq_ignore_ascii_case(name) && v.contains(value.as_str()))
            })
            && self
                .body
                .as_deref()
                .is_none_or(|text| response.body.contains(text))
    }
}

impl ExchangeCheck {
    /// Whether the exchange is as it must be.
    pub fn holds(&self, exchange: &Exchange) -> bool {
        self.fits(&exchange.request) && self.response.holds(exchange.response.as_ref())
    }

    /// Whether the request is as it must be, whatever comes back.
    pub fn fits(&self, request: &RequestSpec) -> bool {
        self.method.as_deref().is_none_or(|it| it == request.method)
            && self
                .path
                .as_deref()
                .is_none_or(|it| path_matches(it, path_of(&request.url)))
            && (!self.invalid_json || !is_json(request.body.as_deref().unwrap_or_default()))
    }
}

/// The path of a URL or request target, without query and fragment: `/a` of `http://host/a?b#c`.
pub fn path_of(url: &str) -> &str {
    let url = url.split(['?', '#']).next().unwrap_or_default();
    match url.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
        None => url,
    }
}

fn path_matches(pattern: &str, path: &str) -> bool {
    match pattern.strip_suffix('*') {
        Some(prefix) => path.starts_with(prefix),
        None => pattern == path,
    }
}

fn is_json(text: &str) -> bool {
    serde_json::from_str::<serde::de::IgnoredAny>(text).is_ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn exchange(method: &str, url: &str, body: Option<&str>, status: u16) -> Exchange {
        Exchange {
            request: RequestSpec {
                method: method.into(),
                url: url.into(),
                headers: vec![],
                body: body.map(Into::into),
            },
            response: Some(Response {
                status,
                headers: vec![("Allow".into(), "GET, HEAD".into())],
                body: "nothing here".into(),
            }),
        }
    }

    #[test]
    fn a_path_is_found_in_targets_and_urls() {
        for (url, path) in [
            ("/a", "/a"),
            ("/a?b=/c", "/a"),
            ("http://h:1/a/b?c#d", "/a/b"),
            ("http://h", "/"),
            ("", ""),
        ] {
            assert_eq!(path_of(url), path, "{url}");
        }
    }

    #[test]
    fn a_check_holds_only_when_every_part_holds() {
        let check = ExchangeCheck {
            method: Some("POST".into()),
            path: Some("/api/*".into()),
            invalid_json: true,
            response: ResponseCheck {
                status: vec![400],
                ..Default::default()
            },
        };
        assert!(check.holds(&exchange("POST", "/api/echo?x", Some("{"), 400)));
        assert!(!check.holds(&exchange("GET", "/api/echo", Some("{"), 400)));
        assert!(!check.holds(&exchange("POST", "/echo", Some("{"), 400)));
        assert!(!check.holds(&exchange("POST", "/api/echo", Some("{}"), 400)));
        assert!(!check.holds(&exchange("POST", "/api/echo", Some("{"), 200)));
    }

    #[test]
    fn header_names_compare_without_case_and_values_by_containment() {
        let check = |name: &str, value: &str| ResponseCheck {
            headers: vec![(name.into(), value.into())],
            ..Default::default()
        };
        let response = exchange("GET", "/", None, 405).response;
        assert!(check("allow", "GET").holds(response.as_ref()));
        assert!(check("ALLOW", "").holds(response.as_ref()));
        assert!(!check("allow", "POST").holds(response.as_ref()));
    }

    #[test]
    fn no_response_is_told_apart_from_any_response() {
        let none = ResponseCheck {
            none: true,
            ..Default::default()
        };
        assert!(none.holds(None));
        assert!(!none.holds(Some(&Response::default())));
        assert!(!ResponseCheck::default().holds(None));
    }
}
