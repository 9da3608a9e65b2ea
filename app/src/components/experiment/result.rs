//! What came of a step: the prediction beside what happened.

use exercises::model::PredictionOption;
use leptos::prelude::*;

use super::{
    judge::Finding,
    step::{Seen, Trial},
};
use crate::components::{
    el::{all, el, nothing},
    exchange,
};

/// How far a step has come, as a word for `data-result`.
pub fn result_word(trial: Trial) -> &'static str {
    match trial.seen.get().map(|it| it.finding) {
        Some(Finding::OtherRequest(_)) => "other-request",
        Some(Finding::NoOption) => "no-option",
        Some(Finding::Happened { ticks: false, .. }) => "not-yet",
        Some(Finding::Happened { ticks: true, .. }) => "done",
        None if trial.kept().ticked => "done",
        None => "",
    }
}

/// The prediction beside what happened, the exchange, and what it means.
pub fn result(trial: Trial) -> AnyView {
    let kept = trial.kept();
    let seen = trial.seen.get();
    if seen.is_none() && !kept.ticked {
        return nothing();
    }
    let (after, devtools) = trial
        .step
        .with_value(|it| (it.after.clone(), it.devtools.clone()));
    let comparison = match &seen {
        Some(Seen {
            finding:
                Finding::Happened {
                    option,
                    ticks: true,
                },
            said,
            ..
        }) => compare(trial, said.as_deref(), Some(option)),
        Some(seen) => el("p")
            .class("notice warn")
            .text(trial.headline(&seen.finding, &seen.entry))
            .done(),
        None => compare(trial, kept.said.as_deref(), kept.happened.as_deref()),
    };
    let mut views = vec![comparison];
    views.extend(seen.map(|it| exchange::summary(&it.entry)));
    if kept.ticked {
        views.push(el("p").class("experiment-after").html(after).done());
        let hint = el("p")
            .class("experiment-devtools")
            .child(el("strong").text("In DevTools: "))
            .child(el("span").html(devtools));
        views.push(hint.done());
    }
    all(views)
}

/// What was predicted beside what happened, and why either might be expected.
fn compare(trial: Trial, said: Option<&str>, happened: Option<&str>) -> AnyView {
    let said = said.and_then(|it| trial.option(it));
    // A record may be of an older version of the lesson, without this option.
    let Some(happened) = happened.and_then(|it| trial.option(it)) else {
        return nothing();
    };
    let right = said.as_ref() == Some(&happened);
    let heading = if right {
        "It happened as you predicted."
    } else {
        "A surprise: worth more than a lucky guess."
    };
    let option = |name: &str, it: PredictionOption| {
        let text = el("dd")
            .child(el("strong").text(it.text))
            .child(el("span").html(it.explain));
        [el("dt").text(name).done(), text.done()]
    };
    let expected = said.filter(|_| !right).map(|it| option("You expected", it));
    let list = el("dl")
        .views(expected.into_iter().flatten())
        .views(option("What happened", happened));
    el("div")
        .class(if right {
            "notice comparison good"
        } else {
            "notice comparison"
        })
        .set("data-right", right.to_string())
        .child(el("p").child(el("strong").text(heading)))
        .child(list)
        .done()
}
