//! The places for connections. When all are taken, whoever has waited longest for a request of its own gives way to a
//! newcomer, so that connections which do nothing keep nobody out; those with a request under way keep their place.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use tokio::{
    sync::{OwnedSemaphorePermit, Semaphore},
    task::AbortHandle,
};

use super::tap;
use crate::metrics::{Counted, Metrics};

/// How many give way at once, as a part of all: looking for them is not done for each newcomer.
const GIVE_WAY: usize = 16;

/// How long a newcomer waits until it is looked again for somebody who could give way.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// The places. Clones are the same ones.
#[derive(Clone)]
pub(super) struct Places(Arc<Inner>);

struct Inner {
    most: usize,
    free: Arc<Semaphore>,
    taken: Mutex<Taken>,
    metrics: Metrics,
}

#[derive(Default)]
struct Taken {
    last: u64,
    /// There is no holder before its task runs, and once it gives way.
    by_number: HashMap<u64, Option<Holder>>,
}

/// Who has a place.
struct Holder {
    since: Instant,
    tap: Arc<tap::Connection>,
    task: AbortHandle,
}

/// A place that is taken, until it is dropped.
pub(super) struct Place {
    places: Places,
    number: u64,
    _free: OwnedSemaphorePermit,
    _counted: Counted,
}

impl Places {
    pub fn new(most: usize, metrics: Metrics) -> Self {
        Self(Arc::new(Inner {
            most,
            free: Arc::new(Semaphore::new(most)),
            taken: Mutex::default(),
            metrics,
        }))
    }

    /// A place for a newcomer: at once where one is free, or where somebody can give way.
    pub async fn take(&self) -> Place {
        let free = loop {
            let free = Arc::clone(&self.0.free);
            if let Ok(free) = Arc::clone(&free).try_acquire_owned() {
                break free;
            }
            self.make_room();
            let waited = tokio::time::timeout(LOOK_AGAIN, free.acquire_owned()).await;
            if let Ok(free) = waited {
                break free.expect("the semaphore is never closed");
            }
        };
        let mut taken = self.taken();
        taken.last += 1;
        let number = taken.last;
        taken.by_number.insert(number, None);
        drop(taken);
        Place {
            number,
            places: self.clone(),
            _free: free,
            _counted: self.0.metrics.connection(),
        }
    }

    /// Says who holds a place, if it is still held, so that it can give way.
    pub fn hold(&self, number: u64, tap: Arc<tap::Connection>, task: AbortHandle) {
        let since = Instant::now();
        if let Some(holder) = self.taken().by_number.get_mut(&number) {
            *holder = Some(Holder { since, tap, task });
        }
    }

    /// Closes some of those that have waited longest for a request.
    pub fn make_room(&self) {
        let mut taken = self.taken();
        let holders = taken.by_number.iter();
        let mut waiting: Vec<(Instant, u64)> = holders
            .filter_map(|(number, holder)| {
                let holder = holder.as_ref()?;
                Some((holder.tap.waiting_since(holder.since)?, *number))
            })
            .collect();
        let some = (self.0.most / GIVE_WAY).max(1).min(waiting.len());
        if some == 0 {
            return;
        }
        waiting.select_nth_unstable(some - 1);
        for (_, number) in &waiting[..some] {
            // Its place is free once its task has ended; nobody else closes it until then.
            if let Some(holder) = taken.by_number.get_mut(number).and_then(Option::take) {
                holder.task.abort();
                self.0.metrics.closed_for_another();
            }
        }
    }

    fn taken(&self) -> MutexGuard<'_, Taken> {
        self.0.taken.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Place {
    /// Its number, which no other place had before.
    pub fn number(&self) -> u64 {
        self.number
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        self.places.taken().by_number.remove(&self.number);
    }
}
