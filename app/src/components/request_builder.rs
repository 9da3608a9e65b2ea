//! The request builder: any request that a browser lets a page send, checked before it is sent.
//!
//! Its controls are uncontrolled: what was written before the page was live is there to be read.

use exercises::observe::RequestSpec;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlElement, HtmlFormElement};

use super::{erase::Erase, icon::Icon};
use crate::{
    browser::dom,
    state::announce::Announcer,
    wire::{
        draft::{BodyKind, Draft, METHODS},
        rules::{self, Place, Problem},
        text,
    },
};

/// The value of the method list that opens a field for any other method.
const OTHER: &str = "other";

/// A row of a header, as it was first written; the field holds what it is now.
#[derive(Clone)]
struct Row {
    id: u32,
    name: String,
    value: String,
}

/// What the parts of one builder share.
#[derive(Clone, Copy)]
struct Builder {
    /// The prefix of the controls' ids.
    prefix: StoredValue<String>,
    form: NodeRef<leptos::html::Form>,
    rows: RwSignal<Vec<Row>>,
    removed: RwSignal<Option<(usize, Row)>>,
    other_method: RwSignal<bool>,
    kind: RwSignal<BodyKind>,
    problems: RwSignal<Vec<Problem>>,
    next_row: StoredValue<u32>,
    announcer: Announcer,
}

/// A form for one request.
#[component]
pub fn RequestBuilder(
    /// The prefix of its controls' ids, unique in the page.
    id: String,
    /// What it holds at first: [`Draft::of`] a request.
    draft: Draft,
    /// Why nothing can be sent yet, if so: shown beside Send.
    #[prop(into)]
    locked: Signal<Option<&'static str>>,
    /// Whether a request is under way.
    #[prop(into)]
    busy: Signal<bool>,
    /// Sends a request that the browser will take.
    on_send: Callback<RequestSpec>,
    /// Stops the request under way.
    on_stop: Callback<()>,
) -> impl IntoView {
    let builder = Builder::new(&id, &draft);
    Effect::new(move |_| builder.look());
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        builder.submit(locked, busy, on_send);
    };
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            builder.submit(locked, busy, on_send);
        }
    };
    view! {
        <form class="request-builder" node_ref=builder.form data-builder=id novalidate autocomplete="off"
            on:submit=submit on:keydown=keys on:input=move |_| builder.look()>
            {first_line(builder, &draft)}
            {headers(builder)}
            {body(builder, draft)}
            {problem_list(builder)}
            {send(builder, locked, busy, on_stop)}
        </form>
    }
    .fixed()
}

impl Builder {
    fn new(id: &str, draft: &Draft) -> Self {
        let rows = draft.headers.iter().zip(1..).map(|((name, value), id)| Row { id, name: name.clone(), value: value.clone() });
        let rows: Vec<_> = rows.collect();
        Self {
            prefix: StoredValue::new(id.to_owned()),
            form: NodeRef::new(),
            next_row: StoredValue::new(u32::try_from(rows.len()).unwrap_or_default()),
            rows: RwSignal::new(rows),
            removed: RwSignal::new(None),
            other_method: RwSignal::new(!METHODS.contains(&draft.method.as_str())),
            kind: RwSignal::new(draft.kind),
            problems: RwSignal::default(),
            announcer: Announcer::here(),
        }
    }

    fn id(self, part: &str) -> String {
        self.prefix.with_value(|it| format!("{it}-{part}"))
    }

    /// Reads what stands in the form, and whether the method is one of the list's.
    fn read(self) -> Option<(Draft, bool)> {
        let form: HtmlFormElement = self.form.get_untracked()?;
        let data = FormData::new_with_form(&form).ok()?;
        let one = |name: &str| data.get(name).as_string().unwrap_or_default();
        let all = |name: &str| data.get_all(name).iter().map(|it| it.as_string().unwrap_or_default()).collect::<Vec<_>>();
        let listed = one("method") != OTHER;
        let draft = Draft {
            method: one(if listed { "method" } else { "other-method" }),
            url: one("url"),
            headers: all("header-name").into_iter().zip(all("header-value")).collect(),
            kind: BodyKind::of(&one("body-kind")),
            body: one("body"),
        };
        Some((draft, listed))
    }

    /// Takes note of what stands in the form.
    fn look(self) {
        let Some((draft, listed)) = self.read() else { return };
        if self.other_method.get_untracked() == listed {
            self.other_method.set(!listed);
        }
        if self.kind.get_untracked() != draft.kind {
            self.kind.set(draft.kind);
        }
        let problems = rules::check(&draft, &dom::origin());
        if self.problems.with_untracked(|it| *it != problems) {
            self.problems.set(problems);
        }
    }

