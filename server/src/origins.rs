//! The two origins of this server: the one that serves the pages, and a second one for the lessons on what a page may
//! do with others. An origin is scheme, host and port together (RFC 6454), so another port is enough.

use axum::http::{Uri, uri::Authority};

/// Under which names the server is reached, and where its second origin is under the same name.
#[derive(Clone, Debug, Default)]
pub struct Origins(Vec<Pair>);

/// The same host, twice. Origins as browsers write them: no slash at the end, no default port.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Pair {
    /// Of the pages.
    pub first: String,
    /// The other one, where there is one.
    pub second: Option<String>,
}

impl Origins {
    /// For hosts that are reached over plain HTTP, by the ports of the two origins. A host is as it stands in a URL.
    pub fn on_ports(hosts: &[String], first: u16, second: Option<u16>) -> Self {
        let pairs = hosts.iter().map(|host| Pair {
            first: on_port(host, first),
            second: second.map(|port| on_port(host, port)),
        });
        Self(pairs.collect())
    }

    /// Those, and one that is known under another name outside: it goes before the others.
    #[must_use]
    pub fn and(mut self, pair: Pair) -> Self {
        self.0.insert(0, pair);
        self
    }

    /// Whether an `Origin` header field names the origin of our pages.
    pub fn is_first(&self, origin: &str) -> bool {
        self.0.iter().any(|it| it.first == origin)
    }

    /// The second origins, all of them.
    pub fn seconds(&self) -> impl Iterator<Item = &str> {
        self.0.iter().filter_map(|it| it.second.as_deref())
    }

    /// The pair of whoever asks under a host, as `Host` has it; where none is known under it, the first.
    pub fn of_host(&self, host: &str) -> Option<&Pair> {
        let asked = |it: &&Pair| authority(&it.first).is_some_and(|it| same(&it, host));
        self.0.iter().find(asked).or(self.0.first())
    }
}

fn on_port(host: &str, port: u16) -> String {
    match port {
        80 => format!("http://{host}"),
        port => format!("http://{host}:{port}"),
    }
}

/// The origin of a URL, as browsers write it; `None` for a URL without scheme or host.
pub fn of_url(url: &Uri) -> Option<String> {
    let (scheme, authority) = (url.scheme_str()?, url.authority()?);
    let host = authority.host().to_ascii_lowercase();
    let usual = if scheme == "https" { 443 } else { 80 };
    Some(match authority.port_u16() {
        Some(port) if port != usual => format!("{scheme}://{host}:{port}"),
        _ => format!("{scheme}://{host}"),
    })
}

fn authority(origin: &str) -> Option<Authority> {
    origin.split_once("://")?.1.parse().ok()
}

/// Whether a `Host` field means this authority: the default port may stand in it.
fn same(authority: &Authority, host: &str) -> bool {
    let Ok(host) = host.parse::<Authority>() else {
        return false;
    };
    let usual = |it: Option<u16>| it.filter(|port| *port != 80 && *port != 443);
    authority.host().eq_ignore_ascii_case(host.host())
        && usual(authority.port_u16()) == usual(host.port_u16())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn origins() -> Origins {
        let hosts = ["localhost".to_owned(), "127.0.0.1".to_owned()];
        Origins::on_ports(&hosts, 3000, Some(3001)).and(Pair {
            first: "https://class.example".to_owned(),
            second: Some("https://other.example".to_owned()),
        })
    }

    #[test]
    fn the_second_origin_has_the_name_that_one_came_by() {
        let second = |host: &str| origins().of_host(host).and_then(|it| it.second.clone());
        assert_eq!(second("127.0.0.1:3000").unwrap(), "http://127.0.0.1:3001");
        assert_eq!(second("LOCALHOST:3000").unwrap(), "http://localhost:3001");
        assert_eq!(
            second("class.example:443").unwrap(),
            "https://other.example"
        );
        assert_eq!(second("[::1]:3000").unwrap(), "https://other.example");
    }

    #[test]
    fn an_origin_is_ours_to_the_letter_only() {
        for (origin, ours) in [
            ("http://localhost:3000", true),
            ("https://class.example", true),
            ("http://localhost:3001", false),
            ("https://localhost:3000", false),
            ("http://localhost:3000.evil.example", false),
            ("null", false),
            ("", false),
        ] {
            assert_eq!(origins().is_first(origin), ours, "{origin}");
        }
    }

    #[test]
    fn a_default_port_is_not_written() {
        let of = |url: &str| of_url(&url.parse().unwrap()).unwrap();
        assert_eq!(of("http://Class.Example:80/x"), "http://class.example");
        assert_eq!(
            of("https://class.example:8443"),
            "https://class.example:8443"
        );
        assert_eq!(on_port("localhost", 80), "http://localhost");
    }
}
