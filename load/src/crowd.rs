//! Many connections that do little: idle ones, ones that send a byte a second, and ones that listen to a stream of
//! events. Each is held until the time is over; one that the server closes is opened again by those that mean ill.

use std::{cell::Cell, rc::Rc, time::Duration};

use anyhow::Result;
use clap::ValueEnum;
use serde::Serialize;
use tokio::{
    task::{JoinSet, LocalSet},
    time::{Instant, sleep, sleep_until, timeout_at},
};

use crate::{
    Target,
    connection::Connection,
    probe::{Probe, Seen},
};

/// How many of the connections that listen are sent events.
const TALKERS: u32 = 8;

#[derive(clap::Args)]
pub struct Args {
    #[command(flatten)]
    target: Target,
    /// What the connections do.
    #[arg(value_enum)]
    what: What,
    /// How many connections.
    #[arg(long, value_parser = clap::value_parser!(u32).range(1..=20_000))]
    count: u32,
}

#[derive(Clone, Copy, ValueEnum)]
pub enum What {
    /// One request each, and nothing more.
    Idle,
    /// A request's head, one byte a second.
    Drip,
    /// They listen to events, of visitors whose requests go on beside them.
    Streams,
}

/// What came of it.
#[derive(Serialize)]
pub struct Report {
    /// The most connections that were open at once, as far as this end could tell.
    most_open: u32,
    /// Connections that could not be made.
    refused: u32,
    /// Connections that the server ended.
    ended: u32,
    /// Responses that came, events of a stream included.
    answers: u64,
    /// How a newcomer fared meanwhile.
    newcomer: Seen,
}

#[derive(Default)]
struct Counts {
    open: Cell<u32>,
    most_open: Cell<u32>,
    refused: Cell<u32>,
    ended: Cell<u32>,
    answers: Cell<u64>,
}

impl Counts {
    fn opened(&self) {
        self.open.set(self.open.get() + 1);
        self.most_open
            .set(self.most_open.get().max(self.open.get()));
    }

    fn closed(&self, by_server: bool) {
        self.open.set(self.open.get() - 1);
        self.ended.set(self.ended.get() + u32::from(by_server));
    }

    fn answered(&self) {
        self.answers.set(self.answers.get() + 1);
    }
}

/// Holds the crowd until the time is over.
///
/// # Errors
/// When this process may not open so many connections.
pub async fn run(args: &Args) -> Result<Report> {
    rlimit::increase_nofile_limit(u64::from(args.count) + 100)?;
    let end = Instant::now() + Duration::from_secs_f64(args.target.seconds);
    let counts = Rc::new(Counts::default());
    let probe = Probe::start(args.target.server);
    let crowd = LocalSet::new();
    crowd.run_until(hold(args, end, &counts)).await;
    Ok(Report {
        most_open: counts.most_open.get(),
        refused: counts.refused.get(),
        ended: counts.ended.get(),
        answers: counts.answers.get(),
        newcomer: probe.stop(),
    })
}

async fn hold(args: &Args, end: Instant, counts: &Rc<Counts>) {
    let mut members = JoinSet::new();
    // All of them come within the first quarter of the time.
    let between = Duration::from_secs_f64(args.target.seconds / 4.0) / args.count;
    let begun = Instant::now();
    for number in 0..args.count {
        sleep_until(begun + between * number).await;
        let member = Member {
            server: args.target.server,
            number,
            end,
            counts: Rc::clone(counts),
        };
        members.spawn_local(member.stay(args.what));
    }
    if matches!(args.what, What::Streams) {
        for number in 0..TALKERS.min(args.count) {
            let member = Member {
                server: args.target.server,
                number,
                end,
                counts: Rc::clone(counts),
            };
            members.spawn_local(member.talk(args.count));
        }
    }
    while members.join_next().await.is_some() {}
}

/// One of the crowd.
struct Member {
    server: std::net::SocketAddr,
    number: u32,
    end: Instant,
    counts: Rc<Counts>,
}

impl Member {
    /// Comes, and comes again when it was sent away, until the time is over.
    async fn stay(self, what: What) {
        while Instant::now() < self.end {
            let Ok(Ok(mut connection)) = timeout_at(self.end, Connection::open(self.server)).await
            else {
                self.counts.refused.set(self.counts.refused.get() + 1);
                sleep(Duration::from_millis(500)).await;
                continue;
            };
            self.counts.opened();
            let held = timeout_at(self.end, async {
                match what {
                    What::Idle => self.idle(&mut connection).await,
                    What::Drip => drip(&mut connection).await,
                    What::Streams => self.listen(&mut connection).await,
                }
            });
            let by_server = held.await.is_ok();
            self.counts.closed(by_server);
            if matches!(what, What::Idle) {
                return;
            }
            sleep(Duration::from_millis(200)).await;
        }
    }

    /// Asks once, and waits until the server ends the connection.
    async fn idle(&self, connection: &mut Connection) -> Result<()> {
        let request = format!("GET /get HTTP/1.1\r\nHost: {}\r\n\r\n", self.server);
        connection.exchange(request.as_bytes()).await?;
        self.counts.answered();
        while connection.any().await? > 0 {}
        Ok(())
    }

    async fn listen(&self, connection: &mut Connection) -> Result<()> {
        let request = self.request("/_wire/events", self.number);
        connection.send(request.as_bytes()).await?;
        let (status, _) = connection.head().await?;
        anyhow::ensure!(status == 200, "{status}");
        while connection.any().await? > 0 {
            self.counts.answered();
        }
        Ok(())
    }

    /// Sends requests as one visitor after the other, so that those who listen have something to hear.
    async fn talk(self, visitors: u32) {
        let Ok(mut connection) = Connection::open(self.server).await else {
            return;
        };
        let mut visitor = self.number;
        while Instant::now() < self.end {
            visitor = (visitor + TALKERS) % visitors;
            let request = self.request("/get", visitor);
            if !matches!(
                timeout_at(self.end, connection.exchange(request.as_bytes())).await,
                Ok(Ok(200))
            ) {
                return;
            }
            self.counts.answered();
        }
    }

    fn request(&self, path: &str, visitor: u32) -> String {
        format!(
            "GET {path} HTTP/1.1\r\nHost: {}\r\nCookie: roundtrip_visitor={visitor:032x}\r\n\r\n",
            self.server
        )
    }
}

/// Sends a head that never ends, until the server has enough of it.
async fn drip(connection: &mut Connection) -> Result<()> {
    connection.send(b"GET /get HTTP/1.1\r\nX-Slow: ").await?;
    loop {
        match tokio::time::timeout(Duration::from_secs(1), connection.any()).await {
            Ok(Ok(0) | Err(_)) => return Ok(()),
            Ok(Ok(_)) => {}
            Err(_) => connection.send(b"x").await?,
        }
    }
}
