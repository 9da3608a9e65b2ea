//! What came of a step: the prediction beside what happened.

use leptos::prelude::*;

use super::{
    judge::Finding,
    step::{Seen, Trial},
};
use crate::components::{erase::Erase, exchange::ExchangeSummary};

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
        return ().erased();
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
        Some(seen) => {
            view! { <p class="notice warn">{trial.headline(&seen.finding, &seen.entry)}</p> }
                .fixed()
        }
        None => compare(trial, kept.said.as_deref(), kept.happened.as_deref()),
    };
    view! {
        {comparison}
        {seen.map(|it| view! { <ExchangeSummary entry=it.entry/> })}
        {kept.ticked.then(|| view! {
            <p class="experiment-after" inner_html=after></p>
            <p class="experiment-devtools"><strong>"In DevTools: "</strong><span inner_html=devtools></span></p>
        })}
    }
    .erased()
}

/// What was predicted beside what happened, and why either might be expected.
fn compare(trial: Trial, said: Option<&str>, happened: Option<&str>) -> AnyView {
    let said = said.and_then(|it| trial.option(it));
    // A record may be of an older version of the lesson, without this option.
    let Some(happened) = happened.and_then(|it| trial.option(it)) else {
        return ().erased();
    };
    let right = said.as_ref() == Some(&happened);
    let expected = said.filter(|_| !right).map(|it| {
        view! {
            <dt>"You expected"</dt>
            <dd><strong>{it.text}</strong><span inner_html=it.explain></span></dd>
        }
    });
    let heading = if right {
        "It happened as you predicted."
    } else {
        "A surprise: worth more than a lucky guess."
    };
    view! {
        <div class="notice comparison" class:good=right data-right=right.to_string()>
            <p><strong>{heading}</strong></p>
            <dl>
                {expected}
                <dt>"What happened"</dt>
                <dd><strong>{happened.text}</strong><span inner_html=happened.explain></span></dd>
            </dl>
        </div>
    }
    .fixed()
}
