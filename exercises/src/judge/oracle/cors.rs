//! Cross-origin requests by the Fetch Standard's CORS protocol, for an allow-list of two origins and with credentials.
//!
//! A preflight is `OPTIONS` with `Origin` and `Access-Control-Request-Method`; it is answered with 204 and what is allowed, to
//! origins on the list only. Everything else is answered with 200 and the orders, to origins on the list with the field that
//! lets their pages read it. Every answer depends on the origin and says so: `Vary: Origin` (RFC 9110, section 12.5.5). Origins
//! are compared whole (RFC 6454, section 5).

use fastrand::Rng;
use serde_json::json;

use super::{
    Model,
    build::request,
    words::{one_of, word},
};
use crate::judge::spec::{Answer, Request, Step};

const FRIENDS: [&str; 2] = ["https://shop.example", "https://admin.example"];
const ALLOW_ORIGIN: &str = "access-control-allow-origin";
/// All fields that a stranger must not see.
const FIELDS: [&str; 5] = [
    ALLOW_ORIGIN,
    "access-control-allow-credentials",
    "access-control-allow-methods",
    "access-control-allow-headers",
    "access-control-max-age",
];

/// The server, which decides nothing: it only says which origins it trusts.
#[derive(Default)]
pub struct Cors;

impl Model for Cors {
    fn ask(rng: &mut Rng, at: usize) -> Vec<Step> {
        let friend = one_of(rng, &FRIENDS);
        let stranger = format!("https://{}.test", word(rng));
        let near = near_miss(rng.u8(..), friend);
        vec![Step::asking(match at % 11 {
            0 => preflight(rng, friend),
            1 => plain("GET", Some(friend)),
            2 => plain("GET", None),
            3 => preflight(rng, &stranger),
            4 => plain("GET", Some(&stranger)),
            5 => preflight(rng, &near),
            6 => plain("GET", Some(&near)),
            7 => plain("OPTIONS", Some(friend)),
            8 => plain(one_of(rng, &["PUT", "DELETE", "POST"]), Some(friend)),
            9 => plain(one_of(rng, &["GET", "POST"]), Some("null")),
            _ => request("OPTIONS", "/orders", &[]),
        })]
    }

    fn accept(&mut self, step: &Step) -> Vec<Answer> {
        let request = &step.request;
        let origin = request.header("origin");
        let friend = origin.filter(|it| FRIENDS.contains(it));
        let answer = if is_preflight(request) {
            let answer = Answer::of(204).text("");
            if friend.is_some() {
                answer
                    .list(FIELDS[2], &["GET", "PUT", "DELETE"])
                    .list(FIELDS[3], &["content-type", "x-request-id"])
                    .with(FIELDS[4], "600")
            } else {
                answer
            }
        } else {
            Answer::of(200).saying(json!([{ "id": 1, "item": "mug" }]))
        };
        let answer = match friend {
            Some(origin) => answer.with(ALLOW_ORIGIN, origin).with(FIELDS[1], "true"),
            None => answer.lacking(&FIELDS),
        };
        vec![answer.list("vary", &["Origin"])]
    }
}

fn is_preflight(request: &Request) -> bool {
    request.method == "OPTIONS"
        && request.header("origin").is_some()
        && request.header("access-control-request-method").is_some()
}

fn plain(method: &str, origin: Option<&str>) -> Request {
    let fields: Vec<_> = origin.iter().map(|it| ("origin", *it)).collect();
    request(method, "/orders", &fields)
}

fn preflight(rng: &mut Rng, origin: &str) -> Request {
    let method = one_of(rng, &["PUT", "DELETE", "PATCH"]);
    let mut fields = vec![
        ("origin", origin),
        ("access-control-request-method", method),
    ];
    let names = one_of(
        rng,
        &["content-type", "content-type,x-request-id", "x-odd", ""],
    );
    if !names.is_empty() {
        fields.push(("access-control-request-headers", names));
    }
    request("OPTIONS", "/orders", &fields)
}

/// Another origin that looks like a friend's.
fn near_miss(kind: u8, friend: &str) -> String {
    let host = friend.trim_start_matches("https://");
    match kind % 5 {
        0 => format!("http://{host}"),
        1 => format!("https://{host}.evil.test"),
        2 => format!("https://evil-{host}"),
        3 => format!("https://{host}:8443"),
        _ => format!("https://evil.{host}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn answer(request: Request) -> Answer {
        Cors.accept(&Step::asking(request)).remove(0)
    }

    #[test]
    fn only_friends_are_told_what_is_allowed() {
        let mut rng = Rng::with_seed(1);
        for (request, status, friend) in [
            (preflight(&mut rng, FRIENDS[0]), 204, true),
            (preflight(&mut rng, FRIENDS[1]), 204, true),
            (preflight(&mut rng, "https://evil.test"), 204, false),
            (plain("GET", Some(FRIENDS[1])), 200, true),
            (plain("OPTIONS", Some(FRIENDS[1])), 200, true),
            (plain("GET", Some("null")), 200, false),
            (plain("GET", None), 200, false),
            (plain("OPTIONS", None), 200, false),
        ] {
            let asked = format!("{request:?}");
            let origin = request.header("origin").map(str::to_owned);
            let answer = answer(request);
            assert_eq!(answer.status, status, "{asked}");
            assert_eq!(answer.without.is_empty(), friend, "{asked}");
            let told = answer.headers.get(ALLOW_ORIGIN).cloned();
            assert_eq!(told, origin.filter(|_| friend), "{asked}");
            assert_eq!(
                answer.lists.contains_key(FIELDS[2]),
                friend && status == 204
            );
            assert!(answer.lists.contains_key("vary"));
        }
    }

    #[test]
    fn what_looks_like_a_friend_is_none() {
        for friend in FRIENDS {
            for kind in 0..5 {
                assert!(!FRIENDS.contains(&near_miss(kind, friend).as_str()));
            }
        }
    }
}
