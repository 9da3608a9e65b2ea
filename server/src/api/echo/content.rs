//! What a request says of its body: media type, charset, content coding (RFC 9110, section 8.3 and 8.4).

use axum::http::{HeaderMap, header};
use mime::Mime;

use super::single;
use crate::problem::Error;

/// How a body is to be read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// `application/json` and all that ends in `+json`.
    Json,
    /// `text/*` and forms: it says of itself that it is text.
    Text,
    /// Anything else, or nothing said: text only if it happens to be.
    Other,
}

/// What the header fields say of the body.
#[derive(Debug)]
pub(crate) struct Content {
    /// `Content-Type` as it was given.
    pub media_type: Option<String>,
    /// How to read it.
    pub kind: Kind,
}

impl Content {
    /// Reads the header fields.
    ///
    /// # Errors
    /// All are 415: a `Content-Type` that is no media type, a charset other than UTF-8, a compressed body.
    pub fn of(headers: &HeaderMap) -> Result<Self, Error> {
        refuse_coding(headers)?;
        let given = single(headers, &header::CONTENT_TYPE).map_err(|()| Error::NoMediaType)?;
        let Some(given) = given else {
            return Ok(Self {
                media_type: None,
                kind: Kind::Other,
            });
        };
        let media: Mime = given.parse().map_err(|_| Error::NoMediaType)?;
        let kind = kind_of(&media);
        if kind != Kind::Other {
            refuse_charset(&media)?;
        }
        Ok(Self {
            media_type: Some(given.to_owned()),
            kind,
        })
    }
}

fn kind_of(media: &Mime) -> Kind {
    let form = media.type_() == mime::APPLICATION && media.subtype() == "x-www-form-urlencoded";
    if media.subtype() == mime::JSON || media.suffix() == Some(mime::JSON) {
        Kind::Json
    } else if media.type_() == mime::TEXT || form {
        Kind::Text
    } else {
        Kind::Other
    }
}

fn refuse_charset(media: &Mime) -> Result<(), Error> {
    match media.get_param(mime::CHARSET) {
        None => Ok(()),
        Some(it) if it == mime::UTF_8 || it == "utf8" || it == "us-ascii" => Ok(()),
        Some(other) => Err(Error::UnsupportedCharset {
            charset: other.as_str().chars().take(40).collect(),
        }),
    }
}

fn refuse_coding(headers: &HeaderMap) -> Result<(), Error> {
    let coding = single(headers, &header::CONTENT_ENCODING);
    match coding {
        Ok(None) => Ok(()),
        Ok(Some(it)) if it.trim().is_empty() || it.trim().eq_ignore_ascii_case("identity") => {
            Ok(())
        }
        _ => Err(Error::UnsupportedCoding),
    }
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;

    use super::*;

    fn of(content_type: &str) -> Result<Kind, Error> {
        let mut headers = HeaderMap::new();
        headers.insert(
            header::CONTENT_TYPE,
            HeaderValue::from_str(content_type).unwrap(),
        );
        Content::of(&headers).map(|it| it.kind)
    }

    #[test]
    fn the_media_type_decides_how_the_body_is_read() {
        for (content_type, kind) in [
            ("application/json", Kind::Json),
            ("Application/JSON; charset=UTF-8", Kind::Json),
            ("application/problem+json", Kind::Json),
            ("text/plain;charset=utf-8", Kind::Text),
            ("text/plain; charset=\"US-ASCII\"", Kind::Text),
            ("application/x-www-form-urlencoded", Kind::Text),
            ("application/octet-stream", Kind::Other),
            ("image/png", Kind::Other),
        ] {
            assert_eq!(of(content_type).unwrap(), kind, "{content_type}");
        }
        assert_eq!(Content::of(&HeaderMap::new()).unwrap().kind, Kind::Other);
    }

    #[test]
    fn what_cannot_be_read_is_refused() {
        assert!(matches!(of("json"), Err(Error::NoMediaType)));
        assert!(matches!(of(""), Err(Error::NoMediaType)));
        assert!(matches!(
            of("application/json; charset=utf-16"),
            Err(Error::UnsupportedCharset { charset }) if charset == "utf-16"
        ));
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
        assert!(matches!(
            Content::of(&headers),
            Err(Error::UnsupportedCoding)
        ));
    }
}
