//! Every exchange of this page, as its own side saw it: at most [`MAX`], newest last.

mod entry;

use std::sync::Arc;

use exercises::observe::RequestSpec;
use leptos::prelude::*;

pub use self::entry::{Entry, Initiator, Outcome};
use super::announce::Announcer;
use crate::{
    browser::{
        api::{self, Stop},
        dom,
        resources::{self, Listener, Resource},
    },
    wire::{answer::Failure, text, timing},
};

/// How many exchanges are kept. Beyond it the oldest goes; what the page fetched for itself goes first.
pub const MAX: usize = 200;

type Heard = Arc<dyn Fn(&Arc<Entry>) + Send + Sync>;

/// The exchanges of this page.
#[derive(Clone, Copy)]
pub struct Exchanges {
    list: RwSignal<Vec<Arc<Entry>>>,
    selected: RwSignal<Option<u32>>,
    open: RwSignal<bool>,
    /// Counts how often [`show`](Self::show) was called.
    shown: RwSignal<u32>,
    cleared: RwSignal<Vec<Arc<Entry>>>,
    last: StoredValue<u32>,
    hearers: StoredValue<Vec<(u32, Heard)>>,
    listener: StoredValue<Option<Listener>, LocalStorage>,
    announcer: Announcer,
}

impl Exchanges {
    /// None yet. Listens to what the page fetches as soon as it is live.
    pub fn new() -> Self {
        let exchanges = Self {
            list: RwSignal::default(),
            selected: RwSignal::new(None),
            open: RwSignal::new(false),
            shown: RwSignal::new(0),
            cleared: RwSignal::default(),
            last: StoredValue::new(0),
            hearers: StoredValue::default(),
            listener: StoredValue::new_local(None),
            announcer: Announcer::here(),
        };
        Effect::new(move |_| {
            exchanges
                .listener
                .set_value(resources::listen(move |it| exchanges.told(&it)));
        });
        exchanges
    }

    /// The page's exchanges.
    pub fn here() -> Self {
        use_context().unwrap_or_else(Self::new)
    }

    /// All of them, in the order in which they were sent.
    pub fn list(self) -> Signal<Vec<Arc<Entry>>> {
        self.list.into()
    }

    /// How many the learner made.
    pub fn made(self) -> usize {
        self.list.with(Vec::len) - self.of_page()
    }

    /// How many the page made for itself.
    pub fn of_page(self) -> usize {
        self.list
            .with(|it| it.iter().filter(|it| it.initiator.is_page()).count())
    }

    /// The id of the one whose details are shown.
    pub fn selected(self) -> RwSignal<Option<u32>> {
        self.selected
    }

    /// Whether the inspector is open.
    pub fn open(self) -> RwSignal<bool> {
        self.open
    }

    /// The exchange of this id, while it is kept. Reactive.
    pub fn get(self, id: u32) -> Option<Arc<Entry>> {
        self.list
            .with(|it| it.iter().find(|it| it.id == id).cloned())
    }

    /// Opens the inspector with an exchange's details.
    pub fn show(self, id: u32) {
        self.selected.set(Some(id));
        self.open.set(true);
        self.shown.update(|it| *it += 1);
    }

    /// Counts how often [`show`](Self::show) was called: each time, the details want the keyboard's focus.
    pub fn shown(self) -> Signal<u32> {
        self.shown.into()
    }

    /// Sends a request and waits for what becomes of it: never longer than the deadline.
    pub async fn send(self, request: RequestSpec, initiator: Initiator, stop: &Stop) -> Arc<Entry> {
        let resolved = api::resolve(&request.url);
        let url = resolved.clone().unwrap_or_else(|| request.url.clone());
        let entry = self.add(initiator, request, url, dom::now(), Outcome::Waiting);
        let outcome = match resolved {
            None => Outcome::Failed(Failure::Refused("its URL cannot be read".into())),
            Some(url) => match api::send(&entry.request, &url, stop).await {
                Ok(answer) => Outcome::Answered(Arc::new(answer)),
                Err(failure) => Outcome::Failed(failure),
            },
        };
        entry.outcome.set(outcome);
        self.announce(&entry);
        for (_, heard) in self.hearers.try_get_value().unwrap_or_default() {
            heard(&entry);
        }
        entry
    }

