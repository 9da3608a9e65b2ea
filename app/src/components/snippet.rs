//! A code example that runs: real JavaScript in the sandbox, whose `fetch` the page performs, so that its requests are
//! exchanges like any other.

use std::sync::Arc;

use exercises::{
    judge::{Fetched, LogLevel, LogLine, SnippetOutcome},
    model::Snippet,
    observe::RequestSpec,
};
use leptos::{ev, prelude::*, task::spawn_local};
use serde::{Deserialize, Serialize};

use super::{erase::Erase, exchange::ExchangeChip, icon::Icon};
use crate::{
    browser::{
        api::{self, Stop},
        sandbox,
    },
    state::{
        announce::Announcer,
        exchanges::{Entry, Exchanges, Initiator, Outcome},
        progress::Progress,
    },
    wire::text,
};

/// How many requests one run may send.
const MAX_REQUESTS: usize = 10;
/// The longest code, in characters.
const MAX_CODE: usize = 20_000;

/// What is kept of a snippet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct Kept {
    /// The code, where the learner changed it.
    code: Option<String>,
}

/// What the parts of one snippet share.
#[derive(Clone, Copy)]
struct Bench {
    snippet: StoredValue<Snippet>,
    field: NodeRef<leptos::html::Textarea>,
    running: RwSignal<bool>,
    logs: RwSignal<Vec<LogLine>>,
    sent: RwSignal<Vec<Arc<Entry>>>,
    outcome: RwSignal<Option<SnippetOutcome>>,
    /// What stood in the field before a reset.
    undo: RwSignal<Option<String>>,
    stops: StoredValue<Vec<Stop>, LocalStorage>,
    page: StoredValue<Page>,
}

/// What the whole page shares.
#[derive(Clone, Copy)]
struct Page {
    exchanges: Exchanges,
    progress: Progress,
    announcer: Announcer,
}

/// A code example with Run.
#[component]
pub fn SnippetBlock(
    /// The code, and what it shows.
    snippet: Snippet,
) -> impl IntoView {
    let Snippet { id, title, html, code, server_code } = snippet.clone();
    let bench = Bench::new(snippet);
    bench.page.get_value().progress.on_restore::<Kept>(id.clone(), move |kept| bench.restore(kept.unwrap_or_default()));
    Effect::new(move |_| sandbox::start());
    on_cleanup(move || bench.leave());
    let heading = format!("{id}-title");
    let field = format!("{id}-code");
    let help = format!("{id}-help");
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            bench.run();
        }
    };
    let single = server_code.is_empty();
    let rows = code.lines().count().clamp(3, 24).to_string();
    view! {
        <section class="block block-snippet" id=id.clone() aria-labelledby=heading.clone() data-snippet=id data-state=move || bench.state()>
            <h3 id=heading.clone()>{title}</h3>
            <p inner_html=html></p>
            <div class="snippet-sides" class:single=single>
                <div class="snippet-client">
                    <label class="label" for=field.clone()><Icon name="client"/>"The client’s side: runs here, and you can change it"</label>
                    <textarea class="textarea code" id=field node_ref=bench.field rows=rows maxlength=MAX_CODE.to_string() spellcheck="false"
                        autocapitalize="off" autocomplete="off" wrap="off" aria-describedby=help.clone() inner_html=text::escape(&code)
                        on:keydown=keys on:change=move |_| bench.save(false)></textarea>
                    {controls(bench, help)}
                </div>
                {server_side(server_code)}
            </div>
            <div class="snippet-output">{move || output(bench)}</div>
        </section>
    }
    .fixed()
}

