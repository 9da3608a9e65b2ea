//! The bytes of a connection, as the tap sees them.

pub(super) use crate::native::tap::fuzzing::cutter;
