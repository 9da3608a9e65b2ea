//! A learner's code against a challenge.

use exercises::judge::{ChallengeSpec, GiveUp, Report, Run, Step};

use super::{
    deadline::{Clock, Deadline},
    inbox::Event,
    session::Session,
};
use crate::browser::dom;

/// Runs `source` against a challenge and judges it. `seed` decides which cases are generated; `progress` is told how
/// many cases have ended, of how many. It never fails: what went wrong is in the report. A run under way is stopped.
pub async fn grade(
    spec: &ChallengeSpec,
    source: &str,
    seed: u64,
    mut progress: impl FnMut(usize, usize),
) -> Report {
    super::cancel();
    let began = dom::now();
    let mut run = Run::new(spec, source, seed);
    if !run.is_over() {
        match Session::open().await {
            None => run.give_up(GiveUp::Unavailable),
            Some(session) => drive(&mut run, session, spec.budget_ms, &mut progress).await,
        }
    }
    run.report(dom::now() - began)
}

async fn drive(
    run: &mut Run<'_>,
    session: Session,
    budget_ms: u32,
    progress: &mut impl FnMut(usize, usize),
) {
    let mut deadline = Deadline::new(dom::now(), f64::from(budget_ms));
    session.send(&run.start_line());
    while !run.is_over() {
        match session.next().await {
            Event::Line(line) => match run.feed(&line) {
                Step::Quiet => {}
                Step::Progress => {
                    deadline.progress();
                    let (done, total) = run.progress();
                    progress(done, total);
                }
                Step::Over if run.ended_well() => {
                    session.close();
                    return;
                }
                Step::Over => return,
            },
            Event::Tick => match deadline.tick(dom::now()) {
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
            },
            Event::Broken => run.give_up(GiveUp::Unavailable),
            Event::Cancel => run.give_up(GiveUp::Cancelled),
            Event::Answer(..) => {}
        }
    }
    // Dropping the session takes the frame away, and with it whatever hangs in it.
}
