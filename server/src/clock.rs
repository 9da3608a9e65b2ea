//! Time, as the router sees it: the operating system's natively, the browser's in a Service Worker, a fixed one in
//! tests.

use std::{
    future::Future,
    pin::Pin,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use jiff::{Timestamp, fmt::rfc2822::DateTimePrinter};

/// What [`Clock::sleep`] gives: ready once the time is over.
pub type Sleep = Pin<Box<dyn Future<Output = ()> + Send>>;

/// A source of time.
pub trait Clock: Send + Sync + 'static {
    /// The time of day, which may jump when somebody sets the clock.
    fn now(&self) -> Timestamp;

    /// Time since a fixed instant of this process. It never goes back: durations are measured with it.
    fn uptime(&self) -> Duration;

    /// Waits. A wait that is dropped ends early.
    fn sleep(&self, time: Duration) -> Sleep;
}

/// A timestamp as the `Date` header field has it (RFC 9110, section 5.6.7); `None` beyond the year 9999.
pub(crate) fn http_date(time: Timestamp) -> Option<String> {
    DateTimePrinter::new()
        .timestamp_to_rfc9110_string(&time)
        .ok()
}

/// A clock that stands still, on which every wait is over at once: for tests.
#[derive(Debug)]
pub struct FixedClock(pub Timestamp);

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        self.0
    }

    fn uptime(&self) -> Duration {
        Duration::ZERO
    }

    fn sleep(&self, _: Duration) -> Sleep {
        Box::pin(std::future::ready(()))
    }
}

/// A clock on which time passes only by sleeping, and sleeping takes no time: for tests of what waits.
#[derive(Clone, Debug)]
pub struct SteppingClock {
    start: Timestamp,
    /// In microseconds.
    slept: Arc<AtomicU64>,
}

impl SteppingClock {
    /// A clock that shows `start` until somebody sleeps on it.
    pub fn new(start: Timestamp) -> Self {
        Self {
            start,
            slept: Arc::default(),
        }
    }

    /// How long has been slept in sum.
    pub fn slept(&self) -> Duration {
        Duration::from_micros(self.slept.load(Ordering::Relaxed))
    }
}

impl Clock for SteppingClock {
    fn now(&self) -> Timestamp {
        self.start.checked_add(self.slept()).unwrap_or(self.start)
    }

    fn uptime(&self) -> Duration {
        self.slept()
    }

    fn sleep(&self, time: Duration) -> Sleep {
        let time = u64::try_from(time.as_micros()).unwrap_or(u64::MAX);
        let slept = Arc::clone(&self.slept);
        Box::pin(async move {
            slept.fetch_add(time, Ordering::Relaxed);
        })
    }
}
