//! What the learner has done: in signals while the page lives, in IndexedDB beyond it.
//!
//! # Layout
//! - [`file`]: what is exported and imported. [`others`]: what other tabs keep.

mod file;
mod others;

use std::{
    cell::RefCell,
    collections::{BTreeMap, BTreeSet},
    mem::{replace, take},
    rc::Rc,
    time::Duration,
};

use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize, de::DeserializeOwned};

use self::others::{DONE, Heard};
pub use self::{
    file::{IMPORT_LIMIT, ImportError},
    others::united,
};
use crate::browser::{
    storage::{Records, Write},
    tabs::Tabs,
};

/// The version of an [`Activity`] record and of an exported file. Older ones are migrated by [`Activity::parse`].
const VERSION: u32 = 1;
/// How long to wait before what the browser refused to write is tried again.
const AGAIN: Duration = Duration::from_secs(4);

/// What is kept of one activity: a quiz, an experiment, a challenge…
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Activity {
    /// The version of this record.
    pub version: u32,
    /// Whether it has been completed.
    pub done: bool,
    /// What the block keeps of it: JSON of the block's own type.
    pub data: String,
}

impl Activity {
    /// Reads a stored record of any version up to this one.
    ///
    /// # Errors
    /// When it is no record, or one of a later version than this program knows.
    pub fn parse(text: &str) -> Result<Self, String> {
        let activity: Self = serde_json::from_str(text).map_err(|error| error.to_string())?;
        match activity.version {
            1 => Ok(activity),
            later => Err(format!("version {later} is newer than this page")),
        }
    }
}

type Activities = BTreeMap<String, Activity>;

/// The learner's progress.
#[derive(Clone, Copy)]
pub struct Progress {
    activities: RwSignal<Activities>,
    /// Counts how often what is kept was read or replaced as a whole; 0 until storage has been read.
    epoch: RwSignal<u32>,
    /// What is wrong with storage, in words for the learner.
    problem: RwSignal<Option<String>>,
    /// The keys of the damaged records that were set aside on this visit.
    damaged: RwSignal<Vec<String>>,
    behind: StoredValue<Rc<RefCell<Behind>>, LocalStorage>,
}

/// What nothing that is shown depends on.
#[derive(Default)]
struct Behind {
    records: Option<Records>,
    /// The keys that are to be written.
    pending: BTreeSet<String>,
    flushing: bool,
    trying_again: bool,
    /// Whether this tab listens to the others, or would if the browser could.
    joined: bool,
    tabs: Option<Tabs>,
    /// Who wants to know what other tabs keep, by id.
    hearers: Vec<(String, Heard)>,
    /// What to do once the database is open, and once everything is written. They are called by pointers, so that their
    /// code comes with those parts of a page that write, and not with every page.
    opened: Option<fn(Progress)>,
    written: Option<fn(Progress)>,
}

impl Progress {
    /// Starts empty and reads what was stored as soon as the page is live.
    pub fn new() -> Self {
        let progress = Self {
            activities: RwSignal::default(),
            epoch: RwSignal::new(0),
            problem: RwSignal::new(None),
            damaged: RwSignal::default(),
            behind: StoredValue::new_local(Rc::default()),
        };
        Effect::new(move |_| spawn_local(progress.read()));
        progress
    }

