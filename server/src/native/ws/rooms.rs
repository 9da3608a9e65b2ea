//! Who is in which room.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
};

use axum::extract::ws::Utf8Bytes;
use serde::Serialize;
use tokio::sync::broadcast::{self, Receiver, Sender};

/// The most rooms at a time.
const MAX_ROOMS: usize = 100;

/// The most members of one room.
const MAX_MEMBERS: usize = 50;

/// How many messages a member may be behind before it misses some.
const BEHIND: usize = 64;

/// The rooms in which somebody is.
#[derive(Default)]
pub(super) struct Rooms(Mutex<HashMap<String, Room>>);

struct Room {
    sender: Sender<Utf8Bytes>,
    members: usize,
    last: u64,
}

/// What everybody in a room is told.
#[derive(Serialize)]
#[serde(rename_all = "lowercase")]
pub(super) enum News<'a> {
    /// A member came, and so many are there now.
    Joined { member: u64, members: usize },
    /// A member went, and so many are there now.
    Left { member: u64, members: usize },
    /// A member said something.
    Said { member: u64, text: &'a str },
    /// This member did not read fast enough.
    Missed { messages: u64 },
}

impl News<'_> {
    /// As one line of JSON.
    pub fn text(&self) -> Utf8Bytes {
        serde_json::to_string(self).unwrap_or_default().into()
    }
}

impl Rooms {
    /// Enters a room; `None` where there is no place.
    pub fn enter(self: &Arc<Self>, name: &str) -> Option<Member> {
        let mut rooms = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if !rooms.contains_key(name) && rooms.len() >= MAX_ROOMS {
            return None;
        }
        let room = rooms.entry(name.to_owned()).or_insert_with(|| Room {
            sender: broadcast::channel(BEHIND).0,
            members: 0,
            last: 0,
        });
        if room.members >= MAX_MEMBERS {
            return None;
        }
        room.members += 1;
        room.last += 1;
        let member = Member {
            number: room.last,
            heard: room.sender.subscribe(),
            sender: room.sender.clone(),
            rooms: Arc::clone(self),
            room: name.to_owned(),
        };
        member.tell(&News::Joined {
            member: room.last,
            members: room.members,
        });
        Some(member)
    }
}

/// Somebody in a room, until dropped.
pub(super) struct Member {
    /// Counts from 1, in the order of coming.
    pub number: u64,
    /// What is said in the room.
    pub heard: Receiver<Utf8Bytes>,
    sender: Sender<Utf8Bytes>,
    rooms: Arc<Rooms>,
    room: String,
}

impl Member {
    /// Tells everybody, this member included.
    pub fn tell(&self, news: &News<'_>) {
        // It fails where nobody listens, and then nobody need hear it.
        let _ = self.sender.send(news.text());
    }
}

impl Drop for Member {
    fn drop(&mut self) {
        let mut rooms = self.rooms.0.lock().unwrap_or_else(PoisonError::into_inner);
        let Some(room) = rooms.get_mut(&self.room) else {
            return;
        };
        room.members -= 1;
        self.tell(&News::Left {
            member: self.number,
            members: room.members,
        });
        if room.members == 0 {
            rooms.remove(&self.room);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_room_is_there_as_long_as_somebody_is_in_it() {
        let rooms = Arc::new(Rooms::default());
        let first = rooms.enter("a").unwrap();
        let mut second = rooms.enter("a").unwrap();
        assert_eq!((first.number, second.number), (1, 2));
        assert_eq!(
            second.heard.try_recv().unwrap().as_str(),
            r#"{"joined":{"member":2,"members":2}}"#
        );
        drop(first);
        assert_eq!(
            second.heard.try_recv().unwrap().as_str(),
            r#"{"left":{"member":1,"members":1}}"#
        );
        drop(second);
        assert!(rooms.0.lock().unwrap().is_empty());
    }

    #[test]
    fn rooms_and_members_are_bounded() {
        let rooms = Arc::new(Rooms::default());
        let _all: Vec<Member> = (0..MAX_ROOMS)
            .map(|it| rooms.enter(&it.to_string()).unwrap())
            .collect();
        assert!(rooms.enter("one more").is_none());
        let _more: Vec<Member> = (1..MAX_MEMBERS)
            .map(|_| rooms.enter("0").unwrap())
            .collect();
        assert!(rooms.enter("0").is_none());
    }
}
