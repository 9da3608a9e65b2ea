//! A request's body taken apart: a form with its fields and files, JSON, text, or bytes.

use std::borrow::Cow;

use axum::{
    body::{Body, Bytes},
    http::{header, request::Parts},
};
use base64::{Engine, prelude::BASE64_STANDARD};
use futures_util::stream;
use mime::Mime;
use multer::Multipart;
use serde_json::Value;

use crate::{bench::fault::Fault, body, problem::Error, services::Services};

/// The most parts that a form may have.
const MAX_PARTS: usize = 1000;

type Owned = Vec<(Cow<'static, str>, Cow<'static, str>)>;

/// What was in a body.
#[derive(Default)]
pub(in crate::bench) struct Content {
    /// The body, unless it is a form.
    pub data: String,
    /// The files of a form: name and what is in it.
    pub files: Owned,
    /// The fields of a form.
    pub form: Owned,
    /// The body as JSON, if it is that.
    pub json: Option<Value>,
}

impl Content {
    /// Reads a body of at most 1 MiB.
    ///
    /// # Errors
    /// As [`body::read`]; [`Fault::Form`] for a form that is none.
    pub async fn read(services: &Services, parts: &Parts, body: Body) -> Result<Self, Error> {
        let bytes = body::read(&parts.headers, body).await?;
        let given = parts.headers.get(header::CONTENT_TYPE);
        let given = given.and_then(|it| it.to_str().ok()).unwrap_or_default();
        let media: Option<Mime> = given.parse().ok();
        match media.as_ref().map(Mime::essence_str) {
            Some("application/x-www-form-urlencoded") => Ok(urlencoded(&bytes)),
            Some("multipart/form-data") => {
                let mut content = Self::default();
                match content.take_apart(given, bytes).await {
                    Err(fault) if !services.bench().is_httpbin() => Err(fault.into()),
                    // httpbin shows what it could read.
                    _ => Ok(content),
                }
            }
            _ => Ok(Self {
                json: serde_json::from_slice(&bytes).ok(),
                data: text_or_url(&bytes, "application/octet-stream"),
                ..Self::default()
            }),
        }
    }

    /// Takes a form of RFC 7578 apart.
    async fn take_apart(&mut self, content_type: &str, bytes: Bytes) -> Result<(), Fault> {
        let form = |error: multer::Error| Fault::Form {
            reason: error.to_string(),
        };
        let boundary = multer::parse_boundary(content_type).map_err(form)?;
        let body = stream::iter([Ok::<_, std::io::Error>(bytes)]);
        let mut multipart = Multipart::new(body, boundary);
        let mut parts = 0;
        while let Some(part) = multipart.next_field().await.map_err(form)? {
            parts += 1;
            if parts > MAX_PARTS {
                return Err(Fault::Form {
                    reason: format!("it has more than {MAX_PARTS} parts"),
                });
            }
            let name = Cow::Owned(part.name().unwrap_or_default().to_owned());
            let is_file = part.file_name().is_some();
            let kind = part
                .content_type()
                .map_or("application/octet-stream".to_owned(), ToString::to_string);
            let value = Cow::Owned(text_or_url(&part.bytes().await.map_err(form)?, &kind));
            if is_file {
                &mut self.files
            } else {
                &mut self.form
            }
            .push((name, value));
        }
        Ok(())
    }
}

fn urlencoded(bytes: &Bytes) -> Content {
    Content {
        form: form_urlencoded::parse(bytes)
            .map(|(name, value)| (name.into_owned().into(), value.into_owned().into()))
            .collect(),
        ..Content::default()
    }
}

/// Bytes as text, or as a `data:` URL (RFC 2397) where they are none.
fn text_or_url(bytes: &[u8], media_type: &str) -> String {
    match std::str::from_utf8(bytes) {
        Ok(text) => text.to_owned(),
        Err(_) => format!("data:{media_type};base64,{}", BASE64_STANDARD.encode(bytes)),
    }
}
