//! What a proxy does to header fields on their way (RFC 9110, section 7.6; RFC 7239).

use std::net::SocketAddr;

use axum::http::{HeaderMap, HeaderName, HeaderValue, Version, header};

/// What the proxy is called in `Via` and `Forwarded`.
pub(super) const NAME: &str = "roundtrip-proxy";

/// Fields about one connection, whatever `Connection` says; and those about trailers and about waiting, which end here,
/// because the body is read whole before it goes on.
const HOP_BY_HOP: [HeaderName; 10] = [
    header::EXPECT,
    header::TRAILER,
    header::CONNECTION,
    HeaderName::from_static("keep-alive"),
    HeaderName::from_static("proxy-connection"),
    header::PROXY_AUTHENTICATE,
    header::PROXY_AUTHORIZATION,
    header::TE,
    header::TRANSFER_ENCODING,
    header::UPGRADE,
];

/// Takes out what was meant for the last connection only: what `Connection` names, and the fields that always are.
pub(super) fn remove_hop_by_hop(fields: &mut HeaderMap) {
    let named: Vec<HeaderName> = fields
        .get_all(header::CONNECTION)
        .iter()
        .filter_map(|it| it.to_str().ok())
        .flat_map(|it| it.split(','))
        .filter_map(|it| it.trim().parse().ok())
        .collect();
    for name in HOP_BY_HOP.iter().chain(&named) {
        fields.remove(name);
    }
}

/// Says that the message went through here, by which version of HTTP it came.
pub(super) fn add_via(fields: &mut HeaderMap, version: Version) {
    let version = if version == Version::HTTP_10 {
        "1.0"
    } else {
        "1.1"
    };
    if let Ok(via) = HeaderValue::try_from(format!("{version} {NAME}")) {
        fields.append(header::VIA, via);
    }
}

/// Says for whom, and under which name, the proxy asks. What other proxies said before stays.
pub(super) fn add_forwarded(fields: &mut HeaderMap, peer: Option<SocketAddr>) {
    let client = match peer {
        Some(SocketAddr::V4(address)) => format!("\"{address}\""),
        Some(SocketAddr::V6(address)) => format!("\"[{}]:{}\"", address.ip(), address.port()),
        None => "unknown".to_owned(),
    };
    let host = fields.get(header::HOST).and_then(|it| it.to_str().ok());
    let host = host.map_or_else(String::new, |it| format!(";host={}", quoted(it)));
    let said = format!("for={client};by=_{NAME}{host};proto=http");
    if let Ok(said) = HeaderValue::try_from(said) {
        fields.append(header::FORWARDED, said);
    }
}

/// A quoted string (RFC 9110, section 5.6.4).
fn quoted(text: &str) -> String {
    format!("\"{}\"", text.replace('\\', "\\\\").replace('"', "\\\""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn fields(fields: &[(&'static str, &'static str)]) -> HeaderMap {
        let fields = fields.iter();
        fields
            .map(|(name, value)| {
                (
                    HeaderName::from_static(name),
                    HeaderValue::from_static(value),
                )
            })
            .collect()
    }

    #[test]
    fn what_connection_names_does_not_go_further() {
        let mut given = fields(&[
            ("connection", "keep-alive, X-Mine"),
            ("x-mine", "1"),
            ("keep-alive", "timeout=5"),
            ("te", "trailers"),
            ("x-other", "2"),
        ]);
        remove_hop_by_hop(&mut given);
        assert_eq!(given, fields(&[("x-other", "2")]));
    }

    #[test]
    fn who_asks_is_said_as_rfc_7239_has_it() {
        let said = |peer: &str| {
            let mut given = fields(&[("host", "localhost:3000")]);
            add_forwarded(&mut given, peer.parse().ok());
            given[header::FORWARDED].to_str().unwrap().to_owned()
        };
        assert_eq!(
            said("127.0.0.1:5000"),
            "for=\"127.0.0.1:5000\";by=_roundtrip-proxy;host=\"localhost:3000\";proto=http"
        );
        assert!(said("[::1]:5000").starts_with("for=\"[::1]:5000\";"));
        assert!(said("nobody").starts_with("for=unknown;"));
    }

    #[test]
    fn via_and_forwarded_are_added_to_those_of_other_proxies() {
        let mut given = fields(&[("via", "1.0 other"), ("forwarded", "for=_a")]);
        add_via(&mut given, Version::HTTP_11);
        add_forwarded(&mut given, None);
        for name in [header::VIA, header::FORWARDED] {
            assert_eq!(given.get_all(name).iter().count(), 2);
        }
    }
}
