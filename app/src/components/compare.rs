//! Items to be sorted into columns before the comparison is shown side by side.
//!
//! Each item is a group of radio buttons, so that it is sorted by mouse, touch and keyboard alike, and before the page
//! is live.

pub mod record;

use std::sync::Arc;

use exercises::model::{Compare, CompareItem};
use leptos::{
    ev::{Event, SubmitEvent},
    html,
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlFormElement};

use self::record::CompareRecord;
use super::{erase::Erase, icon::Icon};
use crate::{
    browser::{dom, form},
    state::{announce::Announcer, progress::Progress},
};

/// The state of one exercise. `Copy`, for handlers.
#[derive(Clone, Copy)]
struct Sorting {
    compare: StoredValue<Arc<Compare>>,
    record: RwSignal<CompareRecord>,
    /// The verdict on each item; an item that was sorted anew since has none.
    verdicts: RwSignal<Vec<Option<bool>>>,
    form: NodeRef<html::Form>,
    /// Whether what was stored has been read. Before that nothing is written over it.
    loaded: StoredValue<bool>,
    progress: Progress,
    announcer: Announcer,
}

/// A sorting exercise.
#[component]
pub fn CompareBlock(
    /// The columns, and the items.
    compare: Compare,
) -> impl IntoView {
    let sorting = Sorting::new(compare);
    let compare = sorting.compare.get_value();
    let settled = Memo::new(move |_| sorting.settled());
    let items = compare
        .items
        .iter()
        .enumerate()
        .map(|(index, it)| item(sorting, index, it))
        .collect_view();
    let columns = move || settled.get().then(|| columns(sorting));
    let wrong = move || sorting.verdicts.with(|it| it.contains(&Some(false)));
    let (message, set_message) = signal(String::new());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        set_message.set(sorting.check());
    };
    let heading = format!("{}-title", compare.id);
    view! {
        <section class="block block-compare" id=compare.id.clone() aria-labelledby=heading.clone() data-compare=compare.id.clone()
            data-verdict=move || sorting.word()>
            <h3 id=heading.clone()>{compare.title.clone()}</h3>
            <p inner_html=compare.html.clone()></p>
            <form method="dialog" node_ref=sorting.form hidden=settled on:submit=submit on:change=move |event| sorting.changed(&event)>
                <div class="items">{items}</div>
                <div class="actions">
                    <button type="submit" class="button primary">{move || if wrong() { "Check again" } else { "Check" }}</button>
                    {move || wrong().then(|| view! {
                        <button type="button" class="button quiet" data-action="show" on:click=move |_| sorting.show()>"Show the answer"</button>
                    }.fixed())}
                    <span class="hint">{message}</span>
                </div>
            </form>
            {columns}
        </section>
    }
}

impl Sorting {
    fn new(compare: Compare) -> Self {
        let id = compare.id.clone();
        let sorting = Self {
            verdicts: RwSignal::new(vec![None; compare.items.len()]),
            compare: StoredValue::new(Arc::new(compare)),
            record: RwSignal::default(),
            form: NodeRef::new(),
            loaded: StoredValue::new(false),
            progress: Progress::here(),
            announcer: Announcer::here(),
        };
        sorting
            .progress
            .on_restore(id, move |stored| sorting.restored(stored));
        sorting
    }

    fn settled(self) -> bool {
        self.record
            .with(|it| self.compare.with_value(|compare| it.settled(compare)))
    }