fn controls(bench: Bench, help: String) -> AnyView {
    let reset = move || if bench.undo.with(Option::is_some) { "Undo: bring my code back" } else { "Reset" };
    view! {
        <div class="actions">
            <button type="button" class="button primary" data-action="run" aria-disabled=move || bench.running.get().to_string() on:click=move |_| bench.run()>
                <Icon name="play"/>
                {move || if bench.running.get() { "Running…" } else { "Run" }}
            </button>
            <button type="button" class="button" data-action="stop" hidden=move || !bench.running.get() on:click=move |_| bench.stop()>
                <Icon name="stop"/>
                "Stop"
            </button>
            <button type="button" class="button quiet" data-action="reset" on:click=move |_| bench.reset()><Icon name="reset"/>{reset}</button>
            <span class="small muted" id=help><kbd>"Ctrl"</kbd>" or "<kbd>"⌘"</kbd>" with "<kbd>"Enter"</kbd>" runs it"</span>
        </div>
    }
    .fixed()
}

fn server_side(code: String) -> AnyView {
    if code.is_empty() {
        return ().erased();
    }
    view! {
        <figure class="snippet-server">
            <figcaption class="label"><Icon name="server"/>"The server’s side: to read"</figcaption>
            <pre tabindex="0"><code>{code}</code></pre>
        </figure>
    }
    .fixed()
}

impl Bench {
    fn new(snippet: Snippet) -> Self {
        Self {
            snippet: StoredValue::new(snippet),
            field: NodeRef::new(),
            running: RwSignal::new(false),
            logs: RwSignal::default(),
            sent: RwSignal::default(),
            outcome: RwSignal::new(None),
            undo: RwSignal::new(None),
            stops: StoredValue::new_local(Vec::new()),
            page: StoredValue::new(Page {
                exchanges: Exchanges::here(),
                progress: Progress::here(),
                announcer: Announcer::here(),
            }),
        }
    }

