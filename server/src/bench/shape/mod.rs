//! httpbin's JSON: what the server saw of a request, in the shape that clients and tutorials have known for years.

mod content;
mod fields;
mod pairs;
mod pretty;

use std::fmt::Write;

use axum::{
    http::{HeaderMap, HeaderName, Uri, header, request::Parts},
    response::Response,
};
use serde::Serialize;
use serde_json::Value;
use utoipa::ToSchema;

pub(super) use self::{
    content::Content,
    fields::{Fields, is_own_cookie},
    pairs::{OneOrMany, Pairs},
};
use super::params::Query;
use crate::{api::whoami::Peer, services::Services};

/// What `/get` tells.
#[derive(Serialize, ToSchema)]
pub(super) struct Got<'a> {
    /// The query's parameters; a list where one stands there more than once.
    #[schema(value_type = std::collections::BTreeMap<String, OneOrMany>)]
    pub args: Pairs<'a>,
    /// The header fields.
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    pub headers: Fields<'a>,
    /// The client's IP address; `null` where there is no socket.
    pub origin: Option<String>,
    /// What was asked for, in full.
    pub url: String,
}

/// What the routes tell that take a body.
#[derive(Serialize, ToSchema)]
pub(super) struct Sent<'a> {
    /// The query's parameters; a list where one stands there more than once.
    #[schema(value_type = std::collections::BTreeMap<String, OneOrMany>)]
    pub args: Pairs<'a>,
    /// The body, unless it is a form: as text, or as a `data:` URL where it is none.
    pub data: String,
    /// The files of a form, with what is in them.
    #[schema(value_type = std::collections::BTreeMap<String, OneOrMany>)]
    pub files: Pairs<'static>,
    /// The fields of a form.
    #[schema(value_type = std::collections::BTreeMap<String, OneOrMany>)]
    pub form: Pairs<'static>,
    /// The header fields.
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    pub headers: Fields<'a>,
    /// The body as JSON, whatever its type says; `null` where it is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<Value>)]
    pub json: Option<Value>,
    /// The request's method.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub method: Option<&'a str>,
    /// The client's IP address; `null` where there is no socket.
    pub origin: Option<String>,
    /// What was asked for, in full.
    pub url: String,
}

/// What a request without a body is shown as.
pub(super) fn got<'a>(services: &Services, parts: &'a Parts) -> Got<'a> {
    Got {
        args: args(parts),
        headers: Fields::of(services, parts),
        origin: origin(services, parts),
        url: url(parts),
    }
}

/// What a request with a body is shown as, without its method.
pub(super) fn sent<'a>(services: &Services, parts: &'a Parts, content: Content) -> Sent<'a> {
    Sent {
        args: args(parts),
        data: content.data,
        files: Pairs(content.files),
        form: Pairs(content.form),
        headers: Fields::of(services, parts),
        json: Some(content.json.unwrap_or_default()),
        method: None,
        origin: origin(services, parts),
        url: url(parts),
    }
}

/// An answer of JSON: keys in the order of the struct, two spaces of indent, a line break at the end.
pub(super) fn answer<T: Serialize>(services: &Services, value: &T) -> Response {
    pretty::answer(services.bench().compat, value)
}

/// A value as the answers write it.
pub(super) fn text<T: Serialize>(services: &Services, value: &T) -> serde_json::Result<Vec<u8>> {
    pretty::text(services.bench().compat, value)
}

fn args(parts: &Parts) -> Pairs<'_> {
    Pairs(Query::of(parts.uri.query()).into_pairs())
}

/// The client's address. httpbin believes whatever `X-Forwarded-For` says.
pub(super) fn origin(services: &Services, parts: &Parts) -> Option<String> {
    if services.bench().is_httpbin()
        && let Some(said) = parts.headers.get("x-forwarded-for")
    {
        return Some(fields::shown(said));
    }
    let peer = parts.extensions.get::<Peer>();
    peer.map(|Peer(address)| {
        // The longest address has 45 characters; writing to a string cannot fail.
        let mut text = String::with_capacity(45);
        let _ = write!(text, "{}", address.ip());
        text
    })
}

/// The address asked for, in full.
fn url(parts: &Parts) -> String {
    let target = parts.uri.path_and_query().map_or("/", |it| it.as_str());
    [&base(&parts.headers, &parts.uri), target].concat()
}

/// Scheme and authority under which the client sees this server.
pub(super) fn base(headers: &HeaderMap, target: &Uri) -> String {
    let host = headers.get(header::HOST).and_then(|it| it.to_str().ok());
    let host = host.or_else(|| Some(target.authority()?.as_str()));
    [scheme(headers), "://", host.unwrap_or("localhost")].concat()
}

/// `https` where a proxy says that it took TLS off.
pub(super) fn scheme(headers: &HeaderMap) -> &'static str {
    // Names as constants need not be read for every request.
    const PROTO: HeaderName = HeaderName::from_static("x-forwarded-proto");
    const PROTOCOL: HeaderName = HeaderName::from_static("x-forwarded-protocol");
    const SSL: HeaderName = HeaderName::from_static("x-forwarded-ssl");
    let https = match headers.get(PROTO).or_else(|| headers.get(PROTOCOL)) {
        Some(it) => it.as_bytes().eq_ignore_ascii_case(b"https"),
        None => headers.get(SSL).is_some_and(|it| it == "on"),
    };
    if https { "https" } else { "http" }
}
