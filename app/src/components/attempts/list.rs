//! The attempts: when each was made, what it scored and why, its code, and the way back to it.

use exercises::judge::Verdict;
use leptos::prelude::*;

use super::diff::{self, Side};
use crate::{
    browser::{date, dom},
    components::{
        challenge::{
            Challenge,
            attempts::{Attempt, Kept, MAX_LENGTH},
        },
        el::{El, all, button, el, icon, live, nothing},
    },
};

/// What of an attempt is open.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Look {
    Code,
    Difference,
}

/// The list with what has been done to it.
#[derive(Clone, Copy)]
struct List {
    challenge: Challenge,
    /// The attempt that is looked at, by the bits of its time, and how: its place changes when there is a newer one.
    open: RwSignal<Option<(u64, Look)>>,
    /// What was there before something was erased.
    erased: RwSignal<Option<Kept>>,
    /// The code as it is kept: it follows what is typed, after a pause.
    kept: Memo<Option<String>>,
}

/// The attempts of a challenge.
pub fn list(challenge: Challenge) -> AnyView {
    let list = List {
        challenge,
        open: RwSignal::new(None),
        erased: RwSignal::new(None),
        kept: Memo::new(move |_| challenge.record.with(|it| it.code.clone())),
    };
    el("div")
        .class("attempts")
        .set("id", list.id(""))
        .set("tabindex", "-1")
        .view(live(move || list.undo()))
        .view(live(move || list.entries()))
        .done()
}

impl List {
    /// The id of a part of the list.
    fn id(self, part: &str) -> String {
        format!("{}-attempts{part}", self.challenge.id())
    }

    /// Moves the focus to a part, once it is there: what had it is gone then.
    fn go_to(self, part: &str) {
        let id = self.id(part);
        request_animation_frame(move || dom::focus(&id));
    }

    fn entries(self) -> AnyView {
        let attempts = self.challenge.attempts.all();
        if attempts.is_empty() {
            let text = format!(
                "Nothing yet. Each run of the tests is kept here with its code and what it scored, in this browser alone; code of more than {} KiB is not.",
                MAX_LENGTH / 1024
            );
            return el("p").class("small muted").text(text).done();
        }
        let erase = button("button quiet small")
            .set("data-action", "erase-attempts")
            .click(move || self.erase("All attempts are erased.", |it| it.attempts.clear()))
            .text("Erase all");
        let items = attempts
            .iter()
            .enumerate()
            .map(|(at, it)| self.entry(at, it).done());
        all(vec![
            el("ol")
                .class("attempt-list")
                .set("tabindex", "0")
                .set("aria-label", "Earlier attempts, the newest first")
                .views(items)
                .done(),
            el("p").child(erase).done(),
        ])
    }

    fn entry(self, at: usize, it: &Attempt) -> El {
        let when = date::said(it.at).unwrap_or_else(|| "At an unknown time".to_owned());
        let (class, drawing, word) = match it.verdict {
            Some(Verdict::Pass) => ("badge good", "check", "passed"),
            Some(Verdict::Fail) => ("badge bad", "cross", "failed"),
            Some(_) => ("badge warn", "info", "error"),
            None => ("badge", "dot", "set aside"),
        };
        let summary = match it.verdict {
            None => "Not run: it made room for other code.".to_owned(),
            Some(_) => it.summary.clone(),
        };
        let this = StoredValue::new(it.clone());
        let head = el("p")
            .class("attempt-head")
            .child(el("span").class(class).view(icon(drawing)).text(word))
            .child(el("strong").text(summary))
            .child(el("span").class("small muted").text(when.clone()));
        let told = (!it.told.is_empty())
            .then(|| el("p").class("small").text(it.told.replace('`', "")).done());
        el("li")
            .class("attempt")
            .set("data-attempt", at.to_string())
            .set("data-verdict", it.verdict.map_or("aside", Verdict::as_str))
            .child(head)
            .views(told)
            .child(self.buttons(this, &when))
            .view(live(move || self.look(this)))
    }

