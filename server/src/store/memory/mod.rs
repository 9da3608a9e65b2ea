//! The store in memory: for a Service Worker, where there is nothing else, and for quick tests. It goes with the
//! process. An operation works on a copy of the visitor's data, which takes the place of it only when all went well.

mod lab;
mod notes;
mod posts;
mod sessions;
mod shop;

use std::{
    collections::HashMap,
    future::ready,
    sync::{Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use self::lab::Lab;
use super::{Asker, Fault, KEPT_MS, Limits, Pending, Store, Swept, Usage};
use crate::{sql::Param, visitor::VisitorId};

/// Keeps everything in memory.
#[derive(Debug)]
pub struct Memory {
    limits: Limits,
    state: Mutex<State>,
}

#[derive(Debug, Default)]
struct State {
    labs: HashMap<VisitorId, Lab>,
}

impl Memory {
    /// An empty store.
    pub fn new(limits: Limits) -> Self {
        Self {
            limits,
            state: Mutex::default(),
        }
    }

    /// Looks at a visitor's data; nothing where nothing is stored.
    fn read<T: Send + 'static>(
        &self,
        by: &Asker,
        what: &str,
        look: impl FnOnce(&Lab) -> Result<T, Fault>,
    ) -> Pending<'_, T> {
        let state = self.lock();
        let nothing = Lab::default();
        let found = look(state.labs.get(&by.visitor).unwrap_or(&nothing));
        note(by, what, found.is_ok());
        Box::pin(ready(found))
    }

    /// Changes a visitor's data, or leaves it as it was.
    fn write<T: Send + 'static>(
        &self,
        by: &Asker,
        what: &str,
        change: impl FnOnce(&mut Lab, &Limits) -> Result<T, Fault>,
    ) -> Pending<'_, T> {
        let mut state = self.lock();
        let changed = state.room_for(by, &self.limits).and_then(|()| {
            let mut lab = state.labs.get(&by.visitor).cloned().unwrap_or_default();
            lab.seen_ms = by.now_ms;
            let done = change(&mut lab, &self.limits)?;
            state.labs.insert(by.visitor.clone(), lab);
            Ok(done)
        });
        note(by, what, changed.is_ok());
        Box::pin(ready(changed))
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl State {
    /// Makes room for one visitor more, at the cost of the one idle for longest.
    fn room_for(&mut self, by: &Asker, limits: &Limits) -> Result<(), Fault> {
        let most = usize::try_from(limits.visitors).unwrap_or(usize::MAX);
        if self.labs.contains_key(&by.visitor) || self.labs.len() < most {
            return Ok(());
        }
        let idle = self.labs.iter().min_by_key(|(_, lab)| lab.seen_ms);
        match idle.map(|(visitor, lab)| (visitor.clone(), lab.seen_ms)) {
            Some((visitor, seen_ms)) if by.now_ms - seen_ms >= limits.evicted_after_ms => {
                self.labs.remove(&visitor);
                Ok(())
            }
            _ => Err(Fault::Crowded),
        }
    }
}

impl Store for Memory {
    fn engine(&self) -> &'static str {
        "memory"
    }

    fn ping(&self) -> Pending<'_, ()> {
        Box::pin(ready(Ok(())))
    }

    fn usage<'a>(&'a self, by: &'a Asker) -> Pending<'a, (Usage, Limits)> {
        self.read(by, "look at what is stored", |lab| {
            Ok((lab.usage, self.limits))
        })
    }

    fn sweep(&self, now_ms: i64) -> Pending<'_, Swept> {
        let mut state = self.lock();
        let before = state.labs.len();
        state.labs.retain(|_, lab| now_ms - lab.seen_ms < KEPT_MS);
        let visitors = before.abs_diff(state.labs.len()) as u64;
        Box::pin(ready(Ok(Swept { visitors })))
    }
}

/// There is no SQL here, so the log says in words what was done.
fn note(by: &Asker, what: &str, done: bool) {
    note_with(by, what, &[], done);
}

fn note_with(by: &Asker, what: &str, parameters: &[Param<'_>], done: bool) {
    by.log
        .note(what, parameters, u64::from(done), Duration::ZERO);
}
