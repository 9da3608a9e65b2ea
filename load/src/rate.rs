//! As many exchanges as possible on a few connections that are kept open: each sends its next request when the last
//! response has come whole.

use std::time::{Duration, Instant};

use anyhow::{Result, ensure};
use serde::Serialize;
use tokio::task::JoinSet;

use crate::{Target, connection::Connection};

/// The longest that one exchange may take.
const PATIENCE: Duration = Duration::from_secs(10);

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    target: Target,
    /// The path to ask for.
    #[arg(long)]
    path: String,
    /// How many connections.
    #[arg(long, default_value_t = 32, value_parser = clap::value_parser!(u16).range(1..=1000))]
    connections: u16,
    /// A header field besides Host, as often as there are such fields.
    #[arg(long)]
    field: Vec<String>,
}

/// What came of it.
#[derive(Serialize)]
pub struct Report {
    requests: u64,
    seconds: f64,
    /// In microseconds: what half, and 99 in 100, of the exchanges took at most.
    half_us: u32,
    most_us: u32,
}

/// Asks until the time is over.
///
/// # Errors
/// When an exchange fails, or is answered with another status than 200: then the figures would mean nothing.
pub async fn run(args: &Args) -> Result<Report> {
    let request = request(args);
    let begun = Instant::now();
    let end = begun + Duration::from_secs_f64(args.target.seconds);
    let mut workers = JoinSet::new();
    for _ in 0..args.connections {
        let (server, request) = (args.target.server, request.clone());
        workers.spawn(async move {
            let mut connection = Connection::open(server).await?;
            let mut took = Vec::with_capacity(1 << 16);
            let mut now = Instant::now();
            while now < end {
                let exchange = connection.exchange(&request);
                let status = tokio::time::timeout(PATIENCE, exchange).await??;
                ensure!(status == 200, "an answer has the status {status}");
                let before = std::mem::replace(&mut now, Instant::now());
                took.push(u32::try_from((now - before).as_micros()).unwrap_or(u32::MAX));
            }
            anyhow::Ok(took)
        });
    }
    let mut took = Vec::new();
    while let Some(worker) = workers.join_next().await {
        took.append(&mut worker??);
    }
    ensure!(!took.is_empty(), "there was no time for a single exchange");
    let seconds = begun.elapsed().as_secs_f64();
    took.sort_unstable();
    Ok(Report {
        requests: took.len() as u64,
        seconds,
        half_us: took[took.len() / 2],
        most_us: took[took.len() * 99 / 100],
    })
}

fn request(args: &Args) -> Vec<u8> {
    let fields: String = args.field.iter().flat_map(|it| [it, "\r\n"]).collect();
    format!(
        "GET {} HTTP/1.1\r\nHost: {}\r\n{fields}\r\n",
        args.path, args.target.server
    )
    .into_bytes()
}
