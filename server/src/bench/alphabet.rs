//! The alphabet, over and over: what `/range/{n}` has parts of. It costs no memory, however long it is.

use std::collections::VecDeque;

use axum::body::Bytes;

use crate::ranges::{self, Part};

const ALPHABET: &[u8; 26] = b"abcdefghijklmnopqrstuvwxyz";

/// The alphabet, over and over: long enough for a piece of 64 KiB from any letter on.
static LETTERS: [u8; (64 << 10) + 26] = {
    let mut letters = [0; (64 << 10) + 26];
    let mut at = 0;
    while at < letters.len() {
        letters[at] = ALPHABET[at % 26];
        at += 1;
    }
    letters
};

/// A piece of an answer: text as it is, or letters from one place to another.
pub(super) enum Segment {
    Text(Bytes),
    Letters { next: u64, end: u64 },
}

impl Segment {
    /// A part of the letters.
    pub fn of(part: Part) -> Self {
        Self::Letters {
            next: part.first,
            end: part.last + 1,
        }
    }

    /// How many bytes it has.
    pub fn length(&self) -> u64 {
        match self {
            Self::Text(text) => text.len() as u64,
            Self::Letters { next, end } => end - next,
        }
    }

    /// At most so much of it; `None` at its end.
    fn take(&mut self, most: usize) -> Option<Bytes> {
        match self {
            Self::Text(text) if text.is_empty() => None,
            Self::Text(text) => Some(text.split_to(text.len().min(most))),
            Self::Letters { next, end } if next == end => None,
            Self::Letters { next, end } => {
                let length = usize::try_from(*end - *next)
                    .unwrap_or(usize::MAX)
                    .min(most);
                let from = usize::try_from(*next % 26).unwrap_or_default();
                *next += length as u64;
                Some(Bytes::from_static(&LETTERS[from..from + length]))
            }
        }
    }
}

/// Segments one after the other, cut into pieces.
pub(super) fn pieces(
    segments: Vec<Segment>,
    most: usize,
) -> impl FnMut() -> Option<Bytes> + Send + 'static {
    let mut segments = VecDeque::from(segments);
    move || loop {
        match segments.front_mut()?.take(most) {
            Some(piece) => return Some(piece),
            None => drop(segments.pop_front()),
        }
    }
}

/// Several parts in one body. What stands between them cannot stand in one: no part holds a hyphen.
pub(super) fn multipart(parts: &[Part], length: u64, media_type: &str) -> Vec<Segment> {
    let text = |it: String| Segment::Text(it.into());
    ranges::multipart(parts, length, media_type, text, Segment::of)
}
