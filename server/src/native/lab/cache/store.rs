//! All stored responses, by address, within bounds.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use axum::http::{HeaderMap, Uri};

use super::Entry;

/// The most memory that all entries may take, in bytes: 2 MiB.
const MAX_BYTES: usize = 2 << 20;

/// The most addresses, and the most entries of one address, which differ by what `Vary` names.
const MAX_ADDRESSES: usize = 256;
const MAX_VARIANTS: usize = 8;

/// Stored responses to GET.
#[derive(Debug, Default)]
pub(crate) struct Cache(Mutex<Stored>);

#[derive(Debug, Default)]
struct Stored {
    by_address: HashMap<String, Address>,
    bytes: usize,
    /// Counts uses, so that the longest unused address makes room.
    uses: u64,
}

#[derive(Debug, Default)]
struct Address {
    /// The latest last.
    variants: Vec<Arc<Entry>>,
    used: u64,
    /// Whether somebody is asking the origin in the background.
    revalidating: bool,
}

/// What was found for a request.
#[derive(Debug)]
pub(crate) enum Found {
    Nothing,
    /// Something, but for other fields.
    OtherVariant,
    Entry(Arc<Entry>),
}

impl Cache {
    /// What is stored for a request to an address, with these fields.
    pub fn find(&self, address: &Uri, asked: &HeaderMap) -> Found {
        let mut stored = self.stored();
        stored.uses += 1;
        let uses = stored.uses;
        let Some(known) = stored.by_address.get_mut(&key(address)) else {
            return Found::Nothing;
        };
        known.used = uses;
        let fitting = known.variants.iter().rev().find(|it| it.fits(asked));
        fitting.map_or(Found::OtherVariant, |it| Found::Entry(Arc::clone(it)))
    }

    /// Stores an entry in the place of what was stored for the same request.
    pub fn store(&self, address: &Uri, asked: &HeaderMap, entry: Entry) {
        let mut stored = self.stored();
        stored.uses += 1;
        let uses = stored.uses;
        let known = stored.by_address.entry(key(address)).or_default();
        known.used = uses;
        let before = known.weight();
        known.variants.retain(|it| !it.fits(asked));
        if known.variants.len() >= MAX_VARIANTS {
            known.variants.remove(0);
        }
        known.variants.push(Arc::new(entry));
        let after = known.weight();
        stored.bytes = stored.bytes + after - before;
        stored.make_room();
    }

    /// What is stored, by address; the entries of one address in the order in which they came.
    pub fn list(&self) -> Vec<(String, Arc<Entry>)> {
        let stored = self.stored();
        let each = stored.by_address.iter();
        let mut all: Vec<_> = each
            .flat_map(|(address, known)| {
                known
                    .variants
                    .iter()
                    .map(|it| (address.clone(), Arc::clone(it)))
            })
            .collect();
        all.sort_by(|one, other| one.0.cmp(&other.0));
        all
    }

    /// Forgets everything.
    pub fn clear(&self) {
        *self.stored() = Stored::default();
    }

    /// Forgets an address: something there was changed.
    pub fn invalidate(&self, address: &Uri) {
        let mut stored = self.stored();
        let known = stored.by_address.remove(&key(address));
        stored.bytes -= known.map_or(0, |it| it.weight());
    }

    /// Whether the caller is the one to ask the origin in the background; then it must say when it is [`Self::done`].
    pub fn begin(&self, address: &Uri) -> bool {
        let mut stored = self.stored();
        let known = stored.by_address.get_mut(&key(address));
        known.is_some_and(|it| !std::mem::replace(&mut it.revalidating, true))
    }

    /// The origin has been asked in the background.
    pub fn done(&self, address: &Uri) {
        if let Some(known) = self.stored().by_address.get_mut(&key(address)) {
            known.revalidating = false;
        }
    }

    fn stored(&self) -> MutexGuard<'_, Stored> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Stored {
    fn make_room(&mut self) {
        while self.bytes > MAX_BYTES || self.by_address.len() > MAX_ADDRESSES {
            let unused = self.by_address.iter().min_by_key(|it| it.1.used);
            let Some(address) = unused.map(|it| it.0.clone()) else {
                return;
            };
            self.bytes -= self.by_address.remove(&address).map_or(0, |it| it.weight());
        }
    }
}

impl Address {
    fn weight(&self) -> usize {
        self.variants.iter().map(|it| it.weight()).sum()
    }
}

/// The proxy has one host, so path and query say all.
fn key(address: &Uri) -> String {
    address
        .path_and_query()
        .map_or_else(String::new, ToString::to_string)
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use axum::{body::Bytes, http::Response};

    use super::*;

    fn entry(size: usize) -> Entry {
        let response = Response::builder().header("cache-control", "max-age=10");
        let response = response.body(Bytes::from(vec![b'x'; size])).unwrap();
        Entry::new(&HeaderMap::new(), &response, Duration::ZERO).unwrap()
    }

    fn address(number: usize) -> Uri {
        format!("/a?{number}").parse().unwrap()
    }

    #[test]
    fn the_longest_unused_makes_room() {
        let (cache, asked) = (Cache::default(), HeaderMap::new());
        for number in 0..=MAX_ADDRESSES {
            cache.store(&address(number), &asked, entry(1));
            cache.find(&address(0), &asked);
        }
        assert!(matches!(cache.find(&address(0), &asked), Found::Entry(_)));
        assert!(matches!(cache.find(&address(1), &asked), Found::Nothing));
    }

    #[test]
    fn memory_stays_bounded() {
        let (cache, asked) = (Cache::default(), HeaderMap::new());
        for number in 0..100 {
            cache.store(&address(number), &asked, entry(64 << 10));
        }
        let stored = cache.stored();
        assert!(stored.bytes <= MAX_BYTES && stored.by_address.len() > 20);
        let counted: usize = stored.by_address.values().map(Address::weight).sum();
        assert_eq!(stored.bytes, counted);
    }

    #[test]
    fn only_one_asks_in_the_background() {
        let (cache, asked) = (Cache::default(), HeaderMap::new());
        assert!(!cache.begin(&address(0)), "nothing is stored");
        cache.store(&address(0), &asked, entry(1));
        assert!(cache.begin(&address(0)) && !cache.begin(&address(0)));
        cache.done(&address(0));
        assert!(cache.begin(&address(0)));
    }
}
