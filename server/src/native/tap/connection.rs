//! A server's connection: which bytes that arrived and left belong to which exchange.
//!
//! HTTP/1.1 answers in order, and hyper calls the router once for each head that it understood. So the nth call is
//! about the nth head that arrived, and the nth response that leaves is the answer to it. Each call is held against
//! the head that was cut out for it; where they differ, nothing more is claimed about this connection.

use std::{
    collections::VecDeque,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Instant,
};

use hyper::{Method, Request};

use super::{
    cutter::{Cutter, Reader},
    framing::{self, Framing},
    stream::Watch,
};
use crate::wire::{Draft, MAX_DUMPED, State as End, Tap, Tapped};

/// The most heads that wait for the router: hyper reads ahead by its buffer's length only.
const MAX_WAITING: usize = 4096;

/// How much memory a connection keeps from one head for the next, in bytes.
const MAX_SPARE: usize = 1 << 10;

/// A connection, as its tap knows it.
#[derive(Debug, Default)]
pub(crate) struct Connection(Mutex<Both>);

#[derive(Debug, Default)]
struct Both {
    inbound: Cutter,
    arrived: Arrived,
    outbound: Cutter,
    left: Left,
}

/// The requests that arrived.
#[derive(Debug, Default)]
struct Arrived {
    requests: VecDeque<Incoming>,
    /// The number of the first in `requests`.
    first: u64,
    /// How many the router was called with.
    called: u64,
    /// Memory for the next head.
    spare: Vec<u8>,
}

#[derive(Debug)]
struct Incoming {
    head: Vec<u8>,
    at: Instant,
    fields: usize,
    is_head: bool,
    is_connect: bool,
    /// With its framing, where it is to be dumped.
    body: Option<Vec<u8>>,
}

/// The responses that leave.
#[derive(Debug, Default)]
struct Left {
    /// Those whose request the router was called with, in order; the first is the one that leaves now.
    waiting: VecDeque<Outgoing>,
    /// The number of the first in `waiting`.
    first: u64,
    /// Whether its head has left, and there is more to come.
    open: bool,
    /// When the last response had left.
    finished: Option<Instant>,
    switched: bool,
    lost: bool,
}

#[derive(Debug, Default)]
struct Outgoing {
    is_head: bool,
    is_connect: bool,
    interim: Vec<Vec<u8>>,
    draft: Option<Draft>,
}

impl Connection {
    fn both(&self) -> MutexGuard<'_, Both> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Since when nothing but a request has been waited for, on a connection that began then. `None` while there is a
    /// request under way, and where that is not known.
    pub fn waiting_since(&self, began: Instant) -> Option<Instant> {
        let left = &self.both().left;
        let idle = left.waiting.is_empty() && !left.lost;
        idle.then(|| left.finished.unwrap_or(began))
    }

    /// The router is called with the next request: what the tap knows of it. `None` where it knows nothing.
    pub fn begin<B>(self: &Arc<Self>, request: &Request<B>) -> Option<Tapped> {
        let mut both = self.both();
        let number = both.arrived.called;
        both.arrived.called += 1;
        both.arrived.drop_before(number);
        let known = both.arrived.requests.front();
        if !known.is_some_and(|it| it.is_of(request)) {
            both.give_up();
            return None;
        }
        let age = known.map(|it| it.at.elapsed())?;
        let (is_head, is_connect) = known.map(|it| (it.is_head, it.is_connect))?;
        both.left.waiting.push_back(Outgoing {
            is_head,
            is_connect,
            ..Outgoing::default()
        });
        drop(both);
        let tap = Arc::new(At {
            connection: Arc::clone(self),
            number,
        });
        Some(Tapped { tap, age })
    }
}

impl Watch for Connection {
    fn read(&self, bytes: &[u8]) {
        let both = &mut *self.both();
        both.inbound.feed(bytes, &mut both.arrived);
    }

    fn written<'a>(&self, pieces: impl Iterator<Item = &'a [u8]>) {
        let both = &mut *self.both();
        for piece in pieces {
            both.outbound.feed(piece, &mut both.left);
        }
        both.left.tell_open();
        // Whoever is idle costs no memory: what has been answered is not asked for any more.
        both.arrived.drop_before(both.left.first);
        if std::mem::take(&mut both.left.switched) {
            both.inbound.give_up();
        }
    }

    fn closed(&self, in_order: bool) {
        let both = &mut *self.both();
        let whole = in_order && both.outbound.is_until_close();
        if whole {
            both.left.end();
        }
        for draft in both.left.waiting.drain(..).filter_map(|it| it.draft) {
            draft.ended(End::CutOff);
        }
        both.give_up();
    }
}

impl Both {
    fn give_up(&mut self) {
        self.inbound.give_up();
        self.outbound.give_up();
        self.left.lost();
    }
}

