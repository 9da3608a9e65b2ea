//! The proxy lab: a reverse proxy with a cache and a balancer, in front of three origins that are servers of their own,
//! each on a port of its own on this machine.
//!
//! - `routes`, `control`, `contents`: `/lab/proxy/…` for requests, `/lab/origins` to see and change what they meet,
//!   `/lab/cache` to see and forget what is stored.
//! - `proxy`: the way of a request: `cache` (RFC 9111), `balance`, `attempts`, `forward` (what a proxy does to header
//!   fields), `client` (the connections to the origins, tapped, so that each hop is in the record of the wire).
//! - `origin`, `resources`: the three servers. `health`: who looks after them.
//!
//! All of it begins when it is first asked for, and is the same for all visitors: it is the process's.

mod attempts;
mod balance;
mod cache;
mod client;
mod contents;
mod control;
mod fault;
mod forward;
mod health;
mod origin;
mod proxy;
mod resources;
mod routes;

use std::{sync::Arc, time::Duration};

use tokio::sync::OnceCell;
use utoipa_axum::router::OpenApiRouter;

pub use fault::Fault;

use self::{origin::Origins, proxy::Proxy};
use crate::services::Services;

/// How the lab keeps time.
#[derive(Clone, Copy, Debug)]
pub struct Pace {
    /// How long one origin may take to answer, before another is tried.
    pub attempt: Duration,
    /// How long all attempts may take together.
    pub request: Duration,
    /// How much later a slow origin answers.
    pub slow: Duration,
    /// How often the health of each origin is checked, and how long a check may take.
    pub check: Duration,
    /// After how long an origin that was stopped, slowed or made to fail is well again.
    pub heal: Duration,
    /// After how long without a request for the lab its checks rest.
    pub rest: Duration,
}

impl Default for Pace {
    fn default() -> Self {
        Self {
            attempt: Duration::from_secs(2),
            request: Duration::from_secs(5),
            slow: Duration::from_secs(3),
            check: Duration::from_secs(1),
            heal: Duration::from_mins(3),
            rest: Duration::from_mins(5),
        }
    }
}

/// The lab, which begins when it is first asked for. Clones are the same lab.
#[derive(Clone, Debug, Default)]
pub struct Lab {
    pace: Pace,
    running: Arc<OnceCell<Arc<Running>>>,
}

/// The lab at work.
#[derive(Debug)]
struct Running {
    origins: Arc<Origins>,
    proxy: Proxy,
}

impl Lab {
    /// A lab of another pace.
    pub fn at(pace: Pace) -> Self {
        Self {
            pace,
            running: Arc::default(),
        }
    }

    /// The routes of this lab, with their description.
    pub fn router(self) -> OpenApiRouter<Services> {
        routes::router()
            .merge(control::router())
            .merge(contents::router())
            .with_state(self)
    }

    /// The lab at work.
    ///
    /// # Errors
    /// [`Fault::NoPort`] where the origins find no port to listen on.
    async fn running(&self) -> Result<&Arc<Running>, Fault> {
        let running = self.running.get_or_try_init(|| async {
            let origins = Origins::start(self.pace).await.map_err(|error| {
                tracing::error!("the origins of the proxy lab cannot listen: {error}");
                Fault::NoPort
            })?;
            let proxy = Proxy::new(Arc::clone(&origins), self.pace);
            Ok(Arc::new(Running { origins, proxy }))
        });
        let running = running.await?;
        running.origins.touch();
        Ok(running)
    }
}
