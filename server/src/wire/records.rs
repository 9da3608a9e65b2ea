//! Where the records are kept: a ring per visitor, and those who watch it. Everything has a bound, and what is not
//! looked at for half an hour is forgotten.

use std::{
    collections::{HashMap, VecDeque},
    fmt,
    sync::{
        Arc, Mutex, MutexGuard, PoisonError,
        atomic::{AtomicUsize, Ordering},
    },
    time::Duration,
};

use futures_channel::mpsc::{Receiver, Sender, channel};
use jiff::Timestamp;

use super::{Fault, Record, State};
use crate::{clock::Clock, visitor::VisitorId};

/// The most exchanges that are kept of one visitor.
pub const MAX_EXCHANGES: usize = 200;

/// The most memory that one visitor's records may take, in bytes: 2 MiB.
const MAX_BYTES_EACH: usize = 2 << 20;

/// The most memory that all records may take, in bytes: 32 MiB.
const MAX_BYTES: usize = 32 << 20;

/// The most visitors whose records are kept; the one idle longest makes room.
const MAX_VISITORS: usize = 1000;

/// How long the records of a visitor are kept who does nothing.
const IDLE: Duration = Duration::from_mins(30);

/// The most streams of events, of one visitor and in all.
const MAX_STREAMS_EACH: usize = 8;
const MAX_STREAMS: usize = 1024;

/// How many exchanges may wait for a reader; one who is further behind is dropped, and resumes.
const BACKLOG: usize = 64;

/// The records of all visitors.
pub struct Records {
    clock: Arc<dyn Clock>,
    rings: Mutex<Rings>,
    streams: Arc<AtomicUsize>,
}

#[derive(Default)]
struct Rings {
    by_visitor: HashMap<VisitorId, Ring>,
    bytes: usize,
    closed: bool,
}

#[derive(Default)]
struct Ring {
    /// In the order in which they ended.
    exchanges: VecDeque<Arc<Record>>,
    bytes: usize,
    /// How many of them are open.
    open: usize,
    /// Uptime at the last use.
    used: Duration,
    streams: Vec<Sender<Arc<Record>>>,
}

/// What a stream of events is fed from.
pub struct Subscription {
    /// What was missed.
    pub missed: VecDeque<Arc<Record>>,
    /// What comes; ends when the reader is too slow, the visitor is forgotten or the server shuts down.
    pub live: Receiver<Arc<Record>>,
    _place: Place,
}

/// One of the places for streams; given back when it is dropped.
struct Place(Arc<AtomicUsize>);

impl Drop for Place {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Records {
    /// No records yet.
    pub fn new(clock: Arc<dyn Clock>) -> Self {
        Self {
            clock,
            rings: Mutex::default(),
            streams: Arc::default(),
        }
    }

    /// Keeps an exchange, in the place of what was kept of it before, and tells those who watch.
    pub fn publish(&self, visitor: &VisitorId, record: Record) {
        let record = Arc::new(record);
        let now = self.uptime();
        let mut rings = self.rings();
        rings.make_room_for(visitor, now);
        let ring = rings.by_visitor.entry(visitor.clone()).or_default();
        let before = ring.bytes;
        ring.used = now;
        ring.keep(&record);
        let after = ring.bytes;
        ring.tell(&record);
        rings.bytes = rings.bytes + after - before;
    }

    /// The visitor's exchanges, newest first: what began last stands first.
    pub fn newest(&self, visitor: &VisitorId, limit: usize) -> Vec<Arc<Record>> {
        let mut rings = self.rings();
        let Some(ring) = rings.by_visitor.get_mut(visitor) else {
            return Vec::new();
        };
        ring.used = self.uptime();
        let mut exchanges: Vec<_> = ring.exchanges.iter().rev().cloned().collect();
        drop(rings);
        exchanges.sort_by_key(|it| std::cmp::Reverse(it.id.number()));
        exchanges.truncate(limit);
        exchanges
    }

    /// One of the visitor's exchanges.
    pub fn get(&self, visitor: &VisitorId, id: &str) -> Option<Arc<Record>> {
        let mut rings = self.rings();
        let ring = rings.by_visitor.get_mut(visitor)?;
        ring.used = self.uptime();
        let found = ring.exchanges.iter().find(|it| it.id.as_str() == id);
        found.cloned()
    }

    /// Watches the visitor's exchanges. With `after`, first those that ended after the exchange of this id; all that are
    /// kept, where it is not among them.
    ///
    /// # Errors
    /// [`Fault::StreamsOfVisitor`] and [`Fault::StreamsOfAll`] when there are too many streams,
    /// [`Fault::Closed`] when the server is shutting down.
    pub fn subscribe(
        &self,
        visitor: &VisitorId,
        after: Option<&str>,
    ) -> Result<Subscription, Fault> {
        let place = self.place()?;
        let mut rings = self.rings();
        if rings.closed {
            return Err(Fault::Closed);
        }
        rings.make_room_for(visitor, self.uptime());
        let ring = rings.by_visitor.entry(visitor.clone()).or_default();
        ring.used = self.uptime();
        ring.streams.retain(|it| !it.is_closed());
        if ring.streams.len() >= MAX_STREAMS_EACH {
            return Err(Fault::StreamsOfVisitor);
        }
        let (sender, live) = channel(BACKLOG);
        ring.streams.push(sender);
        Ok(Subscription {
            missed: after.map_or_else(VecDeque::new, |id| ring.after(id)),
            live,
            _place: place,
        })
    }

