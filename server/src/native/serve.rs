//! Connections: accepts them, speaks HTTP/1.1 on them within bounds, and ends them when asked.

use std::{future::Future, net::SocketAddr, pin::pin, sync::Arc, time::Duration};

use axum::Router;
use hyper::{
    body::Incoming,
    server::conn::http1,
    service::{Service, service_fn},
};
use hyper_util::{
    rt::{TokioIo, TokioTimer},
    service::TowerToHyperService,
};
use tokio::{
    net::{TcpListener, TcpStream},
    sync::watch,
    task::JoinSet,
};
use tokio_io_timeout::TimeoutStream;

use super::{
    places::{Place, Places},
    tap,
};
use crate::{api::whoami::Peer, course::fault::Reset, metrics::Metrics, problem::MAX_HEAD};

/// What a connection may cost.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Connections at a time. When there is one more, the one that has waited longest for a request gives way; when all
    /// have a request under way, it waits.
    pub connections: usize,
    /// For a head to arrive whole, and for a connection to be idle between two requests.
    pub head: Duration,
    /// From a request's head to the head of its response.
    pub request: Duration,
    /// For the client to take some more of a response.
    pub write: Duration,
    /// For requests in flight to finish once shutdown has begun.
    pub grace: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            connections: 2048,
            head: Duration::from_secs(10),
            request: Duration::from_secs(30),
            write: Duration::from_secs(20),
            grace: Duration::from_millis(4500),
        }
    }
}

/// Serves `app` until `shutdown` is ready, then finishes what is in flight, within [`Limits::grace`].
pub async fn serve(
    listener: TcpListener,
    app: Router,
    limits: Limits,
    metrics: Metrics,
    shutdown: impl Future<Output = ()>,
) {
    let (end, ended) = watch::channel(());
    let mut connections = JoinSet::new();
    let begin =
        |stream, peer, tap| connection(stream, peer, app.clone(), limits, tap, ended.clone());
    accept(
        &listener,
        limits.connections,
        &metrics,
        begin,
        &mut connections,
        shutdown,
    )
    .await;
    drop(listener);
    drop(end);
    let finished = async { while connections.join_next().await.is_some() {} };
    if tokio::time::timeout(limits.grace, finished).await.is_err() {
        tracing::warn!(
            "{} connections were cut off: they did not finish in time",
            connections.len()
        );
    }
    connections.shutdown().await;
}

/// Accepts connections until `shutdown` is ready, and lets each `begin` as a task of its own.
async fn accept<C>(
    listener: &TcpListener,
    most: usize,
    metrics: &Metrics,
    begin: impl Fn(TcpStream, SocketAddr, Arc<tap::Connection>) -> C,
    connections: &mut JoinSet<()>,
    shutdown: impl Future<Output = ()>,
) where
    C: Future<Output = Result<(), hyper::Error>> + Send + 'static,
{
    let places = Places::new(most, metrics.clone());
    let mut shutdown = pin!(shutdown);
    // One that was accepted and waits for a place is not forgotten when another ends.
    let mut next = pin!(next_connection(listener, &places, metrics));
    loop {
        tokio::select! {
            () = &mut shutdown => break,
            Some(_) = connections.join_next() => {}
            (stream, peer, place) = &mut next => {
                next.set(next_connection(listener, &places, metrics));
                let (number, tap) = (place.number(), Arc::default());
                let connection = begin(stream, peer, Arc::clone(&tap));
                let task = connections.spawn(async move {
                    if let Err(error) = connection.await {
                        tracing::debug!("connection with {peer} ended: {error}");
                    }
                    drop(place);
                });
                places.hold(number, tap, task);
            }
        }
    }
}

/// The next connection, with a place.
async fn next_connection(
    listener: &TcpListener,
    places: &Places,
    metrics: &Metrics,
) -> (TcpStream, SocketAddr, Place) {
    loop {
        match listener.accept().await {
            Ok((stream, peer)) => return (stream, peer, places.take().await),
            Err(error) => {
                // Such as: no more file descriptors. Others may end in the meantime.
                tracing::warn!("a connection could not be accepted: {error}");
                metrics.not_accepted();
                places.make_room();
                tokio::time::sleep(Duration::from_millis(50)).await;
            }
        }
    }
}

/// Why a connection is closed without an answer.
#[derive(Debug, thiserror::Error)]
#[error("its visitor's fault dial says so")]
struct OnPurpose;

/// One connection, until it is closed, or becomes one of WebSocket. Once `ended` has no sender any more, it closes
/// after the request in flight.
async fn connection(
    stream: TcpStream,
    peer: SocketAddr,
    app: Router,
    limits: Limits,
    tap: Arc<tap::Connection>,
    mut ended: watch::Receiver<()>,
) -> Result<(), hyper::Error> {
    // Small responses leave at once; where that cannot be set, they only leave later.
    let _ = stream.set_nodelay(true);
    let mut stream = TimeoutStream::new(stream);
    stream.set_write_timeout(Some(limits.write));
    let stream = tap::Stream::new(Box::pin(stream), Arc::clone(&tap));
    let app = TowerToHyperService::new(app);
    let answer = service_fn(move |mut request: hyper::Request<Incoming>| {
        let tapped = tap.begin(&request);
        let extensions = request.extensions_mut();
        extensions.insert(Peer(peer));
        tapped.and_then(|it| extensions.insert(it));
        let answered = app.call(request);
        async move {
            let response = answered.await.unwrap_or_else(|never| match never {});
            match response.extensions().get::<Reset>() {
                Some(Reset) => Err(OnPurpose),
                None => Ok(response),
            }
        }
    });
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(limits.head)
        .max_header_size(2 * MAX_HEAD)
        .max_buf_size(4 * MAX_HEAD)
        .title_case_headers(true)
        .serve_connection(TokioIo::new(stream), answer)
        .with_upgrades();
    let mut connection = pin!(connection);
    tokio::select! {
        result = connection.as_mut() => return result,
        _ = ended.changed() => connection.as_mut().graceful_shutdown(),
    }
    connection.await
}
