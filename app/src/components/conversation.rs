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
    figure::{actor, figure},
    tour::{Tour, TourPanel},
};
use super::{erase::Erase, icon::Icon, text::plain};
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
    let caption = conversation.caption.clone();
    let heading = format!("{id}-title");
    let figure = figure(&conversation, tour.step());
    let below = move || {
        if running.get() {
            ended.set_value(true);
            view! { <TourPanel conversation=conversation.clone() tour/> }.fixed()
        } else {
            view! { <Start tour take_focus=ended.get_value()/> }.fixed()
        }
    };
    view! {
        <section class="block block-conversation" id=id aria-labelledby=heading.clone() data-tour=move || tour.word()>
            <h3 id=heading.clone()>{title}</h3>
            <div class="stage">
                {figure}
                <div class="aside"><p inner_html=caption></p>{below}</div>
            </div>
        </section>
    }
}

/// The button that starts the tour; it takes the focus when a tour has just ended.
#[component]
fn Start(tour: Tour, take_focus: bool) -> impl IntoView {
    let button = NodeRef::<html::Button>::new();
    if take_focus {
        button.on_load(|it| {
            let _ = it.focus();
        });
    }
    view! {
        <div class="actions">
            <button type="button" class="button primary" node_ref=button data-action="start" on:click=move |_| tour.go(0)>
                <Icon name="play"/>"Start tour"
            </button>
        </div>
    }
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
        let name = |id: &str| {
            actor(&conversation, id)
                .map(|it| it.name.clone())
                .unwrap_or_default()
        };
        let (from, to) = (name(&message.from), name(&message.to));
        let who = if from == to {
            from
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
