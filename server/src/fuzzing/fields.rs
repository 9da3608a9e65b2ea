//! Single header fields: what is negotiated, conditions, keys, cookies, credentials.

use axum::http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header};

use super::app::{app, ask, ready, request};
use crate::{
    api::stored::{Condition, MaybeKey, Tags},
    negotiation,
};

/// `Accept`, `Accept-Language` and `Accept-Encoding`, a line each.
pub(super) fn accept(input: &[u8]) {
    let names = [
        header::ACCEPT,
        header::ACCEPT_LANGUAGE,
        header::ACCEPT_ENCODING,
    ];
    let fields = fields(&names, input);
    for name in &names {
        for wish in negotiation::wishes(&fields, name).unwrap_or_default() {
            assert!(wish.weight <= 1000 && !wish.range.is_empty());
        }
    }
    let app = app();
    for target in ["/image", "/negotiate", "/compressed"] {
        let status = ask(&app, with(target, &fields)).status;
        let known = [StatusCode::OK, StatusCode::NOT_ACCEPTABLE];
        assert!(known.contains(&status), "{status} to {fields:?}");
    }
}

/// `If-Match`, `If-None-Match`, `If-Modified-Since`, `If-Unmodified-Since`, `If-Range` and `Range`, a line each.
pub(super) fn conditions(input: &[u8]) {
    let names = [
        header::IF_MATCH,
        header::IF_NONE_MATCH,
        header::IF_MODIFIED_SINCE,
        header::IF_UNMODIFIED_SINCE,
        header::IF_RANGE,
        header::RANGE,
    ];
    let fields = fields(&names, input);
    for condition in [Condition::Match, Condition::NoneMatch] {
        if let Ok(Some(Tags::These(tags))) = Tags::of(&fields, condition) {
            let is_tag = |it: &String| it.ends_with('"') && it.len() >= 2;
            assert!(!tags.is_empty() && tags.iter().all(is_tag), "{tags:?}");
        }
    }
    let app = app();
    let known = [200, 206, 304, 412, 416];
    for target in [
        "/etag/v1",
        "/etag/W%2F%22v1%22",
        "/cache",
        "/range/26",
        "/api/report",
    ] {
        let status = ask(&app, with(target, &fields)).status.as_u16();
        assert!(
            known.contains(&status),
            "{status} from {target} to {fields:?}"
        );
    }
    let status = ask(&app, with("/api/notes/1", &fields)).status.as_u16();
    assert!([400, 404, 412].contains(&status), "{status}");
}

/// `Idempotency-Key`, once a line.
pub(super) fn key(input: &[u8]) {
    let name = HeaderName::from_static("idempotency-key");
    let fields = fields(&[name.clone(), name], input);
    let app = app();
    let mut first = with("/api/posts/1/like", &fields);
    *first.method_mut() = axum::http::Method::POST;
    let (mut parts, _) = first.into_parts();
    let key = ready(read_key(&mut parts));
    if let Some(key) = &key {
        assert!(
            (1..=255).contains(&key.len()) && key.bytes().all(|it| it.is_ascii_graphic()),
            "{key:?}"
        );
    }
    let twice = [(), ()].map(|()| {
        let mut again = with("/api/posts/1/like", &fields);
        *again.method_mut() = axum::http::Method::POST;
        again.headers_mut().insert(header::COOKIE, VISITOR);
        let answer = ask(&app, again);
        (
            answer.status,
            answer.field("idempotency-replayed") == "true",
            answer.body,
        )
    });
    let [before, after] = twice;
    assert_eq!(before.0, after.0, "the same request, and another status");
    if key.is_some() && before.0.is_success() {
        assert!(
            after.1 && before.2 == after.2,
            "carried out twice under one key"
        );
    }
}

const VISITOR: HeaderValue =
    HeaderValue::from_static("roundtrip_visitor=00000000000000000000000000000abc");

async fn read_key(parts: &mut axum::http::request::Parts) -> Option<String> {
    let services =
        crate::Services::new(crate::clock::FixedClock(jiff::Timestamp::UNIX_EPOCH), || 7);
    let Ok(key) =
        <MaybeKey as axum::extract::FromRequestParts<_>>::from_request_parts(parts, &services)
            .await;
    key.of(&[]).ok().flatten().map(|it| it.key)
}

/// `Cookie`, once a line.
pub(super) fn cookies(input: &[u8]) {
    let fields = fields(&[header::COOKIE, header::COOKIE], input);
    let app = app();
    for target in ["/cookies", "/api/me", "/api/whoami"] {
        let status = ask(&app, with(target, &fields)).status.as_u16();
        assert!([200, 401].contains(&status), "{status} from {target}");
    }
}

/// The credentials of `Authorization`: any for the routes of passwords and tokens, and those of Digest, which nobody
/// can have right without a nonce of the server.
pub(super) fn digest(input: &[u8]) {
    let app = app();
    let digest = [b"Digest ", input].concat();
    for target in [
        "/digest-auth/auth/user/secret",
        "/digest-auth/auth-int/user/secret/SHA-256",
    ] {
        let fields = fields(&[header::AUTHORIZATION], &digest);
        assert_eq!(
            ask(&app, with(target, &fields)).status,
            StatusCode::UNAUTHORIZED
        );
    }
    let fields = fields(&[header::AUTHORIZATION], input);
    for target in ["/basic-auth/user/secret", "/bearer", "/api/me"] {
        let status = ask(&app, with(target, &fields)).status.as_u16();
        assert!([200, 400, 401].contains(&status), "{status} from {target}");
    }
}

/// A line each for these fields; those that no head may hold are left out.
fn fields(names: &[HeaderName], input: &[u8]) -> HeaderMap {
    let values = input
        .split(|it| *it == b'\n')
        .map(|it| HeaderValue::from_bytes(it.trim_ascii()));
    let pairs = names.iter().zip(values);
    let mut fields = HeaderMap::new();
    for (name, value) in pairs.filter_map(|(name, value)| Some((name, value.ok()?))) {
        if !value.is_empty() {
            fields.append(name, value);
        }
    }
    fields
}

fn with(target: &str, fields: &HeaderMap) -> axum::extract::Request {
    let mut made = request("GET", target, [], axum::body::Body::empty()).expect("a target of ours");
    for (name, value) in fields {
        made.headers_mut().append(name, value.clone());
    }
    made
}
