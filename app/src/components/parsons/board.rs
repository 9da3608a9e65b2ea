//! The board of a Parsons problem: which lines stand where, which one is chosen, and what can be taken back. To the
//! challenge it is a place for code like any editor.

use exercises::model::{Arrangement, Parsons};
use leptos::prelude::*;

use super::{
    moves::{Move, moved},
    words,
};
use crate::{
    browser::{dom, editor::Surface},
    components::challenge::Challenge,
};

/// How many changes can be taken back.
const REMEMBERED: usize = 200;

/// The board.
#[derive(Clone, Copy)]
pub struct Board {
    /// The challenge that it belongs to; a handle, since it is large.
    challenge: StoredValue<Challenge>,
    /// The lines that are given.
    pub problem: StoredValue<Parsons>,
    /// What the learner made of them.
    pub now: RwSignal<Arrangement>,
    /// The line that moves are about.
    pub chosen: RwSignal<Option<usize>>,
    /// The line that is being dragged.
    pub dragged: RwSignal<Option<usize>>,
    /// A line of the program, from 1, with what was found there.
    pub marked: RwSignal<Option<(u32, String)>>,
    /// How many lines of the code that was put in are not among those given.
    pub lost: RwSignal<usize>,
    /// Whether something can be taken back.
    pub undoable: RwSignal<bool>,
    /// The line of the program that was chosen last: what is put in comes behind it.
    behind: StoredValue<Option<usize>>,
    before: StoredValue<Vec<Arrangement>>,
    after: StoredValue<Vec<Arrangement>>,
}

impl Board {
    /// A board on which every line is still to be used.
    pub fn new(challenge: Challenge, problem: Parsons) -> Self {
        Self {
            challenge: StoredValue::new(challenge),
            problem: StoredValue::new(problem),
            now: RwSignal::default(),
            chosen: RwSignal::new(None),
            dragged: RwSignal::new(None),
            marked: RwSignal::new(None),
            lost: RwSignal::new(0),
            undoable: RwSignal::new(false),
            behind: StoredValue::new(None),
            before: StoredValue::default(),
            after: StoredValue::default(),
        }
    }

    /// The challenge that it belongs to.
    pub fn challenge(self) -> Challenge {
        self.challenge.get_value()
    }

    /// How many lines are given.
    pub fn count(self) -> usize {
        self.problem.with_value(|it| it.lines.len())
    }

    /// The text of a line.
    pub fn line(self, line: usize) -> String {
        self.problem
            .with_value(|it| it.lines.get(line).cloned())
            .unwrap_or_default()
    }

    /// The line at a place of the program, or of those that are left.
    pub fn line_at(self, in_program: bool, place: usize) -> Option<usize> {
        let count = self.count();
        self.now.with(|it| {
            if in_program {
                it.placed().get(place).map(|it| it.line)
            } else {
                it.left(count).get(place).copied()
            }
        })
    }

    /// Where a line stands: whether in the program, and at which place.
    pub fn place_of(self, line: usize) -> (bool, usize) {
        let count = self.count();
        self.now.with_untracked(|it| {
            if let Some(place) = it.place_of(line) {
                return (true, place);
            }
            let left = it.left(count);
            let place = left.iter().position(|it| *it == line);
            (false, place.unwrap_or_default())
        })
    }

    /// The id of the element at a place.
    pub fn id(self, in_program: bool, place: usize) -> String {
        let part = if in_program { "line" } else { "left" };
        format!("{}-{part}-{place}", self.challenge().id())
    }

    /// Chooses a line.
    pub fn choose(self, line: usize) {
        if self.chosen.get_untracked() != Some(line) {
            self.chosen.set(Some(line));
        }
        if self.place_of(line).0 {
            self.behind.set_value(Some(line));
        }
    }

    /// Moves the keyboard's focus to a line, once it stands where it belongs.
    pub fn follow(self, line: usize) {
        request_animation_frame(move || {
            // The page may have been left in the meantime.
            if self.now.try_get_untracked().is_some() {
                let (in_program, place) = self.place_of(line);
                dom::focus(&self.id(in_program, place));
            }
        });
    }

    /// Makes a move with the chosen line, and says where it stands now.
    pub fn make(self, made: Move) {
        let Some(line) = self.chosen.get_untracked() else {
            return self.challenge().announcer.say("Choose a line first.");
        };
        let mut next = self.now.get_untracked();
        if !moved(&mut next, line, made, self.behind.get_value()) {
            return self
                .challenge()
                .announcer
                .say(words::no_further(made, self.place_of(line).0));
        }
        self.change(next);
        self.choose(line);
        self.say(line);
    }

    /// Puts another arrangement in place; the one before can be had back.
    pub fn change(self, next: Arrangement) {
        let last = self.now.get_untracked();
        if last == next {
            return;
        }
        self.remember(last);
        self.after.set_value(Vec::new());
        self.show(next);
    }

    /// Remembers an arrangement that can be had back.
    pub fn remember(self, last: Arrangement) {
        self.before.update_value(|it| {
            it.push(last);
            let more = it.len().saturating_sub(REMEMBERED);
            it.drain(..more);
        });
        self.undoable.set(true);
    }

    fn show(self, next: Arrangement) {
        self.marked.set(None);
        self.lost.set(0);
        self.now.set(next);
        self.challenge().changed();
    }

    /// Takes the last change back, or makes it again.
    pub fn undo(self, again: bool) {
        let (from, to) = if again {
            (self.after, self.before)
        } else {
            (self.before, self.after)
        };
        let Some(next) = from.try_update_value(Vec::pop).flatten() else {
            let nothing = if again {
                "Nothing to redo."
            } else {
                "Nothing to undo."
            };
            return self.challenge().announcer.say(nothing);
        };
        to.update_value(|it| it.push(self.now.get_untracked()));
        self.undoable
            .set(self.before.with_value(|it| !it.is_empty()));
        self.show(next);
        self.challenge()
            .announcer
            .say(if again { "Done again." } else { "Undone." });
    }

    /// Says where a line stands.
    pub fn say(self, line: usize) {
        let text = self.line(line);
        let said = self.now.with_untracked(|it| words::stands(&text, it, line));
        self.challenge().announcer.say(said);
    }
}

impl Surface for Board {
    fn text(&self) -> String {
        let problem = self.problem;
        let written = self
            .now
            .try_with_untracked(|now| problem.try_with_value(|it| now.code(it)));
        written.flatten().unwrap_or_default()
    }

    fn set(&self, text: &str) {
        let (next, unknown) = self.problem.with_value(|it| Arrangement::read(text, it));
        let last = self.now.get_untracked();
        // What was kept is put onto an empty board: nobody wants that one back.
        if last != next && !last.placed().is_empty() {
            self.remember(last);
            self.after.set_value(Vec::new());
        }
        self.marked.set(None);
        self.now.set(next);
        self.lost.set(unknown);
    }

    fn go(&self, line: u32) {
        let place = usize::try_from(line)
            .unwrap_or(usize::MAX)
            .saturating_sub(1);
        let used = self.now.with_untracked(|it| it.placed().len());
        dom::focus(&match used {
            0 => self.id(false, 0),
            used => self.id(true, place.min(used - 1)),
        });
    }

    fn mark(&self, line: u32, message: &str) {
        self.marked.set(Some((line, message.to_owned())));
    }

    fn unmark(&self) {
        self.marked.set(None);
    }
}
