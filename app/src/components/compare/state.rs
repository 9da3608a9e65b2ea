//! The state of one sorting exercise, and how it reaches the form and storage.

use std::sync::Arc;

use exercises::model::Compare;
use leptos::{
    ev::{Event, SubmitEvent},
    html,
    prelude::*,
};
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlFormElement};

use super::record::CompareRecord;
use crate::{
    browser::{dom, form},
    state::{
        announce::Announcer,
        progress::{Progress, united},
    },
};

/// The state of one exercise. `Copy`, for handlers.
#[derive(Clone, Copy)]
pub struct Sorting {
    pub(super) compare: StoredValue<Arc<Compare>>,
    pub(super) record: RwSignal<CompareRecord>,
    /// The verdict on each item; an item that was sorted anew since has none.
    pub(super) verdicts: RwSignal<Vec<Option<bool>>>,
    pub(super) form: NodeRef<html::Form>,
    /// What is said beside the buttons.
    pub(super) message: RwSignal<String>,
    /// Whether what was stored has been read. Before that nothing is written over it.
    loaded: StoredValue<bool>,
    progress: Progress,
    announcer: Announcer,
}

impl Sorting {
    /// An exercise that restores itself once storage has been read.
    pub fn new(compare: Compare) -> Self {
        let (id, other) = (compare.id.clone(), compare.id.clone());
        let sorting = Self {
            verdicts: RwSignal::new(vec![None; compare.items.len()]),
            compare: StoredValue::new(Arc::new(compare)),
            record: RwSignal::default(),
            form: NodeRef::new(),
            message: RwSignal::default(),
            loaded: StoredValue::new(false),
            progress: Progress::here(),
            announcer: Announcer::here(),
        };
        sorting
            .progress
            .on_restore(id, move |stored| sorting.restored(stored));
        sorting.progress.on_other(other, move |before, theirs| {
            sorting.unite(&before, theirs);
        });
        sorting
    }

    /// Whether there is nothing left to do.
    pub fn settled(self) -> bool {
        self.record
            .with(|it| self.compare.with_value(|compare| it.settled(compare)))
    }

    /// The word in `data-verdict`.
    pub fn word(self) -> &'static str {
        match (self.settled(), self.record.with(|it| (it.shown, it.tries))) {
            (true, (true, _)) => "shown",
            (true, _) => "correct",
            (false, (_, 0)) => "unanswered",
            _ => "wrong",
        }
    }

    /// Checks what the form says.
    pub fn submitted(self, event: &SubmitEvent) {
        event.prevent_default();
        self.message.set(self.check());
    }

    /// Gives back what is to be said beside the button.
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

    /// Gives the answer away.
    pub fn show(self) {
        self.compare
            .with_value(|compare| self.record.update(|it| it.show(compare)));
        self.judge();
        self.put();
        self.save();
        self.tell();
    }

    /// Begins anew.
    pub fn again(self) {
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
    pub fn changed(self, event: &Event) {
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
        self.take_in(stored, !first);
    }

    /// Takes in what another tab keeps.
    fn unite(self, before: &CompareRecord, theirs: CompareRecord) {
        if self.loaded.try_get_value() != Some(true) {
            return;
        }
        let settled = |it: &CompareRecord| self.compare.with_value(|compare| it.settled(compare));
        let ours = |theirs: &CompareRecord, mine: &CompareRecord| settled(mine) && !settled(theirs);
        let mine = self.record.get_untracked();
        let united = united(before, theirs.clone(), mine, ours);
        let more = united != theirs;
        self.take_in(united, false);
        if more {
            self.save();
        }
    }

    /// Shows what is kept. What was chosen and not checked stays, unless there is nothing left to do.
    fn take_in(self, record: CompareRecord, force: bool) {
        let settled = self.compare.with_value(|compare| record.settled(compare));
        let touched = self
            .form
            .get_untracked()
            .is_some_and(|it| !form::chosen(&it).is_empty());
        self.record.set(record);
        self.judge();
        if force || settled || !touched {
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
