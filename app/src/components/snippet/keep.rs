//! Keeps the code of a snippet, and puts it back.

use std::time::Duration;

use leptos::prelude::*;
use serde::{Deserialize, Serialize};

use super::bench::Bench;

/// How long typing must pause before the code is kept.
const PAUSE: Duration = Duration::from_millis(400);

/// What is kept of a snippet.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Kept {
    /// The code, where the learner changed it.
    code: Option<String>,
}

impl Bench {
    /// Takes in what was stored. What was typed before it was read the first time stays.
    pub fn restore(self, kept: Kept, first: bool) {
        let original = self.original();
        if !first || self.code() == original {
            self.take_unsaved();
            self.set_code(&kept.code.unwrap_or(original));
        }
    }

    /// Takes in what another tab keeps. What was typed here since both knew the same can be brought back.
    pub fn unite(self, before: &Kept, theirs: Kept) {
        let code = theirs.code.unwrap_or_else(|| self.original());
        let mine = self.code();
        if mine == code {
            return;
        }
        self.take_unsaved();
        self.set_code(&code);
        if before.code.clone().unwrap_or_else(|| self.original()) != mine {
            self.undo.set(Some(mine));
        }
    }

    /// To be called whenever the learner has changed the code: keeps it after a pause.
    pub fn changed(self) {
        self.take_unsaved();
        let code = self.code();
        if let Ok(timer) = set_timeout_with_handle(move || self.save_now(), PAUSE) {
            self.unsaved.set_value(Some((timer, code)));
        }
    }

    /// Keeps the code at once if the pause after typing is not over.
    pub fn save_now(self) {
        if let Some(code) = self.take_unsaved() {
            self.keep(false, code);
        }
    }

    /// What was typed since the code was kept; the timer that would keep it ends.
    fn take_unsaved(self) -> Option<String> {
        let (timer, code) = self.unsaved.try_update_value(Option::take).flatten()?;
        timer.clear();
        Some(code)
    }

    /// Keeps what was typed last when the page is left.
    pub fn save_when_left(self) {
        Effect::new(move |_| {
            // The first comes before the next page is fetched, which leaves the time to store; the second comes always.
            for name in ["beforeunload", "pagehide"] {
                let leave = window_event_listener_untyped(name, move |_| self.save_now());
                on_cleanup(move || leave.remove());
            }
        });
    }

    /// Keeps the code. `done`: a run came to its end and got a response.
    pub fn save(self, done: bool) {
        self.take_unsaved();
        self.keep(done, self.code());
    }

    fn keep(self, done: bool, code: String) {
        let progress = self.page.get_value().progress;
        // Before storage was read, saving would replace what is there unread.
        if !done && !untrack(|| progress.ready()) {
            return;
        }
        let code = Some(code).filter(|it| *it != self.original());
        self.snippet
            .with_value(|it| progress.save(&it.id, done, &Kept { code }));
    }

    pub fn reset(self) {
        let before = self.code();
        if let Some(code) = self.undo.get_untracked() {
            self.set_code(&code);
            self.undo.set(None);
            self.page.get_value().announcer.say("Your code is back.");
        } else if before != self.original() {
            self.set_code(&self.original());
            self.undo.set(Some(before));
            self.page
                .get_value()
                .announcer
                .say("The code is as it was at first. Undo brings yours back.");
        }
        self.save(false);
    }
}
