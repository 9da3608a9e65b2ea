//! What may stand in a string or a number. What the inspector explains as well is in [`http`](crate::http).

use super::Word;
use crate::http::{HEADERS, STATUSES};

/// RFC 9110, section 9.3, and PATCH of RFC 5789.
const METHODS: [(&str, &str); 7] = [
    ("GET", "Asks for what is at the path, and changes nothing."),
    (
        "HEAD",
        "As GET, but only the status and the header fields come back.",
    ),
    (
        "POST",
        "Hands something in, for example to have something new made.",
    ),
    (
        "PUT",
        "Has what is at the path be exactly what the body says.",
    ),
    (
        "PATCH",
        "Changes a part of what is at the path, as the body says.",
    ),
    ("DELETE", "Has what is at the path removed."),
    (
        "OPTIONS",
        "Asks what may be done here. Browsers send it before some requests of other sites’ pages.",
    ),
];

/// Header fields that challenges are about and [`HEADERS`] does not have.
const MORE: [(&str, &str); 15] = [
    ("accept-post", "The types of body that POST takes here."),
    (
        "access-control-allow-credentials",
        "true: the page of the other origin may read answers to requests with cookies.",
    ),
    (
        "access-control-allow-headers",
        "The header fields that pages of another origin may send.",
    ),
    (
        "access-control-allow-methods",
        "The methods that pages of another origin may use.",
    ),
    (
        "access-control-expose-headers",
        "The header fields that pages of another origin may read.",
    ),
    (
        "access-control-max-age",
        "For how many seconds the browser may remember what it was allowed.",
    ),
    (
        "access-control-request-headers",
        "The header fields that the page would like to send.",
    ),
    (
        "access-control-request-method",
        "The method that the page would like to use.",
    ),
    ("cookie", "The cookies that this server has set before."),
    ("forwarded", "What proxies on the way say of the client."),
    ("host", "The name of the server that is asked."),
    (
        "idempotency-key",
        "The client’s name for this one wish, the same when it tries again.",
    ),
    (
        "if-modified-since",
        "Send the content only if it was changed after this time.",
    ),
    ("origin", "The site that the asking page comes from."),
    (
        "set-cookie",
        "A cookie that the browser should keep and send back.",
    ),
];

/// What clients send.
const ASKED: [&str; 18] = [
    "accept",
    "accept-language",
    "access-control-request-headers",
    "access-control-request-method",
    "authorization",
    "cache-control",
    "content-length",
    "content-type",
    "cookie",
    "forwarded",
    "host",
    "idempotency-key",
    "if-match",
    "if-modified-since",
    "if-none-match",
    "origin",
    "range",
    "user-agent",
];

/// What servers send.
const ANSWERED: [&str; 29] = [
    "accept-post",
    "accept-ranges",
    "access-control-allow-credentials",
    "access-control-allow-headers",
    "access-control-allow-methods",
    "access-control-allow-origin",
    "access-control-expose-headers",
    "access-control-max-age",
    "age",
    "allow",
    "cache-control",
    "content-encoding",
    "content-language",
    "content-length",
    "content-location",
    "content-security-policy",
    "content-type",
    "date",
    "etag",
    "expires",
    "last-modified",
    "link",
    "location",
    "retry-after",
    "set-cookie",
    "strict-transport-security",
    "vary",
    "www-authenticate",
    "x-content-type-options",
];

/// Methods, the commonest first.
pub(super) fn methods() -> Vec<Word> {
    METHODS
        .into_iter()
        .map(|(text, about)| word(text, "", about))
        .collect()
}

/// Status codes with their reason phrases.
pub(super) fn statuses() -> Vec<Word> {
    let each = STATUSES.iter();
    each.map(|&(code, phrase, _, about)| word(&code.to_string(), phrase, about))
        .collect()
}

/// Header fields that a request may have.
pub(super) fn request_headers() -> Vec<Word> {
    known(&ASKED)
}

/// Header fields that a response may have.
pub(super) fn response_headers() -> Vec<Word> {
    known(&ANSWERED)
}

fn known(names: &[&str]) -> Vec<Word> {
    let about = |name: &str| {
        let shared = HEADERS.iter().map(|&(name, _, about)| (name, about));
        let mut all = shared.chain(MORE);
        all.find(|it| it.0 == name).map(|it| it.1)
    };
    let found = names
        .iter()
        .filter_map(|name| Some(word(name, "", about(name)?)));
    found.collect()
}

fn word(text: &str, beside: &'static str, about: &'static str) -> Word {
    Word {
        text: text.to_owned(),
        beside,
        about,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_header_field_that_is_listed_has_a_line_and_every_line_is_used() {
        assert_eq!(request_headers().len(), ASKED.len());
        assert_eq!(response_headers().len(), ANSWERED.len());
        for (name, _) in MORE {
            assert!(ASKED.contains(&name) || ANSWERED.contains(&name), "{name}");
            assert!(HEADERS.iter().all(|it| it.0 != name), "{name} stands twice");
        }
    }
}
