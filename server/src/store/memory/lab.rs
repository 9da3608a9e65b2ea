//! All that one visitor has stored.

use std::collections::{BTreeMap, HashMap};

use serde::{Serialize, de::DeserializeOwned};

use crate::store::{
    Asker, Fault, KEY_KEPT_MS, Keep, Kept, Key, Limits, Note, Operation, Order, Page, Payment,
    Session, Slice, Usage,
};

#[derive(Clone, Debug, Default)]
pub(super) struct Lab {
    pub seen_ms: i64,
    pub usage: Usage,
    /// The numbers given out so far.
    pub last_note: i64,
    pub last_order: i64,
    pub last_payment: i64,
    pub notes: BTreeMap<i64, Note>,
    pub likes: BTreeMap<i64, i64>,
    /// Products and how many of them.
    pub cart: BTreeMap<i64, i64>,
    pub orders: BTreeMap<i64, Order>,
    pub payments: BTreeMap<i64, Payment>,
    /// By the digest of their tokens.
    pub sessions: HashMap<String, Session>,
    keys: HashMap<(Operation, String), Keep>,
}

impl Lab {
    /// Does `work` unless it was done under the key before.
    pub fn once<T: Serialize + DeserializeOwned>(
        &mut self,
        (by, limits): (&Asker, &Limits),
        (operation, key): (Operation, Option<&Key>),
        work: impl FnOnce(&mut Self) -> Result<(T, i64), Fault>,
    ) -> Result<Kept<T>, Fault> {
        if let Some(key) = key {
            self.forget_keys(by.now_ms);
            let known = self.keys.get(&(operation, key.key.clone()));
            if let Some(keep) = known {
                let value = keep.replay(key, by.now_ms)?;
                return Ok(Kept {
                    value,
                    replayed: true,
                });
            }
        }
        let (value, ready_ms) = work(self)?;
        if let Some(key) = key {
            let keep = Keep::new(key, by.now_ms, ready_ms, &value)?;
            self.usage.charge(1, keep.bytes(key), limits)?;
            self.keys.insert((operation, key.key.clone()), keep);
        }
        Ok(Kept {
            value,
            replayed: false,
        })
    }

    fn forget_keys(&mut self, now_ms: i64) {
        let usage = &mut self.usage;
        self.keys.retain(|(_, name), keep| {
            let key = Key {
                key: name.clone(),
                fingerprint: keep.fingerprint.clone(),
            };
            let kept = now_ms - keep.created_ms < KEY_KEPT_MS;
            if !kept {
                usage.rows -= 1;
                usage.bytes -= keep.bytes(&key);
            }
            kept
        });
    }
}

/// Part of a map, by its keys.
pub(super) fn slice<T: Clone>(map: &BTreeMap<i64, T>, page: Page) -> Slice<T> {
    let wanted = usize::from(page.limit) + 1;
    let items = map
        .range(page.after.saturating_add(1)..)
        .take(wanted)
        .map(|(_, it)| it.clone())
        .collect();
    Slice::of(items, page.limit)
}
