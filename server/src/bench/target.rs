//! Where `/redirect-to` may send a client: not to somebody else's server, whatever the address looks like.

use axum::http::uri::Authority;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};

use super::fault::Fault;
use crate::problem::shorten;

/// What may not stand in a URI as it is (RFC 3986, appendix A), apart from the percent sign, which is left alone.
/// Browsers take a backslash for a slash, and drop tabs and line breaks: encoded, they are neither.
const UNSAFE: &AsciiSet = &CONTROLS
    .add(b' ')
    .add(b'"')
    .add(b'<')
    .add(b'>')
    .add(b'\\')
    .add(b'^')
    .add(b'`')
    .add(b'{')
    .add(b'|')
    .add(b'}');

/// An address that a client may be sent to: a URI reference, as RFC 3986, section 4.1 has it.
#[derive(Debug)]
pub(super) struct Target {
    text: String,
    /// The authority, if the address names one.
    authority: Option<Authority>,
}

impl Target {
    /// Reads an address.
    ///
    /// # Errors
    /// [`Fault::Value`] for another scheme than `http` and `https`, and for an authority that is none.
    pub fn parse(url: &str) -> Result<Self, Fault> {
        let refuse = || {
            Fault::value(
                "url",
                "a path, or a URL that begins with http:// or https://",
                url,
            )
        };
        if url.is_empty() || url.len() > 2000 {
            return Err(refuse());
        }
        let text = utf8_percent_encode(url, UNSAFE).to_string();
        let first = text.split(['/', '?', '#']).next().unwrap_or_default();
        let rest = match first.split_once(':') {
            None => text.as_str(),
            Some((scheme, ""))
                if ["http", "https"]
                    .iter()
                    .any(|it| scheme.eq_ignore_ascii_case(it)) =>
            {
                let rest = &text[first.len()..];
                if !rest.starts_with("//") {
                    return Err(refuse());
                }
                rest
            }
            Some(_) => return Err(refuse()),
        };
        let authority = match rest.strip_prefix("//") {
            None => None,
            Some(rest) => {
                let name = rest.split(['/', '?', '#']).next().unwrap_or_default();
                let authority: Authority = name.parse().map_err(|_| refuse())?;
                if name.contains(['@', '%']) || authority.host().is_empty() {
                    return Err(refuse());
                }
                Some(authority)
            }
        };
        Ok(Self { text, authority })
    }

    /// The address, as `Location` may hold it.
    pub fn as_str(&self) -> &str {
        &self.text
    }

    /// That it stays on the host of `base`, whatever the port, or leads to one of `others`.
    ///
    /// # Errors
    /// [`Fault::ForeignHost`].
    pub fn check(&self, base: &str, others: &[String]) -> Result<(), Fault> {
        let Some(authority) = &self.authority else {
            return Ok(());
        };
        let host = authority.host().to_ascii_lowercase();
        let own: Option<Authority> = base.split_once("://").and_then(|it| it.1.parse().ok());
        let is_own = own.is_some_and(|it| it.host().eq_ignore_ascii_case(&host));
        if is_own || others.contains(&host) {
            return Ok(());
        }
        Err(Fault::ForeignHost {
            host: shorten(&host),
        })
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const OWN: &str = "http://localhost:3000";

    fn goes(url: &str) -> bool {
        Target::parse(url).is_ok_and(|it| it.check(OWN, &["friend.example".to_owned()]).is_ok())
    }

    #[test]
    fn paths_and_listed_hosts_are_followed() {
        for url in [
            "/get",
            "get",
            "?a=1",
            "#top",
            "/a?b=http://evil.example",
            "../x",
            "//localhost/x",
            "http://localhost:4000/",
            "HTTPS://LocalHost",
            "http://friend.example/é",
            "/\\evil.example",
            "\\\\evil.example",
        ] {
            assert!(goes(url), "{url}");
        }
    }

    #[test]
    fn nobody_is_sent_to_somebody_else() {
        for url in [
            "",
            "http://evil.example/",
            "//evil.example/",
            "https:evil.example",
            "http:///evil.example",
            "javascript:alert(1)",
            "data:text/html,x",
            "ftp://localhost/",
            "http://localhost@evil.example/",
            "http://localhost:3000@evil.example",
            "http://evil.example\\@localhost/",
            "ht\ntp://evil.example/",
            "///evil.example",
            "http://localhost%2eevil.example/",
            "http://friend.example.evil.example/",
        ] {
            assert!(!goes(url), "{url}");
        }
    }

    #[test]
    fn the_location_is_a_uri() {
        let location = |url: &str| Target::parse(url).unwrap().text;
        assert_eq!(location("/a b/é%20\\"), "/a%20b/%C3%A9%20%5C");
    }

    proptest! {
        #[test]
        fn whatever_is_followed_is_printable_ascii_and_leads_home(url in "\\PC*|(https?:|[/\\\\@:?#.a-z\\t\\n])*") {
            if let Ok(target) = Target::parse(&url) {
                prop_assert!(target.as_str().bytes().all(|it| (0x21..0x7f).contains(&it) && it != b'\\'));
                let foreign = target.as_str().starts_with("//") && !target.as_str().starts_with("//localhost");
                prop_assert!(!(foreign && target.check(OWN, &[]).is_ok()), "{:?}", target);
            }
        }
    }
}
