//! How the bench is set up: whose answers it gives, where it may redirect to, and what it must remember.

use super::digest::Nonces;

/// Whose answers the bench gives where httpbin and the standards differ.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[cfg_attr(feature = "native", derive(clap::ValueEnum))]
pub enum Compat {
    /// As RFC 9110 and its companions say.
    #[default]
    Rfc,
    /// As httpbin does, for clients that count on it.
    Httpbin,
}

/// The set-up of the bench, and the little that it remembers between requests.
#[derive(Debug, Default)]
pub struct Bench {
    /// Whose answers it gives.
    pub compat: Compat,
    /// Hosts besides its own to which `/redirect-to` may send a client: in lower case, without port.
    pub redirect_hosts: Vec<String>,
    pub(super) nonces: Nonces,
}

impl Bench {
    /// A bench that gives the answers of `compat` and may redirect to `redirect_hosts`.
    pub fn new(compat: Compat, redirect_hosts: &[String]) -> Self {
        Self {
            compat,
            redirect_hosts: redirect_hosts
                .iter()
                .map(|it| it.to_ascii_lowercase())
                .collect(),
            nonces: Nonces::default(),
        }
    }

    /// Whether httpbin's own answers are wanted.
    pub(super) fn is_httpbin(&self) -> bool {
        self.compat == Compat::Httpbin
    }
}
