//! Puts the parts together for a command line, and runs them until the process is asked to end.

use std::{
    env,
    io::{self, IsTerminal, Write},
    net::SocketAddr,
    sync::Arc,
    time::Duration,
};

use anyhow::{Context, anyhow, bail};
use axum::{Router, http::Uri};
use tokio::{
    net::{TcpListener, TcpSocket},
    sync::watch,
};
use tracing_subscriber::EnvFilter;

use super::{
    SystemClock, app,
    cli::Cli,
    descriptors,
    guard::Guards,
    host::Hosts,
    memory,
    second::second_app,
    serve::{self, serve},
    signals::EndSignals,
    site::Site,
    store::{Database, OpenError},
};
use crate::{
    bench::Bench,
    metrics::{Metrics, Readable},
    origins::{self, Origins, Pair},
    services::Services,
    store::Limits,
};

/// Runs the server until Ctrl-C or SIGTERM.
///
/// # Errors
/// When the site is not built, the port is taken, or the options contradict each other: one line that says what to do.
pub async fn start(cli: Cli) -> anyhow::Result<()> {
    log_to_stderr();
    let site = site(&cli)?;
    if cli.listen.is_unspecified() && cli.public_url.is_none() {
        bail!(
            "say under which address others reach this server, for example --public-url http://192.0.2.7:{}",
            cli.port
        );
    }
    let listener = listen(&cli)?;
    let address = listener.local_addr().context("the socket has no address")?;
    let second = listen_beside(&cli, address)?;
    let origins = origins(&cli, address, second.as_ref())?;
    let site = site.reaching(origins.seconds());
    if let Some(second) = origins.seconds().next() {
        tracing::info!("the second origin, for the lessons on CORS, is at {second}");
    }
    getrandom::u64().map_err(|error| anyhow!("there is no source of randomness: {error}"))?;
    let store = Arc::new(database(&cli).await?);
    let services = Services::new(SystemClock::start(), random)
        .with_bench(Bench::new(cli.compat, &cli.redirect_to))
        .with_origins(origins)
        .with_metrics(readable(&cli), memory::resident)
        .with_store(store.clone());
    let sweeper = tokio::spawn(sweep(services.clone()));
    let listeners = 1 + usize::from(second.is_some());
    let limits = descriptors::within(serve::Limits::default(), listeners);
    let guards = Guards::from(hosts(&cli, address)).and(cli.limiter().map(Arc::new));
    let app = app(&services, Some(site), guards.clone(), limits.request);
    let second_app = second_app(&services, guards, limits.request);
    let signals = EndSignals::listen().context("Ctrl-C cannot be listened for")?;
    announce(&cli, address)?;
    let (end, ended) = watch::channel(());
    let metrics = services.metrics().clone();
    let first = serve(listener, app, limits, metrics.clone(), async {
        signals.heard().await;
        tracing::info!("ending: requests in flight may finish");
        services.retire();
        drop(end);
    });
    tokio::join!(
        first,
        serve_second(second, second_app, limits, metrics, ended)
    );
    sweeper.abort();
    store.close().await;
    Ok(())
}

/// Without a public URL, whoever comes from this machine is on this machine.
fn readable(cli: &Cli) -> Readable {
    if cli.public_url.is_none() || cli.metrics {
        Readable::OnThisMachine
    } else {
        Readable::ByNobody
    }
}

/// Serves the second origin, where there is one, for as long as the first.
async fn serve_second(
    listener: Option<TcpListener>,
    app: Router,
    limits: serve::Limits,
    metrics: Metrics,
    ended: watch::Receiver<()>,
) {
    if let Some(listener) = listener {
        serve(listener, app, limits, metrics, dropped(ended)).await;
    }
}

/// Ready once the sender is gone.
async fn dropped(mut receiver: watch::Receiver<()>) {
    while receiver.changed().await.is_ok() {}
}

/// Where what visitors store is kept.
async fn database(cli: &Cli) -> Result<Database, OpenError> {
    match &cli.database {
        Some(address) => Database::postgres(address, Limits::DISK).await,
        None => Database::sqlite(cli.data.as_deref(), Limits::DISK).await,
    }
}

/// Removes what nobody has touched for long, now and every hour.
async fn sweep(services: Services) {
    loop {
        let now_ms = services.clock().now().as_millisecond();
        match services.store().sweep(now_ms).await {
            Ok(swept) if swept.visitors > 0 => {
                tracing::info!("the data of {} idle visitors was removed", swept.visitors);
            }
            Ok(_) => {}
            Err(fault) => tracing::warn!("idle visitors were not looked for: {fault}"),
        }
        services.clock().sleep(Duration::from_hours(1)).await;
    }
}

/// 128 bits from the operating system.
fn random() -> u128 {
    let half = || u128::from(getrandom::u64().expect("randomness was there at the start"));
    half() << 64 | half()
}

