//! The tour through a conversation: one message at a time, by button, by key, or by itself.

use std::{sync::Arc, time::Duration};

use exercises::model::{Conversation, Html, Message};
use leptos::{ev::KeyboardEvent, html, prelude::*};

use super::{figure::who, wire::wire};
use crate::{
    browser::{listen::around, viewport},
    components::{
        el::{El, all, button, el, icon, live, nothing, text},
        text::escape,
    },
};

/// How long a step stays while the tour plays.
const STEP: Duration = Duration::from_secs(4);

/// Where a tour stands. `Copy`, for handlers.
#[derive(Clone, Copy)]
pub struct Tour {
    step: RwSignal<Option<usize>>,
    playing: RwSignal<bool>,
    count: usize,
}

impl Tour {
    /// A tour of `count` steps that has not begun.
    pub fn new(count: usize) -> Self {
        Self {
            step: RwSignal::new(None),
            playing: RwSignal::new(false),
            count,
        }
    }

    /// The index of the current step, while the tour runs.
    pub fn step(self) -> Signal<Option<usize>> {
        self.step.into()
    }

    /// Whether the tour goes on by itself.
    pub fn playing(self) -> bool {
        self.playing.get()
    }

    /// The word in `data-tour`.
    pub fn word(self) -> &'static str {
        match (self.step.with(Option::is_some), self.playing.get()) {
            (false, _) => "off",
            (true, false) => "on",
            (true, true) => "playing",
        }
    }

    /// Goes to a step; beyond the end, to the last.
    pub fn go(self, step: usize) {
        let step = step.min(self.count.saturating_sub(1));
        if self.step.get_untracked() != Some(step) {
            self.step.set(Some(step));
        }
    }

    /// One step on.
    pub fn next(self) {
        self.go(self.at() + 1);
    }

    /// One step back.
    pub fn back(self) {
        self.go(self.at().saturating_sub(1));
    }

    /// Plays or pauses; from the last step, plays from the first.
    pub fn toggle(self) {
        let play = !self.playing.get_untracked();
        if play && self.at() + 1 >= self.count {
            self.go(0);
        }
        self.playing.set(play);
    }

    /// Stops going on by itself.
    pub fn pause(self) {
        if self.playing.get_untracked() {
            self.playing.set(false);
        }
    }

    /// Ends the tour.
    pub fn close(self) {
        self.pause();
        self.step.set(None);
    }

    /// Whether `step` is the last.
    pub fn is_last(self, step: usize) -> bool {
        step + 1 >= self.count
    }

    /// The index of the current step; of the first, while no tour runs.
    pub fn now(self) -> usize {
        self.step.get().unwrap_or_default()
    }

    fn at(self) -> usize {
        self.step.get_untracked().unwrap_or_default()
    }

    /// What a key does. Gives back whether it did something.
    fn key(self, key: &str, on_control: bool) -> bool {
        match key {
            "ArrowRight" => self.next(),
            "ArrowLeft" => self.back(),
            "Home" => self.go(0),
            "End" => self.go(self.count),
            "Escape" => self.close(),
            // On a button, the space bar presses that button.
            " " if !on_control => self.toggle(),
            _ => return false,
        }
        if matches!(key, "ArrowRight" | "ArrowLeft" | "Home" | "End") {
            self.pause();
        }
        true
    }

    /// Goes on by itself while the tour plays, and stops at the last step and when the page is hidden.
    fn run(self) {
        Effect::new(move |_| {
            let Some(step) = self.step.get() else { return };
            if !self.playing.get() {
                return;
            }
            if self.is_last(step) {
                return self.playing.set(false);
            }
            if let Ok(timer) = set_timeout_with_handle(move || self.next(), STEP) {
                on_cleanup(move || timer.clear());
            }
        });
        Effect::new(move |_| {
            let listener = window_event_listener_untyped("visibilitychange", move |_| self.pause());
            on_cleanup(move || listener.remove());
        });
    }
}

/// The controls of a running tour and the current message: what it means, and its bytes. Takes the focus as it appears.
pub fn panel(conversation: &Arc<Conversation>, tour: Tour) -> AnyView {
    let place = NodeRef::<html::Div>::new();
    place.on_load(|it| {
        let _ = it.focus();
        // The figure belongs into view with the words about it.
        if let Ok(Some(stage)) = it.closest(".stage") {
            viewport::reveal(&stage);
        }
    });
    tour.run();
    let count = conversation.messages.len();
    let label = format!("Tour: {}", conversation.title);
    let conversation = conversation.clone();
    let step = move || {
        let message = conversation.messages.get(tour.now());
        message.map_or_else(nothing, |it| {
            el("div")
                .class("step")
                .html(words(&conversation, it))
                .done()
        })
    };
    el("div")
        .class("tour")
        .set("role", "group")
        .set("aria-label", label)
        .set("tabindex", "-1")
        .keep(place)
        .on("keydown", move |event| pressed(tour, &event))
        .live("data-step", move || Some((tour.now() + 1).to_string()))
        .child(buttons(tour))
        .child(
            el("p")
                .class("tour-progress")
                .child(el("span").live_text(move || format!("Step {} of {count}", tour.now() + 1)))
                .child(
                    el("progress")
                        .set("max", count.to_string())
                        .live("value", move || Some((tour.now() + 1).to_string()))
                        .set("aria-hidden", "true"),
                ),
        )
        .view(live(step))
        .done()
}

fn pressed(tour: Tour, event: &KeyboardEvent) {
    let other = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
    let on_control = around(event, "button, a, summary").is_some();
    if !other && tour.key(&event.key(), on_control) {
        event.prevent_default();
        event.stop_propagation();
    }
}

fn buttons(tour: Tour) -> El {
    let go = move |action: &'static str, class: &'static str, act: fn(Tour)| {
        button(class).set("data-action", action).click(move || {
            tour.pause();
            act(tour);
        })
    };
    let play = move || {
        let (drawing, word) = if tour.playing() {
            ("pause", "Pause")
        } else {
            ("play", "Play")
        };
        all(vec![icon(drawing), text(word)])
    };
    let off = |there: bool| there.then(|| "true".to_owned());
    el("div")
        .class("actions")
        .child(
            go("back", "button", Tour::back)
                .live("aria-disabled", move || off(tour.now() == 0))
                .view(icon("back"))
                .text("Back"),
        )
        .child(
            go("next", "button primary", Tour::next)
                .live("aria-disabled", move || off(tour.is_last(tour.now())))
                .text("Next")
                .view(icon("next")),
        )
        .child(
            button("button")
                .set("data-action", "play")
                .click(move || tour.toggle())
                .view(live(play)),
        )
        .child(
            go("restart", "button quiet", |it| it.go(0))
                .view(icon("reset"))
                .text("Restart"),
        )
        .child(
            go("close", "button quiet", Tour::close)
                .view(icon("close"))
                .text("End tour"),
        )
}

fn words(conversation: &Conversation, it: &Message) -> Html {
    let (who, label, html) = (who(conversation, it), escape(&it.label), &it.html);
    let mut words = format!("<h4><span class=\"who\">{who}</span>{label}</h4><p>{html}</p>");
    if !it.bytes.is_empty() {
        words += "<p class=\"label\">On the wire</p>";
        words += &wire(&it.bytes);
    }
    words
}
