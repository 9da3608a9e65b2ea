//! One stored response: how fresh it is, and what it may be used for (RFC 9111, sections 3 and 4).

use std::time::{Duration, Instant, SystemTime};

use axum::{
    body::Bytes,
    http::{HeaderMap, HeaderName, HeaderValue, Response, StatusCode, header},
};

use super::control::Control;

/// Statuses that may be stored without being told so (RFC 9110, section 15.1), as far as whole responses go.
const HEURISTIC: [u16; 11] = [200, 203, 204, 300, 301, 308, 404, 405, 410, 414, 501];

/// A freshness that nobody gave is never guessed to be longer than this.
const MAX_GUESS: Duration = Duration::from_hours(24);

/// Fields of a 304 that say nothing about the stored response (section 3.2).
const NOT_UPDATED: [HeaderName; 4] = [
    header::CONTENT_LENGTH,
    header::CONTENT_ENCODING,
    header::CONTENT_TYPE,
    header::CONTENT_RANGE,
];

/// A stored response.
#[derive(Clone, Debug)]
pub(crate) struct Entry {
    pub status: StatusCode,
    pub fields: HeaderMap,
    pub body: Bytes,
    /// What the request had in the fields that `Vary` names; absent ones too.
    selecting: Vec<(HeaderName, Option<Vec<u8>>)>,
    lifetime: Duration,
    /// Its age when it came.
    initial_age: Duration,
    came: Instant,
}

/// What may be done with a stored response for a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Use {
    /// Give it out.
    Fresh,
    /// Give it out, and ask the origin in the background.
    Meanwhile,
    /// Ask the origin first whether it is still good; `request` if the client insists on that.
    Validate { request: bool },
}

impl Entry {
    /// Stores a response, where that is allowed. `asked` are the fields of the request, to GET; `delay` is how long the
    /// response took.
    pub fn new(asked: &HeaderMap, response: &Response<Bytes>, delay: Duration) -> Option<Self> {
        let fields = response.headers();
        let control = Control::of(fields);
        if !may_store(asked, response.status(), fields, &control) {
            return None;
        }
        let now = SystemTime::now();
        let lifetime = lifetime(response.status(), fields, &control, now)?;
        if lifetime.is_zero() && !can_be_asked_about(fields) {
            return None;
        }
        Some(Self {
            status: response.status(),
            selecting: selecting(asked, fields)?,
            lifetime,
            initial_age: initial_age(fields, now, delay),
            came: Instant::now(),
            body: response.body().clone(),
            fields: fields.clone(),
        })
    }

    /// Whether it is an answer to a request with these fields (section 4.1).
    pub fn fits(&self, asked: &HeaderMap) -> bool {
        let mut selecting = self.selecting.iter();
        selecting.all(|(name, value)| combined(asked, name) == *value)
    }

    /// What a request must have in which fields to be answered with it.
    pub fn selecting(&self) -> impl Iterator<Item = (&HeaderName, Option<&[u8]>)> {
        self.selecting.iter().map(|it| (&it.0, it.1.as_deref()))
    }

    /// How old it is.
    pub fn age(&self) -> Duration {
        self.initial_age + self.came.elapsed()
    }

    /// For how many seconds it is fresh; below zero, for how long it has not been.
    pub fn ttl(&self) -> i64 {
        let seconds = |it: Duration| i64::try_from(it.as_secs()).unwrap_or(i64::MAX);
        seconds(self.lifetime).saturating_sub(seconds(self.age()))
    }

    /// What may be done with it for a request with these fields.
    pub fn usable(&self, asked: &HeaderMap) -> Use {
        let (control, wish) = (Control::of(&self.fields), Control::of(asked));
        let legacy = asked.get(header::PRAGMA).is_some_and(|it| it == "no-cache");
        let age = self.age();
        let older = wish.seconds("max-age").is_some_and(|it| age > it);
        if wish.has("no-cache") || (legacy && !asked.contains_key(header::CACHE_CONTROL)) || older {
            return Use::Validate { request: true };
        }
        if control.has("no-cache") {
            return Use::Validate { request: false };
        }
        let margin = wish.seconds("min-fresh").unwrap_or_default();
        if age + margin < self.lifetime {
            return Use::Fresh;
        }
        let stale = age.saturating_sub(self.lifetime);
        if margin > Duration::ZERO || forbids_stale(&control) {
            return Use::Validate {
                request: margin > Duration::ZERO && age < self.lifetime,
            };
        }
        // Without an argument, max-stale takes any age.
        let taken = wish.seconds("max-stale");
        if wish.is_bare("max-stale") || taken.is_some_and(|it| stale <= it) {
            return Use::Fresh;
        }
        let meanwhile = control.seconds("stale-while-revalidate");
        if meanwhile.is_some_and(|it| stale <= it) {
            return Use::Meanwhile;
        }
        Use::Validate { request: false }
    }

    /// Whether it may be given out because the origin has failed (RFC 5861, section 4).
    pub fn survives_errors(&self) -> bool {
        let control = Control::of(&self.fields);
        let stale = self.age().saturating_sub(self.lifetime);
        let until = control.seconds("stale-if-error");
        !forbids_stale(&control) && !control.has("no-cache") && until.is_some_and(|it| stale <= it)
    }

