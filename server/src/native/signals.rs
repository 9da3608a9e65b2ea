//! When to end: Ctrl-C in a terminal, or what a process manager sends.

use std::io;

#[cfg(unix)]
use tokio::signal::unix::{Signal, SignalKind, signal};
#[cfg(windows)]
use tokio::signal::windows::{CtrlBreak, CtrlC, ctrl_break, ctrl_c};

/// The two requests to end that are listened for.
#[cfg(unix)]
pub(super) struct EndSignals(Signal, Signal);

/// The two requests to end that are listened for.
#[cfg(windows)]
pub(super) struct EndSignals(CtrlC, CtrlBreak);

impl EndSignals {
    /// Listens from now on: a signal that comes before anybody waits for it is not lost, and does not kill.
    ///
    /// # Errors
    /// When the operating system does not let us listen.
    #[cfg(unix)]
    pub fn listen() -> io::Result<Self> {
        let interrupt = signal(SignalKind::interrupt())?;
        Ok(Self(interrupt, signal(SignalKind::terminate())?))
    }

    /// Listens from now on: a signal that comes before anybody waits for it is not lost, and does not kill.
    ///
    /// # Errors
    /// When the operating system does not let us listen.
    #[cfg(windows)]
    pub fn listen() -> io::Result<Self> {
        Ok(Self(ctrl_c()?, ctrl_break()?))
    }

    /// Ready once one of them has come.
    pub async fn heard(mut self) {
        tokio::select! {
            _ = self.0.recv() => {}
            _ = self.1.recv() => {}
        }
    }
}
