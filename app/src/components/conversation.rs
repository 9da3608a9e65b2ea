//! A conversation: the visual model of who talks to whom, with a tour through its messages.
//!
//! # Layout
//! - [`layout`]: where everything stands in the figure. Pure.
//! - [`figure`]: the figure, and the same in words.
//! - [`tour`]: one message at a time.
//! - [`wire`]: the bytes of a message.

pub mod figure;
pub mod layout;
pub mod tour;
pub mod wire;

use std::sync::Arc;

use exercises::model::Conversation;
use leptos::{html, prelude::*};
use serde::{Deserialize, Serialize};

use self::{
    figure::{figure, name},
    tour::Tour,
};
use super::{
    el::{button, el, icon, live},
    text::plain,
};
use crate::state::{announce::Announcer, progress::Progress};

/// What is kept of a tour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
struct TourRecord {
    /// How many steps were seen.
    seen: usize,
}

/// A conversation.
#[component]
pub fn ConversationBlock(
    /// Who talks, and what is said.
    conversation: Conversation,
) -> impl IntoView {
    let conversation = Arc::new(conversation);
    let tour = Tour::new(conversation.messages.len());
    let running = Memo::new(move |_| tour.step().with(Option::is_some));
    // Whether there has been a tour: then Start takes the focus back.
    let ended = StoredValue::new(false);
    follow(&conversation, tour);
    let (id, title) = (conversation.id.clone(), conversation.title.clone());
    let heading = format!("{id}-title");
    let figure = figure(&conversation, tour.step());
    let caption = el("p").html(conversation.caption.clone());
    let below = move || {
        if running.get() {
            ended.set_value(true);
            tour::panel(&conversation, tour)
        } else {
            start(tour, ended.get_value())
        }
    };
    el("section")
        .class("block block-conversation")
        .set("id", id)
        .set("aria-labelledby", heading.clone())
        .live("data-tour", move || Some(tour.word().into()))
        .child(el("h3").set("id", heading).text(title))
        .child(
            el("div")
                .class("stage")
                .child(figure)
                .child(el("div").class("aside").child(caption).view(live(below))),
        )
        .done()
}

/// The button that starts the tour; it takes the focus when a tour has just ended.
fn start(tour: Tour, take_focus: bool) -> AnyView {
    let place = NodeRef::<html::Button>::new();
    if take_focus {
        place.on_load(|it| {
            let _ = it.focus();
        });
    }
    let start = button("button primary")
        .set("data-action", "start")
        .keep(place)
        .click(move || tour.go(0));
    el("div")
        .class("actions")
        .child(start.view(icon("play")).text("Start tour"))
        .done()
}

/// Says each step to screen readers, and keeps that the last one was reached.
fn follow(conversation: &Arc<Conversation>, tour: Tour) {
    let announcer = Announcer::here();
    let progress = Progress::here();
    let conversation = conversation.clone();
    Effect::new(move |_| {
        let Some(step) = tour.step().get() else {
            return;
        };
        let Some(message) = conversation.messages.get(step) else {
            return;
        };
        let (from, to) = (
            name(&conversation, &message.from),
            name(&conversation, &message.to),
        );
        let who = if from == to {
            from.to_owned()
        } else {
            format!("{from} to {to}")
        };
        let count = conversation.messages.len();
        announcer.say(format!(
            "Step {} of {count}. {who}: {}. {}",
            step + 1,
            message.label,
            plain(&message.html)
        ));
        if tour.is_last(step) {
            progress.save(&conversation.id, true, &TourRecord { seen: count });
        }
    });
}
