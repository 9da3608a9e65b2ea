//! How long the server takes until it is ready, and what it costs while nobody asks it anything.

use super::{
    process,
    programs::Programs,
    table::{Row, Table, median},
};
use crate::{
    server::{self, Server},
    stop,
};
use anyhow::{Result, bail};
use std::{
    thread,
    time::{Duration, Instant},
};

/// How often it is started; the middle figure counts.
const STARTS: usize = 10;

/// A start that takes longer has failed.
const PATIENCE: Duration = Duration::from_secs(15);

/// How long it is left alone before its memory is looked at.
const SETTLED: Duration = Duration::from_millis(500);

/// Starts the server several times.
pub fn measure(programs: &Programs) -> Result<Table> {
    let (mut ready, mut resident, mut own) = (Vec::new(), Vec::new(), Vec::new());
    for _ in 0..STARTS {
        let (took, memory) = once(programs)?;
        ready.push(took.as_secs_f64() * 1000.0);
        resident.extend(memory.map(|it| it.0));
        own.extend(memory.map(|it| it.1));
    }
    let mut rows = vec![Row::limited(
        "from the start until it is ready",
        median(ready),
        "ms",
        100.0,
    )];
    if !resident.is_empty() {
        rows.push(Row::limited(
            "memory while idle, resident",
            median(resident),
            "MiB",
            20.0,
        ));
        rows.push(Row::shown(
            "of that, not read from files",
            median(own),
            "MiB",
        ));
    }
    Ok(Table {
        title: format!("The server with the built site, optimised, median of {STARTS} starts"),
        rows,
    })
}

/// One start: how long until `/health/ready` says so, and the memory some time after.
fn once(programs: &Programs) -> Result<(Duration, Option<(f64, f64)>)> {
    let port = server::free_port()?;
    let command = programs.companion(port);
    let begun = Instant::now();
    let started = Server::spawn(command)?;
    while process::get(server::local(port), "/health/ready").is_err() {
        if stop::asked() || begun.elapsed() > PATIENCE {
            bail!(
                "the server is not ready after {} s",
                begun.elapsed().as_secs()
            );
        }
        thread::sleep(Duration::from_millis(1));
    }
    let took = begun.elapsed();
    thread::sleep(SETTLED);
    Ok((took, process::memory(started.id())))
}
