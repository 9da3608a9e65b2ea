//! Somebody who comes by while there is load: a new connection and one request, again and again, from a thread of its own.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    sync::{
        Arc,
        atomic::{AtomicBool, Ordering},
    },
    thread::{self, JoinHandle},
    time::{Duration, Instant},
};

use anyhow::{Result, ensure};
use serde::Serialize;

/// Between two visits.
const PAUSE: Duration = Duration::from_millis(50);

/// Whoever waits longer goes away.
const PATIENCE: Duration = Duration::from_secs(10);

/// Comes by until it is stopped.
pub struct Probe {
    stop: Arc<AtomicBool>,
    thread: JoinHandle<Seen>,
}

/// How the visits went.
#[derive(Default, Serialize)]
pub struct Seen {
    /// How many there were.
    visits: u32,
    /// How many were not answered with 200.
    failed: u32,
    /// The longest and the middle one, from connecting to the last byte, in milliseconds.
    longest_ms: f64,
    middle_ms: f64,
}

impl Probe {
    /// Begins to come by.
    pub fn start(server: SocketAddr) -> Self {
        let stop = Arc::new(AtomicBool::new(false));
        let stopped = Arc::clone(&stop);
        let thread = thread::spawn(move || come_by(server, &stopped));
        Self { stop, thread }
    }

    /// Stops, and says how it went.
    pub fn stop(self) -> Seen {
        self.stop.store(true, Ordering::Relaxed);
        self.thread.join().unwrap_or_default()
    }
}

fn come_by(server: SocketAddr, stopped: &AtomicBool) -> Seen {
    let mut seen = Seen::default();
    let mut took = Vec::new();
    while !stopped.load(Ordering::Relaxed) {
        let begun = Instant::now();
        seen.visits += 1;
        if visit(server).is_err() {
            seen.failed += 1;
        }
        took.push(begun.elapsed().as_secs_f64() * 1000.0);
        thread::sleep(PAUSE);
    }
    took.sort_by(f64::total_cmp);
    seen.longest_ms = took.last().copied().unwrap_or_default();
    seen.middle_ms = took.get(took.len() / 2).copied().unwrap_or_default();
    seen
}

fn visit(server: SocketAddr) -> Result<()> {
    let mut stream = TcpStream::connect_timeout(&server, PATIENCE)?;
    stream.set_read_timeout(Some(PATIENCE))?;
    write!(
        stream,
        "GET /health/live HTTP/1.1\r\nHost: {server}\r\nConnection: close\r\n\r\n"
    )?;
    let mut answer = Vec::new();
    stream.take(64 << 10).read_to_end(&mut answer)?;
    ensure!(answer.starts_with(b"HTTP/1.1 200 "), "no 200");
    Ok(())
}
