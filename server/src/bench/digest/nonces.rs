//! The nonces that were given out, and how often each was used: what makes a recorded request useless to whoever
//! sends it again (RFC 7616, section 5.5).

use std::{
    collections::{HashMap, VecDeque},
    sync::{Mutex, PoisonError},
    time::Duration,
};

/// How many are remembered; the oldest is forgotten first, and is stale from then on.
const MAX: usize = 4096;

/// How long one may be used.
const LIFETIME: Duration = Duration::from_mins(5);

/// The nonces that may be used.
#[derive(Debug, Default)]
pub(in crate::bench) struct Nonces(Mutex<Known>);

#[derive(Debug, Default)]
struct Known {
    states: HashMap<u128, State>,
    oldest_first: VecDeque<u128>,
}

#[derive(Debug)]
struct State {
    since: Duration,
    uses: u32,
    last_count: u32,
    spent: bool,
}

/// Whether a nonce may be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Use {
    Fresh,
    Stale,
}

impl Nonces {
    /// A nonce made of 128 random bits.
    pub(super) fn new_one(&self, random: u128, now: Duration) -> String {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let state = State {
            since: now,
            uses: 0,
            last_count: 0,
            spent: false,
        };
        known.states.insert(random, state);
        known.oldest_first.push_back(random);
        if known.oldest_first.len() > MAX {
            let oldest = known.oldest_first.pop_front();
            oldest.and_then(|it| known.states.remove(&it));
        }
        format!("{random:032x}")
    }

    /// Notes a use. A wrong proof spends the nonce: there is no second guess. `count` is the client's own, 0 where it
    /// gives none; one that does not grow is a request sent again.
    pub(super) fn used(
        &self,
        nonce: &str,
        count: u32,
        right: bool,
        uses: u32,
        now: Duration,
    ) -> Use {
        let key = Some(nonce).filter(|it| it.len() == 32);
        let key = key.and_then(|it| u128::from_str_radix(it, 16).ok());
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(state) = key.and_then(|it| known.states.get_mut(&it)) else {
            return Use::Stale;
        };
        let grows = count == 0 || count > state.last_count;
        let fresh = !state.spent
            && grows
            && state.uses < uses
            && now.saturating_sub(state.since) < LIFETIME;
        if !right || !fresh {
            state.spent = true;
            return Use::Stale;
        }
        state.uses += 1;
        state.last_count = count;
        Use::Fresh
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const NOW: Duration = Duration::from_secs(1000);

    #[test]
    fn a_request_sent_again_is_stale() {
        let nonces = Nonces::default();
        let nonce = nonces.new_one(7, NOW);
        assert_eq!(nonces.used(&nonce, 1, true, 10, NOW), Use::Fresh);
        assert_eq!(nonces.used(&nonce, 2, true, 10, NOW), Use::Fresh);
        assert_eq!(nonces.used(&nonce, 2, true, 10, NOW), Use::Stale);
    }

    #[test]
    fn a_nonce_ends_by_uses_by_time_and_by_a_wrong_proof() {
        let nonces = Nonces::default();
        let nonce = nonces.new_one(1, NOW);
        assert_eq!(nonces.used(&nonce, 1, true, 1, NOW), Use::Fresh);
        assert_eq!(nonces.used(&nonce, 2, true, 1, NOW), Use::Stale);
        let nonce = nonces.new_one(2, NOW);
        assert_eq!(nonces.used(&nonce, 1, true, 9, NOW + LIFETIME), Use::Stale);
        let nonce = nonces.new_one(3, NOW);
        nonces.used(&nonce, 1, false, 9, NOW);
        assert_eq!(nonces.used(&nonce, 2, true, 9, NOW), Use::Stale);
    }

    #[test]
    fn what_was_never_given_out_is_stale_and_memory_is_bounded() {
        let nonces = Nonces::default();
        assert_eq!(nonces.used("00", 1, true, 9, NOW), Use::Stale);
        let first = nonces.new_one(0, NOW);
        for it in 1..=u128::try_from(MAX).unwrap() {
            nonces.new_one(it, NOW);
        }
        assert_eq!(nonces.used(&first, 1, true, 9, NOW), Use::Stale);
        assert_eq!(nonces.0.lock().unwrap().states.len(), MAX);
    }
}
