//! For the fuzzer: whatever the bytes and their pieces, the same messages are cut out of them.

use super::{
    cutter::{Cutter, Reader},
    framing::{self, Framing},
};
use crate::problem::MAX_HEAD;

/// What a cutter found.
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Found {
    pub heads: Vec<Vec<u8>>,
    pub bodies: Vec<Vec<u8>>,
    pub ended: usize,
    pub lost: bool,
    pub responses: bool,
}

impl Reader for Found {
    fn head(&mut self, head: &[u8]) -> Framing {
        self.heads.push(head.to_vec());
        self.bodies.push(Vec::new());
        if self.responses {
            framing::response(head, false, false)
        } else {
            framing::request(head).map_or(Framing::Nonsense, |it| it.framing)
        }
    }

    fn body(&mut self, raw: &[u8]) {
        let body = self.bodies.last_mut().expect("a body comes after its head");
        body.extend_from_slice(raw);
    }

    fn end(&mut self) {
        self.ended += 1;
    }

    fn lost(&mut self) {
        assert!(!self.lost, "lost twice");
        self.lost = true;
    }
}

/// What is found in these pieces.
pub(super) fn cut<'a>(pieces: impl IntoIterator<Item = &'a [u8]>, responses: bool) -> Found {
    let mut found = Found {
        responses,
        ..Found::default()
    };
    let mut cutter = Cutter::default();
    for piece in pieces {
        cutter.feed(piece, &mut found);
    }
    found
}

/// The first byte says which direction it is, the second how long the pieces are.
pub(crate) fn cutter(input: &[u8]) {
    let [direction, piece, bytes @ ..] = input else {
        return;
    };
    let responses = direction % 2 == 1;
    let whole = cut([bytes], responses);
    let pieces = cut(bytes.chunks(usize::from(*piece).max(1)), responses);
    assert!(whole.ended <= whole.heads.len());
    // A head beyond all bounds is given up where it is seen to be one: in small pieces, that is earlier.
    if bytes.len() < MAX_HEAD || !(whole.lost || pieces.lost) {
        assert_eq!(whole.heads, pieces.heads);
        assert_eq!((whole.ended, whole.lost), (pieces.ended, pieces.lost));
    }
    if !whole.lost && !pieces.lost {
        assert_eq!(whole.bodies, pieces.bodies);
    }
}
