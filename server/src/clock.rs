//! Time, as the router sees it: the operating system's natively, the browser's in a Service Worker, a fixed one in
//! tests.

use std::{future::Future, pin::Pin, time::Duration};

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
