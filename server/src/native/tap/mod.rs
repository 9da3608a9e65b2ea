//! The tap: sees the bytes of a connection as they pass, and cuts them into messages.
//!
//! - [`Cutter`]: one direction, as a state machine; `framing`: where a message ends.
//! - [`Connection`]: a server's connection: which bytes belong to which exchange.
//! - [`Stream`]: the socket with the tap on it.

mod connection;
mod cutter;
mod framing;
mod stream;

pub(crate) use connection::Connection;
pub(crate) use stream::Stream;
