//! Reads a request's body within a bound.

use axum::{
    body::{Body, Bytes},
    http::{HeaderMap, header},
};
use http_body_util::BodyExt;

use crate::problem::Error;

/// The longest body that is read, in bytes: 1 MiB.
pub const MAX_BODY: usize = 1 << 20;

/// How much of a body that is too long is read and thrown away, in bytes. A client that is still sending would miss
/// an answer and see only a broken connection; past this bound it does.
pub(crate) const MAX_DISCARDED: usize = 8 << 20;

/// The whole body.
///
/// # Errors
/// [`Error::BodyTooLarge`] beyond [`MAX_BODY`]; [`Error::BodyBroken`] when the connection or the framing breaks.
pub(crate) async fn read(headers: &HeaderMap, mut body: Body) -> Result<Bytes, Error> {
    let declared = declared_length(headers);
    if declared.is_some_and(|length| length > MAX_BODY) && headers.contains_key(header::EXPECT) {
        // The client asked first and has sent nothing yet (RFC 9110, section 10.1.1).
        return Err(Error::BodyTooLarge);
    }
    let mut kept = Vec::with_capacity(declared.unwrap_or_default().min(MAX_BODY));
    let mut seen = 0usize;
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|_| Error::BodyBroken)?;
        let Some(data) = frame.data_ref() else {
            continue;
        };
        seen = seen.saturating_add(data.len());
        if seen <= MAX_BODY {
            kept.extend_from_slice(data);
        } else if seen > MAX_DISCARDED {
            break;
        }
    }
    if seen > MAX_BODY {
        return Err(Error::BodyTooLarge);
    }
    Ok(kept.into())
}

fn declared_length(headers: &HeaderMap) -> Option<usize> {
    headers
        .get(header::CONTENT_LENGTH)?
        .to_str()
        .ok()?
        .parse()
        .ok()
}

#[cfg(test)]
mod tests {
    use axum::http::HeaderValue;
    use futures_util::stream;

    use super::*;

    #[tokio::test]
    async fn the_bound_is_one_mebibyte_to_the_byte() {
        let headers = HeaderMap::new();
        let fits = read(&headers, Body::from(vec![b'x'; MAX_BODY])).await;
        assert_eq!(fits.unwrap().len(), MAX_BODY);
        let over = read(&headers, Body::from(vec![b'x'; MAX_BODY + 1])).await;
        assert!(matches!(over, Err(Error::BodyTooLarge)));
    }

    #[tokio::test]
    async fn a_client_that_asks_first_is_told_before_it_sends() {
        let mut headers = HeaderMap::new();
        headers.insert(header::EXPECT, HeaderValue::from_static("100-continue"));
        headers.insert(header::CONTENT_LENGTH, HeaderValue::from(MAX_BODY + 1));
        let never = Body::from_stream(stream::pending::<Result<Bytes, axum::Error>>());
        assert!(matches!(
            read(&headers, never).await,
            Err(Error::BodyTooLarge)
        ));
    }
}
