//! Ctrl-C and a polite request to end: remembered here, looked at by everything that waits.

use anyhow::{Context, Result};
use std::{
    process::{Child, Command},
    sync::atomic::{AtomicBool, Ordering},
    thread,
    time::{Duration, Instant},
};

static ASKED: AtomicBool = AtomicBool::new(false);

/// How long a child may take to put its affairs in order, each time it is told.
const GRACE: Duration = Duration::from_secs(5);
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

/// Lets a command run in a group of processes of its own, so that [`end`] reaches everything it starts.
pub fn in_a_group(command: &mut Command) -> &mut Command {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    command
}

/// Ends a child that was started [in a group](in_a_group), with all that it started: by Ctrl-C, as a terminal would, then
/// by a request to end to whoever of the group is left, and by force where the child itself does not go.
pub fn end(child: &mut Child) {
    signal(child, How::Interrupt);
    gone(child);
    signal(child, How::Ask);
    if !gone(child) {
        signal(child, How::Kill);
        gone(child);
    }
}

/// Waits for a while, and says whether the child has gone.
fn gone(child: &mut Child) -> bool {
    let begun = Instant::now();
    while begun.elapsed() < GRACE {
        match child.try_wait() {
            Ok(None) => thread::sleep(TICK),
            Ok(Some(_)) | Err(_) => return true,
        }
    }
    false
}

#[derive(Clone, Copy)]
enum How {
    Interrupt,
    Ask,
    Kill,
}

#[cfg(unix)]
fn signal(child: &Child, how: How) {
    use nix::{
        sys::signal::{Signal, killpg},
        unistd::Pid,
    };
    let signal = match how {
        How::Interrupt => Signal::SIGINT,
        How::Ask => Signal::SIGTERM,
        How::Kill => Signal::SIGKILL,
    };
    if let Ok(id) = i32::try_from(child.id()) {
        // It fails only when nobody of the group is left, which is what is wanted.
        let _ = killpg(Pid::from_raw(id), signal);
    }
}

#[cfg(not(unix))]
fn signal(child: &mut Child, _: How) {
    // There is no way to ask here; it fails only when the child is gone already.
    let _ = child.kill();
}

#[cfg(all(test, unix))]
mod tests {
    use super::*;
    use std::{
        io::{BufRead, BufReader},
        process::Stdio,
    };

    #[test]
    fn what_a_child_started_ends_with_it() {
        // A shell's background command is deaf to Ctrl-C, and the shell ends without it.
        let mut command = Command::new("sh");
        command
            .args(["-c", "sleep 600 & echo $!; wait"])
            .stdout(Stdio::piped());
        let mut child = in_a_group(&mut command).spawn().expect("a shell");
        let mut line = String::new();
        let mut said = BufReader::new(child.stdout.take().expect("it is piped"));
        said.read_line(&mut line).expect("the grandchild's id");
        end(&mut child);
        // The grandchild held the other end of the pipe: it closes when the grandchild is gone.
        assert_eq!(said.read_line(&mut line).expect("an end"), 0);
    }
}
