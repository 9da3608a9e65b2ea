//! A reply as the agent is given it: a status, header fields, and the body as text and as pieces of bytes.

use std::fmt::Write as _;

use serde_json::{Value as Json, json};

use super::{
    date::{self, Part},
    reason::reason,
    script::{Lookup, Reply},
};

/// So many bytes of a body are handed over at a time where a reply comes in pieces. A sign of several bytes may be cut.
const CHOP: usize = 16;

impl Reply {
    /// The body as text.
    pub fn text(&self) -> String {
        match (&self.body, &self.json) {
            (Some(body), _) => body.clone(),
            (None, Some(json)) => json.to_string(),
            (None, None) => self.pieces.iter().map(|it| it.text.as_str()).collect(),
        }
    }

    /// The reply as the agent is given it.
    pub fn line(&self) -> Json {
        let implied = self.implied_type().map(|it| ("content-type", it.into()));
        let fields: Vec<(&str, Json)> = (self.headers.iter())
            .map(|(name, value)| (name.as_str(), field(value)))
            .chain(implied)
            .collect();
        json!({
            "method": self.method,
            "path": self.path,
            "given": self.given.iter().collect::<Vec<_>>(),
            "after": self.after,
            "status": self.status,
            "reason": reason(self.status),
            "headers": fields,
            "text": self.text(),
            "pieces": self.parts(),
            "lookup": self.lookup.as_ref().map(Lookup::line),
            "end": self.end,
        })
    }

    /// The type of its body, if it has one.
    pub fn content_type(&self) -> Option<&str> {
        let said = self.headers.get("content-type").map(String::as_str);
        said.or_else(|| self.implied_type())
    }

    /// The type of a body whose author leaves it to the body.
    fn implied_type(&self) -> Option<&'static str> {
        if self.headers.contains_key("content-type") {
            return None;
        }
        match (&self.json, &self.body) {
            _ if self.lookup.is_some() => Some("application/json"),
            (Some(_), _) => Some("application/json"),
            (None, Some(_)) => Some("text/plain;charset=UTF-8"),
            (None, None) => (!self.pieces.is_empty()).then_some("text/plain;charset=UTF-8"),
        }
    }

    /// Milliseconds since the part before, and bytes, one sign each.
    fn parts(&self) -> Vec<(u32, String)> {
        if self.pieces.is_empty() {
            let text = self.text();
            let whole = (!text.is_empty()).then(|| (0, bytes(text.as_bytes())));
            return whole.into_iter().collect();
        }
        let mut parts = Vec::new();
        for piece in &self.pieces {
            for (at, part) in piece.text.as_bytes().chunks(CHOP).enumerate() {
                let after = if at == 0 { piece.after } else { 0 };
                parts.push((after, bytes(part)));
            }
        }
        parts
    }
}

impl Lookup {
    /// The parameter, the bound, and every item as JSON in ASCII, so that a sign is a byte.
    fn line(&self) -> Json {
        let items = self.items.iter();
        let items: Vec<(&str, String)> = items
            .map(|(id, it)| (id.as_str(), ascii(&it.to_string())))
            .collect();
        json!({ "name": self.name, "most": self.most, "items": items })
    }
}

/// A field's value: text, or where dates are in it, a list of texts and of how far the dates are from the reply.
fn field(value: &str) -> Json {
    match date::dates(value) {
        Ok(parts) if parts.iter().any(|it| matches!(it, Part::Date(_))) => {
            let part = |it| match it {
                Part::Text(text) => Json::from(text),
                Part::Date(ahead) => Json::from(ahead),
            };
            parts.into_iter().map(part).collect()
        }
        // What cannot be read is said to its author, and given as it is.
        _ => value.into(),
    }
}

/// JSON with everything beyond ASCII escaped (RFC 8259, section 7).
fn ascii(json: &str) -> String {
    let mut out = String::with_capacity(json.len());
    for sign in json.chars() {
        if sign.is_ascii() {
            out.push(sign);
            continue;
        }
        for unit in sign.encode_utf16(&mut [0; 2]) {
            let _ = write!(out, "\\u{unit:04x}");
        }
    }
    out
}

/// Bytes as text, a sign for each.
fn bytes(of: &[u8]) -> String {
    of.iter().map(|it| char::from(*it)).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::client::Piece;

    #[test]
    fn pieces_are_handed_over_in_bytes_and_may_cut_a_sign_in_two() {
        let text = "123456789012345é!".to_owned();
        let reply = Reply {
            pieces: vec![Piece { after: 7, text }],
            ..Reply::default()
        };
        let line = reply.line();
        assert_eq!(line["text"], "123456789012345é!");
        assert_eq!(
            line["pieces"],
            json!([[7, "123456789012345\u{c3}"], [0, "\u{a9}!"]])
        );
    }

    #[test]
    fn the_type_of_a_body_follows_from_it_unless_it_is_said() {
        let of = |reply: &Reply| reply.line()["headers"].clone();
        let json = Reply {
            json: Some(json!(1)),
            ..Reply::default()
        };
        assert_eq!(of(&json), json!([["content-type", "application/json"]]));
        let said = Reply {
            headers: [("content-type".to_owned(), "text/html".to_owned())].into(),
            ..json
        };
        assert_eq!(of(&said), json!([["content-type", "text/html"]]));
        assert_eq!(of(&Reply::default()), json!([]));
    }
}