    fn buttons(self, this: StoredValue<Attempt>, when: &str) -> El {
        let at = this.with_value(|it| it.at.to_bits());
        let look = |name: &'static str, action: &'static str, look: Look| {
            let open = move || self.open.get() == Some((at, look));
            button("button small")
                .set("data-action", action)
                .set("aria-label", format!("{name}, {when}"))
                .live("aria-expanded", move || Some(open().to_string()))
                .click(move || {
                    let next =
                        (self.open.get_untracked() != Some((at, look))).then_some((at, look));
                    self.open.set(next);
                })
                .text(name)
        };
        let restore = button("button small")
            .set("data-action", "restore-attempt")
            .set("aria-label", format!("Restore, {when}"))
            .click(move || {
                let Attempt { code, language, .. } = this.get_value();
                let text =
                    "The earlier attempt is back. What stood here is kept among the attempts.";
                if self.challenge.bring(&code, language, text) {
                    self.open.set(None);
                }
            })
            .text("Restore");
        let erase = button("button quiet small")
            .set("data-action", "erase-attempt")
            .set("aria-label", format!("Erase, {when}"))
            .click(move || {
                self.erase("The attempt is erased.", |it| {
                    this.with_value(|this| it.attempts.retain(|it| it != this));
                });
            })
            .text("Erase");
        el("p")
            .class("actions")
            .child(look("Code", "look-attempt", Look::Code))
            .child(look(
                "Difference to now",
                "compare-attempt",
                Look::Difference,
            ))
            .child(restore)
            .child(erase)
    }

    /// What is open of an attempt.
    fn look(self, this: StoredValue<Attempt>) -> AnyView {
        let Attempt { at, code, .. } = this.get_value();
        let Some((_, look)) = self.open.get().filter(|(open, _)| *open == at.to_bits()) else {
            return nothing();
        };
        if look == Look::Difference {
            // A memo that nobody has read follows nothing.
            self.kept.with(|_| ());
        }
        let now = self.challenge.code();
        let lines = match look {
            Look::Code => None,
            Look::Difference if now == code => {
                return el("p")
                    .class("small muted")
                    .set("data-same", "")
                    .text("This is the code that stands above now.")
                    .done();
            }
            Look::Difference => diff::lines(&code, &now),
        };
        match lines {
            Some(lines) => difference(&lines),
            None => shown(&code, "The attempt’s code"),
        }
    }

    fn erase(self, said: &'static str, change: impl FnOnce(&mut Kept)) {
        self.open.set(None);
        let before = self.challenge.attempts.update(change);
        self.erased.set(Some(before));
        self.challenge.announcer.say(said);
        self.go_to("-undo");
    }

    fn undo(self) -> AnyView {
        if self.erased.with(Option::is_none) {
            return nothing();
        }
        let back = move || {
            if let Some(before) = self.erased.try_update(Option::take).flatten() {
                // What was tried since then stays.
                self.challenge.attempts.update(|it| {
                    for attempt in before.attempts {
                        if !it.attempts.contains(&attempt) {
                            it.attempts.push(attempt);
                        }
                    }
                    it.attempts.sort_by(|a, b| b.at.total_cmp(&a.at));
                    it.extend(Vec::new());
                });
                self.challenge.announcer.say("The attempts are back.");
                self.go_to("");
            }
        };
        el("p")
            .class("notice code-notice")
            .set("data-notice", "erased")
            .child(el("span").text("Erased."))
            .child(
                button("button small")
                    .set("id", self.id("-undo"))
                    .set("data-action", "undo-erase")
                    .click(back)
                    .text("Undo"),
            )
            .child(
                button("button quiet small")
                    .click(move || {
                        self.erased.set(None);
                        self.go_to("");
                    })
                    .text("Close"),
            )
            .done()
    }
}

/// Code to read.
pub fn shown(code: &str, label: &'static str) -> AnyView {
    let code = el("code").text(code);
    el("pre")
        .class("attempt-code")
        .set("tabindex", "0")
        .set("aria-label", label)
        .child(code)
        .done()
}

/// The lines of both, marked by more than colour.
fn difference(lines: &[(Side, String)]) -> AnyView {
    let line = |(side, text): &(Side, String)| {
        let (tag, class, sign, said) = match side {
            Side::Both => ("span", "diff-line", "  ", ""),
            Side::First => ("del", "diff-line", "− ", "only in the attempt: "),
            Side::Second => ("ins", "diff-line", "+ ", "only in your code now: "),
        };
        el(tag)
            .class(class)
            .child(el("span").class("visually-hidden").text(said))
            .child(el("span").set("aria-hidden", "true").text(sign))
            .text(format!("{text}\n"))
            .done()
    };
    let code = el("code").views(lines.iter().map(line));
    all(vec![
        el("p")
            .class("small muted")
            .text("− stands only in the attempt, + only in your code as it is now.")
            .done(),
        el("pre")
            .class("attempt-code diff")
            .set("tabindex", "0")
            .set("aria-label", "Difference to your code")
            .child(code)
            .done(),
    ])
}
