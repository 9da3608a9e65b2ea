//! Takes in what another tab keeps of the same challenge: what it has written stands here, too, and nothing of either is
//! lost.

use leptos::prelude::*;

use super::{
    attempts::Attempt,
    record::Record,
    state::{Challenge, Notice},
};
use crate::browser::date;

impl Challenge {
    /// Follows the other tabs for as long as the challenge lives.
    pub fn follow_other_tabs(self) {
        self.progress
            .on_other::<Record>(self.id(), move |before, theirs| {
                // Before it is known what was kept there is nothing to unite: it is read from what this tab was told.
                if self.behind.try_with_value(|it| it.restored) == Some(true) {
                    self.unite(&before, theirs);
                }
            });
    }

    fn unite(self, before: &Record, theirs: Record) {
        let (code, starter) = (self.code(), self.starter());
        let mut mine = self.record.get_untracked();
        mine.keep(code.clone(), &starter);
        let lost = mine.lost(before, &theirs);
        let undo = !lost.is_empty() && mine.language == theirs.language;
        let known = theirs.clone();
        let united = theirs.with(mine, before);
        let more = united != known;
        self.forget_timer();
        self.record.set(united);
        for (lost, language) in lost {
            let aside = Attempt::aside(&lost, language, date::now());
            let starter = self.starter_in(language);
            self.attempts.update(|it| it.set_aside(aside, &starter));
        }
        self.show_theirs(code, undo);
        if more {
            self.save();
        }
    }

    /// Puts the code of the other tab into the editor. `undo`: what stood here is known to this tab alone.
    fn show_theirs(self, before: String, undo: bool) {
        let code = self.record.with_untracked(|it| it.code.clone());
        let code = code.unwrap_or_else(|| self.starter());
        if code == before {
            return;
        }
        self.with_editor(|it| it.set(&code));
        self.stale.set(true);
        self.notice.set(undo.then_some(Notice {
            text: "The code was changed in another tab, so it has changed here, too.",
            action: "Undo",
            code: before,
        }));
    }
}
