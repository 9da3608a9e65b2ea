//! One step of an experiment: the prediction, the request, and what came of both.

use std::sync::Arc;

use exercises::model::{PredictionOption, Step};
use leptos::{ev, prelude::*};

use super::{
    Bench,
    judge::{Finding, judge},
    record::StepRecord,
    result::{result, result_word},
};
use crate::{
    browser::form,
    components::{
        el::{El, button, el, icon, live, text},
        request_builder::{Desk, request_builder},
        sender::Sender,
    },
    state::{
        announce::Announcer,
        exchanges::{Entry, Exchanges, Initiator},
    },
    wire::draft::Draft,
};

/// Why Send is locked before a prediction.
const LOCKED: &str =
    "First say what you expect: choose one of the answers above, and Send unlocks.";

/// What the parts of one step share.
#[derive(Clone, Copy)]
pub struct Trial {
    bench: Bench,
    /// What to try.
    pub step: StoredValue<Step>,
    number: usize,
    announcer: Announcer,
    /// The last exchange that counted for this step, with what the learner had predicted then.
    pub seen: RwSignal<Option<Seen>>,
    /// Counts the resets: each makes a new request builder.
    round: RwSignal<u32>,
}

/// An exchange that counted for a step.
#[derive(Clone)]
pub struct Seen {
    /// The exchange.
    pub entry: Arc<Entry>,
    /// What it says about the step.
    pub finding: Finding,
    /// What the learner had predicted.
    pub said: Option<String>,
}

impl Trial {
    fn id(self) -> String {
        self.step.with_value(|it| it.id.clone())
    }

    /// An id in the page: `EXPERIMENT-STEP-PART`.
    fn part(self, part: &str) -> String {
        self.bench.id.with_value(|bench| {
            self.step
                .with_value(|it| format!("{bench}-{}-{part}", it.id))
        })
    }

    fn initiator(self) -> Initiator {
        self.bench.id.with_value(|bench| {
            self.step
                .with_value(|it| Initiator::Step(format!("{bench}/{}", it.id)))
        })
    }

    /// What is kept of the step. Reactive.
    pub fn kept(self) -> StepRecord {
        self.bench.record.with(|it| it.step(&self.id()))
    }

    fn predict(self, option: Option<usize>) {
        let id = option.and_then(|at| {
            self.step
                .with_value(|it| it.prediction.options.get(at).map(|it| it.id.clone()))
        });
        if untrack(|| self.kept()).predicted != id {
            self.bench.keep(|it| it.step_mut(&self.id()).predicted = id);
        }
    }

    /// Takes note of an exchange: one that this step sent, or one from elsewhere that does what the step asks, once the
    /// learner has said what to expect.
    fn hear(self, entry: &Arc<Entry>) {
        let kept = untrack(|| self.kept());
        let finding = self.step.with_value(|it| judge(it, &entry.observed()));
        let done = matches!(finding, Finding::Happened { ticks: true, .. });
        let own = entry.initiator == self.initiator();
        if !own && (!done || kept.ticked || kept.predicted.is_none()) {
            return;
        }
        let said = kept.predicted;
        if let Finding::Happened {
            option,
            ticks: true,
        } = &finding
        {
            self.bench.keep(|it| {
                let step = it.step_mut(&self.id());
                (step.said, step.happened, step.ticked) =
                    (said.clone(), Some(option.clone()), true);
            });
        }
        let status = untrack(|| entry.status());
        let words = if done {
            format!("Step {} is done.", self.number)
        } else {
            self.headline(&finding, entry)
        };
        self.announcer.say(format!(
            "{} {}: {status}. {words}",
            entry.request.method,
            entry.target()
        ));
        self.seen.set(Some(Seen {
            entry: entry.clone(),
            finding,
            said,
        }));
    }

    /// What to say of an exchange that does not tick the step.
    pub fn headline(self, finding: &Finding, entry: &Entry) -> String {
        match finding {
            Finding::NoOption | Finding::Happened { .. } if entry.observed().response.is_none() => {
                "No response arrived this time, so there is nothing yet to hold your prediction against. Send again when the server is there.".into()
            }
            Finding::OtherRequest(wanted) => {
                format!("This was not yet the request that the step asks for: {wanted}. Change it above and send again.")
            }
            Finding::NoOption => "What came back is none of the answers above. Look at it below, then try again.".into(),
            Finding::Happened { option, .. } => {
                let text = self.option(option).map(|it| it.text).unwrap_or_default();
                format!("This time it was: {text}. The step is about another answer of the server, so try again.")
            }
        }
    }

