//! `/api/ws`: the lesson's WebSocket. A visitor and the server talk in JSON, and whatever the protocol has can be had
//! by asking: messages both ways at any time, pings, closing with a code and a reason, and the bounds.

pub(super) mod said;

use std::{sync::Arc, time::Duration};

use axum::{
    Extension,
    extract::{
        State,
        ws::{Message, WebSocket},
    },
    http::{HeaderMap, header},
    response::Response,
};
use tokio::time::Instant;
use utoipa_axum::{router::OpenApiRouter, routes};

use self::said::{Numbered, Said, Told};
use super::{
    Sockets, Upgrade, accept,
    close::{self, Close},
    refuse,
    talk::{IDLE, Talk},
};
use crate::{
    api::stored::time,
    bench::Fault,
    course::events::{Event, Follower},
    problem::{Error, Problem},
    services::Services,
    visitor::Visitor,
};

/// The longest message, in bytes: 64 KiB.
const MAX_MESSAGE: usize = 64 << 10;

/// The most messages that a client may send in one second.
const MAX_A_SECOND: u32 = 20;

const SECOND: Duration = Duration::from_secs(1);

/// The routes of this resource.
pub(super) fn router() -> OpenApiRouter<Services> {
    OpenApiRouter::new().routes(routes!(converse))
}

/// Talk with the server, over a WebSocket.
///
/// Each message is one JSON object of at most 64 KiB, and its `type` says what it is. Those of the server are numbered
/// (`seq`) and say when they were sent (`time`); the first is a `welcome` with the bounds. You may say:
///
/// - `{"type": "echo", "data": …}`: the server says `data` back.
/// - `{"type": "subscribe", "after": 0}`: it tells the events of `/api/events` as they happen, those after this id;
///   `{"type": "unsubscribe"}` ends that.
/// - `{"type": "ping"}`: it sends a ping, and says how long your browser took to answer it. Your script sees neither.
/// - `{"type": "close", "code": 4000, "reason": "bye"}`: it closes, with this code (1000 where none is given) and reason.
///
/// What makes no sense is answered by a `problem`, and the conversation goes on. It is closed with 1003 for a message
/// of bytes, 1008 for more than 20 messages in a second, 1009 for one that is too long, and 1001 after five minutes in
/// which you said nothing, or when the server ends. A page of another origin is refused.
///
/// ```sh
/// curl --include http://127.0.0.1:3000/api/ws
/// ```
#[utoipa::path(
    get,
    path = "/api/ws",
    tag = "push",
    responses(
        (status = 101, description = "From here on, both sides speak the WebSocket protocol."),
        (status = 400, body = Problem, content_type = "application/problem+json"),
        (status = 403, body = Problem, content_type = "application/problem+json"),
        (status = 426, body = Problem, content_type = "application/problem+json", headers(("Upgrade" = String))),
        (status = 429, body = Problem, content_type = "application/problem+json"),
        (status = 503, body = Problem, content_type = "application/problem+json"),
    ),
)]
async fn converse(
    State(services): State<Services>,
    Extension(sockets): Extension<Arc<Sockets>>,
    Visitor(visitor): Visitor,
    headers: HeaderMap,
    upgrade: Upgrade,
) -> Result<Response, Error> {
    let (upgrade, place) = match accept(&sockets, upgrade, "/api/ws") {
        Ok(accepted) => accepted,
        Err(fault) => return Ok(refuse(fault)),
    };
    if !is_own_page(&headers) {
        return Err(Fault::ForeignPage.into());
    }
    let follower = Follower::of(&services, &visitor)?;
    let upgrade = upgrade
        .max_message_size(MAX_MESSAGE)
        .max_frame_size(MAX_MESSAGE);
    Ok(upgrade.on_upgrade(move |socket| async move {
        Conversation::new(socket, &services, follower).hold().await;
        drop(place);
    }))
}

/// Whether no other origin's page asks. A WebSocket is not subject to CORS, and the visitor's cookie comes along.
fn is_own_page(headers: &HeaderMap) -> bool {
    let Some(origin) = headers.get(header::ORIGIN) else {
        return true;
    };
    let host = headers.get(header::HOST).and_then(|it| it.to_str().ok());
    let own = origin.to_str().ok().and_then(|it| it.split_once("://"));
    own.zip(host).is_some_and(|((scheme, authority), host)| {
        ["http", "https"].contains(&scheme) && authority.eq_ignore_ascii_case(host)
    })
}

/// One conversation.
struct Conversation<'a> {
    talk: Talk<'a>,
    services: &'a Services,
    follower: Follower,
    /// The number of the server's last message.
    seq: u64,
    /// When the ping left that is not answered yet.
    pinged: Option<Instant>,
    pace: Pace,
}

/// What happens next.
enum Next {
    Heard(Message),
    News(Vec<Event>),
}

