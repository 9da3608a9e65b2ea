//! Looks after the origins: asks each how it is, as a balancer does, and lets those get well again that nobody has
//! started in a while.

use std::{
    sync::{Arc, Weak},
    time::Duration,
};

use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    task::JoinSet,
    time::{MissedTickBehavior, interval, timeout},
};

use super::{
    Pace,
    origin::{Origin, Origins, State, lock},
};

/// How many checks in a row must say so before an origin changes from well to unwell, or back.
const CONVINCING: u32 = 2;

const CHECK: &[u8] = b"GET /health HTTP/1.1\r\nHost: health-check\r\nConnection: close\r\n\r\n";

/// What the checks say of an origin.
#[derive(Clone, Copy, Debug)]
pub(super) struct Health {
    /// Whether it gets requests.
    pub healthy: bool,
    /// How many checks in a row said the contrary.
    pub against: u32,
}

impl Default for Health {
    fn default() -> Self {
        Self {
            healthy: true,
            against: 0,
        }
    }
}

impl Health {
    /// Takes note of a check.
    fn note(&mut self, well: bool) {
        self.against = if well == self.healthy {
            0
        } else {
            self.against + 1
        };
        if self.against >= CONVINCING {
            *self = Self {
                healthy: well,
                against: 0,
            };
        }
    }
}

impl Origin {
    /// Whether the checks say that it is well.
    pub fn is_healthy(&self) -> bool {
        lock(&self.health).healthy
    }
}

/// Checks and heals for as long as there are origins.
pub(super) async fn look_after(origins: Weak<Origins>, pace: Pace) {
    let mut ticks = interval(pace.check);
    ticks.set_missed_tick_behavior(MissedTickBehavior::Delay);
    loop {
        ticks.tick().await;
        let Some(origins) = origins.upgrade() else {
            return;
        };
        let mut checks = JoinSet::new();
        for origin in &origins.all {
            if origin.heals_in(pace) == Some(Duration::ZERO) {
                tracing::info!("the lab's origin {} is well again by itself", origin.name);
                origin.set(State::Up).await;
            }
            if origins.idle() < pace.rest {
                checks.spawn(check(Arc::clone(origin), pace.check));
            }
        }
        drop(origins);
        checks.join_all().await;
    }
}

async fn check(origin: Arc<Origin>, patience: Duration) {
    let well = timeout(patience, is_well(&origin)).await;
    let well = well.is_ok_and(|it| it.unwrap_or(false));
    lock(&origin.health).note(well);
}

/// Asks on a connection of its own, so that no pool hides that nobody listens any more.
async fn is_well(origin: &Origin) -> std::io::Result<bool> {
    const WELL: &[u8] = b"HTTP/1.1 200 ";
    let mut stream = TcpStream::connect(origin.address).await?;
    stream.write_all(CHECK).await?;
    let mut start = [0; WELL.len()];
    stream.read_exact(&mut start).await?;
    Ok(start == *WELL)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_check_convinces_nobody_and_two_do() {
        let mut health = Health::default();
        let mut seen = Vec::new();
        for well in [false, true, false, false, true, false, true, true] {
            health.note(well);
            seen.push(health.healthy);
        }
        assert_eq!(seen, [true, true, true, false, false, false, false, true]);
    }
}
