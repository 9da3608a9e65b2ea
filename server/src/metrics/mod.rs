//! `GET /metrics`: what the server has done and what it holds, in numbers, for whoever watches over it.
//!
//! - [`Metrics`]: the numbers, counted while requests pass. `requests`: those that are kept for each route.
//! - `text`: the format that Prometheus reads. `route`: the answer.
//!
//! Names of routes are their templates and never what a stranger asked for, so there are no more numbers than there are
//! routes, methods and classes of statuses.

mod requests;
mod route;
mod text;

use std::sync::{
    Arc,
    atomic::{AtomicU64, Ordering},
};

pub(crate) use self::{requests::Requests, route::router};

/// Who may read the numbers.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Readable {
    /// Programs on this machine.
    #[default]
    OnThisMachine,
    /// Nobody: a proxy on this machine could hand them on to everybody.
    ByNobody,
}

/// The numbers. Clones count the same things.
#[derive(Clone, Debug, Default)]
pub struct Metrics(Arc<Numbers>);

#[derive(Debug, Default)]
struct Numbers {
    requests: Requests,
    in_flight: Gauge,
    streams: Gauge,
    connections: Gauge,
    accepted: AtomicU64,
    closed_for_others: AtomicU64,
    failed: AtomicU64,
}

/// How many of something there are now.
#[derive(Clone, Debug, Default)]
struct Gauge(Arc<AtomicU64>);

/// One of those that are counted; no longer, once it is dropped.
#[derive(Debug)]
pub struct Counted(Gauge);

impl Gauge {
    fn count(&self) -> Counted {
        self.0.fetch_add(1, Ordering::Relaxed);
        Counted(self.clone())
    }

    fn now(&self) -> u64 {
        self.0.load(Ordering::Relaxed)
    }
}

impl Drop for Counted {
    fn drop(&mut self) {
        self.0.0.fetch_sub(1, Ordering::Relaxed);
    }
}

impl Metrics {
    /// What is counted of requests that were answered.
    pub(crate) fn requests(&self) -> &Requests {
        &self.0.requests
    }

    /// A request that is being answered.
    pub(crate) fn in_flight(&self) -> Counted {
        self.0.in_flight.count()
    }

    /// A stream of events, or a poll for them, that is open.
    pub(crate) fn stream(&self) -> Counted {
        self.0.streams.count()
    }

    /// How many of those there are now.
    pub(crate) fn streams(&self) -> u64 {
        self.0.streams.now()
    }

    /// A connection that was accepted.
    pub fn connection(&self) -> Counted {
        self.0.accepted.fetch_add(1, Ordering::Relaxed);
        self.0.connections.count()
    }

    /// A connection was closed to make room for another.
    pub fn closed_for_another(&self) {
        self.0.closed_for_others.fetch_add(1, Ordering::Relaxed);
    }

    /// A connection could not be accepted.
    pub fn not_accepted(&self) {
        self.0.failed.fetch_add(1, Ordering::Relaxed);
    }
}
