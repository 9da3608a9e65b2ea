//! The visual model: who talks, and what is said.

use serde::{Deserialize, Serialize};

use super::Html;

/// Actors and the messages between them, walked step by step in a tour.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Conversation {
    /// Unique in the course.
    pub id: String,
    /// What is shown.
    pub title: String,
    /// Inline HTML: one sentence under the figure.
    pub caption: Html,
    /// From left to right; two to six.
    pub actors: Vec<Actor>,
    /// From top to bottom.
    pub messages: Vec<Message>,
}

/// Somebody who talks.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Actor {
    /// Unique in the conversation.
    pub id: String,
    /// The name under the icon.
    pub name: String,
    /// Which icon.
    pub kind: ActorKind,
}

/// What an actor is, and so which icon it gets.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ActorKind {
    /// A person.
    Person,
    /// A browser, or another client.
    Client,
    /// A name server.
    Dns,
    /// A proxy, balancer or gateway.
    Proxy,
    /// A server.
    Server,
    /// A database.
    Database,
}

/// One message, or one step of work inside an actor.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// The id of the actor who acts.
    pub from: String,
    /// The id of the actor who receives; the same as `from` for work inside.
    pub to: String,
    /// What it is.
    pub kind: MessageKind,
    /// A few words on the arrow.
    pub label: String,
    /// Inline HTML: what happens and why.
    pub html: Html,
    /// What goes over the wire, as text, with `\n` between lines; empty for work inside.
    pub bytes: String,
}

/// What a message is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum MessageKind {
    /// Asks.
    Request,
    /// Answers.
    Response,
    /// Work inside one actor.
    Work,
}
