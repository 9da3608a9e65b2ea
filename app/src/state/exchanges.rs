//! Every exchange of this page, as its own side saw it: at most [`MAX`], newest last.

use std::sync::Arc;

use exercises::observe::{Exchange, RequestSpec};
use leptos::prelude::*;

use super::announce::Announcer;
use crate::{
    browser::{
        api::{self, Stop},
        dom,
        resources::{self, Listener, Resource},
    },
    wire::{
        answer::{Answer, Failure},
        explain, text,
        timing::{self, Timing},
    },
};

/// How many exchanges are kept. Beyond it the oldest goes; what the page fetched for itself goes first.
pub const MAX: usize = 200;

/// What made a request.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Initiator {
    /// The page, for itself; the browser's word for how.
    Page(String),
    /// The request builder of the exchange list.
    Builder,
    /// A step of an experiment: `EXPERIMENT/STEP`.
    Step(String),
    /// The snippet of this id.
    Snippet(String),
}

impl Initiator {
    /// A few words for a list.
    pub fn words(&self) -> String {
        match self {
            Self::Page(how) => format!("this page ({how})"),
            Self::Builder => "request builder".into(),
            Self::Step(_) => "experiment".into(),
            Self::Snippet(_) => "snippet".into(),
        }
    }

    /// Whether the page made it for itself.
    pub fn is_page(&self) -> bool {
        matches!(self, Self::Page(_))
    }
}

/// What has become of a request.
#[derive(Clone, Debug, PartialEq)]
pub enum Outcome {
    /// It is under way.
    Waiting,
    /// A response arrived.
    Answered(Arc<Answer>),
    /// None did.
    Failed(Failure),
    /// The page fetched it for itself and did not keep the response: the status code, 0 where the browser does not tell.
    Seen(u16),
}

/// One exchange.
#[derive(Clone, Debug)]
pub struct Entry {
    /// Counts up from 1 while the page lives.
    pub id: u32,
    /// What made it.
    pub initiator: Initiator,
    /// What was asked.
    pub request: RequestSpec,
    /// Where it went: absolute, without fragment.
    pub url: String,
    /// When, in milliseconds since the page's time origin.
    pub sent: f64,
    /// What has become of it.
    pub outcome: ArcRwSignal<Outcome>,
    /// Its timing, once the browser has told it.
    pub timing: ArcRwSignal<Option<Arc<Timing>>>,
}

impl Entry {
    /// The response, where one arrived. Reactive.
    pub fn answer(&self) -> Option<Arc<Answer>> {
        match self.outcome.get() {
            Outcome::Answered(it) => Some(it),
            _ => None,
        }
    }

    /// As the checks of a lesson see it.
    pub fn observed(&self) -> Exchange {
        let response = self.outcome.with_untracked(|it| match it {
            Outcome::Answered(it) => Some(it.response.clone()),
            _ => None,
        });
        Exchange { request: self.request.clone(), response }
    }

    /// The path and query: `/api/greeting?name=Ada`.
    pub fn target(&self) -> &str {
        let rest = self.url.split_once("://").map_or(self.url.as_str(), |(_, rest)| rest);
        rest.find(['/', '?']).map_or("/", |at| &rest[at..])
    }

    /// The status in words: `404 Not Found`, `no response`, `waiting`. Reactive.
    pub fn status(&self) -> String {
        let named = |code: u16, phrase: &str| format!("{code} {phrase}").trim_end().to_owned();
        match self.outcome.get() {
            Outcome::Waiting => "waiting".into(),
            Outcome::Failed(it) => it.short().into(),
            Outcome::Seen(0) => "not told".into(),
            Outcome::Seen(code) => named(code, explain::status(code).0),
            Outcome::Answered(it) => match it.status_text.as_str() {
                "" => named(it.response.status, explain::status(it.response.status).0),
                phrase => named(it.response.status, phrase),
            },
        }
    }

    /// The status code, where there is one. Reactive.
    pub fn code(&self) -> Option<u16> {
        match self.outcome.get() {
            Outcome::Answered(it) => Some(it.response.status),
            Outcome::Seen(code) => (code > 0).then_some(code),
            _ => None,
        }
    }

    /// When it ended, in milliseconds since the page's time origin; none while it is under way. Reactive.
    pub fn ended(&self) -> Option<f64> {
        let told = self.timing.get().map(|it| it.end);
        match self.outcome.get() {
            Outcome::Waiting => None,
            Outcome::Answered(it) => told.or(Some(it.ended)),
            _ => told,
        }
    }
}

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
            exchanges.listener.set_value(resources::listen(move |it| exchanges.told(&it)));
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
        self.list.with(|it| it.iter().find(|it| it.id == id).cloned())
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
        self.hearers.update_value(|it| it.push((key, Arc::new(heard))));
        on_cleanup(move || {
            // Where the whole page ends, there is no list any more.
            let _ = self.hearers.try_update_value(|it| it.retain(|(other, _)| *other != key));
        });
    }

    /// Empties the list. [`put_back`](Self::put_back) undoes it.
    pub fn clear(self) {
        let list = self.list.get_untracked();
        let (waiting, ended): (Vec<_>, Vec<_>) =
            list.into_iter().partition(|it| it.outcome.with_untracked(|it| *it == Outcome::Waiting));
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

    fn add(self, initiator: Initiator, request: RequestSpec, url: String, sent: f64, outcome: Outcome) -> Arc<Entry> {
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
            let open = list.iter().filter(|it| it.url == resource.url && !it.initiator.is_page());
            let open = open.filter(|it| it.timing.with_untracked(Option::is_none));
            let id = timing::owner(open.map(|it| (it.id, it.sent)), resource.timing.start)?;
            list.iter().find(|it| it.id == id).cloned()
        });
        let entry = owner.unwrap_or_else(|| {
            let request = RequestSpec { method: "GET".into(), url: resource.url.clone(), ..RequestSpec::default() };
            let initiator = Initiator::Page(resource.kind.clone());
            self.add(initiator, request, resource.url.clone(), resource.timing.start, Outcome::Seen(resource.status))
        });
        entry.timing.set(Some(Arc::new(resource.timing.clone())));
    }

    fn announce(self, entry: &Entry) {
        let status = entry.outcome.with_untracked(|it| match it {
            Outcome::Failed(failure) => failure.short().to_owned(),
            _ => untrack(|| entry.status()),
        });
        let time = text::millis(dom::now() - entry.sent);
        self.announcer.say(format!("{} {}: {status}, {time}", entry.request.method, entry.target()));
    }
}

