//! Sessions in memory.

use std::future::ready;

use super::{Lab, Memory, note};
use crate::store::{Asker, Limits, MAX_SESSIONS, Pending, Session, Sessions};

impl Sessions for Memory {
    fn open_session<'a>(
        &'a self,
        by: &'a Asker,
        digest: &'a str,
        session: Session,
    ) -> Pending<'a, ()> {
        self.write(by, "open a session", |lab, limits| {
            while lab.sessions.len() >= MAX_SESSIONS {
                close_oldest(lab, limits);
            }
            lab.usage.charge(1, session.bytes(digest), limits)?;
            lab.sessions.insert(digest.to_owned(), session);
            Ok(())
        })
    }

    fn session<'a>(&'a self, by: &'a Asker, digest: &'a str) -> Pending<'a, Option<Session>> {
        note(by, "look up a session", true);
        let state = self.lock();
        let found = state.labs.values().find_map(|it| it.sessions.get(digest));
        Box::pin(ready(Ok(found.cloned())))
    }

    fn close_session<'a>(&'a self, by: &'a Asker, digest: &'a str) -> Pending<'a, ()> {
        note(by, "close a session", true);
        for lab in self.lock().labs.values_mut() {
            close(lab, digest, &self.limits);
        }
        Box::pin(ready(Ok(())))
    }
}

fn close(lab: &mut Lab, digest: &str, limits: &Limits) {
    if let Some(session) = lab.sessions.remove(digest) {
        // Giving back is always allowed.
        let _ = lab.usage.charge(-1, -session.bytes(digest), limits);
    }
}

fn close_oldest(lab: &mut Lab, limits: &Limits) {
    let oldest = lab
        .sessions
        .iter()
        .min_by_key(|(digest, it)| (it.created_ms, digest.as_str()));
    if let Some(digest) = oldest.map(|(digest, _)| digest.clone()) {
        close(lab, &digest, limits);
    }
}