    fn word(self) -> &'static str {
        match (self.settled(), self.record.with(|it| (it.shown, it.tries))) {
            (true, (true, _)) => "shown",
            (true, _) => "correct",
            (false, (_, 0)) => "unanswered",
            _ => "wrong",
        }
    }

    /// Checks what the form says. Gives back what is to be said beside the button.
    fn check(self) -> String {
        let Some(form) = self.form.get_untracked() else {
            return String::new();
        };
        let chosen = groups(&form);
        let missing = chosen.iter().filter(|it| it.is_none()).count();
        if missing > 0 {
            let said = format!("Sort every line first: {missing} still to go.");
            focus_unsorted(&form, &chosen);
            self.announcer.say(said.clone());
            return said;
        }
        let chosen: Vec<_> = chosen.into_iter().flatten().collect();
        self.compare
            .with_value(|compare| self.record.update(|it| it.check(compare, &chosen)));
        self.judge();
        self.save();
        self.tell()
    }

    fn show(self) {
        self.compare
            .with_value(|compare| self.record.update(|it| it.show(compare)));
        self.judge();
        self.put();
        self.save();
        self.tell();
    }

    /// Begins anew.
    fn again(self) {
        self.record.set(CompareRecord::default());
        self.judge();
        self.put();
        self.save();
        self.announcer.say("Cleared. Sort the lines again.");
        let form = self.form;
        // The form is still hidden while this handler runs.
        request_animation_frame(move || {
            if let Some(form) = form.try_get_untracked().flatten() {
                form::focus_first(&form);
            }
        });
    }

    fn tell(self) -> String {
        let verdicts = self
            .compare
            .with_value(|compare| self.record.with_untracked(|it| it.verdicts(compare)));
        let right = verdicts.iter().filter(|it| **it).count();
        let count = verdicts.len();
        if right < count {
            let said = format!("{right} of {count} are sorted right.");
            self.announcer.say(format!("{said} Each line says why."));
            return said;
        }
        self.announcer.say(format!(
            "All {count} lines are sorted. The comparison follows."
        ));
        let id = self.compare.with_value(|it| format!("{}-columns", it.id));
        // The comparison is rendered after this handler.
        request_animation_frame(move || dom::focus(&id));
        String::new()
    }

    /// A line that is sorted anew has no verdict until it is checked again.
    fn changed(self, event: &Event) {
        let group = event
            .target()
            .and_then(|it| it.dyn_into::<Element>().ok())
            .and_then(|it| it.closest("[data-item]").ok()?);
        let index = group.and_then(|it| it.get_attribute("data-item")?.parse::<usize>().ok());
        self.verdicts.update(|it| {
            if let Some(place) = index.and_then(|index| it.get_mut(index)) {
                *place = None;
            }
        });
    }

    fn judge(self) {
        let compare = self.compare.get_value();
        let verdicts = self.record.with_untracked(|it| it.verdicts(&compare));
        self.verdicts.set(
            (0..compare.items.len())
                .map(|it| verdicts.get(it).copied())
                .collect(),
        );
    }

    fn restored(self, stored: Option<CompareRecord>) {
        let first = !self.loaded.get_value();
        self.loaded.set_value(true);
        // What was done before storage was read counts, unless the exercise had been settled already.
        let early = first && self.record.with_untracked(|it| it.tries > 0);
        let stored = stored.unwrap_or_default();
        let settled = self.compare.with_value(|compare| stored.settled(compare));
        if early && !settled {
            self.record
                .update(|it| it.tries = it.tries.saturating_add(stored.tries));
            return self.save();
        }
        let touched = self
            .form
            .get_untracked()
            .is_some_and(|it| !form::chosen(&it).is_empty());
        self.record.set(stored);
        self.judge();
        if !first || settled || !touched {
            self.put();
        } else {
            // The choices are not those that were checked.
            self.verdicts.update(|it| it.fill(None));
        }
    }

    /// Sets the radio buttons from the record.
    fn put(self) {
        let Some(form) = self.form.get_untracked() else {
            return;
        };
        let chosen = self
            .compare
            .with_value(|compare| self.record.with_untracked(|it| it.chosen(compare)));
        for (index, group) in form::parts(&form, "[data-item]").enumerate() {
            let column = chosen.get(index).copied().flatten();
            form::choose(&group, column.as_slice());
        }
    }

    fn save(self) {
        if self.loaded.get_value() {
            let compare = self.compare.get_value();
            self.record
                .with_untracked(|it| self.progress.save(&compare.id, it.settled(&compare), it));
        }
    }
}

/// What is chosen in each group of the form.
fn groups(form: &HtmlFormElement) -> Vec<Option<usize>> {
    form::parts(form, "[data-item]")
        .map(|it| form::chosen(&it).first().copied())
        .collect()
}

fn focus_unsorted(form: &HtmlFormElement, chosen: &[Option<usize>]) {
    let first = chosen.iter().position(Option::is_none);
    if let Some(group) = first.and_then(|it| form::parts(form, "[data-item]").nth(it)) {
        form::focus_first(&group);
    }
}

fn item(sorting: Sorting, index: usize, it: &CompareItem) -> AnyView {
    let verdict = move || sorting.verdicts.with(|it| it.get(index).copied().flatten());
    let word = move || match verdict() {
        None => "unanswered",
        Some(true) => "correct",
        Some(false) => "wrong",
    };
    let columns = sorting.compare.with_value(|it| it.columns.clone()).into_iter().enumerate().map(|(column, it)| {
        view! {
            <label><input type="radio" name=format!("i{index}") value=column/><span>{it.title}</span></label>
        }
    });
    let why = move || {
        let right = verdict()?;
        let explain = sorting
            .compare
            .with_value(|it| it.items.get(index).map(|it| it.explain.clone()))?;
        let (class, icon, said) = if right {
            ("why-note good", "check", "Right. ")
        } else {
            ("why-note bad", "cross", "Not here. ")
        };
        Some(
            view! { <p class=class><Icon name=icon/><span><strong>{said}</strong><span inner_html=explain></span></span></p> }.fixed(),
        )
    };
    view! {
        <fieldset data-item=index data-verdict=word>
            <legend>{it.text.clone()}</legend>
            <div class="segments">{columns.collect_view()}</div>
            {why}
        </fieldset>
    }
    .fixed()
}

/// The comparison side by side, once it has been found out.
fn columns(sorting: Sorting) -> AnyView {
    let compare = sorting.compare.get_value();
    let shown = sorting.record.with_untracked(|it| it.shown);
    let column = |id: &str, title: &str| {
        let items = compare.items.iter().filter(|it| it.column == id);
        let items = items.map(|it| view! { <li><strong>{it.text.clone()}</strong><span inner_html=it.explain.clone()></span></li> });
        view! { <div><h4>{title.to_owned()}</h4><ul>{items.collect_view()}</ul></div> }
    };
    let columns = compare
        .columns
        .iter()
        .map(|it| column(&it.id, &it.title))
        .collect_view();
    let head = if shown {
        "Side by side:"
    } else {
        "All sorted right. Side by side:"
    };
    view! {
        <div class="compared" id=format!("{}-columns", compare.id) tabindex="-1">
            <p class="feedback-head"><Icon name=if shown { "info" } else { "check" }/>{head}</p>
            <div class="columns">{columns}</div>
            <button type="button" class="button small" data-action="again" on:click=move |_| sorting.again()><Icon name="reset"/>"Sort again"</button>
        </div>
    }
    .fixed()
}