    /// The same response after the origin has said 304: fresh again, with the fields that it sent (section 4.3.4).
    pub fn validated(
        &self,
        asked: &HeaderMap,
        fields: &HeaderMap,
        delay: Duration,
    ) -> Option<Self> {
        let mut updated = self.fields.clone();
        for name in fields.keys().filter(|it| !NOT_UPDATED.contains(it)) {
            updated.remove(name);
            for value in fields.get_all(name) {
                updated.append(name, value.clone());
            }
        }
        let mut response = Response::new(self.body.clone());
        *response.status_mut() = self.status;
        *response.headers_mut() = updated;
        Self::new(asked, &response, delay)
    }

    /// As a response, with its age.
    pub fn respond(&self) -> Response<Bytes> {
        let mut response = Response::new(self.body.clone());
        *response.status_mut() = self.status;
        *response.headers_mut() = self.fields.clone();
        let age = HeaderValue::from(self.age().as_secs().min(1 << 31));
        response.headers_mut().insert(header::AGE, age);
        response
    }

    /// About how much memory it takes, in bytes.
    pub fn weight(&self) -> usize {
        let fields = self.fields.iter();
        let fields: usize = fields.map(|it| 64 + it.0.as_str().len() + it.1.len()).sum();
        256 + fields + self.body.len()
    }
}

/// Section 3.
fn may_store(asked: &HeaderMap, status: StatusCode, fields: &HeaderMap, control: &Control) -> bool {
    let forbidden = Control::of(asked).has("no-store")
        || control.has("no-store")
        || control.has("private")
        // Not by the standard; but what sets a cookie is hardly meant for everybody.
        || fields.contains_key(header::SET_COOKIE);
    let whole = status != StatusCode::PARTIAL_CONTENT && status != StatusCode::NOT_MODIFIED;
    let open = !asked.contains_key(header::AUTHORIZATION)
        || control.has("public")
        || control.has("must-revalidate")
        || control.has("s-maxage");
    !forbidden && whole && open && !status.is_informational()
}

/// What the request has in the fields that the response depends on. `None` for `Vary: *`, which no request fits.
fn selecting(asked: &HeaderMap, fields: &HeaderMap) -> Option<Vec<(HeaderName, Option<Vec<u8>>)>> {
    let mut selecting = Vec::new();
    for value in fields.get_all(header::VARY) {
        for name in value.to_str().ok()?.split(',').map(str::trim) {
            // `*` is a token, so it would pass for a name.
            if name == "*" {
                return None;
            }
            if !name.is_empty() {
                let name: HeaderName = name.parse().ok()?;
                let value = combined(asked, &name);
                selecting.push((name, value));
            }
        }
    }
    Some(selecting)
}

/// All values of a field as one, without the space around them.
fn combined(fields: &HeaderMap, name: &HeaderName) -> Option<Vec<u8>> {
    let values = fields.get_all(name).iter();
    let values: Vec<&[u8]> = values.map(|it| it.as_bytes().trim_ascii()).collect();
    (!values.is_empty()).then(|| values.join(&b", "[..]))
}

/// Section 4.2.1. `None` where nobody says how long, and it may not be guessed.
fn lifetime(
    status: StatusCode,
    fields: &HeaderMap,
    control: &Control,
    now: SystemTime,
) -> Option<Duration> {
    for name in ["s-maxage", "max-age"] {
        if control.has(name) {
            // What is no number is as if it were zero (section 4.2.1).
            return Some(control.seconds(name).unwrap_or_default());
        }
    }
    let date = date(fields, &header::DATE).unwrap_or(now);
    if fields.contains_key(header::EXPIRES) {
        let expires = self::date(fields, &header::EXPIRES);
        let left = expires.and_then(|it| it.duration_since(date).ok());
        return Some(left.unwrap_or_default());
    }
    if !control.has("public") && !HEURISTIC.contains(&status.as_u16()) {
        return None;
    }
    // A tenth of the time that it has not changed for (section 4.2.2).
    let modified = self::date(fields, &header::LAST_MODIFIED)?;
    let unchanged = date.duration_since(modified).unwrap_or_default();
    Some((unchanged / 10).min(MAX_GUESS))
}

/// Whether an entry that is never fresh can be of use: only if the origin can be asked about it.
fn can_be_asked_about(fields: &HeaderMap) -> bool {
    fields.contains_key(header::ETAG) || fields.contains_key(header::LAST_MODIFIED)
}

/// Section 4.2.3.
fn initial_age(fields: &HeaderMap, now: SystemTime, delay: Duration) -> Duration {
    let date = date(fields, &header::DATE);
    let apparent = date.and_then(|it| now.duration_since(it).ok());
    let said = fields
        .get(header::AGE)
        .and_then(|it| it.to_str().ok()?.parse().ok());
    let said = said.map(|it: u64| Duration::from_secs(it.min(1 << 31)));
    // Below a second, `Date` has nothing to say: it is cut to seconds.
    let apparent = Duration::from_secs(apparent.unwrap_or_default().as_secs());
    apparent.max(said.unwrap_or_default() + delay)
}

fn date(fields: &HeaderMap, name: &HeaderName) -> Option<SystemTime> {
    httpdate::parse_http_date(fields.get(name)?.to_str().ok()?).ok()
}

/// Section 5.2.2: a shared cache must ask first.
fn forbids_stale(control: &Control) -> bool {
    ["must-revalidate", "proxy-revalidate", "s-maxage"]
        .iter()
        .any(|it| control.has(it))
}

#[cfg(test)]
mod tests;
