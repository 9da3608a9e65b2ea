//! A request's header fields as httpbin shows them: names in Title-Case, in order, repeated ones joined.

use std::borrow::Cow;

use axum::http::{HeaderMap, HeaderName, HeaderValue, header, request::Parts};
use serde::{Serialize, Serializer, ser::SerializeMap};

use crate::services::Services;

/// What this server's own cookies begin with. Their values are secrets that a page's script may not read; an answer
/// that repeats them would be the way around that.
const OWN_COOKIES: &str = "roundtrip_";

/// What httpbin leaves out unless `?show_env` asks for it: fields that a proxy in front of it adds.
const OF_PROXIES: [&str; 15] = [
    "x-varnish",
    "x-request-start",
    "x-heroku-queue-depth",
    "x-real-ip",
    "x-forwarded-proto",
    "x-forwarded-protocol",
    "x-forwarded-ssl",
    "x-heroku-queue-wait-time",
    "x-forwarded-for",
    "x-heroku-dynos-in-use",
    "x-forwarded-port",
    "x-request-id",
    "via",
    "total-route-time",
    "connect-time",
];

/// The header fields of a request, to be shown.
pub(in crate::bench) struct Fields<'a> {
    headers: &'a HeaderMap,
    without_proxies: bool,
}

impl<'a> Fields<'a> {
    /// Those of this request.
    pub fn of(services: &Services, parts: &'a Parts) -> Self {
        let show = || parts.uri.query().is_some_and(|it| it.contains("show_env"));
        Self {
            headers: &parts.headers,
            without_proxies: services.bench().is_httpbin() && !show(),
        }
    }

    fn shows(&self, name: &HeaderName) -> bool {
        !(self.without_proxies && OF_PROXIES.contains(&name.as_str()))
    }
}

impl Serialize for Fields<'_> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut names: Vec<&HeaderName> = self.headers.keys().filter(|it| self.shows(it)).collect();
        names.sort_unstable_by_key(|it| it.as_str());
        let mut map = serializer.serialize_map(Some(names.len()))?;
        let mut title = String::with_capacity(32);
        for name in names {
            let Some(value) = value(self.headers, name) else {
                continue;
            };
            title_case(name.as_str(), &mut title);
            map.serialize_entry(&title, &value)?;
        }
        map.end()
    }
}

/// A field's values, joined as RFC 9110, section 5.3 joins them; `None` where nothing of it may be shown.
fn value<'a>(headers: &'a HeaderMap, name: &HeaderName) -> Option<Cow<'a, str>> {
    let mut values = headers.get_all(name).iter();
    if *name == header::COOKIE {
        let cookies: Vec<String> = values
            .map(foreign_cookies)
            .filter(|it| !it.is_empty())
            .collect();
        return (!cookies.is_empty()).then(|| cookies.join("; ").into());
    }
    if let (Some(only), None) = (values.next(), values.next()) {
        return Some(decoded(only));
    }
    let all: Vec<_> = headers.get_all(name).iter().map(decoded).collect();
    Some(all.join(",").into())
}

/// The cookies that are not this server's own.
fn foreign_cookies(value: &HeaderValue) -> String {
    let text = decoded(value);
    if !text.contains(OWN_COOKIES) {
        return text.into_owned();
    }
    let cookies: Vec<&str> = text
        .split(';')
        .map(str::trim)
        .filter(|it| !it.starts_with(OWN_COOKIES))
        .collect();
    cookies.join("; ")
}

/// Whether a cookie of this name is one of the server's own.
pub(in crate::bench) fn is_own_cookie(name: &str) -> bool {
    name.starts_with(OWN_COOKIES)
}

/// A value as text: UTF-8 where it is that, else a character for each byte.
fn decoded(value: &HeaderValue) -> Cow<'_, str> {
    match std::str::from_utf8(value.as_bytes()) {
        Ok(text) => text.into(),
        Err(_) => value.as_bytes().iter().map(|it| char::from(*it)).collect(),
    }
}

/// A value as text.
pub(super) fn shown(value: &HeaderValue) -> String {
    decoded(value).into_owned()
}

/// Writes a name with a capital letter wherever a letter follows something else, and small ones after it.
fn title_case(name: &str, to: &mut String) {
    to.clear();
    let mut inside = false;
    for it in name.chars() {
        to.push(if inside {
            it.to_ascii_lowercase()
        } else {
            it.to_ascii_uppercase()
        });
        inside = it.is_ascii_alphabetic();
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn json(fields: &[(&'static str, &'static str)]) -> String {
        let mut headers = HeaderMap::new();
        for (name, value) in fields {
            headers.append(
                HeaderName::from_static(name),
                HeaderValue::from_static(value),
            );
        }
        let fields = Fields {
            headers: &headers,
            without_proxies: false,
        };
        serde_json::to_string(&fields).unwrap()
    }

    #[test]
    fn names_are_in_title_case_and_in_order() {
        assert_eq!(
            json(&[("x-b3-1abc", "z"), ("user-agent", "curl"), ("dnt", "1")]),
            r#"{"Dnt":"1","User-Agent":"curl","X-B3-1Abc":"z"}"#
        );
    }

    #[test]
    fn repeated_fields_are_joined() {
        assert_eq!(
            json(&[
                ("accept", "a"),
                ("cookie", "a=1"),
                ("accept", "b"),
                ("cookie", "b=2")
            ]),
            r#"{"Accept":"a,b","Cookie":"a=1; b=2"}"#
        );
    }

    #[test]
    fn the_servers_own_cookies_stay_out() {
        assert_eq!(json(&[("cookie", "roundtrip_visitor=secret")]), "{}");
        assert_eq!(
            json(&[("cookie", "a=1;roundtrip_session=secret; b=2")]),
            r#"{"Cookie":"a=1; b=2"}"#
        );
    }
}
