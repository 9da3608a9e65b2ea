//! The beginning of a body, kept without copying it until it is known whether anybody may see it.

use axum::body::Bytes;
use base64::{Engine, prelude::BASE64_STANDARD};

use super::{MAX_KEPT_BODY, exchange::Body};

/// The most pieces that are held on to: a body in single bytes must not cost a list of thousands.
const MAX_PIECES: usize = 64;

/// The beginning of a body, and its length.
#[derive(Clone, Debug, Default)]
pub(super) struct Kept {
    pieces: Vec<Bytes>,
    /// The length of the pieces.
    held: usize,
    length: u64,
}

impl Kept {
    /// Takes note of a piece.
    pub fn add(&mut self, piece: &Bytes) {
        self.length = self.length.saturating_add(piece.len() as u64);
        let room = MAX_KEPT_BODY - self.held;
        if room == 0 || piece.is_empty() {
            return;
        }
        if self.pieces.len() == MAX_PIECES {
            self.pieces = vec![self.joined().into()];
        }
        let piece = piece.slice(..piece.len().min(room));
        self.held += piece.len();
        self.pieces.push(piece);
    }

    /// How many bytes there were.
    pub fn length(&self) -> u64 {
        self.length
    }

    fn joined(&self) -> Vec<u8> {
        let mut bytes = Vec::with_capacity(self.held);
        for piece in &self.pieces {
            bytes.extend_from_slice(piece);
        }
        bytes
    }

    /// The beginning, in memory of its own: a piece may be a small part of a large buffer.
    pub fn beginning(&self) -> Beginning {
        Beginning {
            bytes: self.joined(),
            length: self.length,
        }
    }
}

/// The beginning of a body as the record keeps it.
#[derive(Clone, Debug, Default)]
pub(super) struct Beginning {
    bytes: Vec<u8>,
    length: u64,
}

impl Beginning {
    /// How much memory it takes, in bytes.
    pub fn weight(&self) -> usize {
        self.bytes.capacity()
    }

    /// As it is told: text where it is text.
    pub fn tell(&self) -> Body {
        let cut = self.length > self.bytes.len() as u64;
        let (text, base64) = match str::from_utf8(&self.bytes) {
            Ok(text) => (Some(text.to_owned()), None),
            // The cut may have gone through a character.
            Err(error) if cut && error.error_len().is_none() => {
                let whole = &self.bytes[..error.valid_up_to()];
                (Some(String::from_utf8_lossy(whole).into_owned()), None)
            }
            Err(_) => (None, Some(BASE64_STANDARD.encode(&self.bytes))),
        };
        Body {
            length: self.length,
            cut,
            text: text.filter(|it| !it.is_empty()),
            base64,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(pieces: &[&[u8]]) -> Body {
        let mut kept = Kept::default();
        for piece in pieces {
            kept.add(&Bytes::copy_from_slice(piece));
        }
        kept.beginning().tell()
    }

    #[test]
    fn text_is_text_and_the_rest_is_base_64() {
        assert_eq!(kept(&[]), Body::default());
        assert_eq!(kept(&[b"caf\xC3", b"\xA9"]).text.unwrap(), "caf\u{e9}");
        let bytes = kept(&[b"\xFF\x00"]);
        assert_eq!((bytes.text, bytes.base64), (None, Some("/wA=".to_owned())));
    }

    #[test]
    fn only_the_beginning_is_kept_and_no_character_is_halved() {
        let long = "\u{e9}".repeat(MAX_KEPT_BODY);
        let body = kept(&[b"x", long.as_bytes()]);
        assert!(body.cut);
        assert_eq!(body.length, 1 + long.len() as u64);
        assert_eq!(body.text.unwrap().len(), MAX_KEPT_BODY - 1);
    }

    #[test]
    fn a_body_in_single_bytes_is_kept_whole() {
        let pieces = vec![&b"x"[..]; 1000];
        assert_eq!(kept(&pieces).text.unwrap(), "x".repeat(1000));
    }
}
