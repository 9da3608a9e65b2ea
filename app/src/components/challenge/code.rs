//! The editor: a textarea that works by itself, and CodeMirror in its place once it has arrived.

use exercises::judge::ChallengeSpec;
use leptos::{ev, html, prelude::*, task::spawn_local};

use super::{
    state::Challenge,
    tools::{told, tools},
};
use crate::{
    browser::{
        editor::{self, Calls, Editor},
        fetch,
    },
    components::{erase::Erase, text::escape},
    state::content::Load,
};

/// The learner's code.
#[component]
pub fn Code(challenge: Challenge) -> impl IntoView {
    let id = format!("{}-code", challenge.id());
    let label_id = format!("{id}-label");
    let area = NodeRef::<html::Textarea>::new();
    let host = NodeRef::<html::Div>::new();
    let composing = StoredValue::new(false);
    take_over(challenge, area, host, composing);
    teach(challenge);
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            challenge.start();
        }
    };
    let composed = move |_| {
        composing.set_value(false);
        mount(challenge, area, host, composing);
    };
    view! {
        <div class="code-field">
            <div class="code-head">
                <label class="label" id=label_id for=id.clone() on:click=move |_| challenge.with_editor(Editor::focus)>"Your code, in "{move || challenge.language().name()}</label>
                {tools(challenge).done()}
            </div>
            <div class="code-frame">
                <textarea
                    id=id
                    class="code-area"
                    node_ref=area
                    aria-describedby=hint_id(challenge)
                    spellcheck="false"
                    autocomplete="off"
                    autocapitalize="off"
                    wrap="off"
                    on:input=move |_| challenge.changed()
                    on:keydown=keys
                    on:blur=move |_| challenge.save_now()
                    on:compositionstart=move |_| composing.set_value(true)
                    on:compositionend=composed
                >
                    {written(challenge.starter())}
                </textarea>
                <div class="code-rich" node_ref=host hidden></div>
            </div>
            {told(challenge)}
        </div>
    }
    .fixed()
}

/// The keys of the editor.
pub fn hint(challenge: Challenge) -> AnyView {
    view! {
        <p class="code-hint small muted" id=hint_id(challenge)>
            <span><kbd>"Ctrl"</kbd>" or "<kbd>"⌘"</kbd>" with "<kbd>"Enter"</kbd>" runs the tests."</span>" "
            <span><kbd>"Esc"</kbd>", then "<kbd>"Tab"</kbd>", leaves the editor."</span>" "
            <span><kbd>"Ctrl"</kbd>" with "<kbd>"Space"</kbd>" proposes what fits."</span>" "
            <span><kbd>"?"</kbd>", outside of it, shows all keys."</span>
        </p>
    }
    .fixed()
}

fn hint_id(challenge: Challenge) -> String {
    format!("{}-code-hint", challenge.id())
}

/// The starter as the textarea's child. The renderer writes a textarea's text as it is, so that at build time it has to be
/// HTML already; a parser drops its first line break.
fn written(starter: String) -> String {
    if cfg!(feature = "ssr") {
        format!("\n{}", escape(&starter))
    } else {
        starter
    }
}

type Area = NodeRef<html::Textarea>;
type Host = NodeRef<html::Div>;

/// Takes the textarea as the editor at once, so that what was kept can be put into it, and CodeMirror when the challenge
/// has come near and the module has arrived.
fn take_over(challenge: Challenge, area: Area, host: Host, composing: StoredValue<bool>) {
    Effect::new(move |_| {
        if let Some(area) = area.get() {
            challenge.editor.set_value(Some(Editor::Plain(area)));
            challenge.restore_when_read();
        }
    });
    Effect::new(move |_| {
        if challenge.near.get() {
            spawn_local(async move {
                if editor::load().await.is_some() && !challenge.near.is_disposed() {
                    mount(challenge, area, host, composing);
                }
            });
        }
    });
}

/// Puts CodeMirror in place of the textarea, unless an input method is in the middle of a word there.
fn mount(challenge: Challenge, area: Area, host: Host, composing: StoredValue<bool>) {
    let (Some(area), Some(host), Some(function)) =
        (area.get_untracked(), host.get_untracked(), editor::loaded())
    else {
        return;
    };
    let is_plain = challenge
        .editor
        .with_value(|it| matches!(it, Some(Editor::Plain(_))));
    if composing.get_value() || !is_plain {
        return;
    }
    let calls = Calls {
        change: Box::new(move || challenge.changed()),
        run: Box::new(move || challenge.start()),
        blur: Box::new(move || challenge.save_now()),
        format: Box::new(move || challenge.format()),
    };
    let language = challenge.record.with_untracked(|it| it.language);
    if let Some(rich) = editor::mount(&function, &host, &area, language.name(), calls) {
        challenge.editor.set_value(Some(rich));
        challenge.rich.set(true);
    }
}

/// Tells CodeMirror what may be proposed, once it is there and the contract is known. Where the guide does not come, it
/// proposes the names of the code itself.
fn teach(challenge: Challenge) {
    Effect::new(move |_| {
        let (true, Load::Ready(spec)) = (challenge.rich.get(), challenge.spec.get()) else {
            return;
        };
        spawn_local(async move {
            if let Ok(guide) = fetch::text(&guide_path(&spec)).await
                && !challenge.rich.is_disposed()
            {
                challenge.with_editor(|it| it.teach(&guide, &spec.entry));
            }
        });
    });
}

fn guide_path(spec: &ChallengeSpec) -> String {
    format!("/content/contracts/{}.json", spec.contract.as_str())
}
