//! What the learner has done: in signals while the page lives, in IndexedDB beyond it.

use std::collections::{BTreeMap, BTreeSet};

use leptos::{prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize, de::DeserializeOwned};
use thiserror::Error;

use crate::browser::storage::{Records, Write};

/// What an exported file says it is.
const FORMAT: &str = "roundtrip-progress";
/// The version of an [`Activity`] record and of an exported file. Older ones are migrated by [`Activity::parse`].
const VERSION: u32 = 1;
/// The largest file that is imported, in bytes.
pub const IMPORT_LIMIT: usize = 4 << 20;

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

/// An exported file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
struct Export {
    format: String,
    version: u32,
    activities: BTreeMap<String, Activity>,
}

/// Why a file could not be imported. The words are shown to the learner.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum ImportError {
    /// It is larger than [`IMPORT_LIMIT`].
    #[error("The file is larger than 4 MiB, so it is not a progress file of Roundtrip.")]
    TooLarge,
    /// It is not a progress file.
    #[error("This is not a progress file of Roundtrip: {0}.")]
    NotProgress(String),
    /// It was written by a later version.
    #[error("The file is of version {0}; this page reads versions up to {VERSION}. Reload the page to get the newest.")]
    TooNew(u32),
}

type Activities = BTreeMap<String, Activity>;

/// The learner's progress.
#[derive(Clone, Copy)]
pub struct Progress {
    activities: RwSignal<Activities>,
    /// True once what was stored has been read, or cannot be.
    ready: RwSignal<bool>,
    /// What is wrong with storage, in words for the learner.
    problem: RwSignal<Option<String>>,
    /// The keys of the damaged records that were set aside on this visit.
    damaged: RwSignal<Vec<String>>,
    pending: StoredValue<BTreeSet<String>>,
    flushing: StoredValue<bool>,
    records: StoredValue<Option<Records>, LocalStorage>,
}

impl Progress {
    /// Starts empty and reads what was stored as soon as the page is live.
    pub fn new() -> Self {
        let progress = Self {
            activities: RwSignal::default(),
            ready: RwSignal::new(false),
            problem: RwSignal::new(None),
            damaged: RwSignal::default(),
            pending: StoredValue::default(),
            flushing: StoredValue::new(false),
            records: StoredValue::new_local(None),
        };
        Effect::new(move |_| spawn_local(progress.read()));
        progress
    }

    /// The page's progress.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::new)
    }

    /// Whether what was stored has been read. Blocks restore themselves when this turns true.
    pub fn ready(self) -> Signal<bool> {
        self.ready.into()
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
        self.activities.with(|it| it.get(id).is_some_and(|it| it.done))
    }

    /// How many of these activities are done.
    pub fn count(self, ids: &[String]) -> usize {
        self.activities.with(|it| ids.iter().filter(|id| it.get(*id).is_some_and(|it| it.done)).count())
    }

    /// How many activities are kept.
    pub fn len(self) -> usize {
        self.activities.with(BTreeMap::len)
    }

    /// Whether nothing is kept.
    pub fn is_empty(self) -> bool {
        self.len() == 0
    }

    /// What a block kept of itself, where it can still be read. Not reactive: call it when [`ready`](Self::ready) turns true.
    pub fn restore<T: DeserializeOwned>(self, id: &str) -> Option<T> {
        let data = self.activities.with_untracked(|it| it.get(id).map(|it| it.data.clone()))?;
        serde_json::from_str(&data).ok()
    }

    /// Calls `restored` with what the block `id` kept, once that is known; again after an import or a reset, where
    /// nothing is kept then with `None`.
    pub fn on_restore<T: DeserializeOwned + 'static>(self, id: String, mut restored: impl FnMut(Option<T>) + Send + Sync + 'static) {
        let epoch = self.epoch();
        Effect::new(move |last: Option<u32>| {
            let now = epoch.get();
            if now > 0 && last != Some(now) {
                restored(self.restore(&id));
            }
            now
        });
    }

    /// Keeps what a block has to keep. Once done, an activity stays done.
    pub fn save<T: Serialize>(self, id: &str, done: bool, data: &T) {
        let Ok(data) = serde_json::to_string(data) else { return };
        self.activities.update(|it| {
            let done = done || it.get(id).is_some_and(|it| it.done);
            it.insert(id.to_owned(), Activity { version: VERSION, done, data });
        });
        self.mark([id.to_owned()]);
    }

    /// All that is kept, as a file to save.
    pub fn export(self) -> String {
        let export = Export { format: FORMAT.into(), version: VERSION, activities: self.activities.get_untracked() };
        serde_json::to_string_pretty(&export).unwrap_or_default()
    }

    /// Replaces all that is kept by what a file holds. Returns what was kept before, for [`put_back`](Self::put_back).
    ///
    /// # Errors
    /// When the text is not a progress file; nothing is changed then.
    pub fn import(self, text: &str) -> Result<Snapshot, ImportError> {
        Ok(self.replace(parse_export(text)?))
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
        self.restored();
        self.mark(keys);
        Snapshot(old)
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