    /// The page's progress.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::new)
    }

    /// Whether what was stored has been read, or cannot be.
    pub fn ready(self) -> bool {
        self.epoch.get() > 0
    }

    /// What is wrong with storage, if anything.
    pub fn problem(self) -> Signal<Option<String>> {
        self.problem.into()
    }

    /// The keys of records that could not be read on this visit, and were set aside.
    pub fn damaged(self) -> Signal<Vec<String>> {
        self.damaged.into()
    }

    /// Whether an activity is done.
    pub fn done(self, id: &str) -> bool {
        self.activities
            .with(|it| it.get(id).is_some_and(|it| it.done))
    }

    /// How many of these activities are done.
    pub fn count(self, ids: &[String]) -> usize {
        self.activities.with(|it| {
            ids.iter()
                .filter(|id| it.get(*id).is_some_and(|it| it.done))
                .count()
        })
    }

    /// How many activities are kept. What belongs to one, under a key such as `handle-request/attempts`, is not counted.
    pub fn len(self) -> usize {
        self.activities
            .with(|it| it.keys().filter(|key| !key.contains('/')).count())
    }

    /// Whether nothing is kept.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    fn restore<T: DeserializeOwned>(self, id: &str) -> Option<T> {
        let data = self
            .activities
            .with_untracked(|it| it.get(id).map(|it| it.data.clone()))?;
        let read = serde_json::from_str(&data).ok();
        if read.is_none() {
            self.set_aside_activity(id);
        }
        read
    }

    /// Sets a record aside whose block cannot read what is in it, before the block replaces it.
    fn set_aside_activity(self, id: &str) {
        let taken = self.activities.try_update(|it| it.remove(id)).flatten();
        if let Some(Ok(text)) = taken.map(|it| serde_json::to_string(&it)) {
            self.set_aside(vec![Write::SetAside(id.to_owned(), text)]);
        }
    }

    /// Calls `restored` with what the block `id` kept, once that is known; again after an import or a reset, where
    /// nothing is kept then with `None`.
    pub fn on_restore<T: DeserializeOwned + 'static>(
        self,
        id: String,
        mut restored: impl FnMut(Option<T>) + Send + Sync + 'static,
    ) {
        Effect::new(move |last: Option<u32>| {
            let now = self.epoch.get();
            if now > 0 && last != Some(now) {
                restored(self.restore(&id));
            }
            now
        });
    }

    /// Keeps what a block has to keep. Once done, an activity stays done.
    pub fn save<T: Serialize>(self, id: &str, done: bool, data: &T) {
        if let Ok(data) = serde_json::to_string(data) {
            let before = self.put(id, done, data.clone());
            let done = if before.done { DONE } else { "" };
            self.tell(&[id, &before.data, &data, done]);
            self.mark([id.to_owned()]);
        }
    }

    /// All that is kept, as a file to save.
    pub fn export(self) -> String {
        file::write(self.activities.get_untracked())
    }

    /// Replaces all that is kept by what a file holds. Returns what was kept before, for [`put_back`](Self::put_back).
    ///
    /// # Errors
    /// When the text is not a progress file; nothing is changed then.
    pub fn import(self, text: &str) -> Result<Snapshot, ImportError> {
        Ok(self.replace(file::read(text)?))
    }

    /// Forgets everything. Returns what was kept before, for [`put_back`](Self::put_back).
    pub fn reset(self) -> Snapshot {
        self.replace(Activities::new())
    }

    /// Undoes an import or a reset.
    pub fn put_back(self, snapshot: Snapshot) {
        self.replace(snapshot.0);
    }

    fn replace(self, new: Activities) -> Snapshot {
        let old = self.activities.get_untracked();
        let keys: Vec<_> = old.keys().chain(new.keys()).cloned().collect();
        self.activities.set(new);
        self.epoch.update(|it| *it += 1);
        self.behind().borrow_mut().written = Some(Self::tell_replaced);
        self.mark(keys);
        Snapshot(old)
    }

    async fn read(self) {
        let found = match Records::open().await {
            Ok(records) => {
                self.behind().borrow_mut().records = Some(records.clone());
                records.all().await
            }
            Err(error) => Err(error),
        };
        match found {
            Ok(found) => self.take_in(found),
            Err(error) => self.problem.set(Some(error.to_string())),
        }
        self.epoch.update(|it| *it += 1);
        let opened = self.behind().borrow_mut().opened.take();
        if let Some(opened) = opened {
            opened(self);
        }
    }

    /// Takes in what was stored. What a learner did before storage was read wins; what cannot be read is set aside.
    fn take_in(self, found: Vec<(String, String)>) {
        let mut damaged = Vec::new();
        self.activities.update(|it| {
            for (key, text) in found {
                match Activity::parse(&text) {
                    Ok(activity) => drop(it.entry(key).or_insert(activity)),
                    Err(_) => damaged.push(Write::SetAside(key, text)),
                }
            }
        });
        if !damaged.is_empty() {
            self.set_aside(damaged);
        }
    }

    fn set_aside(self, damaged: Vec<Write>) {
        self.damaged
            .update(|it| it.extend(damaged.iter().map(|it| it.key().to_owned())));
        if let Some(records) = self.records() {
            spawn_local(async move {
                if let Err(error) = records.write(&damaged).await {
                    self.problem.set(Some(error.to_string()));
                }
            });
        }
    }

    fn behind(self) -> Rc<RefCell<Behind>> {
        self.behind.get_value()
    }

    fn records(self) -> Option<Records> {
        self.behind().borrow().records.clone()
    }

    /// Has these keys written soon, in order, in one transaction at a time.
    fn mark(self, keys: impl IntoIterator<Item = String>) {
        let behind = self.behind();
        let mut now = behind.borrow_mut();
        now.pending.extend(keys);
        // What is done before the database is open waits.
        now.opened = Some(|it| it.mark([]));
        if !replace(&mut now.flushing, true) {
            let behind = Rc::clone(&behind);
            spawn_local(async move {
                self.flush().await;
                behind.borrow_mut().flushing = false;
            });
        }
    }

    /// Has keys that could not be written written after a while.
    fn try_again(self, keys: BTreeSet<String>) {
        let behind = self.behind();
        let mut now = behind.borrow_mut();
        now.pending.extend(keys);
        if !replace(&mut now.trying_again, true) {
            let behind = Rc::clone(&behind);
            let again = move || {
                behind.borrow_mut().trying_again = false;
                self.mark([]);
            };
            set_timeout(again, AGAIN);
        }
    }

    async fn flush(self) {
        while let Some(records) = self.records() {
            let keys = take(&mut self.behind().borrow_mut().pending);
            if keys.is_empty() {
                return;
            }
            let writes: Vec<_> = self
                .activities
                .with_untracked(|it| keys.iter().map(|key| write_of(it, key)).collect());
            match records.write(&writes).await {
                Ok(()) => {
                    self.problem.set(None);
                    let then = self.behind().borrow_mut().written.take();
                    if let Some(then) = then {
                        then(self);
                    }
                }
                Err(error) => {
                    // They go with the next write, or after a while; until they are in, the learner is told.
                    self.try_again(keys);
                    return self.problem.set(Some(error.to_string()));
                }
            }
        }
    }
}

fn write_of(activities: &Activities, key: &str) -> Write {
    match activities.get(key).map(serde_json::to_string) {
        Some(Ok(text)) => Write::Put(key.to_owned(), text),
        _ => Write::Delete(key.to_owned()),
    }
}

/// What was kept at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot(Activities);

impl Default for Progress {
    fn default() -> Self {
        Self::new()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_of_another_kind_or_a_later_version_is_refused() {
        assert!(Activity::parse(r#"{"version":1,"done":true,"data":"{}"}"#).is_ok());
        assert!(Activity::parse(r#"{"version":2,"done":true,"data":"{}"}"#).is_err());
        assert!(Activity::parse("nonsense").is_err());
    }
}