    fn place(&self) -> Result<Place, Fault> {
        let taken = self.streams.fetch_add(1, Ordering::Relaxed);
        let place = Place(Arc::clone(&self.streams));
        if taken < MAX_STREAMS {
            Ok(place)
        } else {
            Err(Fault::StreamsOfAll)
        }
    }

    /// Of how many visitors there are records, and about how much memory they take, in bytes.
    pub fn size(&self) -> (usize, usize) {
        let rings = self.rings();
        (rings.by_visitor.len(), rings.bytes)
    }

    /// Ends all streams, and lets none begin.
    pub fn close(&self) {
        let mut rings = self.rings();
        rings.closed = true;
        for ring in rings.by_visitor.values_mut() {
            ring.streams.clear();
        }
    }

    /// The clock that the records go by.
    pub(super) fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    /// Time since a fixed instant of this process.
    pub(super) fn uptime(&self) -> Duration {
        self.clock.uptime()
    }

    /// The time of day at an uptime that has passed.
    pub(super) fn time_at(&self, uptime: Duration) -> Timestamp {
        let ago = self.uptime().saturating_sub(uptime);
        let now = self.clock.now();
        now.checked_sub(ago).unwrap_or(now)
    }

    fn rings(&self) -> MutexGuard<'_, Rings> {
        self.rings.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Rings {
    /// Forgets whoever is idle, as long as there is no room for one more exchange of `visitor`.
    fn make_room_for(&mut self, visitor: &VisitorId, now: Duration) {
        let is_new = !self.by_visitor.contains_key(visitor);
        if is_new {
            self.forget(|ring| now.saturating_sub(ring.used) > IDLE && !ring.is_watched());
        }
        while is_new && self.by_visitor.len() >= MAX_VISITORS {
            let Some(idlest) = self.idlest(visitor, |_| true) else {
                return;
            };
            self.bytes -= self.by_visitor.remove(&idlest).map_or(0, |it| it.bytes);
        }
        while self.bytes > MAX_BYTES {
            let Some(idlest) = self.idlest(visitor, |it| it.bytes > 0) else {
                return;
            };
            // Whoever watches goes on watching, without what was.
            let ring = self.by_visitor.get_mut(&idlest);
            self.bytes -= ring.map_or(0, Ring::clear);
        }
    }

    /// Who has been idle longest, of all others of whom that holds; those who watch come last.
    fn idlest(&self, but: &VisitorId, holds: impl Fn(&Ring) -> bool) -> Option<VisitorId> {
        let others = self.by_visitor.iter().filter(|it| it.0 != but);
        let idlest = others
            .filter(|it| holds(it.1))
            .min_by_key(|it| (it.1.is_watched(), it.1.used));
        idlest.map(|it| it.0.clone())
    }

    fn forget(&mut self, stale: impl Fn(&Ring) -> bool) {
        let mut freed = 0;
        self.by_visitor.retain(|_, ring| {
            let stale = stale(ring);
            freed += if stale { ring.bytes } else { 0 };
            !stale
        });
        self.bytes -= freed;
    }
}

impl Ring {
    fn keep(&mut self, exchange: &Arc<Record>) {
        // Only what was open is told a second time.
        let open = self.open > 0;
        let known = open.then(|| self.exchanges.iter().rposition(|it| it.id == exchange.id));
        if let Some(at) = known.flatten() {
            let old = self.exchanges.remove(at);
            self.dropped(old.as_deref());
        }
        self.bytes += exchange.weight();
        self.open += usize::from(exchange.state == State::Open);
        self.exchanges.push_back(Arc::clone(exchange));
        while self.exchanges.len() > MAX_EXCHANGES || self.bytes > MAX_BYTES_EACH {
            let oldest = self.exchanges.pop_front();
            self.dropped(oldest.as_deref());
        }
    }

    /// Forgets all exchanges; how much memory that frees, in bytes.
    fn clear(&mut self) -> usize {
        self.exchanges = VecDeque::new();
        self.open = 0;
        std::mem::take(&mut self.bytes)
    }

    /// Counts an exchange out.
    fn dropped(&mut self, exchange: Option<&Record>) {
        if let Some(exchange) = exchange {
            self.bytes -= exchange.weight();
            self.open -= usize::from(exchange.state == State::Open);
        }
    }

    fn tell(&mut self, exchange: &Arc<Record>) {
        self.streams
            .retain_mut(|it| it.try_send(Arc::clone(exchange)).is_ok());
    }

    fn is_watched(&self) -> bool {
        self.streams.iter().any(|it| !it.is_closed())
    }

    /// What ended after the exchange of this id, which may be forgotten by now.
    fn after(&self, id: &str) -> VecDeque<Arc<Record>> {
        let known = self.exchanges.iter().rposition(|it| it.id.as_str() == id);
        let from = known.map_or(0, |it| it + 1);
        let ended = |it: &&Arc<Record>| it.state != State::Open;
        self.exchanges
            .range(from..)
            .filter(ended)
            .cloned()
            .collect()
    }
}

impl fmt::Debug for Records {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let rings = self.rings();
        f.debug_struct("Records")
            .field("visitors", &rings.by_visitor.len())
            .field("bytes", &rings.bytes)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests;
