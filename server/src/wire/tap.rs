//! What the router asks of whoever owns the socket.

use std::{sync::Arc, time::Duration};

use super::Draft;

/// Knows the bytes of one exchange on its connection.
pub trait Tap: Send + Sync + 'static {
    /// The request's head as it arrived, up to and with its empty line. `None` where that is no longer known.
    fn request_head(&self) -> Option<Vec<u8>>;

    /// The request's body as it arrived, with its framing, as far as the tap keeps it; `None` where it does not.
    fn request_body(&self) -> Option<Vec<u8>>;

    /// From now on the draft is told what leaves: [`Draft::head_left`], [`Draft::opened`], [`Draft::ended`]. `false`
    /// where the tap can no longer tell.
    fn watch(&self, draft: Draft) -> bool;
}

/// In the extensions of a request that came over a tapped connection.
#[derive(Clone)]
pub struct Tapped {
    /// The tap, set to this exchange.
    pub tap: Arc<dyn Tap>,
    /// How long ago the head had arrived whole when the router was called.
    pub age: Duration,
}
