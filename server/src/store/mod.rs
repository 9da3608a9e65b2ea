//! What visitors leave with the server: notes, sessions, likes, carts, orders and payments. [`Store`] is all that the
//! routes know of it; whether it is kept in memory, in SQLite or in PostgreSQL is decided at start.
//!
//! An operation of a store is one whole business operation: it happens completely or not at all, and what it answered
//! is kept from then on. Each visitor's data is apart, bounded by [`Limits`], and goes [`KEPT_MS`] after the last
//! change. That is no sooner than the visitor's cookie goes, which is not renewed: so reading need not be remembered.

pub mod catalogue;
mod fault;
mod keys;
mod memory;
mod notes;
mod posts;
mod quota;
mod sessions;
mod shop;

use std::{future::Future, pin::Pin};

pub use self::{
    fault::{Fault, Thing},
    keys::{KEY_KEPT_MS, Keep, Key, Operation},
    memory::Memory,
    notes::{Note, NoteDraft, Notes},
    posts::{Likes, Post, Posts, Way},
    quota::{Limits, ROW, Usage},
    sessions::{MAX_SESSIONS, Session, Sessions},
    shop::{
        CartItem, MAX_QUANTITY, NewPayment, Order, OrderItem, Payment, Product, Put, Shop, Total,
    },
};
use crate::{sql::Log, visitor::VisitorId};

/// How long data is kept after its visitor changed something for the last time: 30 days, in milliseconds.
pub const KEPT_MS: i64 = 30 * 24 * 60 * 60 * 1000;

/// What an operation answers, later.
pub type Pending<'a, T> = Pin<Box<dyn Future<Output = Result<T, Fault>> + Send + 'a>>;

/// On whose behalf an operation runs, when, and where its statements are written down.
#[derive(Clone, Debug)]
pub struct Asker {
    /// Whose data it is about.
    pub visitor: VisitorId,
    /// The time of day, in milliseconds since 1970.
    pub now_ms: i64,
    /// The exchange's statements.
    pub log: Log,
}

/// Which part of a list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Page {
    /// The id after which it begins; 0 for the beginning.
    pub after: i64,
    /// How many at most.
    pub limit: u8,
}

/// Part of a list, in the order of ids.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Slice<T> {
    /// The items.
    pub items: Vec<T>,
    /// Whether there are more behind them.
    pub more: bool,
}

impl<T> Slice<T> {
    /// The slice that `limit` allows of items of which one more was looked up than is wanted.
    pub(crate) fn of(mut items: Vec<T>, limit: u8) -> Self {
        let more = items.len() > usize::from(limit);
        items.truncate(limit.into());
        Self { items, more }
    }
}

/// What an operation came to that may be asked for again under the same key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept<T> {
    /// The result: of now, or of the first time.
    pub value: T,
    /// Whether it is that of the first time.
    pub replayed: bool,
}

/// What a sweep removed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Swept {
    /// Visitors, with all that was theirs.
    pub visitors: u64,
}

/// Keeps what visitors leave.
pub trait Store: Notes + Sessions + Posts + Shop {
    /// What it is called: `memory`, `SQLite` or `PostgreSQL`.
    fn engine(&self) -> &'static str;

    /// Whether it answers.
    fn ping(&self) -> Pending<'_, ()>;

    /// How much a visitor has stored, and may.
    fn usage<'a>(&'a self, by: &'a Asker) -> Pending<'a, (Usage, Limits)>;

    /// Removes the data of visitors who changed nothing for [`KEPT_MS`].
    fn sweep(&self, now_ms: i64) -> Pending<'_, Swept>;
}
