//! `GET /compressed`: one text in the content coding that the client likes best (RFC 9110, section 12.5.3).

use std::io::{self, Write};

use axum::{
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};
use flate2::{Compression, write::GzEncoder};
use utoipa_axum::{router::OpenApiRouter, routes};

use crate::{
    conditions::{self, Current},
    fields::set,
    negotiation,
    problem::{Error, Problem},
    services::Services,
};

/// What is offered, the best first.
const CODINGS: [&str; 3] = ["br", "gzip", "identity"];

/// How often the line stands in the text.
const LINES: usize = 200;

/// The routes of this resource.
pub fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(compressed))
}

/// Get a text small.
///
/// Two hundred lines that are nearly the same: look at how many bytes arrive, and how long the text is.
///
/// ```sh
/// curl -s -o /dev/null -w '%{size_download}\n' -H 'Accept-Encoding: br' http://127.0.0.1:3000/compressed
/// ```
#[utoipa::path(
    get,
    path = "/compressed",
    tag = "negotiation",
    params(
        ("Accept-Encoding" = Option<String>, Header, description = "Codings with weights. Offered are `br`, `gzip` and `identity`, which is the text as it is."),
        ("If-None-Match" = Option<String>, Header, description = "ETags of copies that one has."),
    ),
    responses(
        (status = 200, body = String, content_type = "text/plain", headers(("Content-Encoding" = String), ("ETag" = String), ("Vary" = String))),
        (status = 304, description = "The copy is still right."),
        (status = 406, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn compressed(headers: HeaderMap) -> Response {
    let wishes = negotiation::wishes(&headers, &header::ACCEPT_ENCODING);
    let chosen = match &wishes {
        Some(wishes) => negotiation::best(Some(wishes), &CODINGS, negotiation::coding),
        // Whoever does not ask may not know any coding.
        None => Some("identity"),
    };
    let mut response = match chosen {
        Some(coding) => answer(&headers, coding),
        None => Error::NotAcceptable {
            offered: CODINGS.join(", "),
        }
        .into_response(),
    };
    let vary = HeaderValue::from_static("Accept-Encoding");
    response.headers_mut().insert(header::VARY, vary);
    response
}

fn answer(headers: &HeaderMap, coding: &'static str) -> Response {
    // Each coding is a representation of its own, with an entity tag of its own (section 8.8.3.3).
    let tag = format!("\"lines-{coding}\"");
    let mut response = if conditions::is_had(headers, Current::tagged(&tag)) {
        StatusCode::NOT_MODIFIED.into_response()
    } else {
        match encode(coding, text().as_bytes()) {
            Ok(body) => whole(coding, body),
            Err(error) => {
                return Error::internal("a text could not be compressed", &error).into_response();
            }
        }
    };
    let fields = response.headers_mut();
    fields.insert(header::CACHE_CONTROL, HeaderValue::from_static("no-cache"));
    set(fields, header::ETAG, &tag);
    response
}

fn whole(coding: &'static str, body: Vec<u8>) -> Response {
    let fields: [(HeaderName, HeaderValue); 1] = [(
        header::CONTENT_TYPE,
        HeaderValue::from_static("text/plain; charset=utf-8"),
    )];
    let mut response = (fields, body).into_response();
    if coding != "identity" {
        let coding = HeaderValue::from_static(coding);
        response
            .headers_mut()
            .insert(header::CONTENT_ENCODING, coding);
    }
    response
}

fn text() -> String {
    let line = |it: usize| {
        [
            "Line ",
            &it.to_string(),
            ": what repeats itself becomes small.\n",
        ]
        .concat()
    };
    (1..=LINES).map(line).collect()
}

fn encode(coding: &str, text: &[u8]) -> io::Result<Vec<u8>> {
    match coding {
        "br" => {
            let mut body = Vec::new();
            let mut writer = brotli::CompressorWriter::new(&mut body, 4096, 5, 20);
            writer.write_all(text)?;
            writer.flush()?;
            drop(writer);
            Ok(body)
        }
        "gzip" => {
            let mut writer = GzEncoder::new(Vec::new(), Compression::default());
            writer.write_all(text)?;
            writer.finish()
        }
        _ => Ok(text.to_vec()),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Read;

    use super::*;

    #[test]
    fn what_was_made_small_can_be_made_whole() {
        let whole = text();
        let mut unzipped = String::new();
        let small = encode("gzip", whole.as_bytes()).unwrap();
        flate2::read::GzDecoder::new(&small[..])
            .read_to_string(&mut unzipped)
            .unwrap();
        assert_eq!(unzipped, whole);
        let mut unbroken = String::new();
        let smaller = encode("br", whole.as_bytes()).unwrap();
        brotli::Decompressor::new(&smaller[..], 4096)
            .read_to_string(&mut unbroken)
            .unwrap();
        assert_eq!(unbroken, whole);
        assert!(smaller.len() < small.len() && small.len() * 5 < whole.len());
    }
}
