//! The tour through a conversation: one message at a time, by button, by key, or by itself.

use std::{sync::Arc, time::Duration};

use exercises::model::{Conversation, Message};
use leptos::{ev::KeyboardEvent, html, prelude::*};
use wasm_bindgen::JsCast;

use super::{
    figure::{actor, who},
    wire::wire,
};
use crate::{
    browser::viewport,
    components::{erase::Erase, icon::Icon},
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
#[component]
pub fn TourPanel(
    /// What is toured.
    conversation: Arc<Conversation>,
    /// Where the tour stands.
    tour: Tour,
) -> impl IntoView {
    let panel = NodeRef::<html::Div>::new();
    panel.on_load(|it| {
        let _ = it.focus();
        // The figure belongs into view with the words about it.
        if let Ok(Some(stage)) = it.closest(".stage") {
            viewport::reveal(&stage);
        }
    });
    tour.run();
    let label = format!("Tour: {}", conversation.title);
    let keys = move |event: KeyboardEvent| {
        let other = event.ctrl_key() || event.meta_key() || event.alt_key() || event.shift_key();
        let target = event
            .target()
            .and_then(|it| it.dyn_into::<web_sys::Element>().ok());
        let on_control = target.is_some_and(|it| it.matches("button, a, summary").unwrap_or(false));
        if !other && tour.key(&event.key(), on_control) {
            event.prevent_default();
            event.stop_propagation();
        }
    };
    let at = move || tour.step().get().unwrap_or_default();
    let count = conversation.messages.len();
    let step = move || {
        conversation
            .messages
            .get(at())
            .map(|it| current(&conversation, it))
    };
    view! {
        <div class="tour" role="group" aria-label=label tabindex="-1" node_ref=panel on:keydown=keys data-step=move || at() + 1>
            <div class="actions">{buttons(tour, at)}</div>
            <p class="tour-progress">
                <span>"Step "{move || at() + 1}" of "{count}</span>
                <progress max=count value=move || at() + 1 aria-hidden="true"></progress>
            </p>
            {step}
        </div>
    }
}

fn buttons(tour: Tour, at: impl Fn() -> usize + Copy + Send + Sync + 'static) -> AnyView {
    let to = move |act: fn(Tour)| {
        move |_| {
            tour.pause();
            act(tour);
        }
    };
    let play = move || {
        if tour.playing() {
            ("pause", "Pause")
        } else {
            ("play", "Play")
        }
    };
    view! {
        <button type="button" class="button" data-action="back" aria-disabled=move || (at() == 0).then_some("true") on:click=to(Tour::back)>
            <Icon name="back"/>"Back"
        </button>
        <button type="button" class="button primary" data-action="next" aria-disabled=move || tour.is_last(at()).then_some("true") on:click=to(Tour::next)>
            "Next"<Icon name="next"/>
        </button>
        <button type="button" class="button" data-action="play" on:click=move |_| tour.toggle()>
            {move || view! { <Icon name=play().0/> }}{move || play().1}
        </button>
        <button type="button" class="button quiet" data-action="restart" on:click=to(|it| it.go(0))><Icon name="reset"/>"Restart"</button>
        <button type="button" class="button quiet" data-action="close" on:click=move |_| tour.close()><Icon name="close"/>"End tour"</button>
    }
    .fixed()
}

fn current(conversation: &Conversation, it: &Message) -> AnyView {
    let name = |id: &str| {
        actor(conversation, id)
            .map(|it| it.name.clone())
            .unwrap_or_default()
    };
    let bytes = (!it.bytes.is_empty()).then(|| {
        view! {
            <p class="label">"On the wire"</p>
            {wire(&it.bytes)}
        }
    });
    view! {
        <h4><span class="who">{who(&name(&it.from), &name(&it.to))}</span>{it.label.clone()}</h4>
        <p inner_html=it.html.clone()></p>
        {bytes}
    }
    .fixed()
}
