//! The figure of a conversation: an SVG sequence diagram, and the same in words as a list, which takes the figure's
//! place where there is no room for it.

use exercises::model::{Actor, ActorKind, Conversation, Message, MessageKind};
use leptos::prelude::*;

use super::layout::{self, Frame, ICON, LINE, Row, Shape};
use crate::components::{
    erase::Erase,
    icon::{self, Icon},
};

/// The figure. `now` is the index of the current message, while a tour runs.
pub fn figure(conversation: &Conversation, now: Signal<Option<usize>>) -> AnyView {
    let list = format!("{}-messages", conversation.id);
    let label = format!(
        "Sequence of {} messages. The list that follows says the same in words.",
        conversation.messages.len()
    );
    let size = format!("sequence actors-{}", conversation.actors.len());
    let drawing = drawing(conversation, label, now);
    let items = words(conversation, now);
    view! {
        <figure class=size class:touring=move || now.with(Option::is_some)>
            {drawing}
            <ol class="messages" id=list>{items}</ol>
        </figure>
    }
    .fixed()
}

fn drawing(conversation: &Conversation, label: String, now: Signal<Option<usize>>) -> AnyView {
    let figure = layout::lay_out(conversation);
    let actors = conversation.actors.iter().zip(figure.actors).map(|(actor, place)| {
        let (x, left) = (place.x, place.x - ICON / 2);
        view! {
            <g>
                <path class="lifeline" d=format!("M{x} {}V{}", figure.top, figure.height)></path>
                <svg class="figure-icon" x=left y="0" width=ICON height=ICON viewBox="0 0 24 24"><path d=icon::path(icon(actor.kind))></path></svg>
                {lines(place.name, x, ICON + 15, "actor-name")}
            </g>
        }
    });
    let rows = conversation.messages.iter().zip(figure.rows).enumerate();
    let rows = rows.map(|(index, (it, row))| message(it.kind, index, row, now));
    view! {
        <svg class="drawing" role="img" aria-label=label width=figure.width height=figure.height viewBox=format!("0 0 {} {}", figure.width, figure.height)>
            {actors.collect_view()}
            {rows.collect_view()}
        </svg>
    }
    .fixed()
}

fn message(kind: MessageKind, index: usize, row: Row, now: Signal<Option<usize>>) -> AnyView {
    let halo = box_of(row.frame, "halo");
    let shape = match row.shape {
        Shape::Work(frame) => box_of(frame, "work-box"),
        Shape::Arrow { from, to, y } => {
            let back = if to > from { to - 9 } else { to + 9 };
            view! {
                <path class="line" d=format!("M{from} {y}H{to}")></path>
                <path class="head" d=format!("M{back} {}L{to} {y}L{back} {}", y - 5, y + 5)></path>
            }
            .fixed()
        }
    };
    let is_now = move || (now.get() == Some(index)).then_some("");
    view! {
        <g class=word(kind) data-message=index + 1 data-now=is_now>
            {halo}
            {shape}
            {lines(row.label, row.x, row.y, "said")}
        </g>
    }
    .fixed()
}

fn box_of(frame: Frame, class: &'static str) -> AnyView {
    view! { <rect class=class x=frame.x y=frame.y width=frame.width height=frame.height rx="6"></rect> }.fixed()
}

fn lines(text: Vec<String>, x: i32, y: i32, class: &'static str) -> AnyView {
    let line = |(index, line): (i32, String)| view! { <text class=class x=x y=y + LINE * index>{line}</text> };
    (0..).zip(text).map(line).collect_view().fixed()
}

fn words(conversation: &Conversation, now: Signal<Option<usize>>) -> AnyView {
    let name = |id: &str| {
        conversation
            .actors
            .iter()
            .find(|it| it.id == id)
            .map(|it| it.name.clone())
            .unwrap_or_default()
    };
    let item = |(index, it): (usize, &Message)| {
        let is_now = move || (now.get() == Some(index)).then_some("");
        let current = move || (now.get() == Some(index)).then_some("step");
        view! {
            <li class=word(it.kind) data-message=index + 1 data-now=is_now aria-current=current>
                <span class="who">{who(&name(&it.from), &name(&it.to))}</span>
                <span>{it.label.clone()}</span>
            </li>
        }
    };
    conversation
        .messages
        .iter()
        .enumerate()
        .map(item)
        .collect_view()
        .fixed()
}

/// Who acts, and on whom: `Browser → Server`.
pub fn who(from: &str, to: &str) -> AnyView {
    if from == to {
        return from.to_owned().fixed();
    }
    view! { {from.to_owned()}<span class="visually-hidden">" to "</span><Icon name="next"/>{to.to_owned()} }.fixed()
}

/// The actor of this id.
pub fn actor<'a>(conversation: &'a Conversation, id: &str) -> Option<&'a Actor> {
    conversation.actors.iter().find(|it| it.id == id)
}

fn word(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Request => "request",
        MessageKind::Response => "response",
        MessageKind::Work => "work",
    }
}

fn icon(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "person",
        ActorKind::Client => "client",
        ActorKind::Dns => "dns",
        ActorKind::Proxy => "proxy",
        ActorKind::Server => "server",
        ActorKind::Database => "database",
    }
}
