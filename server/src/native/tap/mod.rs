//! The tap: sees the bytes of a connection as they pass, and cuts them into messages.
//!
//! - [`Cutter`]: one direction, as a state machine; `framing`: where a message ends.
//! - [`Connection`]: a server's connection: which bytes belong to which exchange. [`Outgoing`]: the same for a client's.
//! - [`Stream`]: the socket with the tap on it.

mod connection;
mod cutter;
mod framing;
#[cfg(any(fuzzing, test))]
pub(crate) mod fuzzing;
mod outgoing;
mod stream;

pub(crate) use connection::Connection;
pub(crate) use outgoing::Outgoing;
pub(crate) use stream::Stream;
