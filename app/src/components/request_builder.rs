//! The request builder: any request that a browser lets a page send, checked before it is sent.
//!
//! Its controls are uncontrolled: what was written before the page was live is there to be read.

mod fields;

use exercises::observe::RequestSpec;
use leptos::{ev, prelude::*};
use wasm_bindgen::JsCast;
use web_sys::{FormData, HtmlElement, HtmlFormElement};

use super::el::el;
use crate::{
    browser::dom,
    state::announce::Announcer,
    wire::{
        draft::{BodyKind, Draft, METHODS},
        rules::{self, Place, Problem},
    },
};

/// The value of the method list that opens a field for any other method.
const OTHER: &str = "other";

/// A row of a header, as it was first written; the field holds what it is now.
#[derive(Clone, Default)]
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
    /// Whether the page is live: before, what was written cannot be judged, and what is sent is sent later.
    live: RwSignal<bool>,
    announcer: Announcer,
}

/// What a request builder works with.
pub struct Desk {
    /// The prefix of its controls' ids, unique in the page.
    pub id: String,
    /// What it holds at first: [`Draft::of`] a request.
    pub draft: Draft,
    /// Why nothing can be sent yet, if so: shown beside Send.
    pub locked: Signal<Option<&'static str>>,
    /// Whether a request is under way.
    pub busy: Signal<bool>,
    /// Sends a request that the browser will take.
    pub on_send: Callback<RequestSpec>,
    /// Stops the request under way.
    pub on_stop: Callback<()>,
}

/// A form for one request.
pub fn request_builder(desk: Desk) -> AnyView {
    let Desk {
        id,
        draft,
        locked,
        busy,
        on_send,
        on_stop,
    } = desk;
    let builder = Builder::new(&id, &draft);
    Effect::new(move |_| {
        builder.look();
        builder.live.set(true);
    });
    let submit = move |event: ev::SubmitEvent| {
        event.prevent_default();
        // A submit from before the page was live is replayed before the first effects have run.
        queue_microtask(move || builder.submit(locked, busy, on_send));
    };
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && (event.ctrl_key() || event.meta_key()) {
            event.prevent_default();
            builder.submit(locked, busy, on_send);
        }
    };
    el("form")
        .class("request-builder")
        .keep(builder.form)
        .set("data-builder", id)
        .flag("novalidate", true)
        .set("autocomplete", "off")
        .on("submit", submit)
        .on("keydown", keys)
        .on("input", move |_: ev::Event| builder.look())
        .child(fields::first_line(builder, &draft))
        .child(fields::headers(builder))
        .child(fields::body(builder, &draft))
        .child(fields::problem_list(builder))
        .child(fields::send(builder, locked, busy, on_stop))
        .done()
}

impl Builder {
    fn new(id: &str, draft: &Draft) -> Self {
        let rows = draft
            .headers
            .iter()
            .zip(1..)
            .map(|((name, value), id)| Row {
                id,
                name: name.clone(),
                value: value.clone(),
            });
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
            live: RwSignal::new(false),
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
        let all = |name: &str| {
            data.get_all(name)
                .iter()
                .map(|it| it.as_string().unwrap_or_default())
                .collect::<Vec<_>>()
        };
        let listed = one("method") != OTHER;
        let draft = Draft {
            method: one(if listed { "method" } else { "other-method" }),
            url: one("url"),
            headers: all("header-name")
                .into_iter()
                .zip(all("header-value"))
                .collect(),
            kind: BodyKind::of(&one("body-kind")),
            body: one("body"),
        };
        Some((draft, listed))
    }

    /// Takes note of what stands in the form.
    fn look(self) {
        let Some((draft, listed)) = self.read() else {
            return;
        };
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

    fn submit(
        self,
        locked: Signal<Option<&'static str>>,
        busy: Signal<bool>,
        on_send: Callback<RequestSpec>,
    ) {
        self.look();
        if busy.get_untracked() {
            return;
        }
        if let Some(why) = locked.get_untracked() {
            self.announcer.say(why);
            return;
        }
        let first = self
            .problems
            .with_untracked(|it| it.iter().find(|it| it.blocks).cloned());
        if let Some(problem) = first {
            self.announcer.say(format!(
                "Not sent. {}: {}",
                problem.place.label(),
                problem.text
            ));
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
        let found = self
            .form
            .get_untracked()
            .and_then(|it| it.query_selector_all(&format!("[name={name}]")).ok());
        let found = found.and_then(|it| it.item(u32::try_from(nth).unwrap_or_default()));
        if let Some(it) = found.and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
            // A field that is not shown takes no focus; the list of problems names it all the same.
            let _ = it.focus();
        }
    }

    /// Whether something at this place keeps the request from being sent.
    fn is_wrong(self, place: Place) -> bool {
        self.problems
            .with(|it| it.iter().any(|it| it.blocks && it.place == place))
    }

    fn add_row(self) {
        self.next_row.update_value(|it| *it += 1);
        let id = self.next_row.get_value();
        self.rows.update(|it| {
            it.push(Row {
                id,
                name: String::new(),
                value: String::new(),
            });
        });
        self.focus_row(id);
    }

    fn remove_row(self, id: u32) {
        let Some(at) = self
            .rows
            .with_untracked(|it| it.iter().position(|it| it.id == id))
        else {
            return;
        };
        let written = self
            .read()
            .and_then(|(it, _)| it.headers.into_iter().nth(at));
        let mut row = self.rows.try_update(|it| it.remove(at));
        if let (Some(row), Some((name, value))) = (&mut row, written) {
            (row.name, row.value) = (name, value);
        }
        self.removed.set(row.map(|row| (at, row)));
        request_animation_frame(move || self.look());
        dom::focus(&self.id("undo"));
    }

    fn put_row_back(self) {
        let Some((at, row)) = self.removed.try_update(Option::take).flatten() else {
            return;
        };
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
