//! How often one address may ask, where others than this machine reach the server: nobody can keep a class from working
//! by asking without end.

use std::{
    net::{IpAddr, Ipv6Addr},
    num::NonZeroUsize,
    sync::{Mutex, PoisonError},
    time::Duration,
};

use lru::LruCache;

use crate::rate::{Left, Rate, Window};

/// How many addresses are remembered: for one more, the one that has not asked for longest is forgotten.
const ADDRESSES: NonZeroUsize = NonZeroUsize::new(10_000).unwrap();

/// The windows of all addresses.
#[derive(Debug)]
pub struct Limiter {
    rate: Rate,
    windows: Mutex<LruCache<IpAddr, Window>>,
}

impl Limiter {
    /// So many requests a minute for each address.
    pub fn a_minute(quota: u64) -> Self {
        Self {
            rate: Rate {
                name: "address",
                quota,
                window: Duration::from_mins(1),
            },
            windows: Mutex::new(LruCache::new(ADDRESSES)),
        }
    }

    /// How many requests are welcome from each address.
    pub(super) fn rate(&self) -> &Rate {
        &self.rate
    }

    /// Counts a request at `now`, on the clock's uptime. `None` where it does not count: this machine asks, or a proxy
    /// on it that asks for others.
    pub(super) fn count(&self, peer: IpAddr, now: Duration) -> Option<Left> {
        let peer = whose(peer);
        if peer.is_loopback() {
            return None;
        }
        let mut windows = self.windows.lock().unwrap_or_else(PoisonError::into_inner);
        let window = windows.get_or_insert_mut(peer, Window::default);
        Some(self.rate.count(window, now))
    }
}

/// The address that stands for all that one network interface may have: of IPv6 the first half.
fn whose(peer: IpAddr) -> IpAddr {
    match peer.to_canonical() {
        IpAddr::V6(peer) if !peer.is_loopback() => {
            let [a, b, c, d, ..] = peer.segments();
            Ipv6Addr::new(a, b, c, d, 0, 0, 0, 0).into()
        }
        other => other,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn ip(text: &str) -> IpAddr {
        text.parse().unwrap()
    }

    #[test]
    fn an_address_counts_for_itself_and_this_machine_not_at_all() {
        let limiter = Limiter::a_minute(2);
        let within = |peer, at| {
            limiter
                .count(ip(peer), Duration::from_secs(at))
                .map(|it| it.within)
        };
        assert_eq!(within("192.0.2.1", 0), Some(true));
        assert_eq!(within("::ffff:192.0.2.1", 1), Some(true));
        assert_eq!(within("192.0.2.1", 59), Some(false));
        assert_eq!(within("192.0.2.2", 59), Some(true));
        assert_eq!(within("192.0.2.1", 60), Some(true));
        for own in ["127.0.0.1", "127.8.8.8", "::1", "::ffff:127.0.0.1"] {
            assert_eq!(within(own, 0), None, "{own}");
        }
    }

    #[test]
    fn a_network_of_ipv6_counts_as_one() {
        let limiter = Limiter::a_minute(1);
        let within = |peer| limiter.count(ip(peer), Duration::ZERO).unwrap().within;
        assert!(within("2001:db8::1"));
        assert!(!within("2001:db8::ffff:2"));
        assert!(within("2001:db8:0:1::1"));
    }

    #[test]
    fn not_more_addresses_are_remembered_than_there_is_room_for() {
        let limiter = Limiter::a_minute(1);
        for number in 0..20_000u32 {
            let peer = IpAddr::from(number.wrapping_add(0x0a00_0000).to_be_bytes());
            limiter.count(peer, Duration::ZERO);
        }
        assert_eq!(limiter.windows.lock().unwrap().len(), ADDRESSES.get());
    }
}
