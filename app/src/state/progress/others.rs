//! What other tabs keep. Each tab holds all records in memory and writes whole ones, so it has to know those of the others:
//! what a tab saves, it tells them, and a block that is live there puts it together with what it holds itself.

use std::sync::Arc;

use leptos::{prelude::*, task::spawn_local};
use serde::de::DeserializeOwned;

use super::{Activities, Progress};

/// Takes what another tab knew of an activity before, and what it keeps of it now.
pub(super) type Heard = Arc<dyn Fn(&str, &str) + Send + Sync>;

/// What a tab says to the others of an activity that is done.
pub(super) const DONE: &str = "done";

/// What is to be kept of something that this tab and another hold: what either has changed since both knew the same, and
/// where both have, the one that `ours` says.
pub fn united<T: PartialEq>(before: &T, theirs: T, mine: T, ours: impl Fn(&T, &T) -> bool) -> T {
    let both = mine != *before && theirs != *before;
    let keep = mine != *before && (!both || ours(&theirs, &mine));
    if keep { mine } else { theirs }
}

impl Progress {
    /// Calls `heard` with what another tab knew of the activity `id` before, and what that tab keeps of it now, for as
    /// long as the component lives. What is kept here besides has to be [saved](Self::save) again: that tab did not
    /// know it.
    pub fn on_other<T: DeserializeOwned + Default>(
        self,
        id: String,
        heard: impl Fn(T, T) + Send + Sync + 'static,
    ) {
        self.listen(
            id,
            Arc::new(move |before, now| {
                if let Ok(now) = serde_json::from_str(now) {
                    heard(serde_json::from_str(before).unwrap_or_default(), now);
                }
            }),
        );
    }

    fn listen(self, id: String, heard: Heard) {
        let own = heard.clone();
        self.hearers.update_value(|it| it.push((id, heard)));
        on_cleanup(move || {
            // Where the whole page ends, there is no list any more.
            let _ = self
                .hearers
                .try_update_value(|it| it.retain(|(_, it)| !Arc::ptr_eq(it, &own)));
        });
    }

    pub(super) fn tell(self, texts: &[&str]) {
        self.tabs.with_value(|it| {
            if let Some(it) = it {
                it.tell(texts);
            }
        });
    }

    /// Takes in what another tab keeps: so no tab writes over what it does not know.
    pub(super) fn heard(self, text: &dyn Fn(u32) -> String) {
        let (id, before, now, done) = (text(0), text(1), text(2), text(3) == DONE);
        if id.is_empty() {
            self.activities.set(Activities::new());
            return spawn_local(self.read());
        }
        if self.put(&id, done, now.clone()).done && !done {
            self.mark([id.clone()]);
        }
        let hearers = self.hearers.get_value();
        for (_, heard) in hearers.iter().filter(|(of, _)| *of == id) {
            heard(&before, &now);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_either_tab_changed_is_kept() {
        let more = |theirs: &u8, mine: &u8| mine > theirs;
        for (before, theirs, mine, kept) in [
            (1, 1, 1, 1),
            (1, 2, 1, 2),
            (1, 1, 2, 2),
            (1, 2, 3, 3),
            (1, 3, 2, 3),
            (2, 1, 2, 1),
            (2, 2, 1, 1),
        ] {
            assert_eq!(united(&before, theirs, mine, more), kept);
        }
    }
}