impl Arrived {
    fn drop_before(&mut self, number: u64) {
        while self.first < number {
            let Some(mut old) = self.requests.pop_front() else {
                return;
            };
            self.first += 1;
            if old.head.capacity() <= MAX_SPARE {
                old.head.clear();
                self.spare = old.head;
            }
        }
    }

    fn get(&self, number: u64) -> Option<&Incoming> {
        let at = number.checked_sub(self.first)?;
        self.requests.get(usize::try_from(at).ok()?)
    }
}

impl Reader for Arrived {
    fn head(&mut self, head: &[u8]) -> Framing {
        let Some(read) = framing::request(head) else {
            return Framing::Nonsense;
        };
        if self.requests.len() >= MAX_WAITING {
            return Framing::Nonsense;
        }
        let mut kept = std::mem::take(&mut self.spare);
        kept.extend_from_slice(head);
        self.requests.push_back(Incoming {
            head: kept,
            at: Instant::now(),
            fields: read.fields,
            is_head: read.is_head,
            is_connect: read.is_connect,
            body: read.is_dumped.then(Vec::new),
        });
        read.framing
    }

    fn body(&mut self, raw: &[u8]) {
        let body = self.requests.back_mut().and_then(|it| it.body.as_mut());
        if let Some(body) = body {
            let room = MAX_DUMPED.saturating_sub(body.len());
            body.extend_from_slice(&raw[..raw.len().min(room)]);
        }
    }

    fn end(&mut self) {}

    /// The router's next call will find no head, and everything is given up then.
    fn lost(&mut self) {}
}

impl Incoming {
    /// Whether the router was called with this one: a check of whether we read the connection as hyper does.
    fn is_of<B>(&self, request: &Request<B>) -> bool {
        let method = request.method();
        self.fields == request.headers().len()
            && self.head.starts_with(method.as_str().as_bytes())
            && self.is_connect == (method == Method::CONNECT)
    }
}

impl Left {
    fn get(&mut self, number: u64) -> Option<&mut Outgoing> {
        let at = number.checked_sub(self.first)?;
        self.waiting.get_mut(usize::try_from(at).ok()?)
    }

    /// What leaves slowly is told before it is over.
    fn tell_open(&mut self) {
        if std::mem::take(&mut self.open)
            && let Some(draft) = self.waiting.front().and_then(|it| it.draft.as_ref())
        {
            draft.opened();
        }
    }

    fn finish(&mut self, how: End) {
        self.open = false;
        self.finished = Some(Instant::now());
        if let Some(over) = self.waiting.pop_front() {
            self.first += 1;
            if let Some(draft) = over.draft {
                draft.ended(how);
            }
        }
    }
}

impl Reader for Left {
    fn head(&mut self, head: &[u8]) -> Framing {
        let (is_head, is_connect) = self
            .waiting
            .front()
            .map_or((false, false), |it| (it.is_head, it.is_connect));
        let framing = framing::response(head, is_head, is_connect);
        let Some(outgoing) = self.waiting.front_mut() else {
            // hyper's own answer to what it did not understand: no exchange of ours.
            return framing;
        };
        match (framing, &outgoing.draft) {
            (Framing::Interim, None) => outgoing.interim.push(head.to_vec()),
            (Framing::Interim, Some(draft)) => draft.interim_left(head.to_vec()),
            (Framing::Nonsense, _) | (_, None) => {}
            (_, Some(draft)) => draft.head_left(head),
        }
        self.open = !matches!(framing, Framing::Interim);
        if framing == Framing::Opaque {
            self.switched = true;
            self.finish(End::Upgraded);
        }
        framing
    }

    fn body(&mut self, _: &[u8]) {}

    fn end(&mut self) {
        self.finish(End::Complete);
    }

    fn lost(&mut self) {
        self.lost = true;
        for draft in self.waiting.drain(..).filter_map(|it| it.draft) {
            draft.lost();
        }
    }
}

/// The tap, set to one exchange.
struct At {
    connection: Arc<Connection>,
    number: u64,
}

impl Tap for At {
    fn request_head(&self) -> Option<Vec<u8>> {
        let both = self.connection.both();
        Some(both.arrived.get(self.number)?.head.clone())
    }

    fn request_body(&self) -> Option<Vec<u8>> {
        let both = self.connection.both();
        both.arrived.get(self.number)?.body.clone()
    }

    fn watch(&self, draft: Draft) -> bool {
        let mut both = self.connection.both();
        if both.left.lost {
            return false;
        }
        let Some(outgoing) = both.left.get(self.number) else {
            return false;
        };
        for head in outgoing.interim.drain(..) {
            draft.interim_left(head);
        }
        outgoing.draft = Some(draft);
        true
    }
}

#[cfg(test)]
mod tests;
