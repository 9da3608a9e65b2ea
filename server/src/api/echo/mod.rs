//! `POST /api/echo`: says back what arrived, as the server understood it.

pub(crate) mod content;
mod json_fault;

use axum::{body::Bytes, extract::Request, http::HeaderMap};
use serde::Serialize;
use serde_json::value::RawValue;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

pub use json_fault::JsonFault;

use self::content::{Content, Kind};
use crate::{
    body,
    fields::{Twice, once},
    json::{self, Json},
    problem::{Error, Problem},
    services::Services,
};

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(echo))
}

/// What arrived.
#[derive(Serialize, ToSchema)]
struct Echo {
    /// The media type that the request gave, if any.
    content_type: Option<String>,
    /// The body's length.
    bytes: usize,
    /// How the body was read.
    #[serde(flatten)]
    read: Read,
}

#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum Read {
    /// As JSON, written just as it came: no number is rounded, no key is lost.
    #[schema(value_type = Value)]
    Json(Box<RawValue>),
    /// As text; `null` for bytes that are none.
    Text(Option<String>),
}

/// Say back what arrived, as the server understood it.
///
/// ```sh
/// curl --silent --json '{"big": 12345678901234567890}' http://127.0.0.1:3000/api/echo
/// ```
/// ```json
/// {"content_type":"application/json","bytes":29,"json":{"big": 12345678901234567890}}
/// ```
#[utoipa::path(
    post,
    path = "/api/echo",
    tag = "basics",
    request_body(content((Option<serde_json::Value> = "application/json"), (Option<String> = "text/plain"))),
    responses(
        (status = 200, body = Echo),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 413, body = Problem, content_type = "application/problem+json"),
        (status = 415, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn echo(request: Request) -> Result<Json<Echo>, Error> {
    let (parts, body) = request.into_parts();
    let content = Content::of(&parts.headers)?;
    let bytes = body::read(&parts.headers, body).await?;
    Ok(Json(Echo {
        bytes: bytes.len(),
        read: read(&content, &bytes)?,
        content_type: content.media_type,
    }))
}

fn read(content: &Content, bytes: &Bytes) -> Result<Read, Error> {
    if content.kind == Kind::Json {
        return json::parse(bytes).map(Read::Json);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => Ok(Read::Text(Some(text.to_owned()))),
        Err(_) if content.kind == Kind::Other => Ok(Read::Text(None)),
        Err(error) => Err(Error::NotUtf8 {
            offset: error.valid_up_to(),
        }),
    }
}

/// The value of a header field that may stand there once: `Ok(None)` where it is absent, `Err` where it is not text
/// or stands there twice.
fn single<'a>(
    headers: &'a HeaderMap,
    name: &axum::http::HeaderName,
) -> Result<Option<&'a str>, ()> {
    let value = once(headers.get_all(name)).map_err(|Twice| ())?;
    value.map(|it| it.to_str().map_err(drop)).transpose()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::Value;

    use super::*;
    use crate::body::MAX_BODY;

    fn json() -> Content {
        Content {
            media_type: None,
            kind: Kind::Json,
        }
    }

    fn any_json() -> impl Strategy<Value = Value> {
        let leaf = prop_oneof![
            Just(Value::Null),
            any::<bool>().prop_map(Value::from),
            any::<i64>().prop_map(Value::from),
            ".*".prop_map(Value::from),
        ];
        leaf.prop_recursive(4, 32, 6, |inner| {
            prop_oneof![
                prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
                prop::collection::btree_map(".*", inner, 0..6)
                    .prop_map(|map| Value::Object(map.into_iter().collect())),
            ]
        })
    }

    #[test]
    fn numbers_come_back_as_they_were_written() {
        let sent = r#"{"big":123456789012345678901234567890,"one":1.0,"twice":1,"twice":2}"#;
        let Read::Json(raw) = read(&json(), &Bytes::from_static(sent.as_bytes())).unwrap() else {
            panic!("not read as JSON");
        };
        assert_eq!(raw.get(), sent);
    }

    #[test]
    fn a_megabyte_of_brackets_is_refused_and_not_a_stack_overflow() {
        let deep = Bytes::from(vec![b'['; MAX_BODY]);
        assert!(matches!(read(&json(), &deep), Err(Error::InvalidJson(_))));
    }

    proptest! {
        #[test]
        fn any_json_comes_back_as_the_same_value(value in any_json()) {
            let sent = Bytes::from(serde_json::to_vec_pretty(&value).unwrap());
            let echo = Echo { content_type: None, bytes: sent.len(), read: read(&json(), &sent).unwrap() };
            let back: Value = serde_json::from_slice(&crate::json::line(&echo).unwrap()).unwrap();
            prop_assert_eq!(&back["json"], &value);
        }

        #[test]
        fn whatever_is_no_json_is_placed_inside_the_text(text in "\\PC*|[\\[\\]{}\",:0-9truefalsn \\n\\\\]*") {
            match read(&json(), &Bytes::from(text.clone())) {
                Ok(Read::Json(_)) => prop_assert!(serde_json::from_str::<serde::de::IgnoredAny>(&text).is_ok()),
                Err(Error::InvalidJson(fault)) => {
                    let lines: Vec<&str> = text.split('\n').collect();
                    prop_assert!(fault.line >= 1 && fault.line <= lines.len());
                    let width = lines[fault.line - 1].chars().count();
                    prop_assert!(fault.column >= 1 && fault.column <= width + 1, "{:?} in {:?}", fault, text);
                }
                _ => prop_assert!(false, "neither JSON nor an explained fault"),
            }
        }
    }
}
