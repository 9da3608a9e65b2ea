//! What the server remembers of each visitor, in memory and within a bound: who was away longest is forgotten first.

use std::{
    num::NonZeroUsize,
    sync::{Mutex, PoisonError},
};

use lru::LruCache;

use crate::visitor::VisitorId;

/// How many visitors are remembered.
const VISITORS: NonZeroUsize = NonZeroUsize::new(2000).unwrap();

/// A `T` for each visitor.
#[derive(Debug)]
pub struct PerVisitor<T>(Mutex<LruCache<VisitorId, T>>);

impl<T: Default> PerVisitor<T> {
    /// Calls `act` with what is remembered of a visitor; with the default where that is nothing.
    pub fn with<R>(&self, visitor: &VisitorId, act: impl FnOnce(&mut T) -> R) -> R {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        act(all.get_or_insert_mut(visitor.clone(), T::default))
    }

    /// The same, where something is remembered; nothing is made.
    pub fn peek<R>(&self, visitor: &VisitorId, act: impl FnOnce(&mut T) -> R) -> Option<R> {
        let mut all = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        all.get_mut(visitor).map(act)
    }
}

impl<T> Default for PerVisitor<T> {
    fn default() -> Self {
        Self(Mutex::new(LruCache::new(VISITORS)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_was_away_longest_is_forgotten() {
        let numbers = PerVisitor::<u32>::default();
        let visitor = |at: usize| VisitorId::new(at as u128);
        for at in 0..VISITORS.get() {
            numbers.with(&visitor(at), |it| *it = 1);
        }
        numbers.with(&visitor(0), |it| *it = 2);
        numbers.with(&visitor(VISITORS.get()), |it| *it = 3);
        assert_eq!(numbers.peek(&visitor(0), |it| *it), Some(2));
        assert_eq!(numbers.peek(&visitor(1), |it| *it), None);
    }
}
