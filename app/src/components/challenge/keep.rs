//! Keeps what a learner writes, puts it back, and puts other code in its place without losing any.

use std::time::Duration;

use exercises::judge::Report;
use leptos::prelude::*;

use super::{
    attempts::{Attempt, MAX_LENGTH},
    format::Told,
    record::{Language, Record},
    run::Program,
    state::{Challenge, Notice, Run},
};
use crate::browser::{date, editor::Editor};

/// How long typing must pause before the code is kept.
const PAUSE: Duration = Duration::from_millis(400);

impl Challenge {
    /// To be called whenever the learner has changed the code: keeps it after a pause.
    pub fn changed(self) {
        if self.run.try_get_untracked().is_none() {
            return;
        }
        self.stale.set(true);
        self.told.set(None);
        self.forget_timer();
        if let Ok(timer) = set_timeout_with_handle(move || self.save(), PAUSE) {
            self.behind.update_value(|it| it.unsaved = Some(timer));
        }
    }

    /// Keeps the code at once if the pause after typing is not over.
    pub fn save_now(self) {
        if self.forget_timer() {
            self.save();
        }
    }

    pub(super) fn forget_timer(self) -> bool {
        let timer = self
            .behind
            .try_update_value(|it| it.unsaved.take())
            .flatten();
        if let Some(timer) = &timer {
            timer.clear();
        }
        timer.is_some()
    }

    /// Keeps everything. Before it is known what was kept earlier nothing is written, so that nothing is lost.
    pub fn save(self) {
        if !self
            .behind
            .try_with_value(|it| it.restored)
            .unwrap_or(false)
        {
            return;
        }
        let (code, starter) = (self.code(), self.starter());
        if let Some(why) = Self::refusal(&code) {
            self.warn(why);
        }
        self.record.update(|it| it.keep(code, &starter));
        self.record
            .with_untracked(|it| self.progress.save(&self.id(), it.solved, it));
    }

    /// Changes what is kept, and keeps it.
    pub fn update(self, change: impl FnOnce(&mut Record)) {
        self.record.update(change);
        self.save();
    }

    /// Goes over to a language that runs as something else, with the code that was written in it.
    pub fn turn(self, language: Language) {
        let (code, starter) = (self.code(), self.starter());
        self.record.update(|it| {
            it.keep(code, &starter);
            it.turn(language);
        });
        let code = self.record.with_untracked(|it| it.code.clone());
        let code = code.unwrap_or_else(|| self.starter());
        self.with_editor(|it| it.set(&code));
        self.notice.set(None);
        self.save();
    }

    /// Puts other code into the editor, with a notice that takes it back.
    pub fn replace(self, code: &str, text: &'static str, action: &'static str) {
        let before = self.code();
        self.with_editor(|it| it.set(code));
        self.notice.set((before != code).then_some(Notice {
            text,
            action,
            code: before,
        }));
        self.stale.set(true);
        self.save();
        self.announcer.say(text);
    }

    /// Keeps what was judged among the attempts.
    pub fn remember(self, program: &Program, report: &Report) {
        let attempt = Attempt::judged(&program.code, program.language, report, date::now());
        self.attempts.update(|it| it.add(attempt));
    }

    /// Puts code of elsewhere into the editor. What stands there, and what stands in the language of that code, is kept
    /// among the attempts; where it is too long for that, nothing is done but to say so, and the result is false.
    pub fn bring(self, code: &str, language: Language, text: &'static str) -> bool {
        let before = self.record.with_untracked(|it| it.language);
        let mut own = vec![(self.code(), before)];
        if before.runs_as() != language.runs_as() {
            let draft = self.record.with_untracked(|it| it.other.clone());
            own.splice(0..0, draft.map(|it| (it, language)));
        }
        own.retain(|(it, _)| it != code);
        if own.iter().any(|(it, _)| it.len() > MAX_LENGTH) {
            self.cannot_be_kept();
            return false;
        }
        let mut at = date::now();
        for (it, language) in own {
            let (aside, starter) = (Attempt::aside(&it, language, at), self.starter_in(language));
            self.attempts.update(|it| it.set_aside(aside, &starter));
            at += 1.0;
        }
        if before != language {
            self.write_in(language);
        }
        self.replace(code, text, "Undo");
        self.with_editor(Editor::focus);
        true
    }

    fn cannot_be_kept(self) {
        let text = format!(
            "Nothing was changed. Your own code is longer than {} KiB, too long to be kept among the attempts. Copy it to where you find it again and shorten it here; then try again.",
            MAX_LENGTH / 1024
        );
        self.warn(text);
    }

    /// Says beneath the editor what is wrong.
    fn warn(self, text: String) {
        self.announcer.say(text.clone());
        self.told.set(Some(Told::Ended {
            text,
            at: None,
            good: false,
        }));
    }

    /// Takes in what was kept, once that is known, and again after an import or a reset of all progress.
    pub fn restore_when_read(self) {
        self.progress.on_restore::<Record>(self.id(), move |kept| {
            let first = self
                .behind
                .try_update_value(|it| !std::mem::replace(&mut it.restored, true));
            let first = first.unwrap_or(false);
            if first {
                self.take_in_first(kept);
            } else {
                self.take_in(kept.unwrap_or_default());
            }
        });
    }

    fn take_in(self, kept: Record) {
        let mut kept = kept;
        if !self.can_be_in(kept.language) {
            kept.turn(Language::default());
        }
        let code = kept.code.clone();
        self.record.set(kept);
        let code = code.unwrap_or_else(|| self.starter());
        self.with_editor(|it| it.set(&code));
        self.run.set(Run::Idle);
        self.outcome.set(None);
        self.notice.set(None);
        self.switched.set(false);
    }

    /// What was typed or done before storage was read is not overwritten: the kept code is set aside then.
    fn take_in_first(self, kept: Option<Record>) {
        let typed = self.code();
        if typed == self.starter() && self.run.get_untracked() == Run::Idle {
            return kept.into_iter().for_each(|it| self.take_in(it));
        }
        let mut kept = kept.unwrap_or_default();
        let early = self.record.get_untracked();
        if kept.language.runs_as() != early.language.runs_as() {
            kept.turn(early.language);
        }
        let earlier = kept
            .code
            .clone()
            .filter(|it| *it != typed)
            .or(kept.earlier.clone());
        self.record.set(Record {
            earlier,
            language: if early.language == Language::default() {
                kept.language
            } else {
                early.language
            },
            hints: kept.hints.max(early.hints),
            solved: kept.solved || early.solved,
            tried: if kept.tried.is_empty() {
                early.tried
            } else {
                kept.tried
            },
            ..kept
        });
        self.save();
    }
}
