//! `/gzip`, `/deflate`, `/brotli` and `/zstd`: answers in a content coding (RFC 9110, section 8.4.1; RFC 7932; RFC 8878).

use std::io::{self, Write};

use axum::{
    extract::{Request, State},
    http::{HeaderMap, HeaderValue, header},
    response::{IntoResponse, Response},
};
use flate2::{
    Compression,
    write::{GzEncoder, ZlibEncoder},
};
use serde::Serialize;
use utoipa::ToSchema;
use utoipa_axum::{router::OpenApiRouter, routes};

use super::shape::{self, Fields};
use crate::{negotiation, problem::Error, services::Services};

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new()
        .routes(routes!(gzip))
        .routes(routes!(deflate))
        .routes(routes!(brotli))
        .routes(routes!(zstd))
}

/// The request, and whether the answer is coded.
#[derive(Serialize, ToSchema)]
struct Coded<'a> {
    #[serde(skip_serializing_if = "Option::is_none")]
    brotli: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    deflated: Option<bool>,
    #[serde(skip_serializing_if = "Option::is_none")]
    gzipped: Option<bool>,
    /// The header fields.
    #[schema(value_type = std::collections::BTreeMap<String, String>)]
    headers: Fields<'a>,
    method: &'a str,
    /// The client's IP address; `null` where there is no socket.
    origin: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    zstd: Option<bool>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Coding {
    Gzip,
    Deflate,
    Brotli,
    Zstd,
}

impl Coding {
    fn name(self) -> &'static str {
        match self {
            Self::Gzip => "gzip",
            Self::Deflate => "deflate",
            Self::Brotli => "br",
            Self::Zstd => "zstd",
        }
    }

    fn encode(self, text: &[u8]) -> io::Result<Vec<u8>> {
        match self {
            Self::Gzip => {
                let mut encoder = GzEncoder::new(Vec::new(), Compression::default());
                encoder.write_all(text)?;
                encoder.finish()
            }
            // The zlib format: that is what HTTP means by deflate.
            Self::Deflate => {
                let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
                encoder.write_all(text)?;
                encoder.finish()
            }
            Self::Brotli => {
                let mut coded = Vec::new();
                let parameters = brotli::enc::BrotliEncoderParams {
                    quality: 5,
                    ..Default::default()
                };
                brotli::BrotliCompress(&mut &*text, &mut coded, &parameters)?;
                Ok(coded)
            }
            Self::Zstd => Ok(ruzstd::encoding::compress_to_vec(
                text,
                ruzstd::encoding::CompressionLevel::Fastest,
            )),
        }
    }
}

/// Answer in gzip.
///
/// ```sh
/// curl --compressed --include http://127.0.0.1:3000/gzip
/// ```
#[utoipa::path(get, path = "/gzip", tag = "bench: formats", responses((status = 200, body = Coded, headers(("Content-Encoding" = String), ("Vary" = String)))))]
async fn gzip(State(services): State<Services>, request: Request) -> Result<Response, Error> {
    answer(&services, request, Coding::Gzip)
}

/// Answer in deflate.
#[utoipa::path(get, path = "/deflate", tag = "bench: formats", responses((status = 200, body = Coded, headers(("Content-Encoding" = String), ("Vary" = String)))))]
async fn deflate(State(services): State<Services>, request: Request) -> Result<Response, Error> {
    answer(&services, request, Coding::Deflate)
}

/// Answer in Brotli.
#[utoipa::path(get, path = "/brotli", tag = "bench: formats", responses((status = 200, body = Coded, headers(("Content-Encoding" = String), ("Vary" = String)))))]
async fn brotli(State(services): State<Services>, request: Request) -> Result<Response, Error> {
    answer(&services, request, Coding::Brotli)
}

/// Answer in Zstandard.
#[utoipa::path(get, path = "/zstd", tag = "bench: formats", responses((status = 200, body = Coded, headers(("Content-Encoding" = String), ("Vary" = String)))))]
async fn zstd(State(services): State<Services>, request: Request) -> Result<Response, Error> {
    answer(&services, request, Coding::Zstd)
}

/// The request in this coding, or as it is where the client refuses the coding. httpbin does not ask.
fn answer(services: &Services, request: Request, coding: Coding) -> Result<Response, Error> {
    let (parts, _) = request.into_parts();
    let is_httpbin = services.bench().is_httpbin();
    let coded = is_httpbin || accepts(&parts.headers, coding);
    let flag = |it| (coding == it).then_some(coded);
    let value = Coded {
        brotli: flag(Coding::Brotli),
        deflated: flag(Coding::Deflate),
        gzipped: flag(Coding::Gzip),
        headers: Fields::of(services, &parts),
        method: parts.method.as_str(),
        origin: shape::origin(services, &parts),
        zstd: flag(Coding::Zstd),
    };
    let internal =
        |error: &dyn std::error::Error| Error::internal("an answer could not be coded", error);
    let text = shape::text(services, &value).map_err(|error| internal(&error))?;
    let body = if coded {
        coding.encode(&text).map_err(|error| internal(&error))?
    } else {
        text
    };
    let mut response = body.into_response();
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_TYPE,
        HeaderValue::from_static("application/json"),
    );
    if coded {
        headers.insert(
            header::CONTENT_ENCODING,
            HeaderValue::from_static(coding.name()),
        );
    }
    if !is_httpbin {
        headers.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    }
    Ok(response)
}

/// Whether the client takes the coding. Where it says nothing, it takes any (RFC 9110, section 12.5.3).
fn accepts(headers: &HeaderMap, coding: Coding) -> bool {
    negotiation::wishes(headers, &header::ACCEPT_ENCODING)
        .is_none_or(|it| negotiation::coding(&it, coding.name()) > 0)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_client_decides() {
        let takes = |value: &'static str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static(value));
            accepts(&headers, Coding::Gzip)
        };
        assert!(accepts(&HeaderMap::new(), Coding::Gzip));
        for value in ["gzip", "br, GZIP;q=0.1", "*", "br;q=0, *;q=0.5"] {
            assert!(takes(value), "{value}");
        }
        for value in ["", "br", "identity", "gzip;q=0", "*;q=0", "gzip;q=0, *"] {
            assert!(!takes(value), "{value}");
        }
    }
}
