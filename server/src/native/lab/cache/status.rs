//! What the cache says of itself in `Cache-Status` (RFC 9211).

use std::fmt::{self, Display, Formatter};

use axum::http::{HeaderMap, HeaderName, HeaderValue};

const CACHE_STATUS: HeaderName = HeaderName::from_static("cache-status");

/// What the cache did for one request.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Status {
    /// Why the request went on to an origin; `None` for a hit, unless `refused`.
    pub forward: Option<Forward>,
    /// The status that the origin answered with, where it is not the one that the client gets.
    pub answered: Option<u16>,
    pub stored: bool,
    /// Seconds of freshness that are left, or below zero, that have passed.
    pub ttl: Option<i64>,
    pub detail: Option<&'static str>,
    /// Neither hit nor forwarded: the client did not want the latter.
    pub refused: bool,
}

/// Why a request went on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Forward {
    /// Nothing was stored for the address.
    UriMiss,
    /// What was stored was made for other header fields.
    VaryMiss,
    /// What was stored was not fresh.
    Stale,
    /// The client insists.
    Request,
    /// The method is not one for caches.
    Method,
}

impl Display for Forward {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::UriMiss => "uri-miss",
            Self::VaryMiss => "vary-miss",
            Self::Stale => "stale",
            Self::Request => "request",
            Self::Method => "method",
        })
    }
}

impl Status {
    /// Says it in a response's fields.
    pub fn say(&self, fields: &mut HeaderMap) {
        if let Ok(value) = HeaderValue::try_from(self.to_string()) {
            fields.append(CACHE_STATUS, value);
        }
    }
}

impl Display for Status {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str("roundtrip-cache")?;
        match self.forward {
            Some(why) => write!(f, "; fwd={why}")?,
            None if self.refused => {}
            None => f.write_str("; hit")?,
        }
        if let Some(status) = self.answered {
            write!(f, "; fwd-status={status}")?;
        }
        if self.stored {
            f.write_str("; stored")?;
        }
        if let Some(ttl) = self.ttl {
            write!(f, "; ttl={ttl}")?;
        }
        if let Some(detail) = self.detail {
            write!(f, "; detail=\"{detail}\"")?;
        }
        Ok(())
    }
}
