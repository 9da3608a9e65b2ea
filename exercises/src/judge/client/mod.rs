//! Client-side challenges: the learner writes the client, and the judge plays the server.
//!
//! # Layout
//! - `script`: what an author writes: a call, how the server answers, and what is right.
//! - `check`: whether it can be played. `date`: dates in the fields of a reply, which are not known before it is given.
//! - `reply`: a reply as the agent is given it; `reason`: the words that go with a status.
//! - `record`: the requests that were sent, as the agent says them.
//! - `finding`: what was sent and what came of it, beside what was expected.
//! - `outcome`: one case judged; `mistake`: its likeliest mistake; `timeline`: its requests, as they are shown.
//! - `shrink`: calls that are a little smaller.

mod check;
mod date;
mod finding;
mod mistake;
mod outcome;
mod reason;
mod record;
mod reply;
mod script;
mod shrink;
mod timeline;

pub use date::{Part, date_problem, dates};
pub use finding::Played;
#[cfg(test)]
pub use finding::findings;
pub use outcome::{called, judge, not_played};
pub use record::{Record, read as read_record};
pub use script::{Call, Ending, Expect, Lookup, Piece, Reply, Wanted};
#[cfg(test)]
pub use shrink::size;
pub use shrink::smaller;
pub use timeline::{ClientReport, Exchanged, answer};