    fn submit(self, locked: Signal<Option<&'static str>>, busy: Signal<bool>, on_send: Callback<RequestSpec>) {
        self.look();
        if busy.get_untracked() {
            return;
        }
        if let Some(why) = locked.get_untracked() {
            self.announcer.say(why);
            return;
        }
        let first = self.problems.with_untracked(|it| it.iter().find(|it| it.blocks).cloned());
        if let Some(problem) = first {
            self.announcer.say(format!("Not sent. {}: {}", problem.place.label(), problem.text));
            self.focus(problem.place);
        } else if let Some((draft, _)) = self.read() {
            on_send.run(draft.spec());
        }
    }

    fn focus(self, place: Place) {
        let (name, nth) = match place {
            Place::Method if self.other_method.get_untracked() => ("other-method", 0),
            Place::Method => ("method", 0),
            Place::Url => ("url", 0),
            Place::HeaderName(row) => ("header-name", row),
            Place::HeaderValue(row) => ("header-value", row),
            Place::Body => ("body-kind", 0),
        };
        let found = self.form.get_untracked().and_then(|it| it.query_selector_all(&format!("[name={name}]")).ok());
        let found = found.and_then(|it| it.item(u32::try_from(nth).unwrap_or_default()));
        if let Some(it) = found.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            // A field that is not shown takes no focus; the list of problems names it all the same.
            let _ = it.focus();
        }
    }

    fn invalid(self, place: impl Fn() -> Place) -> Option<&'static str> {
        let place = place();
        self.problems.with(|it| it.iter().any(|it| it.blocks && it.place == place)).then_some("true")
    }

    fn add_row(self) {
        self.next_row.update_value(|it| *it += 1);
        let id = self.next_row.get_value();
        self.rows.update(|it| it.push(Row { id, name: String::new(), value: String::new() }));
        self.focus_row(id);
    }

    fn remove_row(self, id: u32) {
        let Some(at) = self.rows.with_untracked(|it| it.iter().position(|it| it.id == id)) else { return };
        let written = self.read().and_then(|(it, _)| it.headers.into_iter().nth(at));
        let mut row = self.rows.try_update(|it| it.remove(at));
        if let (Some(row), Some((name, value))) = (&mut row, written) {
            (row.name, row.value) = (name, value);
        }
        self.removed.set(row.map(|row| (at, row)));
        request_animation_frame(move || self.look());
        dom::focus(&self.id("undo"));
    }

    fn put_row_back(self) {
        let Some((at, row)) = self.removed.try_update(Option::take).flatten() else { return };
        let id = row.id;
        self.rows.update(|it| it.insert(at.min(it.len()), row));
        self.focus_row(id);
    }

    fn focus_row(self, id: u32) {
        let id = self.id(&format!("name-{id}"));
        request_animation_frame(move || {
            dom::focus(&id);
            self.look();
        });
    }
}

fn first_line(builder: Builder, draft: &Draft) -> AnyView {
    let chosen = if METHODS.contains(&draft.method.as_str()) { draft.method.clone() } else { OTHER.to_owned() };
    let other = if chosen == OTHER { draft.method.clone() } else { String::new() };
    let options = METHODS
        .into_iter()
        .map(|it| view! { <option value=it selected=it == chosen>{it}</option> })
        .collect_view();
    let (method, other_method, url) = (builder.id("method"), builder.id("other-method"), builder.id("url"));
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

fn headers(builder: Builder) -> AnyView {
    let undo = move || {
        builder.removed.with(|it| {
            it.as_ref().map(|(_, row)| if row.name.is_empty() { "Undo: put the row back".into() } else { format!("Undo: put {} back", row.name) })
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
    let place = move || builder.rows.with(|it| it.iter().position(|it| it.id == id).unwrap_or_default());
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

fn body(builder: Builder, draft: Draft) -> AnyView {
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

fn problem_list(builder: Builder) -> AnyView {
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

fn send(builder: Builder, locked: Signal<Option<&'static str>>, busy: Signal<bool>, on_stop: Callback<()>) -> AnyView {
    let refused = move || builder.problems.with(|it| it.iter().any(|it| it.blocks));
    let unusable = move || (locked.get().is_some() || busy.get() || refused()).to_string();
    let why = move || match locked.get() {
        Some(why) => why,
        None if refused() => "The browser would not send this request as it stands; the list above says what to change.",
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
