//! What other tabs keep. Each tab holds all records in memory and writes whole ones, so it has to know those of the others:
//! what a tab saves, it tells them, and a block that is live there puts it together with what it holds itself.

use std::{mem::replace, sync::Arc};

use leptos::{prelude::*, task::spawn_local};
use serde::de::DeserializeOwned;

use super::{Activity, Progress, VERSION, file::FORMAT};
use crate::browser::tabs::Tabs;

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
        // An effect, since no page is rendered with what tabs say.
        Effect::new(move |_| {
            self.join();
            let (id, heard, own) = (id.clone(), heard.clone(), heard.clone());
            self.behind.update_value(|it| it.hearers.push((id, heard)));
            on_cleanup(move || {
                // Where the whole page ends, there is no list any more.
                let _ = self
                    .behind
                    .try_update_value(|it| it.hearers.retain(|(_, it)| !Arc::ptr_eq(it, &own)));
            });
        });
    }

    /// Puts it among what is kept. Gives back what was kept before, with whether it is done now.
    pub(super) fn put(self, id: &str, done: bool, data: String) -> Activity {
        let mut before = Activity {
            version: VERSION,
            done,
            data,
        };
        self.activities.update(|it| {
            before.done |= it.get(id).is_some_and(|it| it.done);
            let old = it.insert(id.to_owned(), before.clone());
            before.data = old.map(|it| it.data).unwrap_or_default();
        });
        before
    }

    /// Listens to the other tabs, from the first block on: a page without any has no use for the code. What was read
    /// before may be old by then, and is read again; what is not written yet stays.
    fn join(self) {
        if self.listen_to_tabs() && self.epoch.get_untracked() > 0 {
            self.epoch.set(0);
            spawn_local(self.read());
        }
    }

    /// Whether this is new.
    fn listen_to_tabs(self) -> bool {
        let mut did = false;
        self.behind
            .update_value(|it| did = replace(&mut it.joined, true));
        if !did {
            let heard = move |text: &dyn Fn(u32) -> String| self.heard(text);
            let tabs = Tabs::join(FORMAT, heard);
            self.behind.update_value(|it| it.tabs = tabs);
        }
        !did
    }

    /// Has the other tabs read everything again.
    pub(super) fn tell_replaced(self) {
        self.listen_to_tabs();
        self.tell(&[]);
    }

    pub(super) fn tell(self, texts: &[&str]) {
        self.behind.with_value(|it| {
            if let Some(tabs) = &it.tabs {
                tabs.tell(texts);
            }
        });
    }

    /// Takes in what another tab keeps: so no tab writes over what it does not know.
    pub(super) fn heard(self, text: &dyn Fn(u32) -> String) {
        let (id, before, now, done) = (text(0), text(1), text(2), text(3) == DONE);
        if id.is_empty() {
            self.behind.update_value(|it| it.pending.clear());
            return spawn_local(self.read());
        }
        let unread = self.epoch.get_untracked() == 0;
        // What is not written yet wins over what is being read.
        if self.put(&id, done, now.clone()).done && !done || unread {
            self.mark([id.clone()]);
        }
        let hearers = self.behind.with_value(|it| it.hearers.clone());
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
