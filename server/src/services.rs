//! What the routes need of the world around them, handed to the router once, at start.

use std::{
    fmt,
    sync::{
        Arc,
        atomic::{AtomicBool, AtomicU64, Ordering},
    },
};

use crate::{
    bench::Bench,
    clock::Clock,
    course::Memory as CourseMemory,
    metrics::{Metrics, Readable},
    origins::Origins,
    store::{Limits, Memory, Store},
    wire::Records,
};

/// Shared by all routes; cheap to clone.
#[derive(Clone)]
pub struct Services(Arc<Parts>);

/// They are behind one counter: every request counts its clones, on all processors at once.
#[derive(Clone)]
struct Parts {
    clock: Arc<dyn Clock>,
    random: Arc<dyn Fn() -> u128 + Send + Sync>,
    ids: Arc<Ids>,
    course: Arc<CourseMemory>,
    ready: Arc<AtomicBool>,
    wire: Arc<Records>,
    origins: Arc<Origins>,
    bench: Arc<Bench>,
    store: Arc<dyn Store>,
    metrics: Metrics,
    readable: Readable,
    resident: fn() -> Option<u64>,
}

impl Services {
    /// Services on a clock. `random` gives 128 bits that nobody can guess, anew at every call.
    pub fn new(clock: impl Clock, random: impl Fn() -> u128 + Send + Sync + 'static) -> Self {
        let clock: Arc<dyn Clock> = Arc::new(clock);
        Self(Arc::new(Parts {
            wire: Arc::new(Records::new(Arc::clone(&clock))),
            origins: Arc::default(),
            clock,
            ids: Arc::new(Ids::new(random())),
            random: Arc::new(random),
            course: Arc::default(),
            ready: Arc::new(AtomicBool::new(true)),
            bench: Arc::default(),
            store: Arc::new(Memory::new(Limits::MEMORY)),
            metrics: Metrics::default(),
            readable: Readable::default(),
            resident: || None,
        }))
    }

    fn parts(&mut self) -> &mut Parts {
        Arc::make_mut(&mut self.0)
    }

    /// The same services, with the bench set up otherwise than by default.
    #[must_use]
    pub fn with_bench(mut self, bench: Bench) -> Self {
        self.parts().bench = Arc::new(bench);
        self
    }

    /// The same with another store than the one in memory.
    pub fn with_store(mut self, store: Arc<dyn Store>) -> Self {
        self.parts().store = store;
        self
    }

    /// The same services, with it known who may read the metrics, and how much memory of this process is resident, in
    /// bytes, where that can be told.
    #[must_use]
    pub fn with_metrics(mut self, readable: Readable, resident: fn() -> Option<u64>) -> Self {
        self.parts().readable = readable;
        self.parts().resident = resident;
        self
    }

    /// What is counted.
    pub fn metrics(&self) -> &Metrics {
        &self.0.metrics
    }

    /// Who may read it.
    pub(crate) fn readable(&self) -> Readable {
        self.0.readable
    }

    /// How much memory of this process is resident, in bytes, where that can be told.
    pub(crate) fn resident_memory(&self) -> Option<u64> {
        (self.0.resident)()
    }

    /// The clock.
    pub fn clock(&self) -> &dyn Clock {
        &*self.0.clock
    }

    /// How the bench is set up.
    pub fn bench(&self) -> &Bench {
        &self.0.bench
    }

    /// 128 bits that nobody can guess.
    pub fn random(&self) -> u128 {
        (self.0.random)()
    }

    /// What visitors leave with the server.
    pub fn store(&self) -> &dyn Store {
        &*self.0.store
    }

    /// An id that no other exchange has.
    pub fn next_exchange_id(&self) -> ExchangeId {
        self.0.ids.next()
    }

    /// What the course's routes remember of their visitors.
    pub(crate) fn course(&self) -> &CourseMemory {
        &self.0.course
    }

    /// The same services, with it known where the server's two origins are.
    #[must_use]
    pub fn with_origins(mut self, origins: Origins) -> Self {
        self.parts().origins = Arc::new(origins);
        self
    }

    /// Where the server's two origins are.
    pub fn origins(&self) -> &Origins {
        &self.0.origins
    }

    /// What went over the wire, visitor by visitor.
    pub fn wire(&self) -> &Arc<Records> {
        &self.0.wire
    }

    /// Whether new requests are welcome: false once the server is shutting down.
    pub fn is_ready(&self) -> bool {
        self.0.ready.load(Ordering::Relaxed)
    }

    /// Says that the server is shutting down, so that a balancer sends its requests elsewhere, and ends the
    /// streams of `/_wire/events`.
    pub fn retire(&self) {
        self.0.ready.store(false, Ordering::Relaxed);
        self.0.wire.close();
    }
}

impl fmt::Debug for Services {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Services")
            .field("ids", &self.0.ids)
            .field("ready", &self.is_ready())
            .finish_non_exhaustive()
    }
}

/// Names one exchange on both sides of the wire: `k3v9q0xr-17` is the seventeenth since the server started.
/// Letters, digits and one hyphen only, so it can stand in a URL and in a header field as it is.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ExchangeId(Arc<str>);

impl ExchangeId {
    /// Which exchange since the server started it is: the first is 1.
    pub fn number(&self) -> u64 {
        let number = self.0.rsplit('-').next().and_then(|it| it.parse().ok());
        number.unwrap_or_default()
    }

    /// The id as text.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

#[derive(Debug)]
struct Ids {
    prefix: String,
    last: AtomicU64,
}

impl Ids {
    /// Crockford's base 32 in lower case: no letter that could be read as a digit.
    const ALPHABET: [char; 32] = [
        '0', '1', '2', '3', '4', '5', '6', '7', '8', '9', 'a', 'b', 'c', 'd', 'e', 'f', 'g', 'h',
        'j', 'k', 'm', 'n', 'p', 'q', 'r', 's', 't', 'v', 'w', 'x', 'y', 'z',
    ];

    fn new(seed: u128) -> Self {
        let digit = |at: u32| Self::ALPHABET[usize::try_from(seed >> (5 * at) & 31).unwrap_or(0)];
        Self {
            prefix: (0..8).map(digit).collect(),
            last: AtomicU64::new(0),
        }
    }

    fn next(&self) -> ExchangeId {
        let number = self.last.fetch_add(1, Ordering::Relaxed) + 1;
        let mut id = String::with_capacity(self.prefix.len() + 21);
        id.extend([&self.prefix, "-", &number.to_string()]);
        ExchangeId(id.into())
    }
}
