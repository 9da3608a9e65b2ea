//! A client's connection: the heads of the exchange that it carries now. A client sends its next request only when the
//! last response has come whole, so the last head of each direction belong together.

use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{
    cutter::{Cutter, Reader},
    framing::{self, Framing},
    stream::Watch,
};

/// A client's connection, as its tap knows it.
#[derive(Debug, Default)]
pub(crate) struct Outgoing(Mutex<Both>);

#[derive(Debug, Default)]
struct Both {
    outbound: Cutter,
    sent: Sent,
    inbound: Cutter,
    came: Came,
}

#[derive(Debug, Default)]
struct Sent {
    head: Vec<u8>,
    is_head: bool,
    /// Whether a request has begun that the other direction does not know of.
    is_new: bool,
}

#[derive(Debug, Default)]
struct Came {
    head: Vec<u8>,
    is_head: bool,
}

impl Outgoing {
    /// The heads of the last request and of its response, as they went over the wire.
    pub fn heads(&self) -> (Vec<u8>, Vec<u8>) {
        let both = self.both();
        (both.sent.head.clone(), both.came.head.clone())
    }

    fn both(&self) -> MutexGuard<'_, Both> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Watch for Outgoing {
    fn read(&self, bytes: &[u8]) {
        let both = &mut *self.both();
        both.inbound.feed(bytes, &mut both.came);
    }

    fn written<'a>(&self, pieces: impl Iterator<Item = &'a [u8]>) {
        let both = &mut *self.both();
        for piece in pieces {
            both.outbound.feed(piece, &mut both.sent);
        }
        if std::mem::take(&mut both.sent.is_new) {
            both.came.head.clear();
            both.came.is_head = both.sent.is_head;
        }
    }

    fn closed(&self, _: bool) {}
}

impl Reader for Sent {
    fn head(&mut self, head: &[u8]) -> Framing {
        self.head = head.to_vec();
        self.is_new = true;
        let read = framing::request(head);
        self.is_head = read.as_ref().is_some_and(|it| it.is_head);
        read.map_or(Framing::Nonsense, |it| it.framing)
    }

    fn body(&mut self, _: &[u8]) {}

    fn end(&mut self) {}

    fn lost(&mut self) {
        self.head.clear();
    }
}

impl Reader for Came {
    fn head(&mut self, head: &[u8]) -> Framing {
        self.head = head.to_vec();
        framing::response(head, self.is_head, false)
    }

    fn body(&mut self, _: &[u8]) {}

    fn end(&mut self) {}

    fn lost(&mut self) {
        self.head.clear();
    }
}
