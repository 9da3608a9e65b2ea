//! Routes on which the lessons show one thing of HTTP each: time, failure, limits, negotiation, caching, push.

pub mod cache_policy;
pub mod compressed;
pub mod events;
pub mod fault;
pub mod flaky;
pub mod limited;
pub mod negotiate;
pub mod report;
pub mod timeout;

use self::{events::Feeds, fault::Dial, flaky::Failures};
use crate::{per_visitor::PerVisitor, rate::Window};

/// What these routes remember of each visitor.
#[derive(Debug, Default)]
pub(crate) struct Memory {
    feeds: Feeds,
    faults: PerVisitor<Dial>,
    failures: PerVisitor<Failures>,
    windows: PerVisitor<Window>,
}
