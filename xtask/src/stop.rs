//! Ctrl-C and a polite request to end: remembered here, looked at by everything that waits.

use anyhow::{Context, Result};
use std::{
    process::{Child, Command},
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

/// Lets a command run in a group of processes of its own, so that [`end`] reaches everything it starts.
pub fn in_a_group(command: &mut Command) -> &mut Command {
    #[cfg(unix)]
    std::os::unix::process::CommandExt::process_group(command, 0);
    command
}

/// Ends a child that was started [in a group](in_a_group), with all that it started: asks them first, and kills them
/// when the child has not gone within ten seconds.
pub fn end(child: &mut Child) {
    ask(child);
    let deadline = Instant::now() + GRACE;
    while Instant::now() < deadline {
        match child.try_wait() {
            Ok(None) => thread::sleep(TICK),
            Ok(Some(_)) | Err(_) => return,
        }
    }
    kill(child);
}

#[cfg(unix)]
fn ask(child: &Child) {
    signal(child, nix::sys::signal::Signal::SIGTERM);
}

#[cfg(unix)]
fn kill(child: &mut Child) {
    signal(child, nix::sys::signal::Signal::SIGKILL);
    // It fails only when the child is gone already, which is what is wanted.
    let _ = child.wait();
}

#[cfg(unix)]
fn signal(child: &Child, signal: nix::sys::signal::Signal) {
    if let Ok(id) = i32::try_from(child.id()) {
        // It fails only when the group is gone already.
        let _ = nix::sys::signal::killpg(nix::unistd::Pid::from_raw(id), signal);
    }
}

#[cfg(not(unix))]
fn ask(child: &mut Child) {
    // There is no way to ask.
    let _ = child.kill();
}

#[cfg(not(unix))]
fn kill(child: &mut Child) {
    let _ = child.wait();
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
        // The shell would leave its own child behind: it ends without waiting for it.
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
