//! The state of one snippet: its code, its runs, the requests of a run. What is kept of it is in [`keep`](super::keep).

use std::sync::Arc;

use exercises::{
    judge::{Fetched, LogLine, Reason, SnippetOutcome, SnippetRun},
    model::Snippet,
    observe::RequestSpec,
    typescript::looks_typed,
};
use leptos::{leptos_dom::helpers::TimeoutHandle, prelude::*, task::spawn_local};

use super::output::count;
use crate::{
    browser::{
        api::{self, Stop},
        sandbox, typescript,
    },
    components::types::{Unready, erased_body},
    state::{
        announce::Announcer,
        exchanges::{Entry, Exchanges, Initiator, Outcome},
        progress::Progress,
    },
    wire::text,
};

/// How many requests one run may send.
const MAX_REQUESTS: usize = 10;

/// What the parts of one snippet share.
#[derive(Clone, Copy)]
pub struct Bench {
    pub(super) snippet: StoredValue<Snippet>,
    pub field: NodeRef<leptos::html::Textarea>,
    pub running: RwSignal<bool>,
    pub logs: RwSignal<Vec<LogLine>>,
    pub sent: RwSignal<Vec<Arc<Entry>>>,
    pub outcome: RwSignal<Option<SnippetOutcome>>,
    /// Whether what ran was left of TypeScript.
    pub typed: RwSignal<bool>,
    /// What stood in the field before a reset.
    pub undo: RwSignal<Option<String>>,
    stops: StoredValue<Vec<Stop>, LocalStorage>,
    /// Will keep the code, unless it is changed again before; with the code, since the field may be gone by then.
    pub(super) unsaved: StoredValue<Option<(TimeoutHandle, String)>>,
    pub page: StoredValue<Page>,
}

/// What the whole page shares.
#[derive(Clone, Copy)]
pub struct Page {
    pub exchanges: Exchanges,
    pub progress: Progress,
    pub announcer: Announcer,
}

impl Bench {
    pub fn new(snippet: Snippet) -> Self {
        Self {
            snippet: StoredValue::new(snippet),
            field: NodeRef::new(),
            running: RwSignal::new(false),
            logs: RwSignal::default(),
            sent: RwSignal::default(),
            outcome: RwSignal::new(None),
            typed: RwSignal::new(false),
            undo: RwSignal::new(None),
            stops: StoredValue::new_local(Vec::new()),
            unsaved: StoredValue::new(None),
            page: StoredValue::new(Page {
                exchanges: Exchanges::here(),
                progress: Progress::here(),
                announcer: Announcer::here(),
            }),
        }
    }

