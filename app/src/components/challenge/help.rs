//! Hints, one tier at a time, and the solution after honest tries.

use std::sync::Arc;

use exercises::judge::ChallengeSpec;
use leptos::prelude::*;

use super::{record::TRIES, state::Challenge};
use crate::{
    browser::dom,
    components::{erase::Erase, icon::Icon},
    state::content::Load,
};

/// Hints and solution.
#[component]
pub fn Help(challenge: Challenge) -> impl IntoView {
    go_when_there(challenge);
    view! {
        <div class="help">
            <h4>"Hints and solution"</h4>
            {hints(challenge)}
            {move || solution(challenge)}
        </div>
    }
}

/// What is shown of the hints. The button for the next one stays the same element, so that it keeps the focus when
/// the tests arrive.
fn hints(challenge: Challenge) -> AnyView {
    let shown = Memo::new(move |_| challenge.record.with(|it| it.hints));
    let total = Memo::new(move |_| match challenge.spec.get() {
        Load::Ready(spec) => Some(spec.hints.len()),
        _ => None,
    });
    let list = move || {
        match challenge.spec.get() {
        Load::Ready(spec) => revealed(challenge, &spec, shown.get()),
        Load::Failed(_) | Load::Missing if shown.get() > 0 => view! {
            <p>"The hints could not be fetched. "
                <button type="button" class="button small" on:click=move |_| retry(challenge)>"Try again"</button></p>
        }
        .fixed(),
        _ if shown.get() > 0 => view! { <p class="muted">"Fetching the hint…"</p> }.fixed(),
        _ => ().fixed(),
    }
    };
    let label = move || match (shown.get(), total.get()) {
        (0, None) => "Show a hint".to_owned(),
        (0, Some(total)) => format!("Show a hint (1 of {total})"),
        (shown, total) => format!(
            "Show another hint ({} of {})",
            shown + 1,
            total.unwrap_or_default()
        ),
    };
    // None is left, or the one that was asked for is still to come.
    let none = move || {
        total
            .get()
            .map_or(shown.get() > 0, |total| shown.get() >= total)
    };
    view! {
        {list}
        <p hidden=none>
            <button type="button" class="button small" data-action="hint" on:click=move |_| show(challenge, shown.get_untracked())>{label}</button>
        </p>
    }
    .fixed()
}

fn retry(challenge: Challenge) {
    challenge.come_near();
    challenge.retry();
}

fn revealed(challenge: Challenge, spec: &ChallengeSpec, shown: usize) -> AnyView {
    let total = spec.hints.len();
    let shown = shown.min(total);
    let items: Vec<_> = spec.hints[..shown]
        .iter()
        .enumerate()
        .map(|(at, html)| {
            view! {
                <li id=hint_id(challenge, at) tabindex="-1" data-hint=(at + 1).to_string()>
                    <p class="label">{format!("Hint {} of {total}", at + 1)}</p>
                    <div inner_html=html.clone()></div>
                </li>
            }
        })
        .collect();
    if items.is_empty() {
        return ().fixed();
    }
    view! { <ol class="hints">{items}</ol> }.fixed()
}

fn hint_id(challenge: Challenge, at: usize) -> String {
    format!("{}-hint-{}", challenge.id(), at + 1)
}

/// Shows the hints up to `at`, and has the focus go to it.
fn show(challenge: Challenge, at: usize) {
    challenge.come_near();
    challenge.update(|it| it.hints = it.hints.max(at + 1));
    challenge.wanted_hint.set(Some(at));
}

/// Goes to the hint that was asked for, once it is there.
fn go_when_there(challenge: Challenge) {
    Effect::new(move |_| {
        let ready = matches!(challenge.spec.get(), Load::Ready(_));
        if let (true, Some(at)) = (ready, challenge.wanted_hint.get()) {
            challenge.wanted_hint.set(None);
            request_animation_frame(move || dom::focus(&hint_id(challenge, at)));
        }
    });
}

/// The button in a report that leads to the hint which helps with what went wrong.
pub fn hint_link(challenge: Challenge, hint: usize) -> AnyView {
    let label = format!("Hint {} is about this", hint + 1);
    view! { <p><button type="button" class="button small" data-action="go-to-hint" on:click=move |_| show(challenge, hint)><Icon name="info"/>{label}</button></p> }
        .fixed()
}

fn solution(challenge: Challenge) -> AnyView {
    let (open, seen, tries) = challenge
        .record
        .with(|it| (it.solution_open(), it.solution_seen, it.tried.len()));
    if !open {
        let so_far = match tries {
            0 => String::new(),
            tries => format!(" So far: {tries}."),
        };
        return view! {
            <p class="small muted" data-solution="closed" data-tries=tries.to_string()>
                {format!("The solution opens after {TRIES} honest tries, programs that run and differ from one another, or when yours passes.{so_far}")}
            </p>
        }
        .fixed();
    }
    if !seen {
        let look = move |_| {
            challenge.come_near();
            challenge.update(|it| it.solution_seen = true);
        };
        return view! { <p data-solution="offered"><button type="button" class="button small" data-action="solution" on:click=look>"Show the solution"</button></p> }.fixed();
    }
    match challenge.spec.get() {
        Load::Ready(spec) => shown_solution(challenge, &spec),
        _ => view! { <p class="muted">"The solution is fetched when the tests are."</p> }.fixed(),
    }
}

fn shown_solution(challenge: Challenge, spec: &Arc<ChallengeSpec>) -> AnyView {
    let code = spec.solution.code.clone();
    let text = code.clone();
    let use_it = move |_| challenge.replace(&code, "The solution is your code now.", "Undo");
    view! {
        <details class="solution" data-solution="shown" open>
            <summary>"The solution"</summary>
            <pre tabindex="0" aria-label="The solution’s code"><code>{text}</code></pre>
            <div class="prose" inner_html=spec.solution.html.clone()></div>
            <p><button type="button" class="button small" data-action="use-solution" on:click=use_it>"Use as my code"</button></p>
        </details>
    }
    .fixed()
}
