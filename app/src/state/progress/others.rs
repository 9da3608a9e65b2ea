//! What other tabs keep. Each tab holds all records in memory and writes whole ones, so it has to know those of the others:
//! what a tab saves, it tells them, and a block that is live there puts it together with what it holds itself.

use std::{mem::replace, sync::Arc};

use leptos::{prelude::*, task::spawn_local};
use serde::de::DeserializeOwned;

use super::{Activities, Activity, Progress, VERSION, file::FORMAT};
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
            self.behind().borrow_mut().hearers.push((id, heard));
            on_cleanup(move || {
                // Where the whole page ends, there is no list any more.
                if let Some(behind) = self.behind.try_get_value() {
                    let hearers = &mut behind.borrow_mut().hearers;
                    hearers.retain(|(_, it)| !Arc::ptr_eq(it, &own));
                }
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

    /// Listens to the other tabs, from the first block on: a page without any has no use for the code.
    fn join(self) {
        if self.listen_to_tabs() && self.epoch.get_untracked() > 0 {
            spawn_local(self.catch_up());
        }
    }

    /// Takes in what other tabs wrote after storage was read and before this one listened to them.
    async fn catch_up(self) {
        let Some(records) = self.records() else {
            return;
        };
        let known = self.activities.get_untracked();
        let unwritten = self.behind().borrow().pending.clone();
        // What is wrong with storage is told where something is to be written.
        for (id, text) in records.all().await.unwrap_or_default() {
            let before = known.get(&id);
            let now = self.activities.with_untracked(|it| it.get(&id).cloned());
            // What this tab has changed in the meantime is newer than what was read.
            if unwritten.contains(&id) || now.as_ref() != before {
                continue;
            }
            if let Ok(theirs) = Activity::parse(&text)
                && before != Some(&theirs)
            {
                let before = before.map(|it| it.data.as_str()).unwrap_or_default();
                self.took(&id, before, theirs.data, theirs.done);
            }
        }
    }

    /// Whether this is new.
    fn listen_to_tabs(self) -> bool {
        let behind = self.behind();
        let mut now = behind.borrow_mut();
        let did = replace(&mut now.joined, true);
        if !did {
            let heard = move |text: &dyn Fn(u32) -> String| self.heard(text);
            now.tabs = Tabs::join(FORMAT, heard);
        }
        !did
    }

    /// Has the other tabs read everything again.
    pub(super) fn tell_replaced(self) {
        self.listen_to_tabs();
        self.tell(&[]);
    }

    pub(super) fn tell(self, texts: &[&str]) {
        if let Some(tabs) = &self.behind().borrow().tabs {
            tabs.tell(texts);
        }
    }

    /// Takes in what another tab keeps: so no tab writes over what it does not know.
    pub(super) fn heard(self, text: &dyn Fn(u32) -> String) {
        let (id, before, now, done) = (text(0), text(1), text(2), text(3) == DONE);
        if id.is_empty() {
            // What was not written yet is replaced like the rest.
            self.behind().borrow_mut().pending.clear();
            self.activities.set(Activities::new());
            return spawn_local(self.read());
        }
        if self.epoch.get_untracked() == 0 {
            // What is not written yet wins over what is being read.
            self.mark([id.clone()]);
        }
        self.took(&id, &before, now, done);
    }

    /// Takes in what another tab keeps of an activity, in place of what it knew `before`.
    fn took(self, id: &str, before: &str, now: String, done: bool) {
        if self.put(id, done, now.clone()).done && !done {
            self.mark([id.to_owned()]);
        }
        let hearers = self.behind().borrow().hearers.clone();
        for (_, heard) in hearers.iter().filter(|(of, _)| *of == id) {
            heard(before, &now);
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
