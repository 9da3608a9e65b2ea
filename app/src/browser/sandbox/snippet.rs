//! A code example that runs: its requests are sent by the page, so that they show in the Network tab.

use exercises::{
    judge::{Fetched, GiveUp, Language, LogLine, SnippetOutcome, SnippetRun, SnippetStep},
    observe::RequestSpec,
};

use super::{
    deadline::{Clock, Deadline},
    inbox::Event,
    session::Session,
};
use crate::browser::dom;

/// A snippet may take so long in all, waiting for answers included, in milliseconds.
const BUDGET_MS: f64 = 20_000.0;

/// Runs the body of an async function. `on_log` is told each console line as it is written; `fetch` sends a request for
/// it and must come to an end by itself. It never fails: what went wrong is in the outcome. A run under way is stopped.
pub async fn run_snippet<F>(
    code: &str,
    mut on_log: impl FnMut(LogLine),
    fetch: impl Fn(RequestSpec) -> F,
) -> SnippetOutcome
where
    F: Future<Output = Result<Fetched, String>> + 'static,
{
    super::cancel();
    let began = dom::now();
    let mut run = SnippetRun::new(code);
    if !run.is_over() {
        match Session::open(Language::JavaScript).await {
            Err(why) => run.give_up(why),
            Ok(session) => drive(&mut run, session, &mut on_log, &fetch).await,
        }
    }
    run.outcome(dom::now() - began)
}

async fn drive<F>(
    run: &mut SnippetRun<'_>,
    session: Session,
    on_log: &mut impl FnMut(LogLine),
    fetch: &impl Fn(RequestSpec) -> F,
) where
    F: Future<Output = Result<Fetched, String>> + 'static,
{
    let mut deadline = Deadline::new(dom::now(), BUDGET_MS);
    session.send(&run.start_line());
    while !run.is_over() {
        match session.next().await {
            Event::Line(line) => {
                // A snippet may wait for an answer or a timer: to listen at all counts as progress.
                let over = take(run.feed(&line), &session, on_log, fetch);
                deadline.progress();
                if over && run.ended_well() {
                    session.close();
                    return;
                }
            }
            Event::Tick => match deadline.tick(dom::now()) {
                Clock::Fine => {}
                Clock::Ask => {
                    session.ping();
                    session.send(&SnippetRun::ping_line());
                }
                Clock::NotStarted => run.give_up(GiveUp::Unavailable),
                Clock::NoProgress if session.is_silent() => {
                    if deadline.is_long_overdue() {
                        run.give_up(GiveUp::Gone);
                    }
                }
                Clock::NoProgress => run.give_up(GiveUp::NoProgress),
                Clock::OverBudget => run.give_up(GiveUp::OverBudget),
            },
            Event::Answer(id, answer) => session.send(&SnippetRun::answer_line(id, &answer)),
            Event::Broken => run.give_up(GiveUp::Unavailable),
            Event::Cancel => run.give_up(GiveUp::Cancelled),
        }
    }
}

/// Does what a step asks for; true where it was the last.
fn take<F>(
    step: SnippetStep,
    session: &Session,
    on_log: &mut impl FnMut(LogLine),
    fetch: &impl Fn(RequestSpec) -> F,
) -> bool
where
    F: Future<Output = Result<Fetched, String>> + 'static,
{
    match step {
        SnippetStep::Quiet => {}
        SnippetStep::Logs(lines) => lines.into_iter().for_each(on_log),
        SnippetStep::Refuse(line) => session.send(&line),
        SnippetStep::Fetch { id, request } => {
            let inbox = session.inbox();
            let answer = fetch(request);
            wasm_bindgen_futures::spawn_local(async move {
                inbox.put(Event::Answer(id, answer.await));
            });
        }
        SnippetStep::Over => return true,
    }
    false
}
