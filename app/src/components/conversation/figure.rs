//! The figure of a conversation: an SVG sequence diagram, and the same in words as a list, which takes the figure's
//! place where there is no room for it.

use exercises::model::{Actor, ActorKind, Conversation, Html, Message, MessageKind};
use leptos::{html, prelude::*};

use super::layout::{self, Frame, ICON, LINE, Lifeline, Row, Shape};
use crate::{
    browser::mark,
    components::{
        el::{El, el},
        icon::{self, markup},
        text::escape,
    },
};

/// The figure. `now` is the index of the current message, while a tour runs.
pub fn figure(conversation: &Conversation, now: Signal<Option<usize>>) -> El {
    let place = NodeRef::<html::Figure>::new();
    // The figure is written as HTML, since only the mark on the current message ever changes in it.
    Effect::new(move |_| {
        let now = now.get();
        if let Some(figure) = place.get() {
            mark::message(&figure, now.map(|it| it + 1));
        }
    });
    let size = conversation.actors.len();
    let class = move || {
        let touring = if now.with(Option::is_some) {
            " touring"
        } else {
            ""
        };
        Some(format!("sequence actors-{size}{touring}"))
    };
    let html = format!(
        "{}<ol class=\"messages\">{}</ol>",
        drawing(conversation),
        words(conversation)
    );
    el("figure").live("class", class).keep(place).html(html)
}

fn drawing(conversation: &Conversation) -> Html {
    let figure = layout::lay_out(conversation);
    let actors = conversation.actors.iter().zip(&figure.actors);
    let actors: String = actors
        .map(|(actor, place)| lifeline(actor, place, figure.top, figure.height))
        .collect();
    let rows = conversation.messages.iter().zip(figure.rows).enumerate();
    let rows: String = rows
        .map(|(index, (it, row))| message(it.kind, index + 1, &row))
        .collect();
    let (width, height, count) = (figure.width, figure.height, conversation.messages.len());
    format!(
        "<svg class=\"drawing\" role=\"img\" aria-label=\"Sequence of {count} messages. The list that follows says the same in words.\" width=\"{width}\" height=\"{height}\" viewBox=\"0 0 {width} {height}\">{actors}{rows}</svg>"
    )
}

fn lifeline(actor: &Actor, place: &Lifeline, top: i32, height: i32) -> Html {
    let (x, left) = (place.x, place.x - ICON / 2);
    let drawing = icon::path(icon_of(actor.kind));
    let name = lines(&place.name, x, ICON + 15, "actor-name");
    format!(
        "<g><path class=\"lifeline\" d=\"M{x} {top}V{height}\"/><svg class=\"figure-icon\" x=\"{left}\" width=\"{ICON}\" height=\"{ICON}\" viewBox=\"0 0 24 24\"><path d=\"{drawing}\"/></svg>{name}</g>"
    )
}

fn message(kind: MessageKind, number: usize, row: &Row) -> Html {
    let class = word(kind);
    let halo = box_of(row.frame, "halo");
    let shape = match row.shape {
        Shape::Work(frame) => box_of(frame, "work-box"),
        Shape::Arrow { from, to, y } => {
            let back = if to > from { to - 9 } else { to + 9 };
            let (above, below) = (y - 5, y + 5);
            format!(
                "<path class=\"line\" d=\"M{from} {y}H{to}\"/><path d=\"M{back} {above}L{to} {y}L{back} {below}\"/>"
            )
        }
    };
    let label = lines(&row.label, row.x, row.y, "said");
    format!("<g class=\"{class}\" data-message=\"{number}\">{halo}{shape}{label}</g>")
}

fn box_of(frame: Frame, class: &str) -> Html {
    let Frame {
        x,
        y,
        width,
        height,
    } = frame;
    format!(
        "<rect class=\"{class}\" x=\"{x}\" y=\"{y}\" width=\"{width}\" height=\"{height}\" rx=\"6\"/>"
    )
}

fn lines(text: &[String], x: i32, top: i32, class: &str) -> Html {
    let line = |(y, line): (i32, &String)| {
        format!(
            "<text class=\"{class}\" x=\"{x}\" y=\"{y}\">{}</text>",
            escape(line)
        )
    };
    (0..)
        .map(|it| top + LINE * it)
        .zip(text)
        .map(line)
        .collect()
}

fn words(conversation: &Conversation) -> Html {
    let item = |(index, it): (usize, &Message)| {
        let (class, number, who, label) = (
            word(it.kind),
            index + 1,
            who(conversation, it),
            escape(&it.label),
        );
        format!(
            "<li class=\"{class}\" data-message=\"{number}\"><span class=\"who\">{who}</span><span>{label}</span></li>"
        )
    };
    conversation.messages.iter().enumerate().map(item).collect()
}

/// Who acts, and on whom: `Browser → Server`.
pub fn who(conversation: &Conversation, message: &Message) -> Html {
    let (from, to) = (
        escape(name(conversation, &message.from)),
        escape(name(conversation, &message.to)),
    );
    if message.from == message.to {
        return from;
    }
    format!(
        "{from}<span class=\"visually-hidden\"> to </span>{}{to}",
        markup("next")
    )
}

/// The name of the actor of this id.
pub fn name<'a>(conversation: &'a Conversation, id: &str) -> &'a str {
    conversation
        .actors
        .iter()
        .find(|it| it.id == id)
        .map(|it| it.name.as_str())
        .unwrap_or_default()
}

fn word(kind: MessageKind) -> &'static str {
    match kind {
        MessageKind::Request => "request",
        MessageKind::Response => "response",
        MessageKind::Work => "work",
    }
}

fn icon_of(kind: ActorKind) -> &'static str {
    match kind {
        ActorKind::Person => "person",
        ActorKind::Client => "client",
        ActorKind::Dns => "dns",
        ActorKind::Proxy => "proxy",
        ActorKind::Server => "server",
        ActorKind::Database => "database",
    }
}