impl<'a> Conversation<'a> {
    fn new(socket: WebSocket, services: &'a Services, follower: Follower) -> Self {
        Self {
            talk: Talk::new(socket, services),
            services,
            follower,
            seq: 0,
            pinged: None,
            pace: Pace::new(),
        }
    }

    /// Talks until one of the two closes.
    async fn hold(mut self) {
        let welcome = Told::Welcome {
            max_bytes: MAX_MESSAGE,
            messages_per_second: MAX_A_SECOND,
            idle_seconds: IDLE.as_secs(),
        };
        let mut goes_on = self.tell(&welcome).await;
        while goes_on {
            let next = tokio::select! {
                heard = self.talk.heard() => match heard {
                    Some(message) => Next::Heard(message),
                    None => return,
                },
                events = self.follower.next() => Next::News(events),
            };
            goes_on = match next {
                Next::Heard(message) => self.take(message).await,
                Next::News(events) => self.tell_all(&events).await,
            };
        }
    }

    /// Takes a message; whether the conversation goes on.
    async fn take(&mut self, message: Message) -> bool {
        match message {
            Message::Pong(_) => match self.pinged.take() {
                Some(then) => {
                    let ms = then.elapsed().as_secs_f64() * 1000.0;
                    self.tell(&Told::Pong { ms }).await
                }
                None => true,
            },
            _ if !self.pace.allows(Instant::now()) => {
                let why = "more than 20 messages in one second";
                self.talk.end(close::frame(1008, why)).await;
                false
            }
            Message::Text(text) => match Said::parse(&text) {
                Ok(said) => self.answer(said).await,
                Err(detail) => self.tell(&Told::Problem { detail }).await,
            },
            _ => {
                let why = "this conversation is in text only";
                self.talk.end(close::frame(1003, why)).await;
                false
            }
        }
    }

    async fn answer(&mut self, said: Said) -> bool {
        match said {
            Said::Echo { data } => self.tell(&Told::Echo { data: &data }).await,
            Said::Subscribe { after } => {
                self.follower.begin(after);
                self.tell(&Told::Subscribed { after }).await
            }
            Said::Unsubscribe {} => {
                self.follower.rest();
                self.tell(&Told::Unsubscribed {}).await
            }
            Said::Ping {} => {
                self.pinged = Some(Instant::now());
                self.talk.say(Message::Ping(Vec::new().into())).await
            }
            Said::Close { code, reason } => match Close::with(code, &reason) {
                Close::Frame(frame) => {
                    self.talk.end(frame).await;
                    false
                }
                Close::BreakOff => false,
                Close::Impossible => {
                    let detail = close::IMPOSSIBLE.to_owned();
                    self.tell(&Told::Problem { detail }).await
                }
            },
        }
    }

    async fn tell_all(&mut self, events: &[Event]) -> bool {
        for event in events {
            if !self.tell(&Told::Event { event }).await {
                return false;
            }
        }
        true
    }

    /// Says something; whether the client took it.
    async fn tell(&mut self, told: &Told<'_>) -> bool {
        self.seq += 1;
        let numbered = Numbered {
            seq: self.seq,
            time: time(self.services.clock().now().as_millisecond()),
            told,
        };
        let text = serde_json::to_string(&numbered).unwrap_or_default();
        self.talk.say(Message::Text(text.into())).await
    }
}

/// How many messages came in the second that has begun.
struct Pace {
    since: Instant,
    messages: u32,
}

impl Pace {
    fn new() -> Self {
        Self {
            since: Instant::now(),
            messages: 0,
        }
    }

    /// Whether one more may come.
    fn allows(&mut self, now: Instant) -> bool {
        if now.duration_since(self.since) >= SECOND {
            (self.since, self.messages) = (now, 0);
        }
        self.messages += 1;
        self.messages <= MAX_A_SECOND
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_pages_of_the_host_that_is_asked_are_its_own() {
        let asks = |origin: &str| {
            let mut headers = HeaderMap::new();
            headers.insert(header::HOST, "localhost:3000".parse().unwrap());
            headers.insert(header::ORIGIN, origin.parse().unwrap());
            is_own_page(&headers)
        };
        assert!(asks("http://localhost:3000") && asks("https://LOCALHOST:3000"));
        for origin in [
            "http://localhost:3001",
            "http://evil.example",
            "null",
            "",
            "localhost:3000",
            "ftp://localhost:3000",
        ] {
            assert!(!asks(origin), "{origin}");
        }
        assert!(is_own_page(&HeaderMap::new()), "no page asks at all");
    }

    #[test]
    fn the_pace_is_counted_anew_each_second() {
        let mut pace = Pace::new();
        let begun = pace.since;
        assert!((0..MAX_A_SECOND).all(|_| pace.allows(begun)));
        assert!(!pace.allows(begun + SECOND / 2));
        assert!(pace.allows(begun + SECOND));
    }
}
