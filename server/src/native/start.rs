//! Puts the parts together for a command line, and runs them until the process is asked to end.

use std::{
    env,
    io::{self, IsTerminal, Write},
    net::SocketAddr,
};

use anyhow::{Context, anyhow, bail};
use tokio::net::TcpListener;
use tracing_subscriber::EnvFilter;

use super::{
    SystemClock, app,
    cli::Cli,
    host::Hosts,
    serve::{Limits, serve},
    signals::EndSignals,
    site::Site,
};
use crate::{bench::Bench, services::Services};

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
    let listener = listen(&cli).await?;
    let address = listener.local_addr().context("the socket has no address")?;
    getrandom::u64().map_err(|error| anyhow!("there is no source of randomness: {error}"))?;
    let services = Services::new(SystemClock::start(), random)
        .with_bench(Bench::new(cli.compat, &cli.redirect_to));
    let limits = Limits::default();
    let app = app(&services, Some(site), hosts(&cli, address), limits.request);
    let signals = EndSignals::listen().context("Ctrl-C cannot be listened for")?;
    announce(&cli, address)?;
    serve(listener, app, limits, async {
        signals.heard().await;
        tracing::info!("ending: requests in flight may finish");
        services.retire();
    })
    .await;
    Ok(())
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

async fn listen(cli: &Cli) -> anyhow::Result<TcpListener> {
    let address = SocketAddr::new(cli.listen, cli.port);
    TcpListener::bind(address)
        .await
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

fn hosts(cli: &Cli, address: SocketAddr) -> Hosts {
    let hosts = Hosts::listening_on(address);
    match cli.public_url.as_ref().and_then(|it| it.host()) {
        Some(host) => hosts.and(host),
        None => hosts,
    }
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
