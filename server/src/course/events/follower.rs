//! A visitor's feed for whoever follows it over something else than HTTP: one of the streams that a visitor may have
//! open, until it is dropped.

use super::{Event, Place};
use crate::{problem::Error, services::Services, visitor::VisitorId};

/// Follows a feed.
pub(crate) struct Follower {
    place: Place,
    /// The last event that was told; `None` while none are to be told.
    last: Option<u64>,
}

impl Follower {
    /// Takes a place, and tells nothing yet.
    ///
    /// # Errors
    /// [`Error::TooManyStreams`].
    pub fn of(services: &Services, visitor: &VisitorId) -> Result<Self, Error> {
        Ok(Self {
            place: Place::take(services, visitor)?,
            last: None,
        })
    }

    /// From now on tells what comes after the event of this id.
    pub fn begin(&mut self, after: u64) {
        self.last = Some(after);
    }

    /// From now on tells nothing.
    pub fn rest(&mut self) {
        self.last = None;
    }

    /// The next events, oldest first, as soon as there are any. May be dropped and called again: then it tells the same.
    pub async fn next(&mut self) -> Vec<Event> {
        let Some(last) = self.last else {
            return std::future::pending().await;
        };
        loop {
            let listener = self.place.feed.news.listen();
            let events = self.place.feed.after(last);
            if let Some(newest) = events.last() {
                self.last = Some(newest.id);
                return events;
            }
            listener.await;
        }
    }
}
