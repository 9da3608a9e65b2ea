//! So many requests in so much time, and what is said of it in the fields that the HTTP API working group drafts for it
//! (`RateLimit-Policy` and `RateLimit`).

use std::time::Duration;

use axum::http::{HeaderMap, HeaderName, HeaderValue};

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const LIMIT: HeaderName = HeaderName::from_static("ratelimit");

/// How many requests are welcome.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Rate {
    /// What they are counted by: a word, for the fields.
    pub name: &'static str,
    /// Requests in a window.
    pub quota: u64,
    /// How long a window is: a number of whole seconds.
    pub window: Duration,
}

/// Somebody's current window.
#[derive(Debug, Default)]
pub(crate) struct Window {
    /// When it ends, on the clock's uptime; zero before the first.
    end: Duration,
    used: u64,
}

/// What a request found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Left {
    /// Whether it was within the quota.
    pub within: bool,
    /// Requests that may still come in this window.
    pub remaining: u64,
    /// Seconds until the next window begins.
    pub seconds: u64,
}

impl Rate {
    /// Counts one request at `now`.
    pub(crate) fn count(&self, window: &mut Window, now: Duration) -> Left {
        if now >= window.end {
            *window = Window {
                end: now + self.window,
                used: 0,
            };
        }
        let within = window.used < self.quota;
        window.used += u64::from(within);
        Left {
            within,
            remaining: self.quota.saturating_sub(window.used),
            // Never less than it takes: who waits so long finds the next window open.
            seconds: window
                .end
                .saturating_sub(now)
                .as_millis()
                .div_ceil(1000)
                .try_into()
                .unwrap_or(u64::MAX),
        }
    }

    /// Says in an answer what the rate is, and what is left of it.
    pub(crate) fn say(&self, left: Left, headers: &mut HeaderMap) {
        let Self {
            name,
            quota,
            window,
        } = self;
        let policy = format!("\"{name}\";q={quota};w={}", window.as_secs());
        let limit = format!("\"{name}\";r={};t={}", left.remaining, left.seconds);
        for (name, value) in [(POLICY, policy), (LIMIT, limit)] {
            if let Ok(value) = HeaderValue::from_str(&value) {
                headers.insert(name, value);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_window_begins_with_its_first_request_and_then_all_is_new() {
        let rate = Rate {
            name: "visitor",
            quota: 5,
            window: Duration::from_secs(10),
        };
        let mut window = Window::default();
        let at = |ms| Duration::from_secs(100) + Duration::from_millis(ms);
        let found: Vec<_> = [0, 1, 2, 3, 4, 5000, 9999]
            .map(|ms| rate.count(&mut window, at(ms)))
            .map(|it| (it.within, it.remaining, it.seconds))
            .into();
        assert_eq!(
            found,
            [
                (true, 4, 10),
                (true, 3, 10),
                (true, 2, 10),
                (true, 1, 10),
                (true, 0, 10),
                (false, 0, 5),
                (false, 0, 1)
            ]
        );
        assert!(rate.count(&mut window, at(10_000)).within);
    }
}
