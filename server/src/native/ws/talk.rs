//! What happens on a socket while it is open.

use std::time::Duration;

use axum::{
    body::Bytes,
    extract::ws::{Message, WebSocket},
};
use tokio::{
    sync::broadcast::error::RecvError,
    time::{Instant, MissedTickBehavior, interval, timeout},
};

use super::{
    close::{self, Close},
    rooms::{Member, News},
};
use crate::services::Services;

/// How often is looked whether the server ends, and whether the client is still there.
const TICK: Duration = Duration::from_millis(500);

/// After so much silence the client is asked whether it is still there.
const PING_AFTER: Duration = Duration::from_secs(30);

/// After so much more it is taken to be gone.
const GONE_AFTER: Duration = Duration::from_mins(1);

/// A client that says nothing for so long is sent away.
pub(super) const IDLE: Duration = Duration::from_mins(5);

/// For the client to take a message, and to answer when it is closed.
const DEADLINE: Duration = Duration::from_secs(10);

/// Says back all that it hears.
pub(super) async fn echo(socket: WebSocket, services: &Services) {
    let mut talk = Talk::new(socket, services);
    while let Some(message) = talk.next().await {
        if talk.obeys(&message).await || !talk.say(message).await {
            return;
        }
    }
}

/// Says what it hears to the room, and what the room hears to the client.
pub(super) async fn in_room(socket: WebSocket, services: &Services, mut member: Member) {
    let mut talk = Talk::new(socket, services);
    loop {
        tokio::select! {
            message = talk.next() => {
                let Some(message) = message else { return };
                if talk.obeys(&message).await {
                    return;
                }
                match message.to_text() {
                    Ok(text) => member.tell(&News::Said { member: member.number, text }),
                    Err(_) => return talk.end(close::frame(1003, "this room speaks text only")).await,
                }
            }
            heard = member.heard.recv() => {
                let text = match heard {
                    Ok(text) => text,
                    Err(RecvError::Lagged(messages)) => News::Missed { messages }.text(),
                    Err(RecvError::Closed) => return,
                };
                if !talk.say(Message::Text(text)).await {
                    return;
                }
            }
        }
    }
}

/// A socket with its deadlines.
pub(super) struct Talk<'a> {
    socket: WebSocket,
    services: &'a Services,
    tick: tokio::time::Interval,
    /// When anything came, and when a message did.
    alive: Instant,
    spoke: Instant,
    asked: bool,
}

impl<'a> Talk<'a> {
    pub fn new(socket: WebSocket, services: &'a Services) -> Self {
        let mut tick = interval(TICK);
        tick.set_missed_tick_behavior(MissedTickBehavior::Delay);
        let now = Instant::now();
        Self {
            socket,
            services,
            tick,
            alive: now,
            spoke: now,
            asked: false,
        }
    }

    /// The next message of text or bytes; `None` once the socket is closed. May be dropped and called again.
    async fn next(&mut self) -> Option<Message> {
        loop {
            let message = self.heard().await?;
            if !matches!(message, Message::Pong(_)) {
                return Some(message);
            }
        }
    }

    /// The same, and answers to pings as well.
    pub async fn heard(&mut self) -> Option<Message> {
        loop {
            tokio::select! {
                message = self.socket.recv() => {
                    (self.alive, self.asked) = (Instant::now(), false);
                    let message = match message? {
                        Ok(message) => message,
                        Err(error) => {
                            self.end(close::after(error)).await;
                            return None;
                        }
                    };
                    match message {
                        message @ (Message::Text(_) | Message::Binary(_)) => {
                            self.spoke = self.alive;
                            return Some(message);
                        }
                        message @ Message::Pong(_) => return Some(message),
                        // The answer is on its way already; after it, nothing comes.
                        Message::Ping(_) | Message::Close(_) => {}
                    }
                }
                _ = self.tick.tick() => {
                    if let Some(end) = self.overdue() {
                        self.end(end).await;
                        return None;
                    }
                    if self.alive.elapsed() > PING_AFTER && !self.asked {
                        self.asked = true;
                        if !self.say(Message::Ping(Bytes::new())).await {
                            return None;
                        }
                    }
                }
            }
        }
    }

    /// With what to close, if it is time to.
    fn overdue(&self) -> Option<Message> {
        if !self.services.is_ready() {
            return Some(close::frame(1001, "the server is shutting down"));
        }
        if self.alive.elapsed() > GONE_AFTER || self.spoke.elapsed() > IDLE {
            return Some(close::frame(1001, "nothing came for too long"));
        }
        None
    }

    /// Closes if the message asks for it; whether it did.
    async fn obeys(&mut self, message: &Message) -> bool {
        let Message::Text(text) = message else {
            return false;
        };
        match Close::asked_for(text) {
            None => false,
            Some(Close::Frame(frame)) => {
                self.end(frame).await;
                true
            }
            Some(Close::BreakOff) => true,
            Some(Close::Impossible) => !self.say(Message::Text(close::IMPOSSIBLE.into())).await,
        }
    }

    /// Sends a message; whether the client took it.
    pub async fn say(&mut self, message: Message) -> bool {
        matches!(
            timeout(DEADLINE, self.socket.send(message)).await,
            Ok(Ok(()))
        )
    }

    /// Closes, and waits for the client to close as well.
    pub async fn end(&mut self, frame: Message) {
        if self.say(frame).await {
            let closed = async { while let Some(Ok(_)) = self.socket.recv().await {} };
            let _ = timeout(DEADLINE, closed).await;
        }
    }
}
