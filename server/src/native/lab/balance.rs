//! The balancer: in which order the origins are tried for a request.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use axum::http::HeaderMap;
use utoipa::ToSchema;

use super::{
    Fault,
    origin::{Origin, Origins},
};
use crate::fields::cookies;

/// The cookie that names the origin to which a client sticks.
pub(super) const COOKIE: &str = "roundtrip_lab_origin";

/// By which rule an origin is chosen.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, ToSchema)]
#[schema(rename_all = "kebab-case")]
pub(super) enum Rule {
    /// Each in turn.
    #[default]
    RoundRobin,
    /// The one with the fewest requests that are not answered yet; among equals, each in turn.
    LeastConnections,
}

/// What a request asks of the balancer, in its query.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct Wish {
    pub rule: Rule,
    /// Whether the client wants to stay with the origin that it gets.
    pub sticky: bool,
}

impl Wish {
    /// Reads `sticky` and `balance` out of a query; other parameters are the origins' business.
    ///
    /// # Errors
    /// [`Fault::Parameter`] when one stands there twice or makes no sense.
    pub fn of(query: &str) -> Result<Self, Fault> {
        let (mut rule, mut sticky) = (None, None);
        for (name, value) in form_urlencoded::parse(query.as_bytes()) {
            let twice = match (&*name, &*value) {
                ("sticky", "0") => sticky.replace(false).is_some(),
                ("sticky", "1") => sticky.replace(true).is_some(),
                ("balance", "round-robin") => rule.replace(Rule::RoundRobin).is_some(),
                ("balance", "least-connections") => rule.replace(Rule::LeastConnections).is_some(),
                ("sticky" | "balance", _) => return Err(Fault::Parameter),
                _ => false,
            };
            if twice {
                return Err(Fault::Parameter);
            }
        }
        Ok(Self {
            rule: rule.unwrap_or_default(),
            sticky: sticky.unwrap_or_default(),
        })
    }
}

/// Whose turn it is.
#[derive(Debug, Default)]
pub(super) struct Balancer(AtomicUsize);

impl Balancer {
    /// The origins in the order in which they are to be tried: healthy ones only, as long as there are any.
    pub fn order(&self, origins: &Origins, wish: Wish, asked: &HeaderMap) -> Vec<Arc<Origin>> {
        let turn = self.0.fetch_add(1, Ordering::Relaxed);
        let healthy = |it: &&Arc<Origin>| it.is_healthy();
        let mut order: Vec<_> = origins.all.iter().filter(healthy).cloned().collect();
        if order.is_empty() {
            order = origins.all.to_vec();
        }
        let count = order.len();
        order.rotate_left(turn % count);
        if wish.rule == Rule::LeastConnections {
            order.sort_by_key(|it| it.in_flight.load(Ordering::Relaxed));
        }
        let stuck = wish.sticky.then(|| stuck_to(asked)).flatten();
        if let Some(name) = stuck {
            order.sort_by_key(|it| it.name != name);
        }
        order
    }
}

/// The origin that the client's cookie names.
fn stuck_to(asked: &HeaderMap) -> Option<&str> {
    let mut cookies = cookies(asked).filter(|(name, _)| *name == COOKIE);
    cookies.next().map(|(_, value)| value)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_wish_is_read_from_the_query() {
        let wish = |rule, sticky| Ok(Wish { rule, sticky });
        assert_eq!(Wish::of("a=b&a=c"), wish(Rule::RoundRobin, false));
        assert_eq!(
            Wish::of("sticky=1&balance=least-connections"),
            wish(Rule::LeastConnections, true)
        );
        for query in [
            "sticky=2",
            "sticky",
            "balance=",
            "sticky=1&sticky=1",
            "balance=best",
        ] {
            assert_eq!(Wish::of(query), Err(Fault::Parameter), "{query}");
        }
    }

    proptest! {
        #[test]
        fn any_query_is_a_wish_or_a_fault(query in "(sticky|balance|[=&%01+]|round-robin){0,12}") {
            let _ = Wish::of(&query);
        }
    }
}