    /// Calls `heard` with every exchange that the learner made, as it ends, for as long as the component lives.
    pub fn on_end(self, heard: impl Fn(&Arc<Entry>) + Send + Sync + 'static) {
        let key = self.next_id();
        self.hearers
            .update_value(|it| it.push((key, Arc::new(heard))));
        on_cleanup(move || {
            // Where the whole page ends, there is no list any more.
            let _ = self
                .hearers
                .try_update_value(|it| it.retain(|(other, _)| *other != key));
        });
    }

    /// Empties the list. [`put_back`](Self::put_back) undoes it.
    pub fn clear(self) {
        let list = self.list.get_untracked();
        let (waiting, ended): (Vec<_>, Vec<_>) = list
            .into_iter()
            .partition(|it| it.outcome.with_untracked(|it| *it == Outcome::Waiting));
        self.selected.set(None);
        self.cleared.set(ended);
        self.list.set(waiting);
    }

    /// How many exchanges were cleared and can be put back.
    pub fn cleared(self) -> usize {
        self.cleared.with(Vec::len)
    }

    /// Puts back what was cleared last.
    pub fn put_back(self) {
        let cleared = self.cleared.get_untracked();
        self.cleared.set(Vec::new());
        self.list.update(|list| {
            list.splice(0..0, cleared);
            while list.len() > MAX {
                drop_oldest(list);
            }
        });
    }

    fn next_id(self) -> u32 {
        self.last.update_value(|it| *it += 1);
        self.last.get_value()
    }

    fn add(
        self,
        initiator: Initiator,
        request: RequestSpec,
        url: String,
        sent: f64,
        outcome: Outcome,
    ) -> Arc<Entry> {
        let entry = Arc::new(Entry {
            id: self.next_id(),
            initiator,
            request,
            url,
            sent,
            outcome: ArcRwSignal::new(outcome),
            timing: ArcRwSignal::new(None),
        });
        self.list.update(|list| {
            let at = list.partition_point(|it| it.sent <= sent);
            list.insert(at, entry.clone());
            if list.len() > MAX {
                drop_oldest(list);
            }
        });
        entry
    }

    /// Takes in what the browser tells of a resource: of an exchange in the list, or of one that the page made for itself.
    fn told(self, resource: &Resource) {
        let owner = self.list.with_untracked(|list| {
            let open = list
                .iter()
                .filter(|it| it.url == resource.url && !it.initiator.is_page());
            let open = open.filter(|it| it.timing.with_untracked(Option::is_none));
            let id = timing::owner(open.map(|it| (it.id, it.sent)), resource.timing.start)?;
            list.iter().find(|it| it.id == id).cloned()
        });
        let entry = owner.unwrap_or_else(|| {
            let request = RequestSpec {
                method: "GET".into(),
                url: resource.url.clone(),
                ..RequestSpec::default()
            };
            let initiator = Initiator::Page(resource.kind.clone());
            self.add(
                initiator,
                request,
                resource.url.clone(),
                resource.timing.start,
                Outcome::Seen(resource.status),
            )
        });
        entry.timing.set(Some(Arc::new(resource.timing.clone())));
    }

    fn announce(self, entry: &Entry) {
        let status = entry.outcome.with_untracked(|it| match it {
            Outcome::Failed(failure) => failure.short().to_owned(),
            _ => untrack(|| entry.status()),
        });
        let time = text::millis(dom::now() - entry.sent);
        self.announcer.say(format!(
            "{} {}: {status}, {time}",
            entry.request.method,
            entry.target()
        ));
    }
}

impl Default for Exchanges {
    fn default() -> Self {
        Self::new()
    }
}

/// Takes out the oldest that the page made for itself, else the oldest.
fn drop_oldest(list: &mut Vec<Arc<Entry>>) {
    let at = list
        .iter()
        .position(|it| it.initiator.is_page())
        .unwrap_or_default();
    list.remove(at);
}

#[cfg(test)]
mod tests;
