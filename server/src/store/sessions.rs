//! Sessions: who logged in, and until when. A token is a secret, so only its digest is stored: who reads the database
//! cannot log in with what is there.

use super::{
    Asker, Pending,
    quota::{ROW, bytes},
};

/// Sessions of one visitor at a time; for one more, the oldest goes.
pub const MAX_SESSIONS: usize = 20;

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The name of the account.
    pub account: String,
    /// When it began, in milliseconds since 1970.
    pub created_ms: i64,
    /// When it ends, likewise. It is kept a little longer, so that one can be told that it ended.
    pub expires_ms: i64,
}

impl Session {
    /// What it costs.
    pub(crate) fn bytes(&self, digest: &str) -> i64 {
        ROW + bytes(&[digest, &self.account])
    }
}

/// Keeps sessions.
pub trait Sessions: Send + Sync + 'static {
    /// Stores a new session under the digest of its token.
    fn open_session<'a>(
        &'a self,
        by: &'a Asker,
        digest: &'a str,
        session: Session,
    ) -> Pending<'a, ()>;

    /// The session of a token, whoever brings it and whether or not it has ended.
    fn session<'a>(&'a self, by: &'a Asker, digest: &'a str) -> Pending<'a, Option<Session>>;

    /// Ends the session of a token, if there is one.
    fn close_session<'a>(&'a self, by: &'a Asker, digest: &'a str) -> Pending<'a, ()>;
}
