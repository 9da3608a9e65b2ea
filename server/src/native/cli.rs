//! The command line.

use std::{net::IpAddr, path::PathBuf};

use axum::http::Uri;
use clap::Parser;

use super::limit::Limiter;
use crate::bench::Compat;

/// Roundtrip's companion server: the course's pages, and the routes its lessons send requests to.
#[derive(Clone, Debug, Parser)]
#[command(name = "roundtrip", version)]
pub struct Cli {
    /// The port to listen on; 0 takes any that is free.
    #[arg(long, default_value_t = 3000)]
    pub port: u16,

    /// The address to listen on. Others than this machine reach it only on another address than the default.
    #[arg(long, default_value = "127.0.0.1")]
    pub listen: IpAddr,

    /// The folder of the built site.
    #[arg(long, default_value = "dist")]
    pub site: PathBuf,

    /// The address under which others reach this server, for example <http://192.0.2.7:3000>.
    #[arg(long, value_parser = public_url)]
    pub public_url: Option<Uri>,

    /// Under which address others reach the second origin, where that is not the same host on the next port.
    #[arg(long, value_parser = public_url, requires = "public_url")]
    pub second_public_url: Option<Uri>,

    /// With --public-url: how many requests a minute are answered to one address; 0 for any number. This machine's own
    /// do not count, nor do those of a proxy on it.
    #[arg(long, default_value_t = 3000, requires = "public_url")]
    pub rate_limit: u64,

    /// Do without the second origin, which otherwise listens on the next port: the lessons on CORS need it.
    #[arg(long, conflicts_with = "second_public_url")]
    pub no_second_origin: bool,

    /// Whose answers the routes of the bench give where httpbin and the standards differ.
    #[arg(long, value_enum, default_value_t)]
    pub compat: Compat,

    /// A host besides its own to which /redirect-to may send a client; as often as there are such hosts.
    #[arg(long, value_name = "HOST")]
    pub redirect_to: Vec<String>,

    /// The folder in which what visitors store is kept. Without it, that goes when the server ends.
    #[arg(long, conflicts_with = "database")]
    pub data: Option<PathBuf>,

    /// A PostgreSQL database to keep it in instead, for example <postgres://user:password@127.0.0.1:5432/roundtrip>.
    #[arg(long)]
    pub database: Option<String>,

    /// Answer /metrics to programs on this machine even with a public URL. A proxy before this server must not pass that
    /// path on then.
    #[arg(long, requires = "public_url")]
    pub metrics: bool,

    /// For work on the site: nothing is cached, and the site's folder may be missing.
    #[arg(long)]
    pub dev: bool,
}

impl Cli {
    /// How often one address may ask: without bound where only this machine reaches the server.
    pub fn limiter(&self) -> Option<Limiter> {
        let bounded = self.public_url.is_some() && self.rate_limit > 0;
        bounded.then(|| Limiter::a_minute(self.rate_limit))
    }
}

fn public_url(text: &str) -> Result<Uri, String> {
    let url: Uri = text.parse().map_err(|error| format!("{error}"))?;
    match (url.scheme_str(), url.host()) {
        (Some("http" | "https"), Some(_)) => Ok(url),
        _ => Err("it must begin with http:// or https:// and name a host".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_defaults_are_loopback_and_port_3000() {
        let cli = Cli::parse_from(["roundtrip"]);
        assert_eq!(
            (cli.listen.to_string(), cli.port),
            ("127.0.0.1".to_owned(), 3000)
        );
        assert!(!cli.dev);
    }

    #[test]
    fn only_a_server_for_others_has_a_limit() {
        let limited = |more: &[&str]| {
            let cli = Cli::try_parse_from([&["roundtrip"], more].concat());
            cli.map(|it| it.limiter().is_some())
        };
        let public = "--public-url=http://192.0.2.7:3000";
        assert_eq!(limited(&[]).ok(), Some(false));
        assert_eq!(limited(&[public]).ok(), Some(true));
        assert_eq!(limited(&[public, "--rate-limit=0"]).ok(), Some(false));
        assert!(limited(&["--rate-limit=5"]).is_err());
    }

    #[test]
    fn a_public_url_names_scheme_and_host() {
        assert!(public_url("https://class.example/").is_ok());
        for text in ["class.example", "/path", "ftp://class.example", "http://"] {
            assert!(public_url(text).is_err(), "{text}");
        }
    }
}
