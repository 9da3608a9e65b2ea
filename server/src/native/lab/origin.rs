//! The three origins: servers of their own on this machine, which can be stopped, slowed and made to fail.

use std::{
    io,
    net::{Ipv4Addr, SocketAddr},
    sync::{
        Arc, Mutex, MutexGuard, PoisonError, Weak,
        atomic::{AtomicU64, AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use serde::{Deserialize, Serialize};
use tokio::{net::TcpListener, sync::watch, task::JoinSet};
use utoipa::ToSchema;

use super::{Pace, health, resources};
use crate::{
    metrics::Metrics,
    native::serve::{Limits, serve},
};

/// What the origins are called.
pub(super) const NAMES: [&str; 3] = ["red", "green", "blue"];

/// How an origin behaves.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = LabOriginState)]
pub(super) enum State {
    /// It answers.
    Up,
    /// It does not listen: connections are refused.
    Stopped,
    /// It answers, but three seconds later: later than the proxy waits.
    Slow,
    /// It answers everything with 503.
    Failing,
}

/// The origins, and what they share.
#[derive(Debug)]
pub(super) struct Origins {
    pub all: [Arc<Origin>; 3],
    pub pace: Pace,
    touched: Mutex<Instant>,
    /// They end with the lab.
    _tasks: JoinSet<()>,
}

/// One origin.
#[derive(Debug)]
pub(super) struct Origin {
    pub name: &'static str,
    pub address: SocketAddr,
    state: watch::Sender<State>,
    /// Whether connections are accepted.
    listening: watch::Sender<bool>,
    changed: Mutex<Instant>,
    /// Requests that the proxy sent, and those of them that are not answered yet.
    pub requests: AtomicU64,
    pub in_flight: AtomicUsize,
    pub health: Mutex<health::Health>,
}

impl Origins {
    /// Starts the three of them, each on a free port of the loopback address.
    pub async fn start(pace: Pace) -> io::Result<Arc<Self>> {
        let store = resources::Store::default();
        let mut tasks = JoinSet::new();
        let mut all = Vec::new();
        for name in NAMES {
            let listener = TcpListener::bind((Ipv4Addr::LOCALHOST, 0)).await?;
            let origin = Arc::new(Origin::new(name, listener.local_addr()?));
            let app = resources::router(Arc::clone(&origin), store.clone(), pace.slow);
            tasks.spawn(run(listener, app, Arc::clone(&origin)));
            all.push(origin);
        }
        let all = <[_; 3]>::try_from(all).map_err(|_| io::Error::other("not three"))?;
        Ok(Arc::new_cyclic(|origins: &Weak<Self>| {
            tasks.spawn(health::look_after(origins.clone(), pace));
            Self {
                all,
                pace,
                touched: Mutex::new(Instant::now()),
                _tasks: tasks,
            }
        }))
    }

    /// The origin of a name.
    pub fn named(&self, name: &str) -> Option<&Arc<Origin>> {
        self.all.iter().find(|it| it.name == name)
    }

    /// Somebody uses the lab.
    pub fn touch(&self) {
        *lock(&self.touched) = Instant::now();
    }

    /// How long nobody has used the lab.
    pub fn idle(&self) -> Duration {
        lock(&self.touched).elapsed()
    }
}

impl Origin {
    fn new(name: &'static str, address: SocketAddr) -> Self {
        Self {
            name,
            address,
            state: watch::Sender::new(State::Up),
            listening: watch::Sender::new(true),
            changed: Mutex::new(Instant::now()),
            requests: AtomicU64::new(0),
            in_flight: AtomicUsize::new(0),
            health: Mutex::default(),
        }
    }

    /// How it behaves.
    pub fn state(&self) -> State {
        *self.state.borrow()
    }

    /// Changes how it behaves, and waits until it does, but not for ever.
    pub async fn set(&self, state: State) {
        *lock(&self.changed) = Instant::now();
        self.state.send_replace(state);
        let mut listening = self.listening.subscribe();
        let done = listening.wait_for(|it| *it == (state != State::Stopped));
        let _ = tokio::time::timeout(Duration::from_secs(1), done).await;
    }

    /// How long until it is well again by itself; `None` where it is well.
    pub fn heals_in(&self, pace: Pace) -> Option<Duration> {
        let since = lock(&self.changed).elapsed();
        (self.state() != State::Up).then(|| pace.heal.saturating_sub(since))
    }

    /// Takes note of a request that is sent to it, until the guard is dropped.
    pub fn visit(self: &Arc<Self>) -> Visit {
        self.requests.fetch_add(1, Ordering::Relaxed);
        self.in_flight.fetch_add(1, Ordering::Relaxed);
        Visit(Arc::clone(self))
    }
}

/// A request that is at an origin.
pub(super) struct Visit(Arc<Origin>);

impl Drop for Visit {
    fn drop(&mut self) {
        self.0.in_flight.fetch_sub(1, Ordering::Relaxed);
    }
}

/// Listens for as long as the origin is not stopped, and again once it is not.
async fn run(listener: TcpListener, app: axum::Router, origin: Arc<Origin>) {
    let limits = Limits {
        connections: 64,
        grace: Duration::ZERO,
        ..Limits::default()
    };
    let mut state = origin.state.subscribe();
    let mut listener = Some(listener);
    loop {
        if let Some(listener) = listener.take() {
            origin.listening.send_replace(true);
            let mut stopped = state.clone();
            serve(
                listener,
                app.clone(),
                limits,
                Metrics::default(),
                async move {
                    let _ = stopped.wait_for(|it| *it == State::Stopped).await;
                },
            )
            .await;
            origin.listening.send_replace(false);
        }
        if state.wait_for(|it| *it != State::Stopped).await.is_err() {
            return;
        }
        match TcpListener::bind(origin.address).await {
            Ok(again) => listener = Some(again),
            Err(error) => {
                tracing::warn!(
                    "the lab's origin {} cannot listen again: {error}",
                    origin.name
                );
                tokio::time::sleep(Duration::from_millis(200)).await;
            }
        }
    }
}

pub(super) fn lock<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