    fn state(self) -> &'static str {
        match (self.running.get(), self.outcome.with(Option::is_some)) {
            (true, _) => "running",
            (false, true) => "done",
            (false, false) => "idle",
        }
    }

    /// What stands in the field.
    fn code(self) -> String {
        self.field.get_untracked().map(|it| it.value()).unwrap_or_default()
    }

    fn original(self) -> String {
        self.snippet.with_value(|it| it.code.clone())
    }

    fn set_code(self, code: &str) {
        if let Some(it) = self.field.get_untracked() {
            it.set_value(code);
        }
    }

    fn restore(self, kept: Kept) {
        // What was typed before storage was read stays.
        let original = self.original();
        match kept.code {
            Some(code) if self.code() == original => self.set_code(&code),
            _ => {}
        }
    }

    /// Keeps the code. `done`: a run came to its end and got a response.
    fn save(self, done: bool) {
        let progress = self.page.get_value().progress;
        // Before storage was read, saving would replace what is there unread.
        if !done && !untrack(|| progress.ready()) {
            return;
        }
        let code = Some(self.code()).filter(|it| *it != self.original());
        self.snippet.with_value(|it| progress.save(&it.id, done, &Kept { code }));
    }

    fn reset(self) {
        let before = self.code();
        if let Some(code) = self.undo.get_untracked() {
            self.set_code(&code);
            self.undo.set(None);
            self.page.get_value().announcer.say("Your code is back.");
        } else if before != self.original() {
            self.set_code(&self.original());
            self.undo.set(Some(before));
            self.page.get_value().announcer.say("The code is as it was at first. Undo brings yours back.");
        }
        self.save(false);
    }

    fn run(self) {
        if self.running.get_untracked() {
            return;
        }
        self.running.set(true);
        self.logs.set(Vec::new());
        self.sent.set(Vec::new());
        self.outcome.set(None);
        self.undo.set(None);
        self.stops.set_value(Vec::new());
        let code = self.code();
        spawn_local(async move {
            let log = move |line| self.logs.try_update(|it| it.push(line)).unwrap_or_default();
            let outcome = sandbox::run_snippet(&code, log, move |request| self.fetch(request)).await;
            // The page may have been left in the meantime: then nobody waits for it.
            if self.running.try_set(false).is_none() {
                self.ended(outcome);
            }
        });
    }

    fn ended(self, outcome: SnippetOutcome) {
        let answered = self.sent.with_untracked(|it| it.iter().any(|it| it.observed().response.is_some()));
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
        let made = self.stops.try_with_value(Vec::len).ok_or("The page was left.")?;
        if made >= MAX_REQUESTS {
            return Err(format!("A snippet may send at most {MAX_REQUESTS} requests in one run, and this would be one more."));
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
        let entry = self.page.get_value().exchanges.send(request, initiator, &stop).await;
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

    fn stop(self) {
        if self.running.get_untracked() {
            sandbox::cancel();
            self.stop_requests();
        }
    }

    fn stop_requests(self) {
        let _ = self.stops.try_with_value(|it| it.iter().for_each(Stop::stop));
    }

    /// Ends what is under way when the block goes.
    fn leave(self) {
        if self.running.try_get_untracked() == Some(true) {
            sandbox::cancel();
            self.stop_requests();
        }
    }

    /// Selects a line in the field.
    fn show_line(self, line: u32) {
        let Some(field) = self.field.get_untracked() else { return };
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

fn output(bench: Bench) -> AnyView {
    let outcome = bench.outcome.get();
    if outcome.is_none() && !bench.running.get() {
        return ().erased();
    }
    let lines = move || {
        bench.logs.get().into_iter().map(|it| view! { <li data-level=level(it.level)>{it.text}</li> }).collect_view()
    };
    let chips = move || bench.sent.get().into_iter().map(|entry| view! { <ExchangeChip entry/> }).collect_view();
    view! {
        <p class="label">"Output"</p>
        <ol class="snippet-log" tabindex="0" aria-label="Output">{lines}</ol>
        {outcome.map(|it| ending(bench, it))}
        <p class="label" hidden=move || bench.sent.with(Vec::is_empty)>"What went over the wire"</p>
        <div class="actions">{chips}</div>
    }
    .erased()
}

fn ending(bench: Bench, outcome: SnippetOutcome) -> AnyView {
    let SnippetOutcome { reason, text, problem, returned, dropped, ms } = outcome;
    let line = problem.as_ref().and_then(|it| it.line);
    let problem = problem.map(|it| {
        let place = match (it.line, it.column) {
            (Some(line), Some(column)) => format!(" (line {line}, column {column})"),
            (Some(line), None) => format!(" (line {line})"),
            _ => String::new(),
        };
        view! { <p><code>{format!("{}: {}{place}", it.name, it.message)}</code></p> }
    });
    let show = line.map(|line| {
        view! { <button type="button" class="button small" on:click=move |_| bench.show_line(line)>{format!("Show line {line}")}</button> }
    });
    let failed = reason.map(|reason| {
        view! {
            <div class="notice bad" data-reason=reason.as_str()>
                <p>{text.unwrap_or_else(|| "The code did not run to its end.".into())}</p>
                {problem}
                {show}
            </div>
        }
    });
    let returned = returned.map(|it| view! { <p class="snippet-returned">"Returned: "<code>{it}</code></p> });
    let dropped = (dropped > 0).then(|| format!("{} more were dropped. ", count(dropped as usize, "line", "lines")));
    let time = if failed.is_none() { format!("Ran to its end in {}.", text::millis(ms)) } else { String::new() };
    view! {
        {failed}
        {returned}
        <p class="small muted">{dropped}{time}</p>
    }
    .fixed()
}

fn level(level: LogLevel) -> &'static str {
    match level {
        LogLevel::Debug => "debug",
        LogLevel::Log => "log",
        LogLevel::Info => "info",
        LogLevel::Warn => "warn",
        LogLevel::Error => "error",
    }
}

fn count(n: usize, one: &str, many: &str) -> String {
    format!("{n} {}", if n == 1 { one } else { many })
}