    pub fn state(self) -> &'static str {
        match (self.running.get(), self.outcome.with(Option::is_some)) {
            (true, _) => "running",
            (false, true) => "done",
            (false, false) => "idle",
        }
    }

    /// What stands in the field.
    pub(super) fn code(self) -> String {
        self.field
            .get_untracked()
            .map(|it| it.value())
            .unwrap_or_default()
    }

    pub(super) fn original(self) -> String {
        self.snippet.with_value(|it| it.code.clone())
    }

    pub(super) fn set_code(self, code: &str) {
        if let Some(it) = self.field.get_untracked() {
            it.set_value(code);
        }
    }

    pub fn run(self) {
        if self.running.get_untracked() {
            return;
        }
        self.running.set(true);
        self.logs.set(Vec::new());
        self.sent.set(Vec::new());
        self.outcome.set(None);
        self.typed.set(false);
        self.undo.set(None);
        self.stops.set_value(Vec::new());
        let code = self.code();
        spawn_local(async move {
            let plain = self.carry_out(&code).await;
            let outcome = match self.of_types(&code, &plain).await {
                Some(outcome) => outcome,
                None => plain,
            };
            // The page may have been left in the meantime: then nobody waits for it.
            if self.running.try_set(false).is_none() {
                self.ended(outcome);
            }
        });
    }

    async fn carry_out(self, code: &str) -> SnippetOutcome {
        let log = move |line| self.logs.try_update(|it| it.push(line)).unwrap_or_default();
        sandbox::run_snippet(code, log, move |request| self.fetch(request)).await
    }

    /// What becomes of code that was run as JavaScript, could not be read, and is TypeScript.
    async fn of_types(self, code: &str, plain: &SnippetOutcome) -> Option<SnippetOutcome> {
        if plain.reason != Some(Reason::LoadError) || !looks_typed(code) {
            return None;
        }
        match erased_body(code).await {
            Ok(left) if left != code => {
                // The page may have been left in the meantime.
                self.typed.try_set(true).is_none().then_some(())?;
                Some(self.carry_out(&left).await)
            }
            Err(Unready::Problem(it)) if it.is_typescript => Some(SnippetOutcome::unreadable(&it)),
            // A run that was not over counts as cancelled.
            Err(Unready::Cancelled) => Some(SnippetRun::new(code).outcome(0.0)),
            Err(Unready::Failed(why)) => Some(SnippetOutcome {
                reason: Some(Reason::Unavailable),
                text: Some(why.to_owned()),
                ..SnippetOutcome::default()
            }),
            Ok(_) | Err(Unready::Problem(_)) => None,
        }
    }

    fn ended(self, outcome: SnippetOutcome) {
        let answered = self
            .sent
            .with_untracked(|it| it.iter().any(|it| it.observed().response.is_some()));
        let lines = self.logs.with_untracked(Vec::len);
        let requests = self.sent.with_untracked(Vec::len);
        self.page.get_value().announcer.say(match &outcome.text {
            Some(text) => text.clone(),
            None => format!(
                "The code ran to its end: {}, {}.",
                count(lines, "line of output", "lines of output"),
                count(requests, "request", "requests")
            ),
        });
        self.save(outcome.reason.is_none() && answered);
        self.outcome.set(Some(outcome));
    }

    /// Performs a request of the code: on this server's `/api/` alone, and not too many.
    async fn fetch(self, request: RequestSpec) -> Result<Fetched, String> {
        // The page may have been left while the code ran.
        let made = self
            .stops
            .try_with_value(Vec::len)
            .ok_or("The page was left.")?;
        if made >= MAX_REQUESTS {
            return Err(format!(
                "A snippet may send at most {MAX_REQUESTS} requests in one run, and this would be one more."
            ));
        }
        if !api::resolve(&request.url).is_some_and(|it| api::is_api(&it)) {
            return Err(format!(
                "This snippet may only send requests to paths of this server that begin with /api/, and {} is none.",
                text::head(&request.url, 200).0
            ));
        }
        let stop = Stop::new().ok_or("This browser cannot send requests for snippets.")?;
        self.stops.update_value(|it| it.push(stop.clone()));
        let initiator = Initiator::Snippet(self.snippet.with_value(|it| it.id.clone()));
        let entry = self
            .page
            .get_value()
            .exchanges
            .send(request, initiator, &stop)
            .await;
        let _ = self.sent.try_update(|it| it.push(entry.clone()));
        match entry.outcome.get_untracked() {
            Outcome::Answered(it) => Ok(Fetched {
                response: it.response.clone(),
                status_text: it.status_text.clone(),
                url: it.url.clone(),
                redirected: it.redirected,
            }),
            Outcome::Failed(failure) => Err(failure.words()),
            Outcome::Waiting | Outcome::Seen(_) => Err("No response arrived.".into()),
        }
    }

    pub fn stop(self) {
        if self.running.get_untracked() {
            self.end();
        }
    }

    fn end(self) {
        typescript::cancel();
        sandbox::cancel();
        self.stop_requests();
    }

    fn stop_requests(self) {
        let _ = self
            .stops
            .try_with_value(|it| it.iter().for_each(Stop::stop));
    }

    /// Keeps what was typed last and ends what is under way when the block goes.
    pub fn leave(self) {
        self.save_now();
        if self.running.try_get_untracked() == Some(true) {
            self.end();
        }
    }

    /// Selects a line in the field.
    pub fn show_line(self, line: u32) {
        let Some(field) = self.field.get_untracked() else {
            return;
        };
        let code = field.value();
        let nth = usize::try_from(line).unwrap_or_default().saturating_sub(1);
        // The browser counts in UTF-16 units.
        let units = |it: &str| u32::try_from(it.encode_utf16().count()).unwrap_or(u32::MAX);
        let start = code.split('\n').take(nth).map(|it| units(it) + 1).sum();
        let length = code.split('\n').nth(nth).map_or(0, units);
        let _ = field.focus();
        // A line that is gone selects nothing.
        let _ = field.set_selection_range(start, start + length);
    }
}
