//! The fields of the request builder.

use leptos::prelude::*;

use super::{Builder, OTHER, Row};
use crate::{
    components::el::{El, all, button, each, el, icon, live, text},
    wire::{
        draft::{BodyKind, Draft, METHODS},
        rules::Place,
        text::escape,
    },
};

/// The method and the URL.
pub(super) fn first_line(builder: Builder, draft: &Draft) -> El {
    let listed = METHODS.contains(&draft.method.as_str());
    let other = if listed {
        String::new()
    } else {
        draft.method.clone()
    };
    let options = METHODS.map(|it| option(it, it, it == draft.method));
    let method = control(builder, "select", "method", || Place::Method)
        .class("select")
        .views(options)
        .view(option(OTHER, "other…", !listed));
    let other = control(builder, "input", "other-method", || Place::Method)
        .class("input mono")
        .set("value", other);
    let url = control(builder, "input", "url", || Place::Url)
        .class("input mono")
        .set("inputmode", "url")
        .set("value", draft.url.clone());
    el("div")
        .class("request-line")
        .child(field(builder, "field", "method", "Method", method))
        .child(
            field(builder, "field", "other-method", "Other method", other)
                .hidden(move || !builder.other_method.get()),
        )
        .child(field(builder, "field request-url", "url", "URL", url))
}

/// The header rows.
pub(super) fn headers(builder: Builder) -> El {
    let undo = move || {
        builder.removed.with(|it| {
            it.as_ref().map(|(_, row)| match row.name.as_str() {
                "" => "Undo: put the row back".to_owned(),
                name => format!("Undo: put {name} back"),
            })
        })
    };
    let rows = each(
        move || builder.rows.with(|it| it.iter().map(|it| it.id).collect()),
        move |id| header_row(builder, id),
    );
    let add = button("button small")
        .set("data-action", "add-header")
        .click(move || builder.add_row())
        .text("Add a header");
    let undo = button("button small quiet")
        .set("data-action", "undo-header")
        .set("id", builder.id("undo"))
        .hidden(move || undo().is_none())
        .click(move || builder.put_row_back())
        .live_text(move || undo().unwrap_or_default());
    el("fieldset")
        .class("request-headers")
        .child(el("legend").text("Headers"))
        .child(el("ul").view(rows))
        .child(el("div").class("actions").child(add).child(undo))
}

fn header_row(builder: Builder, id: u32) -> AnyView {
    let place = move || {
        builder
            .rows
            .with(|it| it.iter().position(|it| it.id == id).unwrap_or_default())
    };
    let row = builder
        .rows
        .with_untracked(|it| it.iter().find(|it| it.id == id).cloned());
    let Row { name, value, .. } = row.unwrap_or_default();
    let cell = move |key,
                     wrong: fn(usize) -> Place,
                     what: &'static str,
                     hint: &'static str,
                     value: String| {
        control(builder, "input", key, move || wrong(place()))
            .class("input mono")
            .set("value", value)
            .set("placeholder", hint)
            .live("aria-label", move || {
                Some(format!("Header {}, {what}", place() + 1))
            })
    };
    let remove = button("button small quiet")
        .live("aria-label", move || {
            Some(format!("Remove header {}", place() + 1))
        })
        .click(move || builder.remove_row(id))
        .view(icon("cross"));
    el("li")
        .child(
            cell("header-name", Place::HeaderName, "name", "Name", name)
                .set("id", builder.id(&format!("name-{id}"))),
        )
        .child(cell(
            "header-value",
            Place::HeaderValue,
            "value",
            "Value",
            value,
        ))
        .child(remove)
        .done()
}

/// The kind of body, and its text.
pub(super) fn body(builder: Builder, draft: &Draft) -> El {
    let options = BodyKind::ALL.map(|it| option(it.key(), it.name(), it == draft.kind));
    let kind = control(builder, "select", "body-kind", || Place::Body)
        .class("select")
        .views(options);
    let text = control(builder, "textarea", "body", || Place::Body)
        .class("textarea")
        .set("rows", "4")
        .html(escape(&draft.body));
    el("div")
        .class("request-body")
        .child(field(builder, "field", "body-kind", "Body", kind))
        .child(
            field(builder, "field", "body", "Text of the body", text)
                .hidden(move || builder.kind.get() == BodyKind::None),
        )
}

/// What the browser would not send, and what is good to know.
pub(super) fn problem_list(builder: Builder) -> El {
    let items = move || {
        let items = builder.problems.get().into_iter().map(|it| {
            el("li")
                .class(if it.blocks { "notice bad" } else { "notice" })
                .set("data-blocks", it.blocks.to_string())
                .child(el("strong").text(it.place.label()))
                .text(": ")
                .text(it.text)
                .done()
        });
        all(items.collect())
    };
    el("ul")
        .class("request-problems")
        .set("id", builder.id("problems"))
        .view(live(items))
}

/// Send, Stop, and why Send is locked.
pub(super) fn send(
    builder: Builder,
    locked: Signal<Option<&'static str>>,
    busy: Signal<bool>,
    on_stop: Callback<()>,
) -> El {
    let refused = move || builder.problems.with(|it| it.iter().any(|it| it.blocks));
    let unusable =
        move || builder.live.get() && (locked.get().is_some() || busy.get() || refused());
    let why = move || match locked.get() {
        Some(why) => why,
        None if refused() => {
            "The browser would not send this request as it stands; the list above says what to change."
        }
        None => "",
    };
    let send = el("button")
        .set("type", "submit")
        .class("button primary")
        .set("data-action", "send")
        .set("aria-describedby", builder.id("why"))
        .live("aria-disabled", move || Some(unusable().to_string()))
        .view(icon("send"))
        .live_text(move || {
            if busy.get() {
                "Waiting…".into()
            } else {
                "Send".into()
            }
        });
    let stop = button("button")
        .set("data-action", "stop")
        .hidden(move || !busy.get())
        .click(move || on_stop.run(()))
        .text("Stop");
    let why = el("span")
        .class("small muted")
        .set("id", builder.id("why"))
        .live_text(move || why().into());
    el("div")
        .class("actions")
        .child(send)
        .child(stop)
        .child(why)
}

/// A control with its label.
fn field(builder: Builder, class: &'static str, key: &str, label: &'static str, control: El) -> El {
    let id = builder.id(key);
    el("div")
        .class(class)
        .child(el("label").set("for", id.clone()).text(label))
        .child(control.set("id", id))
}

/// A control of the form, marked while something at its place is wrong.
fn control(
    builder: Builder,
    tag: &'static str,
    name: &'static str,
    place: impl Fn() -> Place + Send + 'static,
) -> El {
    el(tag)
        .set("name", name)
        .set("spellcheck", "false")
        .set("autocapitalize", "off")
        .set("aria-describedby", builder.id("problems"))
        .live("aria-invalid", move || {
            builder.is_wrong(place()).then(|| "true".into())
        })
}

fn option(value: &'static str, name: &'static str, chosen: bool) -> AnyView {
    el("option")
        .set("value", value)
        .flag("selected", chosen)
        .view(text(name))
        .done()
}
