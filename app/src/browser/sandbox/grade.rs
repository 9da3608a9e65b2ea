//! A learner's code against a challenge.

use exercises::judge::{Call, ChallengeSpec, GiveUp, Report, Request, Run, Shrink, Step};

use super::{
    deadline::{Clock, Deadline},
    inbox::Event,
    session::Session,
};
use crate::browser::dom;

/// Runs `source` against a challenge and judges it. `seed` decides which cases are generated; `progress` is told from
/// time to time how many cases have ended, of how many. It never fails: what went wrong is in the report. A run under way
/// is stopped.
pub async fn grade(
    spec: &ChallengeSpec,
    source: &str,
    seed: u64,
    mut progress: impl FnMut(usize, usize),
) -> Report {
    let began = dom::now();
    let mut run = Run::new(spec, source, seed);
    begin(&mut run, spec, &mut progress).await;
    let search = run.shrink();
    let mut report = run.report(dom::now() - began);
    if let Some(search) = search {
        shrink(search, began, &mut report).await;
    }
    report
}

/// Runs `source` on one request, and says what it made of it; no answer is wrong. It never fails, as [`grade`].
pub async fn trial(spec: &ChallengeSpec, source: &str, request: Request) -> Report {
    let began = dom::now();
    let mut run = Run::trial(spec, source, request);
    begin(&mut run, spec, &mut |_, _| {}).await;
    run.report(dom::now() - began)
}

/// Runs `source` on one call of a client, and says what came of it; every outcome is right. It never fails, as [`grade`].
pub async fn trial_call(spec: &ChallengeSpec, source: &str, call: Call) -> Report {
    let began = dom::now();
    let mut run = Run::trial_call(spec, source, call);
    begin(&mut run, spec, &mut |_, _| {}).await;
    run.report(dom::now() - began)
}

/// Stops what runs, and drives a run to its end.
async fn begin(run: &mut Run<'_>, spec: &ChallengeSpec, progress: &mut impl FnMut(usize, usize)) {
    super::cancel();
    if !run.is_over() {
        match Session::open(spec.language).await {
            Err(why) => run.give_up(why),
            Ok(session) => drive(run, session, spec.budget_ms.into(), progress).await,
        }
    }
}

/// How long a smaller case that fails is looked for, in milliseconds.
const SHRINK_MS: f64 = 400.0;

/// Looks for a smaller case that fails alike, and puts it into the report.
async fn shrink(mut search: Shrink<'_>, began: f64, report: &mut Report) {
    let end = dom::now() + SHRINK_MS;
    while dom::now() < end
        && let Some(mut run) = search.next_run()
        && let Ok(session) = Session::open(run.language()).await
    {
        let left = (end - dom::now()).max(1.0);
        // What hangs is stopped when the time is up, and brings nothing.
        drive(&mut run, session, left, &mut |_, _| {}).await;
        if !search.take(&run) {
            break;
        }
    }
    search.put(report);
    report.ms = dom::now() - began;
}

async fn drive(
    run: &mut Run<'_>,
    session: Session,
    budget_ms: f64,
    progress: &mut impl FnMut(usize, usize),
) {
    let mut deadline = Deadline::new(dom::now(), budget_ms);
    let mut told = (0, 0);
    session.send(&run.start_line());
    while !run.is_over() {
        match session.next().await {
            Event::Line(line) => match run.feed(&line) {
                Step::Quiet => {}
                Step::Progress => deadline.progress(),
                Step::Over if run.ended_well() => {
                    session.close();
                    return;
                }
                Step::Over => return,
            },
            Event::Tick => {
                // Not with each line: to draw it takes longer than the case did.
                if told != run.progress() {
                    told = run.progress();
                    progress(told.0, told.1);
                }
                tick(run, &session, &mut deadline);
            }
            Event::Broken => run.give_up(GiveUp::Unavailable),
            Event::Cancel => run.give_up(GiveUp::Cancelled),
            Event::Answer(..) => {}
        }
    }
    // Dropping the session takes the frame away, and with it whatever hangs in it.
}

/// Looks at the clock, and gives the run up where it has taken too long.
fn tick(run: &mut Run<'_>, session: &Session, deadline: &mut Deadline) {
    match deadline.tick(dom::now()) {
        Clock::Fine => {}
        Clock::Ask => session.ping(),
        Clock::NotStarted => run.give_up(GiveUp::Unavailable),
        Clock::NoProgress if session.is_silent() => {
            if deadline.is_long_overdue() {
                run.give_up(GiveUp::Gone);
            }
        }
        Clock::NoProgress => run.give_up(GiveUp::NoProgress),
        Clock::OverBudget => run.give_up(GiveUp::OverBudget),
    }
}
