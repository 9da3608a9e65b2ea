//! A guard at two doors: `/me` for everyone it knows, `/admin` for those whose role is enough.
//!
//! No known token: 401 with a challenge (RFC 9110, sections 11.6.1 and 15.5.2). A known token without the role: 403 (section
//! 15.5.4). The scheme has no case (section 11.1), the token has, and spaces stand between them (section 11.4). Any other path
//! is 404, whoever asks.

use fastrand::Rng;
use serde_json::json;

use super::{
    Model,
    build::request,
    words::{one_of, word},
};
use crate::judge::spec::{Answer, Request, Step};

/// Token, name, and whether the role is enough for `/admin`.
const KNOWN: [(&str, &str, bool); 3] = [
    ("k7Qm2x", "Ana", true),
    ("p4Ttz9", "Ben", false),
    ("w8LsR3", "Cleo", false),
];
/// A name that every object in JavaScript is born with.
const BORN_WITH: &str = "constructor";
const DOORS: [&str; 2] = ["/me", "/admin"];

/// The guard, who writes nothing down.
#[derive(Default)]
pub struct Guard;

impl Model for Guard {
    fn ask(rng: &mut Rng, at: usize) -> Vec<Step> {
        let (token, ..) = KNOWN[rng.usize(..KNOWN.len())];
        let door = one_of(rng, &DOORS);
        let says = |path: &str, credentials: String| {
            request("GET", path, &[("authorization", &credentials)])
        };
        vec![Step::asking(match at % 13 {
            0 => says("/me", format!("Bearer {token}")),
            1 => says("/admin", format!("Bearer {}", KNOWN[0].0)),
            2 => says("/admin", format!("Bearer {}", KNOWN[rng.usize(1..3)].0)),
            3 => request("GET", door, &[]),
            4 => says(door, format!("Bearer {}", near_miss(rng, token))),
            5 => says("/me", format!("bearer {token}")),
            6 => says("/admin", format!("bearer {}", KNOWN[0].0)),
            7 => says(door, format!("Basic {token}")),
            8 => says(door, format!("Bearer {BORN_WITH}")),
            9 => elsewhere(rng, token),
            10 => says("/me", format!("Bearer {}", token.to_ascii_lowercase())),
            11 => says(
                "/me",
                format!("Bearer{}{token}", one_of(rng, &["  ", "   "])),
            ),
            _ => says(
                "/me",
                format!("{} {token}", one_of(rng, &["BEARER", "bEARER"])),
            ),
        })]
    }

    fn accept(&mut self, step: &Step) -> Vec<Answer> {
        let who = step.request.header("authorization").and_then(known);
        vec![match (step.request.bare_path(), who) {
            ("/me" | "/admin", None) => {
                let mut answer = Answer::of(401);
                let challenge = ("www-authenticate".to_owned(), "Bearer*".to_owned());
                answer.patterns.extend([challenge]);
                answer
            }
            ("/me", Some((_, name, _))) => Answer::of(200).saying(json!({ "name": name })),
            ("/admin", Some((.., enough))) => Answer::of(if enough { 200 } else { 403 }),
            _ => Answer::of(404),
        }]
    }
}

/// Whose credentials these are.
fn known(credentials: &str) -> Option<(&'static str, &'static str, bool)> {
    let (scheme, token) = credentials.split_once(' ')?;
    let ours = scheme.eq_ignore_ascii_case("Bearer");
    let mut known = KNOWN.iter().filter(|_| ours);
    known.find(|it| it.0 == token.trim_start()).copied()
}

/// Nearly a token.
fn near_miss(rng: &mut Rng, token: &str) -> String {
    match rng.u8(..4) {
        0 => format!("{token}{}", rng.lowercase()),
        1 => token[..token.len() - 1].to_owned(),
        2 => format!("{token} {}", word(rng)),
        _ => word(rng),
    }
}

fn elsewhere(rng: &mut Rng, token: &str) -> Request {
    let path = format!("/{}", one_of(rng, &["mee", "admins", "me/2", "door"]));
    if rng.bool() {
        return request("GET", path, &[]);
    }
    request(
        "GET",
        path,
        &[("authorization", &format!("Bearer {token}"))],
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_are_you_comes_before_what_may_you() {
        for (path, credentials, status) in [
            ("/me", None, 401),
            ("/me", Some("Bearer k7Qm2x"), 200),
            ("/me", Some("bEARER   p4Ttz9"), 200),
            ("/me", Some("Bearer K7QM2X"), 401),
            ("/me", Some("Bearer k7Qm2x more"), 401),
            ("/me", Some("Bearer"), 401),
            ("/me", Some("Basic k7Qm2x"), 401),
            ("/me", Some("Bearer constructor"), 401),
            ("/admin", Some("Bearer k7Qm2x"), 200),
            ("/admin", Some("Bearer p4Ttz9"), 403),
            ("/admin", Some("Bearer nobody"), 401),
            ("/else", None, 404),
            ("/else", Some("Bearer k7Qm2x"), 404),
        ] {
            let fields: Vec<_> = credentials
                .iter()
                .map(|it| ("authorization", *it))
                .collect();
            let step = Step::asking(request("GET", path, &fields));
            let answer = &Guard.accept(&step)[0];
            assert_eq!(answer.status, status, "{path} {credentials:?}");
            assert_eq!(answer.patterns.len(), usize::from(status == 401));
        }
    }
}