    /// An option of the prediction.
    pub fn option(self, id: &str) -> Option<PredictionOption> {
        self.step
            .with_value(|it| it.prediction.options.iter().find(|it| it.id == id).cloned())
    }

    fn reset(self) {
        self.bench.keep(|it| it.reset(&self.id()));
        self.seen.set(None);
        self.round.update(|it| *it += 1);
        self.announcer
            .say(format!("Step {} is as it was at first.", self.number));
    }
}

/// A step of an experiment. `number` is its place in the list, from 1.
pub fn step_item(bench: Bench, step: Step, number: usize) -> AnyView {
    let (title, html) = (step.title.clone(), step.html.clone());
    let id = step.id.clone();
    let trial = Trial {
        bench,
        step: StoredValue::new(step),
        number,
        announcer: Announcer::here(),
        seen: RwSignal::new(None),
        round: RwSignal::new(0),
    };
    Exchanges::here().on_end(move |entry| trial.hear(entry));
    let ticked = Memo::new(move |_| trial.kept().ticked);
    let begun = move || trial.kept() != StepRecord::default() || trial.seen.with(Option::is_some);
    let mark = move || {
        if ticked.get() {
            icon("check")
        } else {
            text(number.to_string())
        }
    };
    let heading = el("h4")
        .child(
            el("span")
                .class("step-mark")
                .set("aria-hidden", "true")
                .view(live(mark)),
        )
        .text(title)
        .child(el("span").class("visually-hidden").live_text(move || {
            if ticked.get() {
                " (done)".into()
            } else {
                String::new()
            }
        }));
    let again = button("button small quiet")
        .set("data-action", "reset-step")
        .hidden(move || !begun())
        .click(move || trial.reset())
        .view(icon("reset"))
        .text("Begin this step again");
    let outcome = el("div")
        .class("experiment-result")
        .live("data-result", move || Some(result_word(trial).into()))
        .view(live(move || result(trial)));
    el("li")
        .class("experiment-step")
        .set("data-step", id)
        .live("data-ticked", move || Some(ticked.get().to_string()))
        .child(heading)
        .child(el("div").class("prose").html(html))
        .child(prediction(trial))
        .child(request(trial))
        .child(outcome)
        .child(again)
        .done()
}

fn prediction(trial: Trial) -> El {
    let node = NodeRef::<leptos::html::Fieldset>::new();
    let (prompt, options) = trial
        .step
        .with_value(|it| (it.prediction.prompt.clone(), it.prediction.options.clone()));
    let name = trial.part("prediction");
    // What was chosen before the page was live is in the document; afterwards the record is right.
    Effect::new(move |first: Option<()>| {
        let predicted = trial.kept().predicted;
        let Some(fieldset) = node.get() else { return };
        let at = trial.step.with_value(|it| {
            it.prediction
                .options
                .iter()
                .position(|it| Some(&it.id) == predicted.as_ref())
        });
        match (at, form::chosen(&fieldset).first()) {
            (None, Some(early)) if first.is_none() => trial.predict(Some(*early)),
            (at, shown) if at.as_ref() != shown => form::choose(&fieldset, at.as_slice()),
            _ => {}
        }
    });
    let change = move |_: ev::Event| {
        if let Some(it) = node.get_untracked() {
            trial.predict(form::chosen(&it).first().copied());
        }
    };
    let choices = options.into_iter().enumerate().map(move |(at, option)| {
        let radio = el("input")
            .set("type", "radio")
            .set("name", name.clone())
            .set("value", at.to_string())
            .set("autocomplete", "off");
        el("label")
            .class("choice")
            .set("data-option", option.id)
            .child(radio)
            .child(el("span").text(option.text))
            .done()
    });
    let legend = el("legend")
        .child(el("span").class("label").text("Your prediction"))
        .child(el("span").html(prompt));
    el("fieldset")
        .class("prediction")
        .keep(node)
        .on("change", change)
        .child(legend)
        .views(choices)
}

fn request(trial: Trial) -> El {
    let sender = Sender::new();
    let locked = Memo::new(move |_| trial.kept().predicted.is_none().then_some(LOCKED));
    // The step hears of its own exchange as of any other.
    let on_send = Callback::new(move |request| sender.send(request, trial.initiator(), |_| ()));
    let on_stop = Callback::new(move |()| sender.stop());
    let builder = move || {
        trial.round.track();
        request_builder(Desk {
            id: trial.part("request"),
            draft: trial.step.with_value(|it| Draft::of(&it.request)),
            locked: locked.into(),
            busy: sender.busy().into(),
            on_send,
            on_stop,
        })
    };
    el("div").class("experiment-request").view(live(builder))
}
