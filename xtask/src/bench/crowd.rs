//! What many connections at once cost the server, and whether somebody who comes by meanwhile is still answered: 1,000
//! streams of events, 10,000 idle connections, 2,000 that send a byte a second.

use super::{
    process,
    programs::{self, Programs},
    table::{Row, Table},
};
use crate::server::{self, Server};
use anyhow::{Context, Result};
use serde::Deserialize;
use std::{
    net::SocketAddr,
    thread,
    time::{Duration, Instant},
};

/// What the crowd does, in the words of the maker of load; the words for people; how many; for how long, in seconds.
const CROWDS: [(&str, &str, u32, f64); 3] = [
    ("streams", "1,000 event streams", 1000, 12.0),
    ("idle", "10,000 idle connections", 10_000, 20.0),
    ("drip", "2,000 that send a byte a second", 2000, 20.0),
];

/// The longest that a newcomer may wait for `/health/live`, in milliseconds.
const HEALTH: f64 = 100.0;

/// The most memory that the server may take at any time, in MiB.
const MEMORY: f64 = 160.0;

/// How long the server may take until all connections of a crowd that went away are closed.
const GONE: Duration = Duration::from_secs(15);

/// What the maker of load says.
#[derive(Deserialize)]
struct Report {
    most_open: f64,
    refused: f64,
    ended: f64,
    answers: f64,
    newcomer: Newcomer,
}

#[derive(Deserialize)]
struct Newcomer {
    failed: f64,
    longest_ms: f64,
    middle_ms: f64,
}

/// Lets one crowd after the other come.
pub fn measure(programs: &Programs) -> Result<Table> {
    let port = server::free_port()?;
    let address = server::local(port);
    let server = Server::start(programs.companion(port), address)?;
    let memory = || process::memory(server.id()).map_or(f64::NAN, |it| it.0);
    let mut rows = vec![Row::shown("memory before", memory(), "MiB")];
    for (kind, words, count, seconds) in CROWDS {
        let mut most = memory();
        let mut command = programs.load("crowd", address, seconds);
        command.args([kind, "--count", &count.to_string()]);
        let report: Report = programs::report(command, || most = most.max(memory()))
            .with_context(|| format!("{words} were not measured"))?;
        let left = gone(address)?;
        rows.extend(described(words, &report, most));
        rows.push(Row::limited(
            format!("{words}: connections left behind"),
            left,
            "",
            0.0,
        ));
        if memory().is_finite() {
            rows.push(Row::shown(
                format!("{words}: memory after"),
                memory(),
                "MiB",
            ));
        }
    }
    Ok(Table {
        title: "Crowds, on one server one after the other".into(),
        rows,
    })
}

fn described(words: &str, report: &Report, most: f64) -> Vec<Row> {
    let mut rows = vec![
        Row::shown(format!("{words}: open at once"), report.most_open, ""),
        Row::shown(format!("{words}: not accepted"), report.refused, ""),
        Row::shown(format!("{words}: ended by the server"), report.ended, ""),
        Row::shown(format!("{words}: answers and events"), report.answers, ""),
        Row::limited(
            format!("{words}: newcomers without an answer"),
            report.newcomer.failed,
            "",
            0.0,
        ),
        Row::shown(
            format!("{words}: a newcomer waits, median"),
            report.newcomer.middle_ms,
            "ms",
        ),
        Row::limited(
            format!("{words}: a newcomer waits at most"),
            report.newcomer.longest_ms,
            "ms",
            HEALTH,
        ),
    ];
    if most.is_finite() {
        rows.push(Row::limited(
            format!("{words}: memory at most"),
            most,
            "MiB",
            MEMORY,
        ));
    }
    rows
}

/// Waits until the server has closed what the crowd left; how many connections there still are, but the one that asks.
fn gone(server: SocketAddr) -> Result<f64> {
    let begun = Instant::now();
    loop {
        let text = process::get(server, "/metrics")?;
        let mut lines = text.lines();
        let open = lines.find_map(|it| it.strip_prefix("roundtrip_connections "));
        let open: f64 = open
            .context("/metrics says nothing of connections")?
            .parse()?;
        if open <= 1.0 || begun.elapsed() > GONE {
            return Ok(open - 1.0);
        }
        thread::sleep(Duration::from_millis(100));
    }
}
