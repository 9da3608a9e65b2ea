//! Which hosts this server answers for. A page on another site can point a name of its own at 127.0.0.1 and so reach
//! us from a visitor's browser (DNS rebinding): its requests carry that name in `Host`, and are turned away.

use std::net::{IpAddr, Ipv6Addr, SocketAddr};

use axum::http::{HeaderMap, Uri, header, uri::Authority};

use crate::problem::{Error, shorten};

/// The hosts that are answered.
#[derive(Clone, Debug, Default)]
pub struct Hosts {
    /// In lower case, without port.
    extra: Vec<String>,
}

impl Hosts {
    /// This machine's own names, with any port.
    pub fn loopback() -> Self {
        Self::default()
    }

    /// Those, and the address that the server listens on, where it is one address and not all of them.
    pub fn listening_on(address: SocketAddr) -> Self {
        let mut hosts = Self::loopback();
        if !address.ip().is_unspecified() {
            hosts.extra.push(match address.ip() {
                IpAddr::V4(ip) => ip.to_string(),
                IpAddr::V6(ip) => format!("[{ip}]"),
            });
        }
        hosts
    }

    /// Those, and the host of a public URL.
    #[must_use]
    pub fn and(mut self, host: &str) -> Self {
        self.extra.push(host.to_ascii_lowercase());
        self
    }

    /// Checks whom a request is for: the authority of an absolute target goes before `Host` (RFC 9112, section 3.2.2).
    ///
    /// # Errors
    /// [`Error::NoHost`] without exactly one valid `Host`, [`Error::Misdirected`] when it is not ours.
    pub(super) fn check(&self, target: &Uri, headers: &HeaderMap) -> Result<(), Error> {
        let mut fields = headers.get_all(header::HOST).iter();
        let (Some(field), None) = (fields.next(), fields.next()) else {
            return Err(Error::NoHost);
        };
        let field = field.to_str().map_err(|_| Error::NoHost)?;
        if target.authority().is_none() && is_usual(field) {
            return Ok(());
        }
        let named: Authority = field.trim().parse().map_err(|_| Error::NoHost)?;
        for authority in [Some(&named), target.authority()].into_iter().flatten() {
            if !self.has(authority) {
                return Err(Error::Misdirected {
                    host: shorten(authority.as_str()),
                });
            }
        }
        Ok(())
    }

    fn has(&self, authority: &Authority) -> bool {
        let (whole, host) = (authority.as_str(), authority.host());
        // What stands behind the host must be a port, which the type does not promise.
        let port = whole.strip_prefix(host).is_some_and(|it| {
            let digits = it.strip_prefix(':').unwrap_or(it);
            digits.bytes().all(|it| it.is_ascii_digit())
        });
        let host = host.to_ascii_lowercase();
        port && (is_loopback(&host) || self.extra.contains(&host))
    }
}

/// Whether a field is one that nearly all requests have: it need not be taken apart.
fn is_usual(field: &str) -> bool {
    let port = ["localhost:", "127.0.0.1:"]
        .iter()
        .find_map(|it| field.strip_prefix(it));
    port.is_some_and(|it| !it.is_empty() && it.bytes().all(|it| it.is_ascii_digit()))
}

fn is_loopback(host: &str) -> bool {
    let bracketed = host.strip_prefix('[').and_then(|it| it.strip_suffix(']'));
    host == "localhost"
        || host == "127.0.0.1"
        || bracketed.is_some_and(|it| it.parse() == Ok(Ipv6Addr::LOCALHOST))
}

#[cfg(test)]
mod tests {
    use axum::http::{HeaderValue, StatusCode};

    use super::*;

    fn status(hosts: &Hosts, target: &str, fields: &[&str]) -> u16 {
        let mut headers = HeaderMap::new();
        for field in fields {
            headers.append(header::HOST, HeaderValue::from_str(field).unwrap());
        }
        hosts
            .check(&target.parse().unwrap(), &headers)
            .map_or_else(|error| error.status(), |()| StatusCode::OK)
            .as_u16()
    }

    #[test]
    fn this_machines_own_names_are_answered_with_any_port() {
        let hosts = Hosts::loopback();
        for host in [
            "localhost",
            "LocalHost:3000",
            "127.0.0.1:1",
            "[::1]",
            "[::1]:3000",
        ] {
            assert_eq!(status(&hosts, "/", &[host]), 200, "{host}");
        }
    }

    #[test]
    fn other_names_are_not_ours() {
        let hosts = Hosts::loopback();
        for host in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.evil.example:3000",
            "evil.example@localhost",
            "127.0.0.2",
            "[::2]",
        ] {
            assert_eq!(status(&hosts, "/", &[host]), 421, "{host}");
        }
        assert_eq!(status(&hosts, "http://evil.example/", &["localhost"]), 421);
    }

    #[test]
    fn exactly_one_host_must_be_named() {
        let hosts = Hosts::loopback();
        for fields in [
            &[][..],
            &["localhost", "localhost"],
            &[""],
            &["a b"],
            &["\u{e9}"],
        ] {
            assert_eq!(status(&hosts, "/", fields), 400, "{fields:?}");
        }
    }

    #[test]
    fn what_the_operator_names_is_ours_too() {
        let hosts = Hosts::listening_on("192.0.2.7:3000".parse().unwrap()).and("Class.Example");
        assert_eq!(status(&hosts, "/", &["192.0.2.7:3000"]), 200);
        assert_eq!(status(&hosts, "/", &["class.example"]), 200);
        assert_eq!(status(&hosts, "/", &["192.0.2.8:3000"]), 421);
        let everywhere = Hosts::listening_on("0.0.0.0:3000".parse().unwrap());
        assert_eq!(status(&everywhere, "/", &["0.0.0.0:3000"]), 421);
    }
}
