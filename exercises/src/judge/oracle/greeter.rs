//! The first lesson's `handleRequest`: three routes, 404 for any other path, 405 for any other method.
//!
//! What its brief says beyond the routes: a query is no part of the path, paths match exactly, and methods are
//! case-sensitive (RFC 9110, section 9.1). An unknown path asked for with an unsupported method may be answered either
//! way. `HEAD` is never generated: a real server answers it wherever it answers `GET`, the brief does not mention it.

use fastrand::Rng;

use super::{
    Model,
    words::{one_of, word, wrong_case},
};
use crate::judge::spec::{Answer, Request, Step};

const ROUTES: [(&str, &str, &str); 3] = [
    ("GET", "/hello", "Hello, World!"),
    ("GET", "/time", "Current time"),
    ("POST", "/echo", "Echo received"),
];
const SUPPORTED: [&str; 2] = ["GET", "POST"];
const UNSUPPORTED: [&str; 4] = ["PUT", "DELETE", "PATCH", "OPTIONS"];
/// Unknown paths that a careless look-up in an object, or a look at the start of the path only, takes for known.
const TRAPS: [&str; 8] = [
    "/",
    "/constructor",
    "/__proto__",
    "/toString",
    "/api/hello",
    "/hello/time",
    "/hello/world",
    "/favicon.ico",
];

/// The first lesson's server, which keeps nothing.
#[derive(Default)]
pub struct Greeter;

impl Model for Greeter {
    fn ask(rng: &mut Rng, at: usize) -> Vec<Step> {
        vec![Step::asking(request(rng, at))]
    }

    fn accept(&mut self, step: &Step) -> Vec<Answer> {
        accept(&step.request)
    }
}

fn accept(request: &Request) -> Vec<Answer> {
    let path = request.bare_path();
    let method = request.method.as_str();
    let not_found = answer(404, "Not Found");
    let not_allowed = answer(405, "Method Not Allowed");
    match ROUTES.iter().find(|(_, known, _)| *known == path) {
        Some((supported, _, body)) if *supported == method => vec![answer(200, body)],
        Some(_) => vec![not_allowed],
        None if SUPPORTED.contains(&method) => vec![not_found],
        None => vec![not_found, not_allowed],
    }
}

fn answer(status: u16, body: &str) -> Answer {
    Answer {
        status,
        body: Some(body.to_owned()),
        ..Answer::default()
    }
}

/// The request at place `at`: the kinds take turns.
fn request(rng: &mut Rng, at: usize) -> Request {
    let (right, known, _) = ROUTES[rng.usize(..ROUTES.len())];
    let (method, path) = match at % 9 {
        0 => (right.to_owned(), known.to_owned()),
        1 => (right.to_owned(), format!("{known}{}", query(rng))),
        2 => (other_supported(right).to_owned(), maybe_query(rng, known)),
        3 => (
            one_of(rng, &UNSUPPORTED).to_owned(),
            maybe_query(rng, known),
        ),
        4 => (wrong_case(rng, right), known.to_owned()),
        5 => (right.to_owned(), near_miss(rng, known)),
        6 => (one_of(rng, &SUPPORTED).to_owned(), unknown(rng)),
        7 => (
            one_of(rng, &SUPPORTED).to_owned(),
            one_of(rng, &TRAPS).to_owned(),
        ),
        _ => {
            let path = unknown(rng);
            (
                one_of(rng, &UNSUPPORTED).to_owned(),
                maybe_query(rng, &path),
            )
        }
    };
    Request {
        method,
        path,
        ..Request::default()
    }
}

fn other_supported(method: &str) -> &'static str {
    if method == "GET" { "POST" } else { "GET" }
}

fn maybe_query(rng: &mut Rng, path: &str) -> String {
    if rng.u8(..4) == 0 {
        format!("{path}{}", query(rng))
    } else {
        path.to_owned()
    }
}

fn query(rng: &mut Rng) -> String {
    let key = word(rng);
    let value = word(rng);
    match rng.u8(..6) {
        0 => "?".to_owned(),
        1 => format!("?{key}"),
        2 => format!("?{key}={value}&{value}=1"),
        3 => format!("?next=/{value}"),
        4 => format!("?{key}=a?b"),
        _ => format!("?{key}={value}"),
    }
}

fn near_miss(rng: &mut Rng, path: &str) -> String {
    let name = &path[1..];
    match rng.u8(..7) {
        0 => format!("{path}/"),
        1 => format!("/{path}"),
        2 => format!("{path}{}", rng.lowercase()),
        3 => format!("{path}/{}", word(rng)),
        4 => format!("/{}{}", name[..1].to_ascii_uppercase(), &name[1..]),
        5 => format!("/{}", &name[..name.len() - 1]),
        _ => format!("/{}{path}", word(rng)),
    }
}

fn unknown(rng: &mut Rng) -> String {
    let segments = rng.usize(1..=3);
    // No route has a digit in its name, so no random path is one of them by chance.
    (0..segments).fold(String::new(), |path, _| {
        format!("{path}/{}{}", word(rng), rng.u8(..100))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::judge::Oracle;

    fn statuses(method: &str, path: &str) -> Vec<u16> {
        let request = Request {
            method: method.into(),
            path: path.into(),
            ..Request::default()
        };
        accept(&request).iter().map(|it| it.status).collect()
    }

    #[test]
    fn the_rules_of_the_brief_hold() {
        for (method, path, expected) in [
            ("GET", "/hello", &[200][..]),
            ("GET", "/time?now", &[200]),
            ("POST", "/echo?a=/hello", &[200]),
            ("GET", "/echo", &[405]),
            ("POST", "/hello?", &[405]),
            ("get", "/hello", &[405]),
            ("DELETE", "/time", &[405]),
            ("GET", "/hello/", &[404]),
            ("POST", "/nope", &[404]),
            ("PUT", "/nope", &[404, 405]),
            ("get", "/nope", &[404, 405]),
        ] {
            assert_eq!(statuses(method, path), expected, "{method} {path}");
        }
    }

    #[test]
    fn every_rule_is_exercised_by_a_small_batch_of_every_seed() {
        for seed in 0..200 {
            let cases = Oracle::GreeterV1.cases(seed, 18);
            let count = |check: &dyn Fn(&Request, &[Answer]) -> bool| {
                let steps = cases.iter().flatten();
                steps.filter(|it| check(&it.request, &it.accept)).count()
            };
            assert!(
                count(&|it, ok| it.path.contains('?') && ok[0].status == 200) >= 2,
                "{seed}"
            );
            assert!(
                count(&|it, _| it.method != it.method.to_uppercase()) >= 2,
                "{seed}"
            );
            assert!(
                count(&|_, ok| ok.len() == 1 && ok[0].status == 405) >= 6,
                "{seed}"
            );
            assert!(
                count(&|_, ok| ok.len() == 1 && ok[0].status == 404) >= 4,
                "{seed}"
            );
            assert!(count(&|_, ok| ok.len() == 2) >= 2, "{seed}");
        }
    }

    #[test]
    fn a_near_miss_is_never_a_known_path() {
        let mut rng = Rng::with_seed(7);
        for _ in 0..5_000 {
            let (method, known, _) = ROUTES[rng.usize(..3)];
            let path = near_miss(&mut rng, known);
            assert_eq!(statuses(method, &path), [404], "{path}");
        }
    }

    #[test]
    fn seeds_make_the_same_requests_again_and_others_make_others() {
        let make = |seed| Oracle::GreeterV1.cases(seed, 30);
        assert_eq!(make(1), make(1));
        assert_ne!(make(1), make(2));
    }
}
