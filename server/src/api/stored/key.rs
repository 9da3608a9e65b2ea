//! The header field `Idempotency-Key`. The draft of the IETF has it as text in double quotes; most clients send it
//! without, and both name the same key.

use std::convert::Infallible;

use axum::{
    extract::FromRequestParts,
    http::{HeaderMap, HeaderValue, request::Parts},
    response::Response,
};
use sha2::{Digest, Sha256};

use super::fault::Fault;
use crate::{
    fields::{Twice, once},
    services::Services,
    store::Key,
};

/// The longest key, in characters, its quotes included.
const MAX_KEY: usize = 255;

/// A key that was sent, or none, or something that is none.
pub(crate) struct MaybeKey(Result<Option<String>, Fault>);

impl MaybeKey {
    /// The key for a request of which `parts` tell whether it is the same; nothing where none was sent.
    pub fn of(self, parts: &[&str]) -> Result<Option<Key>, Fault> {
        let key = self.0?;
        Ok(key.map(|key| Key {
            key,
            fingerprint: fingerprint(parts),
        }))
    }

    /// The same, where there must be one.
    pub fn required(&self) -> Result<(), Fault> {
        match &self.0 {
            Ok(Some(_)) => Ok(()),
            Ok(None) => Err(Fault::NoKey),
            Err(fault) => Err(fault.clone()),
        }
    }
}

impl FromRequestParts<Services> for MaybeKey {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &Services) -> Result<Self, Infallible> {
        Ok(Self(key_in(&parts.headers)))
    }
}

/// Marks an answer as that of the first time.
pub(crate) fn marked(mut response: Response, replayed: bool) -> Response {
    if replayed {
        let headers = response.headers_mut();
        headers.insert("idempotency-replayed", HeaderValue::from_static("true"));
    }
    response
}

fn key_in(headers: &HeaderMap) -> Result<Option<String>, Fault> {
    let value = once(headers.get_all("idempotency-key")).map_err(|Twice| Fault::BadKey)?;
    let key = value.map(|it| {
        let text = it.to_str().ok()?;
        parse(text.trim_matches([' ', '\t']))
    });
    key.map(|it| it.ok_or(Fault::BadKey)).transpose()
}

/// The key in a field's value: a string as RFC 8941, section 3.3.3, has it, or the text itself.
fn parse(text: &str) -> Option<String> {
    if text.len() > MAX_KEY {
        return None;
    }
    let key = match text.strip_prefix('"') {
        Some(rest) => unquoted(rest.strip_suffix('"')?)?,
        None => text.to_owned(),
    };
    let visible = key.bytes().all(|it| it.is_ascii_graphic());
    (visible && !key.is_empty()).then_some(key)
}

fn unquoted(text: &str) -> Option<String> {
    let mut plain = String::with_capacity(text.len());
    let mut characters = text.chars();
    while let Some(it) = characters.next() {
        plain.push(match it {
            '\\' => characters.next().filter(|it| ['"', '\\'].contains(it))?,
            '"' => return None,
            other => other,
        });
    }
    Some(plain)
}

/// Tells requests apart without keeping them: no two lists of parts have the same.
fn fingerprint(parts: &[&str]) -> String {
    let mut digest = Sha256::new();
    for part in parts {
        digest.update(part.len().to_be_bytes());
        digest.update(part.as_bytes());
    }
    hex(&digest.finalize())
}

/// Bytes as hexadecimal digits in lower case.
pub(crate) fn hex(bytes: &[u8]) -> String {
    use std::fmt::Write;

    bytes.iter().fold(String::new(), |mut text, byte| {
        let _ = write!(text, "{byte:02x}");
        text
    })
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_key_is_the_same_with_and_without_quotes() {
        for (text, key) in [
            ("8e03978e-40d5", Some("8e03978e-40d5")),
            ("\"8e03978e-40d5\"", Some("8e03978e-40d5")),
            (r#""a\"b\\c""#, Some(r#"a"b\c"#)),
            ("", None),
            ("\"\"", None),
            ("\"", None),
            ("\"a", None),
            ("\"a\"b\"", None),
            (r#""a\"#, None),
            (r#""a\x""#, None),
            ("a b", None),
            ("é", None),
        ] {
            assert_eq!(parse(text).as_deref(), key, "{text}");
        }
        assert!(parse(&"k".repeat(MAX_KEY)).is_some());
        assert!(parse(&"k".repeat(MAX_KEY + 1)).is_none());
    }

    #[test]
    fn where_a_part_ends_counts() {
        assert_ne!(fingerprint(&["ab", "c"]), fingerprint(&["a", "bc"]));
        assert_ne!(fingerprint(&["a"]), fingerprint(&["a", ""]));
    }

    proptest! {
        #[test]
        fn any_key_survives_its_quotes(key in "[!-~]{1,126}") {
            let quoted = format!("\"{}\"", key.replace('\\', "\\\\").replace('"', "\\\""));
            prop_assert_eq!(parse(&quoted), Some(key));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC*|[\"\\\\a]*") {
            if let Some(key) = parse(&text) {
                prop_assert!(!key.is_empty() && key.len() <= MAX_KEY);
            }
        }
    }
}
