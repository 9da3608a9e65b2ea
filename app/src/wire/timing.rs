//! When the parts of an exchange took place, as far as the browser lets a page see (W3C Resource Timing).

/// One entry of Resource Timing. Times are milliseconds since the page's time origin; 0 stands for "not known".
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timing {
    /// The browser began.
    pub start: f64,
    /// After redirects, the browser began to fetch the last URL.
    pub fetch: f64,
    /// The name was looked up.
    pub dns: (f64, f64),
    /// The connection was made; with TLS, that includes the handshake.
    pub connect: (f64, f64),
    /// TLS began; 0 without TLS or on a connection that was open already.
    pub secure: f64,
    /// The request was sent.
    pub request: f64,
    /// The first byte of the response arrived.
    pub response: f64,
    /// The last byte arrived, or the exchange failed.
    pub end: f64,
    /// The protocol by its ALPN id: `http/1.1`, `h2`, `h3`; empty where it is not known.
    pub protocol: String,
    /// Bytes that came over the network, header fields (counted as 300) and body; 0 for an answer from the cache.
    pub transferred: u64,
    /// The body's size as it was sent, perhaps compressed.
    pub encoded: u64,
    /// The body's size, decompressed.
    pub decoded: u64,
}

/// A part of an exchange.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Phase {
    /// A short name: the colour goes by it.
    pub key: &'static str,
    /// What a learner reads.
    pub name: &'static str,
    /// Milliseconds since the page's time origin.
    pub start: f64,
    /// Milliseconds since the page's time origin.
    pub end: f64,
}

impl Timing {
    /// The phases in order; those that took no time are left out, but for waiting and receiving.
    pub fn phases(&self) -> Vec<Phase> {
        let phase = |key, name, start: f64, end: f64| Phase {
            key,
            name,
            start,
            end: end.max(start),
        };
        if self.request <= 0.0 {
            return vec![phase(
                "wait",
                "In all (the browser tells no phases)",
                self.start,
                self.end,
            )];
        }
        let connected = if self.secure > 0.0 {
            self.secure
        } else {
            self.connect.1
        };
        let first = [self.dns.0, self.connect.0, self.request]
            .into_iter()
            .find(|it| *it > self.fetch)
            .unwrap_or(self.request);
        let mut phases = vec![
            phase("redirect", "Redirects", self.start, self.fetch),
            phase("queue", "Queued in the browser", self.fetch, first),
            phase("dns", "Name look-up (DNS)", self.dns.0, self.dns.1),
            phase("connect", "Connecting (TCP)", self.connect.0, connected),
            phase("tls", "Handshake (TLS)", connected, self.connect.1),
        ];
        phases.retain(|it| it.end - it.start >= 0.05);
        phases.push(phase(
            "wait",
            "Waiting for the first byte",
            self.request,
            self.response,
        ));
        phases.push(phase(
            "receive",
            "Receiving the body",
            self.response,
            self.end,
        ));
        phases
    }

    /// Whether the connection was open before: no time went into making one.
    pub fn reused(&self) -> bool {
        self.request > 0.0 && self.connect.1 - self.connect.0 <= 0.0
    }

    /// Whether the answer came from the browser's cache without asking the server.
    pub fn cached(&self) -> bool {
        self.transferred == 0 && self.decoded > 0
    }
}

/// The furthest that an entry's start may lie before the moment at which the page sent: clocks are coarsened to 1 ms.
const COARSE: f64 = 1.5;

/// Which of the exchanges to one URL an entry belongs to: the one sent last before the entry began. `sent` are pairs
/// of an id and the moment it was sent.
pub fn owner(sent: impl Iterator<Item = (u32, f64)>, start: f64) -> Option<u32> {
    sent.filter(|(_, at)| *at <= start + COARSE)
        .max_by(|a, b| a.1.total_cmp(&b.1).then(b.0.cmp(&a.0)))
        .map(|(id, _)| id)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn plain() -> Timing {
        Timing {
            start: 100.0,
            fetch: 100.0,
            dns: (101.0, 103.0),
            connect: (103.0, 110.0),
            secure: 105.0,
            request: 111.0,
            response: 120.0,
            end: 125.0,
            protocol: "h2".into(),
            transferred: 400,
            encoded: 100,
            decoded: 100,
        }
    }

    #[test]
    fn phases_follow_each_other_without_overlap() {
        let phases = plain().phases();
        let keys: Vec<_> = phases.iter().map(|it| it.key).collect();
        assert_eq!(keys, ["queue", "dns", "connect", "tls", "wait", "receive"]);
        assert!(phases.windows(2).all(|it| it[0].end <= it[1].start + 1.0));
        assert!((phases[3].end - 110.0).abs() < 0.01);
    }

    #[test]
    fn an_open_connection_has_no_phase_of_making_one() {
        let timing = Timing {
            dns: (100.0, 100.0),
            connect: (100.0, 100.0),
            secure: 0.0,
            ..plain()
        };
        assert!(timing.reused());
        let keys: Vec<_> = timing.phases().iter().map(|it| it.key).collect();
        assert_eq!(keys, ["queue", "wait", "receive"]);
    }

    #[test]
    fn without_details_there_is_one_phase() {
        let timing = Timing {
            start: 5.0,
            end: 9.0,
            ..Timing::default()
        };
        assert_eq!(timing.phases().len(), 1);
        assert!(!timing.reused());
    }

    #[test]
    fn a_cached_answer_moved_no_bytes() {
        assert!(
            Timing {
                transferred: 0,
                ..plain()
            }
            .cached()
        );
        assert!(!plain().cached());
        assert!(!Timing::default().cached());
    }

    #[test]
    fn an_entry_belongs_to_the_request_sent_last_before_it_began() {
        for (sent, start, expected) in [
            (&[(1, 10.0), (2, 20.0)][..], 20.4, Some(2)),
            (&[(1, 10.0), (2, 20.0)], 15.0, Some(1)),
            (&[(1, 10.0)], 9.0, Some(1)),
            (&[(1, 10.0)], 8.0, None),
            (&[(1, 10.0), (2, 10.0)], 10.0, Some(1)),
            (&[], 1.0, None),
        ] {
            assert_eq!(
                owner(sent.iter().copied(), start),
                expected,
                "{sent:?} {start}"
            );
        }
    }
}
