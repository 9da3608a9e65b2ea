//! Requests that were answered, by method, route and class of status, and how long they took.

use std::{
    array,
    collections::BTreeMap,
    sync::{
        PoisonError, RwLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Duration,
};

use axum::{
    extract::MatchedPath,
    http::{Method, StatusCode},
};

use super::text::Text;

/// What stands in the place of a route's template for what is under none: pages, and what is not found.
const NO_ROUTE: &str = "none";

/// The methods of RFC 9110 and RFC 5789; any other is counted as `other`.
const METHODS: [&str; 10] = [
    "GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS", "CONNECT", "TRACE", "other",
];

const CLASSES: [&str; 5] = ["1xx", "2xx", "3xx", "4xx", "5xx"];

/// The most routes that are told apart: a bound, there are fewer.
const MAX_ROUTES: usize = 1000;

/// The upper bounds of the classes that times are sorted into, in microseconds, and as they are written, in seconds.
const BOUNDS: [(u64, &str); 10] = [
    (100, "0.0001"),
    (500, "0.0005"),
    (1_000, "0.001"),
    (5_000, "0.005"),
    (10_000, "0.01"),
    (50_000, "0.05"),
    (100_000, "0.1"),
    (500_000, "0.5"),
    (1_000_000, "1"),
    (10_000_000, "10"),
];

type Count = AtomicU64;

/// What is counted.
#[derive(Debug, Default)]
pub(crate) struct Requests {
    none: ByMethod,
    routes: RwLock<BTreeMap<Box<str>, ByMethod>>,
    /// The last is for what took longer than all bounds.
    times: [Count; BOUNDS.len() + 1],
    total_us: Count,
}

/// By method and class of status.
#[derive(Debug)]
struct ByMethod([[Count; CLASSES.len()]; METHODS.len()]);

impl Default for ByMethod {
    fn default() -> Self {
        Self(array::from_fn(|_| array::from_fn(|_| Count::new(0))))
    }
}

impl ByMethod {
    fn count(&self, method: &Method, status: StatusCode) {
        let known = METHODS.iter().position(|it| *it == method.as_str());
        let class = usize::from(status.as_u16() / 100).saturating_sub(1);
        let classes = &self.0[known.unwrap_or(METHODS.len() - 1)];
        add(&classes[class.min(CLASSES.len() - 1)], 1);
    }

    fn write(&self, route: &str, text: &mut Text) {
        for (method, classes) in METHODS.iter().zip(&self.0) {
            for (class, count) in CLASSES.iter().zip(classes) {
                let count = now(count);
                if count > 0 {
                    let labels = [("method", *method), ("route", route), ("status", *class)];
                    text.number("", &labels, count);
                }
            }
        }
    }
}

impl Requests {
    /// A request was answered, on a route or outside of all, and its response's head took so long.
    pub fn count(
        &self,
        method: &Method,
        route: Option<&MatchedPath>,
        status: StatusCode,
        took: Duration,
    ) {
        self.count_on(method, route.map(MatchedPath::as_str), status);
        let us = u64::try_from(took.as_micros()).unwrap_or(u64::MAX);
        let class = BOUNDS.iter().position(|it| us <= it.0);
        add(&self.times[class.unwrap_or(BOUNDS.len())], 1);
        add(&self.total_us, us);
    }

    fn count_on(&self, method: &Method, route: Option<&str>, status: StatusCode) {
        let Some(route) = route else {
            return self.none.count(method, status);
        };
        let routes = self.routes.read().unwrap_or_else(PoisonError::into_inner);
        if let Some(known) = routes.get(route) {
            return known.count(method, status);
        }
        drop(routes);
        let mut routes = self.routes.write().unwrap_or_else(PoisonError::into_inner);
        if routes.len() < MAX_ROUTES || routes.contains_key(route) {
            let counts = routes.entry(route.into()).or_default();
            counts.count(method, status);
        } else {
            self.none.count(method, status);
        }
    }

    /// Writes all of it down.
    pub(super) fn write(&self, text: &mut Text) {
        text.family(
            "roundtrip_requests_total",
            "counter",
            "Requests answered, by method, route template and class of status.",
        );
        self.none.write(NO_ROUTE, text);
        let routes = self.routes.read().unwrap_or_else(PoisonError::into_inner);
        for (route, counts) in &*routes {
            counts.write(route, text);
        }
        drop(routes);
        self.write_times(text);
    }

    fn write_times(&self, text: &mut Text) {
        text.family(
            "roundtrip_request_duration_seconds",
            "histogram",
            "Time from a request's head to the head of its response.",
        );
        let mut sum = 0;
        let bounds = BOUNDS.iter().map(|it| it.1).chain(["+Inf"]);
        for (bound, count) in bounds.zip(&self.times) {
            sum += now(count);
            text.number("_bucket", &[("le", bound)], sum);
        }
        text.seconds("_sum", Duration::from_micros(now(&self.total_us)));
        text.number("_count", &[], sum);
    }
}

fn add(count: &Count, more: u64) {
    count.fetch_add(more, Ordering::Relaxed);
}

fn now(count: &Count) -> u64 {
    count.load(Ordering::Relaxed)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(requests: &Requests) -> String {
        let mut text = Text::default();
        requests.write(&mut text);
        text.finish()
    }

    #[test]
    fn requests_are_told_apart_by_method_route_and_class() {
        let requests = Requests::default();
        let odd = Method::from_bytes(b"BREW").unwrap();
        for (method, route, status) in [
            (&Method::GET, Some("/notes/{id}"), StatusCode::OK),
            (&Method::GET, Some("/notes/{id}"), StatusCode::NO_CONTENT),
            (&Method::GET, Some("/notes/{id}"), StatusCode::NOT_FOUND),
            (&odd, None, StatusCode::METHOD_NOT_ALLOWED),
        ] {
            requests.count_on(method, route, status);
        }
        let text = written(&requests);
        for line in [
            "roundtrip_requests_total{method=\"GET\",route=\"/notes/{id}\",status=\"2xx\"} 2\n",
            "roundtrip_requests_total{method=\"GET\",route=\"/notes/{id}\",status=\"4xx\"} 1\n",
            "roundtrip_requests_total{method=\"other\",route=\"none\",status=\"4xx\"} 1\n",
        ] {
            assert!(text.contains(line), "{line} is not in {text}");
        }
    }

    #[test]
    fn times_are_in_every_class_that_they_fit_into() {
        let requests = Requests::default();
        for us in [100, 101, 20_000_000] {
            let took = Duration::from_micros(us);
            requests.count(&Method::GET, None, StatusCode::OK, took);
        }
        let text = written(&requests);
        for line in [
            "_bucket{le=\"0.0001\"} 1\n",
            "_bucket{le=\"0.0005\"} 2\n",
            "_bucket{le=\"10\"} 2\n",
            "_bucket{le=\"+Inf\"} 3\n",
            "_sum 20.000201\n",
            "_count 3\n",
        ] {
            assert!(text.contains(line), "{line} is not in {text}");
        }
    }

    #[test]
    fn routes_have_a_bound() {
        let requests = Requests::default();
        for number in 0..2 * MAX_ROUTES {
            requests.count_on(&Method::GET, Some(&format!("/{number}")), StatusCode::OK);
        }
        assert_eq!(requests.routes.read().unwrap().len(), MAX_ROUTES);
        let rest = format!("route=\"none\",status=\"2xx\"}} {MAX_ROUTES}\n");
        assert!(written(&requests).contains(&rest));
    }
}
