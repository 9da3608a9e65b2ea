//! Ctrl-C and a polite request to end: remembered here, looked at by everything that waits.

use anyhow::{Context, Result};
use std::{
    process::Child,
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

static ASKED: AtomicBool = AtomicBool::new(false);

/// How long a child may take to put its affairs in order.
const GRACE: Duration = Duration::from_secs(10);
/// How often a wait looks whether it is over.
pub const TICK: Duration = Duration::from_millis(40);

/// Starts to listen. A second Ctrl-C ends the program at once.
pub fn listen() -> Result<()> {
    ctrlc::set_handler(|| {
        if ASKED.swap(true, Ordering::SeqCst) {
            std::process::exit(130);
        }
    })
    .context("cannot listen for Ctrl-C")
}

/// Whether somebody asked to stop.
pub fn asked() -> bool {
    ASKED.load(Ordering::SeqCst)
}

/// Ends a child: asks it first, and kills it when it has not gone within ten seconds.
pub fn end(child: &mut Child) {
    ask(child);
    let deadline = Instant::now() + GRACE;
    while Instant::now() < deadline {
        match child.try_wait() {
            Ok(None) => thread::sleep(TICK),
            Ok(Some(_)) | Err(_) => return,
        }
    }
    // Both fail only when the child is gone already, which is what is wanted.
    let _ = child.kill();
    let _ = child.wait();
}

#[cfg(unix)]
fn ask(child: &Child) {
    use nix::{sys::signal, unistd::Pid};
    if let Ok(id) = i32::try_from(child.id()) {
        // It fails only when the child is gone already.
        let _ = signal::kill(Pid::from_raw(id), signal::Signal::SIGTERM);
    }
}

#[cfg(not(unix))]
fn ask(child: &mut Child) {
    let _ = child.kill();
}
