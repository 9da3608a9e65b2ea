//! The buttons beneath the editor: Run, which is Stop while it runs, and Reset with its undo.

use leptos::{ev, prelude::*};

use super::{
    code::hint,
    language::Switch,
    state::{Challenge, Notice, Run},
};
use crate::{browser::editor::Editor, components::icon::Icon};

/// Run, Stop, Reset, Undo.
#[component]
pub fn Controls(challenge: Challenge) -> impl IntoView {
    let running = move || matches!(challenge.run.get(), Run::Waiting | Run::Running(..));
    let press = move |event: ev::MouseEvent| {
        if !running() {
            challenge.start();
        } else if event.detail() < 2 {
            // The second click of a double click on Run is no wish to stop.
            challenge.stop();
        }
    };
    let of_lines = challenge.brief.with_value(|it| it.parsons.is_some());
    let reset = move |_| {
        let done = if of_lines {
            "Every line is out of your program."
        } else {
            "The code is the starter again."
        };
        challenge.replace(&challenge.starter(), done, "Undo");
    };
    view! {
        <div class="actions">
            <button type="button" class="button primary" data-action="run" on:click=press>
                {move || if running() { view! { <Icon name="stop"/>"Stop" } } else { view! { <Icon name="play"/>"Run the tests" } }}
            </button>
            <button type="button" class="button" data-action="reset" on:click=reset><Icon name="reset"/>{if of_lines { "Take all lines out" } else { "Reset the code" }}</button>
        </div>
        {(!of_lines).then(|| view! { {hint(challenge)} <Switch challenge/> })}
        {move || challenge.notice.get().map(|it| notice(challenge, it))}
        {move || challenge.record.with(|it| it.earlier.clone()).map(|it| earlier(challenge, it))}
    }
}

/// What can be taken back. The focus goes to the code, since the button that had it is gone then.
fn notice(challenge: Challenge, it: Notice) -> impl IntoView {
    let code = it.code;
    let undo = move |_| {
        challenge.replace(&code, "Undone.", "Redo");
        challenge.with_editor(Editor::focus);
    };
    let close = move |_| {
        challenge.notice.set(None);
        challenge.with_editor(Editor::focus);
    };
    view! {
        <p class="notice code-notice" data-notice="code">
            <span>{it.text}</span>
            <button type="button" class="button small" data-action="undo" on:click=undo>{it.action}</button>
            <button type="button" class="button quiet small" on:click=close>"Close"</button>
        </p>
    }
}

/// Code of an earlier visit, where something was typed before it could be put in.
fn earlier(challenge: Challenge, code: String) -> impl IntoView {
    let put_in = move |_| {
        challenge.record.update(|it| it.earlier = None);
        challenge.replace(&code, "Your earlier code is back.", "Undo");
        challenge.with_editor(Editor::focus);
    };
    let forget = move |_| {
        challenge.update(|it| it.earlier = None);
        challenge.with_editor(Editor::focus);
    };
    view! {
        <p class="notice code-notice" data-notice="earlier">
            <span>"You typed before your code from the last visit was put back. It is kept."</span>
            <button type="button" class="button small" data-action="use-earlier" on:click=put_in>"Use the earlier code"</button>
            <button type="button" class="button quiet small" on:click=forget>"Forget it"</button>
        </p>
    }
}