impl Default for Exchanges {
    fn default() -> Self {
        Self::new()
    }
}

/// Takes out the oldest that the page made for itself, else the oldest.
fn drop_oldest(list: &mut Vec<Arc<Entry>>) {
    let at = list.iter().position(|it| it.initiator.is_page()).unwrap_or_default();
    list.remove(at);
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with_exchanges(test: impl FnOnce(Exchanges)) {
        // Effects do not run natively, so nothing here touches a browser.
        Owner::new().with(|| test(Exchanges::new()));
    }

    fn add(exchanges: Exchanges, url: &str, sent: f64) -> Arc<Entry> {
        let request = RequestSpec { method: "GET".into(), url: url.into(), ..RequestSpec::default() };
        exchanges.add(Initiator::Builder, request, url.into(), sent, Outcome::Failed(Failure::Unreachable))
    }

    fn resource(url: &str, start: f64) -> Resource {
        let timing = Timing { start, end: start + 5.0, ..Timing::default() };
        Resource { url: url.into(), kind: "fetch".into(), status: 200, timing }
    }

    fn ids(exchanges: Exchanges) -> Vec<u32> {
        exchanges.list().with_untracked(|it| it.iter().map(|it| it.id).collect())
    }

    #[test]
    fn the_list_is_in_the_order_of_sending_and_bounded() {
        with_exchanges(|exchanges| {
            let first = add(exchanges, "http://h/a", 50.0);
            exchanges.told(&resource("http://h/early.css", 10.0));
            assert_eq!(ids(exchanges).last(), Some(&first.id));
            for at in 1..u32::try_from(MAX).unwrap() {
                add(exchanges, "http://h/a", 50.0 + f64::from(at));
            }
            // The page's own resource made room, and the learner's first exchange is still there.
            assert_eq!((ids(exchanges).len(), ids(exchanges)[0]), (MAX, first.id));
            add(exchanges, "http://h/a", 9999.0);
            assert_eq!(ids(exchanges).len(), MAX);
            assert!(!ids(exchanges).contains(&first.id));
        });
    }

    #[test]
    fn timings_find_their_exchanges_and_the_rest_is_the_page_s_own() {
        with_exchanges(|exchanges| {
            let (a, b) = (add(exchanges, "http://h/a", 10.0), add(exchanges, "http://h/a", 20.0));
            exchanges.told(&resource("http://h/a", 20.3));
            exchanges.told(&resource("http://h/a", 10.2));
            exchanges.told(&resource("http://h/a", 30.0));
            let start = |it: &Entry| it.timing.get_untracked().map(|it| it.start);
            assert_eq!((start(&a), start(&b)), (Some(10.2), Some(20.3)));
            let last = exchanges.list().with_untracked(|it| it.last().cloned()).unwrap();
            assert_eq!(last.initiator, Initiator::Page("fetch".into()));
            assert_eq!(last.code(), Some(200));
        });
    }

    #[test]
    fn what_was_cleared_can_be_put_back() {
        with_exchanges(|exchanges| {
            let a = add(exchanges, "http://h/a", 1.0);
            exchanges.show(a.id);
            exchanges.clear();
            assert_eq!((ids(exchanges), exchanges.cleared()), (vec![], 1));
            assert_eq!(exchanges.selected().get_untracked(), None);
            let b = add(exchanges, "http://h/b", 2.0);
            exchanges.put_back();
            assert_eq!((ids(exchanges), exchanges.cleared()), (vec![a.id, b.id], 0));
        });
    }

    #[test]
    fn a_request_under_way_is_not_cleared() {
        with_exchanges(|exchanges| {
            let a = add(exchanges, "http://h/a", 1.0);
            a.outcome.set(Outcome::Waiting);
            exchanges.clear();
            assert_eq!(ids(exchanges), [a.id]);
        });
    }

    #[test]
    fn the_target_is_what_follows_the_host() {
        with_exchanges(|exchanges| {
            for (url, target) in [("http://h:1/a?b", "/a?b"), ("http://h?q", "?q"), ("http://h", "/"), ("/x", "/x")] {
                assert_eq!(add(exchanges, url, 1.0).target(), target);
            }
        });
    }
}