fn site(cli: &Cli) -> anyhow::Result<Site> {
    if !cli.dev {
        return Ok(Site::open(&cli.site)?);
    }
    if !cli.site.join("index.html").is_file() {
        tracing::warn!(
            "there is no site in {} yet: until there is, only the routes are answered, and no pages",
            cli.site.display()
        );
    }
    Ok(Site::unfinished(&cli.site))
}

/// Listens, with a queue that is long enough for many who come at once: whoever finds it full tries again after a second.
fn bind(address: SocketAddr) -> io::Result<TcpListener> {
    const QUEUE: u32 = 4096;

    let socket = if address.is_ipv4() {
        TcpSocket::new_v4()?
    } else {
        TcpSocket::new_v6()?
    };
    // As everywhere but on Windows, where it would let another program take the port.
    #[cfg(not(windows))]
    socket.set_reuseaddr(true)?;
    socket.bind(address)?;
    socket.listen(QUEUE)
}

fn listen(cli: &Cli) -> anyhow::Result<TcpListener> {
    let address = SocketAddr::new(cli.listen, cli.port);
    bind(address)
        .map_err(|error| match error.kind() {
            io::ErrorKind::AddrInUse => anyhow!(
                "port {} is taken by another program. End that program, or choose another port: --port {}",
                cli.port,
                cli.port.checked_add(1).unwrap_or(0)
            ),
            io::ErrorKind::PermissionDenied => anyhow!(
                "port {} may not be used by this user. Choose one above 1023: --port 3000",
                cli.port
            ),
            io::ErrorKind::AddrNotAvailable => anyhow!(
                "this machine has no address {}. Choose one of its own: --listen 127.0.0.1",
                cli.listen
            ),
            _ => anyhow!("cannot listen on {address}: {error}"),
        })
}

/// Listens for the second origin, on the next port.
fn listen_beside(cli: &Cli, first: SocketAddr) -> anyhow::Result<Option<TcpListener>> {
    if cli.no_second_origin {
        return Ok(None);
    }
    let port = match cli.port {
        0 => 0,
        _ => first.port().checked_add(1).unwrap_or(0),
    };
    let address = SocketAddr::new(cli.listen, port);
    let listener = bind(address).map_err(|error| {
        anyhow!(
            "the second origin, for the lessons on CORS, cannot listen on {address} ({error}). Choose another port, \
             so that the next one is free too: --port {}; or do without it: --no-second-origin",
            cli.port.checked_add(10).unwrap_or(3000)
        )
    })?;
    Ok(Some(listener))
}

/// Under which names the two origins are reached.
fn origins(cli: &Cli, first: SocketAddr, second: Option<&TcpListener>) -> anyhow::Result<Origins> {
    let address = second.map(TcpListener::local_addr).transpose();
    let port = address
        .context("the socket has no address")?
        .map(|it| it.port());
    let own = SocketAddr::new(first.ip(), 0).to_string();
    let own = own.strip_suffix(":0").unwrap_or_default().to_owned();
    let mut names = vec!["localhost".to_owned(), "127.0.0.1".to_owned()];
    if !first.ip().is_unspecified() && !names.contains(&own) {
        names.push(own);
    }
    let origins = Origins::on_ports(&names, first.port(), port);
    let Some(public) = &cli.public_url else {
        return Ok(origins);
    };
    let beside = || {
        Some(format!(
            "{}://{}:{}",
            public.scheme_str()?,
            public.host()?,
            port?
        ))
    };
    let said = cli.second_public_url.as_ref().and_then(origins::of_url);
    Ok(origins.and(Pair {
        first: origins::of_url(public).context("--public-url names no host")?,
        second: said.or_else(beside),
    }))
}

fn hosts(cli: &Cli, address: SocketAddr) -> Hosts {
    let public = [&cli.public_url, &cli.second_public_url]
        .into_iter()
        .flatten();
    public
        .filter_map(Uri::host)
        .fold(Hosts::listening_on(address), Hosts::and)
}

/// The one line on standard output: whoever started the server waits for it.
fn announce(cli: &Cli, address: SocketAddr) -> io::Result<()> {
    let url = match &cli.public_url {
        Some(url) => url.to_string(),
        None => format!("http://{address}/"),
    };
    let mut out = io::stdout().lock();
    writeln!(out, "Roundtrip is at {url}")?;
    out.flush()
}

/// One line an event, on standard error. `RUST_LOG` says which (`info` if it is not set).
fn log_to_stderr() {
    let asked = env::var(EnvFilter::DEFAULT_ENV).unwrap_or_else(|_| "info".to_owned());
    let (filter, misspelt) = match EnvFilter::try_new(&asked) {
        Ok(filter) => (filter, None),
        Err(error) => (EnvFilter::new("info"), Some(error)),
    };
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(io::stderr)
        .with_ansi(io::stderr().is_terminal())
        .with_target(false)
        .init();
    if let Some(error) = misspelt {
        tracing::warn!("RUST_LOG is not understood ({error}), so it is taken as info");
    }
}
