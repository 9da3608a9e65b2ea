//! What came back from a request, or why nothing did.

use exercises::observe::Response;

/// How much of a body is read, in bytes.
pub const BODY_LIMIT: usize = 256 << 10;
/// How long an exchange may take, in milliseconds.
pub const DEADLINE_MS: i32 = 15_000;

/// A response as page JavaScript could see it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Answer {
    /// Status, readable header fields (in small letters and sorted, as `fetch` gives them) and body.
    pub response: Response,
    /// The reason phrase that came with the status; empty on HTTP/2 and later.
    pub status_text: String,
    /// The URL that answered in the end, after redirects.
    pub url: String,
    /// Whether a redirect led there.
    pub redirected: bool,
    /// How many bytes of the body were read.
    pub size: usize,
    /// True: the body is no text, and `response.body` shows only what can be shown of it.
    pub binary: bool,
    /// Why the body was not read to its end, where it was not.
    pub cut: Option<Cut>,
    /// When its head arrived, in milliseconds since the page's time origin.
    pub arrived: f64,
    /// When its body had been read.
    pub ended: f64,
}

/// Why a body was not read to its end.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Cut {
    /// It is larger than [`BODY_LIMIT`].
    TooLarge,
    /// The connection broke.
    Broken,
    /// It took longer than [`DEADLINE_MS`].
    Deadline,
    /// The learner stopped it.
    Stopped,
}

impl Cut {
    /// What a learner reads.
    pub fn words(self) -> &'static str {
        match self {
            Self::TooLarge => {
                "Only the first 256 KB of the body were read; the rest was not fetched."
            }
            Self::Broken => {
                "The connection broke before the body was complete. What had arrived is shown."
            }
            Self::Deadline => {
                "The body was not complete after 15 seconds, so the page stopped reading. What had arrived is shown."
            }
            Self::Stopped => {
                "You stopped it before the body was complete. What had arrived is shown."
            }
        }
    }
}

/// Why no response arrived.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The browser could not reach the server, or was kept from it.
    Unreachable,
    /// There was no response within [`DEADLINE_MS`].
    Deadline,
    /// The learner stopped it, or left the page's part that sent it.
    Stopped,
    /// The browser did not take the request: its own words.
    Refused(String),
}

impl Failure {
    /// A few words, for a list.
    pub fn short(&self) -> &'static str {
        match self {
            Self::Unreachable => "no response",
            Self::Deadline => "timed out",
            Self::Stopped => "stopped",
            Self::Refused(_) => "not sent",
        }
    }

    /// What happened and what to do about it.
    pub fn words(&self) -> String {
        match self {
            Self::Unreachable => "No response arrived, so there is no status code. Most likely the companion server is stopped: \
                start it again with cargo xtask play, then send again. It may also be that DevTools is set to Offline or blocks \
                this URL, or that an extension does. Nothing you wrote is lost."
                .into(),
            Self::Deadline => "No response arrived within 15 seconds, so the page gave up waiting. The server may still be at \
                work on it. You can send it again."
                .into(),
            Self::Stopped => "You stopped this request before a response arrived. The server may have received it all the same.".into(),
            Self::Refused(why) => format!("The browser did not send this request: {why}. Change it and send again."),
        }
    }
}

/// The text of a body, and whether it was none. Where the body was cut, half a character at its end does not count.
pub fn decode(bytes: Vec<u8>, cut: bool) -> (String, bool) {
    let bytes = match bytes.strip_prefix(b"\xef\xbb\xbf") {
        Some(rest) => rest.to_vec(),
        None => bytes,
    };
    match String::from_utf8(bytes) {
        Ok(text) => (text, false),
        Err(error) => {
            let end = error.utf8_error();
            let mut bytes = error.into_bytes();
            if cut && end.error_len().is_none() {
                bytes.truncate(end.valid_up_to());
                return (String::from_utf8(bytes).unwrap_or_default(), false);
            }
            (String::from_utf8_lossy(&bytes).into_owned(), true)
        }
    }
}

/// The type in a `Content-Type`, without parameters: `application/json`.
pub fn media_type(response: &Response) -> &str {
    let field = response
        .headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    field.map_or("", |(_, value)| {
        value.split(';').next().unwrap_or_default().trim()
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_body_is_decoded_and_binary_is_told_apart() {
        for (bytes, cut, text, binary) in [
            (&b"abc"[..], false, "abc", false),
            (b"\xef\xbb\xbfabc", false, "abc", false),
            ("añ".as_bytes(), false, "añ", false),
            (b"a\xc3", true, "a", false),
            (b"a\xc3", false, "a\u{fffd}", true),
            (b"a\xffb", true, "a\u{fffd}b", true),
            (b"", false, "", false),
        ] {
            assert_eq!(
                decode(bytes.to_vec(), cut),
                (text.to_owned(), binary),
                "{bytes:?}"
            );
        }
    }

    #[test]
    fn the_media_type_has_no_parameters() {
        let mut response = Response {
            headers: vec![("Content-Type".into(), "text/html ; charset=utf-8".into())],
            ..Response::default()
        };
        assert_eq!(media_type(&response), "text/html");
        response.headers.clear();
        assert_eq!(media_type(&response), "");
    }
}
