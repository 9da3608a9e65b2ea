//! The bytes of a connection, as the tap sees them, and the messages on a socket.

pub(super) use crate::native::{tap::fuzzing::cutter, ws::fuzzing::talk};
