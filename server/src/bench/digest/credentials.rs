//! `Authorization: Digest …`, taken apart (RFC 7616, section 3.4; RFC 9110, section 11.2).

use std::collections::HashMap;

use axum::http::{HeaderMap, header};

use super::hash::Algorithm;

/// What a client must give back as it got it.
pub(super) const OPAQUE: &str = "5ccc069c403ebaf9f0171e9517f40e41";

/// What a client brought. What is not quoted in a challenge is compared as it is.
#[derive(Debug, Default)]
pub(super) struct Credentials {
    pub username: String,
    pub realm: String,
    pub nonce: String,
    pub uri: String,
    pub response: String,
    pub algorithm: Option<String>,
    pub opaque: Option<String>,
    pub qop: Option<String>,
    pub cnonce: Option<String>,
    /// `nc` as it stands there.
    pub count_text: Option<String>,
    /// `nc` as a number; 0 where it is none.
    pub count: u32,
}

impl Credentials {
    /// Those of a request; `None` where there are none, or what there is cannot be read.
    pub fn of(headers: &HeaderMap) -> Option<Self> {
        let text = headers.get(header::AUTHORIZATION)?.to_str().ok()?;
        let (scheme, rest) = text.split_once(' ')?;
        if !scheme.eq_ignore_ascii_case("Digest") {
            return None;
        }
        let mut found = parameters(rest)?;
        let mut take = |name| found.remove(name);
        let count_text: Option<String> = take("nc");
        Some(Self {
            username: take("username")?,
            realm: take("realm").unwrap_or_default(),
            nonce: take("nonce")?,
            uri: take("uri")?,
            response: take("response")?,
            algorithm: take("algorithm"),
            opaque: take("opaque"),
            qop: take("qop"),
            cnonce: take("cnonce"),
            count: count_text
                .as_deref()
                .filter(|it| it.len() == 8)
                .and_then(|it| u32::from_str_radix(it, 16).ok())
                .unwrap_or_default(),
            count_text,
        })
    }

    /// Whether they answer this challenge to this request at all.
    pub fn fits(
        &self,
        realm: &str,
        qop: &str,
        algorithm: Algorithm,
        target: &str,
        is_httpbin: bool,
    ) -> bool {
        if is_httpbin {
            return true;
        }
        // Without a name it is MD5 that is meant.
        let named = self.algorithm.as_deref().unwrap_or("MD5");
        let opaque = self.opaque.as_deref();
        self.realm == realm
            && self.qop.as_deref() == Some(qop)
            && Algorithm::named(named) == Some(algorithm)
            && opaque == Some(OPAQUE)
            && self.cnonce.is_some()
            && self.count > 0
            && self.uri == target
    }
}

/// `name=value` pairs with commas between them; names in lower case. `None` where something else stands there, or a
/// name stands there twice.
fn parameters(text: &str) -> Option<HashMap<String, String>> {
    let mut found = HashMap::new();
    let mut rest = text.trim_start_matches([' ', '\t', ',']);
    while !rest.is_empty() {
        let (name, after) = rest.split_once('=')?;
        let (value, after) = value(after.trim_start())?;
        let after = after.trim_start();
        if !after.is_empty() && !after.starts_with(',') {
            return None;
        }
        if found
            .insert(name.trim().to_ascii_lowercase(), value)
            .is_some()
        {
            return None;
        }
        rest = after.trim_start_matches([' ', '\t', ',']);
    }
    Some(found)
}

/// A token or a quoted string, without its quotes and escapes; and what follows.
fn value(text: &str) -> Option<(String, &str)> {
    let Some(quoted) = text.strip_prefix('"') else {
        let end = text.find([',', ' ', '\t']).unwrap_or(text.len());
        return Some((text[..end].to_owned(), &text[end..]));
    };
    let mut value = String::new();
    let mut chars = quoted.char_indices();
    while let Some((at, it)) = chars.next() {
        match it {
            '"' => return Some((value, &quoted[at + 1..])),
            '\\' => value.push(chars.next()?.1),
            it => value.push(it),
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn quoted_strings_and_tokens_are_told_apart() {
        let found = parameters("a=\"x, \\\"y\\\"\" , B=z,c=\"\"").unwrap();
        assert_eq!(
            (&*found["a"], &*found["b"], &*found["c"]),
            ("x, \"y\"", "z", "")
        );
        for text in ["a", "a=\"x", "a=1 b=2", "a=1,a=2", "a=\"x\\"] {
            assert!(parameters(text).is_none(), "{text}");
        }
    }

    proptest! {
        #[test]
        fn no_field_makes_it_panic(text in "\\PC*|([a-c]=|\"|\\\\|,| |x)*") {
            let _ = parameters(&text);
        }

        #[test]
        fn any_value_survives_quoting(text in "\\PC*") {
            let quoted = text.replace('\\', "\\\\").replace('"', "\\\"");
            prop_assert_eq!(&parameters(&format!("a=\"{quoted}\"")).unwrap()["a"], &text);
        }
    }
}
