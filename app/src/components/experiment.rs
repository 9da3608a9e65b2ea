//! An experiment: requests to send, each after a prediction; each step ticks itself when it was really observed.
//!
//! # Layout
//! - [`judge`]: what an observed exchange says about a step. Pure.
//! - [`record`]: what is kept. Pure.
//! - [`step`]: what is seen of one step; `result`: what came of it.

pub mod judge;
pub mod record;
mod result;
pub mod step;

use exercises::model::Experiment;
use leptos::prelude::*;

use self::{record::Record, step::step_item};
use super::el::{el, icon, live, nothing};
use crate::state::progress::Progress;

/// What the steps of one experiment share.
#[derive(Clone, Copy)]
pub struct Bench {
    /// The experiment's id.
    id: StoredValue<String>,
    /// How many steps there are.
    steps: usize,
    record: RwSignal<Record>,
    progress: Progress,
}

impl Bench {
    /// Changes what is kept, and keeps it.
    fn keep(self, change: impl FnOnce(&mut Record)) {
        self.record.update(change);
        // Before storage was read, saving would replace what is there unread.
        if untrack(|| self.progress.ready()) {
            self.save();
        }
    }

    fn save(self) {
        self.record.with_untracked(|it| {
            self.id
                .with_value(|id| self.progress.save(id, it.ticked() == self.steps, it));
        });
    }

    /// Takes in what another tab keeps.
    fn unite(self, before: &Record, theirs: Record) {
        if untrack(|| self.progress.ready()) {
            let united = theirs.clone().united(before, &self.record.get_untracked());
            let more = united != theirs;
            self.record.set(united);
            if more {
                self.save();
            }
        }
    }

    /// Takes in what was stored: the first time beside what has been done on this page already, later instead of it.
    fn restore(self, known: &[String], kept: Option<Record>, first: bool) {
        let kept = kept.unwrap_or_default().only(known);
        let early = self.record.get_untracked();
        if !first || early == Record::default() {
            return self.record.set(kept);
        }
        self.record.set(kept.with(early));
        self.save();
    }
}

/// A checklist of requests to send.
#[component]
pub fn ExperimentBlock(
    /// Its steps.
    experiment: Experiment,
) -> impl IntoView {
    let Experiment {
        id,
        title,
        html,
        steps,
    } = experiment;
    let bench = Bench {
        id: StoredValue::new(id.clone()),
        steps: steps.len(),
        record: RwSignal::new(Record::default()),
        progress: Progress::here(),
    };
    let known: Vec<_> = steps.iter().map(|it| it.id.clone()).collect();
    let mut first = true;
    bench
        .progress
        .on_restore::<Record>(id.clone(), move |kept| {
            bench.restore(&known, kept, std::mem::take(&mut first));
        });
    bench.progress.on_other(id.clone(), move |before, theirs| {
        bench.unite(&before, theirs);
    });
    let heading = format!("{id}-title");
    let done = move || bench.record.with(Record::ticked);
    let count = move || match (done(), bench.steps) {
        (done, all) if done == all => format!("All {all} steps done"),
        (done, all) => format!("{done} of {all} steps done"),
    };
    let items = steps
        .into_iter()
        .zip(1..)
        .map(|(step, number)| step_item(bench, step, number));
    let badge = el("p")
        .live("class", move || {
            let all = if done() == bench.steps { " good" } else { "" };
            Some(format!("experiment-count badge{all}"))
        })
        .view(live(move || {
            if done() == bench.steps {
                icon("check")
            } else {
                nothing()
            }
        }))
        .live_text(count);
    el("section")
        .class("block block-experiment")
        .set("id", id.clone())
        .set("aria-labelledby", heading.clone())
        .set("data-experiment", id)
        .set("data-total", bench.steps.to_string())
        .live("data-done", move || Some(done().to_string()))
        .child(el("h3").set("id", heading).text(title))
        .child(el("p").html(html))
        .child(badge)
        .child(el("ol").class("experiment-steps").views(items))
        .done()
}
