//! The fields of the request builder.

use leptos::prelude::*;

use super::{Builder, OTHER, Row};
use crate::{
    components::{erase::Erase, icon::Icon},
    wire::{
        draft::{BodyKind, Draft, METHODS},
        rules::Place,
        text,
    },
};

pub(super) fn first_line(builder: Builder, draft: &Draft) -> AnyView {
    let chosen = if METHODS.contains(&draft.method.as_str()) {
        draft.method.clone()
    } else {
        OTHER.to_owned()
    };
    let other = if chosen == OTHER {
        draft.method.clone()
    } else {
        String::new()
    };
    let options = METHODS
        .into_iter()
        .map(|it| view! { <option value=it selected=it == chosen>{it}</option> })
        .collect_view();
    let (method, other_method, url) = (
        builder.id("method"),
        builder.id("other-method"),
        builder.id("url"),
    );
    view! {
        <div class="request-line">
            <div class="field">
                <label for=method.clone()>"Method"</label>
                <select class="select" id=method name="method" aria-invalid=move || builder.invalid(|| Place::Method) aria-describedby=builder.id("problems")>
                    {options}
                    <option value=OTHER selected=chosen == OTHER>"other…"</option>
                </select>
            </div>
            <div class="field" hidden=move || !builder.other_method.get()>
                <label for=other_method.clone()>"Other method"</label>
                <input class="input mono" id=other_method name="other-method" value=other spellcheck="false" autocapitalize="off"
                    aria-invalid=move || builder.invalid(|| Place::Method) aria-describedby=builder.id("problems")/>
            </div>
            <div class="field request-url">
                <label for=url.clone()>"URL"</label>
                <input class="input mono" id=url name="url" value=draft.url.clone() spellcheck="false" autocapitalize="off" inputmode="url"
                    aria-invalid=move || builder.invalid(|| Place::Url) aria-describedby=builder.id("problems")/>
            </div>
        </div>
    }
    .fixed()
}

pub(super) fn headers(builder: Builder) -> AnyView {
    let undo = move || {
        builder.removed.with(|it| {
            it.as_ref().map(|(_, row)| {
                if row.name.is_empty() {
                    "Undo: put the row back".into()
                } else {
                    format!("Undo: put {} back", row.name)
                }
            })
        })
    };
    view! {
        <fieldset class="request-headers">
            <legend>"Headers"</legend>
            <ul>
                <For each=move || builder.rows.get() key=|it| it.id children=move |row| header_row(builder, row)/>
            </ul>
            <div class="actions">
                <button type="button" class="button small" data-action="add-header" on:click=move |_| builder.add_row()>"Add a header"</button>
                <button type="button" class="button small quiet" data-action="undo-header" id=builder.id("undo") hidden=move || undo().is_none()
                    on:click=move |_| builder.put_row_back()>
                    {move || undo().unwrap_or_default()}
                </button>
            </div>
        </fieldset>
    }
    .fixed()
}

fn header_row(builder: Builder, row: Row) -> AnyView {
    let Row { id, name, value } = row;
    let place = move || {
        builder
            .rows
            .with(|it| it.iter().position(|it| it.id == id).unwrap_or_default())
    };
    let label = move |what: &str| format!("Header {}, {what}", place() + 1);
    view! {
        <li>
            <input class="input mono" id=builder.id(&format!("name-{id}")) name="header-name" value=name placeholder="Name" spellcheck="false" autocapitalize="off"
                aria-label=move || label("name") aria-invalid=move || builder.invalid(|| Place::HeaderName(place())) aria-describedby=builder.id("problems")/>
            <input class="input mono" name="header-value" value=value placeholder="Value" spellcheck="false" autocapitalize="off"
                aria-label=move || label("value") aria-invalid=move || builder.invalid(|| Place::HeaderValue(place())) aria-describedby=builder.id("problems")/>
            <button type="button" class="button small quiet" aria-label=move || format!("Remove header {}", place() + 1) on:click=move |_| builder.remove_row(id)>
                <Icon name="cross"/>
            </button>
        </li>
    }
    .fixed()
}

pub(super) fn body(builder: Builder, draft: Draft) -> AnyView {
    let options = BodyKind::ALL
        .into_iter()
        .map(|it| view! { <option value=it.key() selected=it == draft.kind>{it.name()}</option> })
        .collect_view();
    let text = draft.body;
    let (kind, body) = (builder.id("body-kind"), builder.id("body"));
    view! {
        <div class="request-body">
            <div class="field">
                <label for=kind.clone()>"Body"</label>
                <select class="select" id=kind name="body-kind" aria-invalid=move || builder.invalid(|| Place::Body) aria-describedby=builder.id("problems")>
                    {options}
                </select>
            </div>
            <div class="field" hidden=move || builder.kind.get() == BodyKind::None>
                <label for=body.clone()>"Text of the body"</label>
                <textarea class="textarea" id=body name="body" rows="4" spellcheck="false" autocapitalize="off" aria-describedby=builder.id("problems")
                    inner_html=text::escape(&text)></textarea>
            </div>
        </div>
    }
    .fixed()
}

pub(super) fn problem_list(builder: Builder) -> AnyView {
    let items = move || {
        let items = builder.problems.get().into_iter().map(|it| {
            view! {
                <li class="notice" class:bad=it.blocks data-blocks=it.blocks.to_string()>
                    <strong>{it.place.label()}</strong>
                    ": "
                    {it.text}
                </li>
            }
        });
        items.collect_view()
    };
    view! { <ul class="request-problems" id=builder.id("problems")>{items}</ul> }.fixed()
}

pub(super) fn send(
    builder: Builder,
    locked: Signal<Option<&'static str>>,
    busy: Signal<bool>,
    on_stop: Callback<()>,
) -> AnyView {
    let refused = move || builder.problems.with(|it| it.iter().any(|it| it.blocks));
    let unusable = move || {
        (builder.live.get() && (locked.get().is_some() || busy.get() || refused())).to_string()
    };
    let why = move || match locked.get() {
        Some(why) => why,
        None if refused() => {
            "The browser would not send this request as it stands; the list above says what to change."
        }
        None => "",
    };
    view! {
        <div class="actions">
            <button type="submit" class="button primary" data-action="send" aria-disabled=unusable aria-describedby=builder.id("why")>
                <Icon name="send"/>
                {move || if busy.get() { "Waiting…" } else { "Send" }}
            </button>
            <button type="button" class="button" data-action="stop" hidden=move || !busy.get() on:click=move |_| on_stop.run(())>"Stop"</button>
            <span class="small muted" id=builder.id("why")>{why}</span>
        </div>
    }
    .fixed()
}
