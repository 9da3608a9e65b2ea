//! What holds for every answer of this server, whatever was asked.

use axum::{
    body::Body,
    http::{HeaderMap, Method, StatusCode, header},
    response::Response,
};
use http_body_util::BodyExt;

use crate::{exchange::EXCHANGE_ID, problem::AsIs};

/// How much of a body is read, in bytes.
const MAX_READ: usize = 256 << 10;

/// How many pieces of a body are read.
const MAX_PIECES: usize = 64;

/// Where 500 is what one asks for.
const UNSTABLE: &str = "/unstable";

/// Where the client says itself which header fields the answer has.
const CHOSEN: [&str; 2] = ["/mix", "/response-headers"];

/// An answer, as far as it was read.
pub(super) struct Answer {
    pub status: StatusCode,
    pub headers: HeaderMap,
    pub body: Vec<u8>,
    end: End,
    as_is: bool,
}

/// How reading ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    Whole,
    Broken,
    /// There is more than is read here.
    Left,
}

impl Answer {
    pub async fn read(response: Response) -> Self {
        let (parts, body) = response.into_parts();
        let (body, end) = collect(body).await;
        Self {
            status: parts.status,
            headers: parts.headers,
            body,
            end,
            as_is: parts.extensions.get::<AsIs>().is_some(),
        }
    }

    /// The value of a field that stands there once and is text; empty where it is absent.
    pub fn field(&self, name: &str) -> &str {
        let mut values = self.headers.get_all(name).iter();
        let value = values
            .next()
            .map(|it| it.to_str().expect("our own fields are ASCII"));
        assert!(values.next().is_none(), "{name} stands there twice");
        value.unwrap_or_default()
    }

    /// Holds the answer against the rules. `asked` is said where one is broken.
    pub fn check(&self, method: &Method, asked: &str) {
        let status = self.status;
        let meant = self.as_is || asked.contains(UNSTABLE);
        assert!(
            meant || status != StatusCode::INTERNAL_SERVER_ERROR,
            "500 to {asked}"
        );
        assert!(!self.field(EXCHANGE_ID.as_str()).is_empty(), "{asked}");
        if CHOSEN.iter().any(|it| asked.contains(it)) {
            return;
        }
        for name in [
            "server-timing",
            "date",
            "cache-control",
            "x-content-type-options",
        ] {
            assert!(!self.field(name).is_empty(), "no {name} to {asked}");
        }
        if status == StatusCode::METHOD_NOT_ALLOWED && !self.as_is {
            assert!(
                !self.field("allow").is_empty(),
                "405 without Allow to {asked}"
            );
        }
        if status == StatusCode::UNAUTHORIZED && !self.as_is {
            assert!(
                self.headers.contains_key(header::WWW_AUTHENTICATE),
                "401 without a challenge to {asked}"
            );
        }
        let failed = status.is_client_error() || status.is_server_error();
        if failed && !self.as_is {
            let is_problem = self.field("content-type") == "application/problem+json";
            assert!(is_problem, "{status} without a problem to {asked}");
        }
        self.check_body(method, asked);
    }

    fn check_body(&self, method: &Method, asked: &str) {
        let bodiless = [StatusCode::NO_CONTENT, StatusCode::NOT_MODIFIED].contains(&self.status)
            || self.status.is_informational();
        if *method == Method::HEAD {
            assert!(self.body.is_empty(), "a body to {asked}");
        }
        // What 204 and 304 may not have, the connection keeps back: that is tested there.
        let whole = self.end == End::Whole && !bodiless && *method != Method::HEAD;
        if whole && self.headers.contains_key(header::CONTENT_LENGTH) {
            let length = self.body.len().to_string();
            assert_eq!(self.field("content-length"), length, "to {asked}");
        }
        let is_json =
            ["application/json", "application/problem+json"].contains(&self.field("content-type"));
        if whole && is_json && !self.as_is && !self.headers.contains_key(header::CONTENT_ENCODING) {
            let read = serde_json::from_slice::<serde::de::IgnoredAny>(&self.body);
            assert!(read.is_ok(), "no JSON to {asked}");
        }
    }
}

/// Some of a body.
async fn collect(mut body: Body) -> (Vec<u8>, End) {
    let mut read = Vec::new();
    for _ in 0..MAX_PIECES {
        match body.frame().await {
            None => return (read, End::Whole),
            Some(Err(_)) => return (read, End::Broken),
            Some(Ok(frame)) => read.extend_from_slice(frame.data_ref().map_or(&[], |it| it)),
        }
        if read.len() > MAX_READ {
            break;
        }
    }
    (read, End::Left)
}
