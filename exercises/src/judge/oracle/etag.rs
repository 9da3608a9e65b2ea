//! Conditional requests: three pages with entity tags, and 304 where the client has the current one.
//!
//! `If-None-Match` is a list of entity tags or `*` (RFC 9110, section 13.1.2). Tags are compared weakly: a `W/` in front does not
//! count (section 8.8.3.2). A tag may hold a comma, inside of its quotes (section 8.8.3). A 304 has no body and repeats the
//! fields that a 200 would have: here `ETag`, `Cache-Control` and `Vary` (section 15.4.5).

use fastrand::Rng;

use super::{
    Model,
    build::request,
    words::{one_of, word},
};
use crate::judge::spec::{Answer, Step};

/// Path, entity tag, body.
const PAGES: [(&str, &str, &str); 3] = [
    ("/news", "\"n7\"", "Rain in Oslo"),
    ("/logo", "W/\"logo-2\"", "<svg/>"),
    ("/menu", "\"soup,fish\"", "Soup, then fish"),
];
const UNKNOWN: [&str; 4] = ["/new", "/news/7", "/old", "/"];

/// The pages, which never change.
#[derive(Default)]
pub struct Etag;

impl Model for Etag {
    fn ask(rng: &mut Rng, at: usize) -> Vec<Step> {
        let (path, tag, _) = PAGES[rng.usize(..PAGES.len())];
        let logo = one_of(rng, &["W/\"logo-2\"", "\"logo-2\""]);
        let (path, condition) = match at % 15 {
            0 => (path, None),
            1 => (path, Some(tag.to_owned())),
            2 => ("/news", Some(among(rng, "\"n7\""))),
            3 => ("/news", Some("W/\"n7\"".to_owned())),
            4 => ("/logo", Some("\"logo-2\"".to_owned())),
            5 => (path, Some("*".to_owned())),
            6 => (path, Some(near_miss(rng, tag))),
            7 => (path, Some(strangers(rng))),
            8 => ("/menu", Some("\"soup,fish\"".to_owned())),
            9 => (one_of(rng, &UNKNOWN), Some("*".to_owned())),
            10 => ("/logo", Some(among(rng, logo))),
            // Often enough that who never answers 304 is told of that, and not of what is special about some tags.
            12 => ("/news", Some("\"n7\"".to_owned())),
            13 | 14 => ("/logo", Some("W/\"logo-2\"".to_owned())),
            _ => (one_of(rng, &UNKNOWN), rng.bool().then(|| tag.to_owned())),
        };
        let fields = condition.iter().map(|it| ("if-none-match", it.as_str()));
        let fields: Vec<_> = fields.collect();
        vec![Step::asking(request("GET", path, &fields))]
    }

    fn accept(&mut self, step: &Step) -> Vec<Answer> {
        let path = step.request.bare_path();
        let Some((_, tag, body)) = PAGES.iter().find(|it| it.0 == path) else {
            return vec![Answer::of(404).lacking(&["etag"])];
        };
        let condition = step.request.header("if-none-match");
        let answer = if condition.is_some_and(|it| matches(it, tag)) {
            Answer::of(304).text("")
        } else {
            Answer::of(200).text(*body)
        };
        let answer = answer.with("etag", *tag).with("cache-control", "no-cache");
        vec![answer.list("vary", &["Accept-Encoding"])]
    }
}

/// Whether a condition names this tag.
fn matches(condition: &str, tag: &str) -> bool {
    let opaque = tag.trim_start_matches("W/");
    // Of text that is split at its quotes, every second part stood inside of them.
    let inside = condition.split('"').skip(1).step_by(2);
    let mut inside = inside.map(|it| format!("\"{it}\""));
    condition.trim() == "*" || inside.any(|it| it == opaque)
}

/// The tag among one or two of others.
fn among(rng: &mut Rng, tag: &str) -> String {
    let mut tags = vec![format!("\"{}\"", word(rng)), tag.to_owned()];
    if rng.bool() {
        tags.push(format!("W/\"{}\"", word(rng)));
    }
    let place = rng.usize(..tags.len());
    tags.swap(1, place);
    tags.join(one_of(rng, &[", ", ",", " , "]))
}

/// One or two tags of other versions.
fn strangers(rng: &mut Rng) -> String {
    let one = word(rng);
    match rng.u8(..3) {
        0 => format!("\"{one}-old\""),
        1 => format!("\"{one}-old\", W/\"{one}-older\""),
        _ => "\"*\"".to_owned(),
    }
}

/// A tag that is nearly this one.
fn near_miss(rng: &mut Rng, tag: &str) -> String {
    let (open, inside) = tag
        .trim_end_matches('"')
        .split_once('"')
        .unwrap_or_default();
    match rng.u8(..4) {
        0 => format!("{open}\"{inside}{}\"", rng.digit(10)),
        1 => format!("{open}\"{}{inside}\"", rng.lowercase()),
        2 => format!("{open}\"{}\"", inside.to_ascii_uppercase()),
        _ => format!("{open}\"{}\"", &inside[..inside.len() - 1]),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tag_in_the_list_or_a_star_is_a_match() {
        for (path, condition, status) in [
            ("/news", None, 200),
            ("/news", Some("\"n7\""), 304),
            ("/news", Some("W/\"n7\""), 304),
            ("/news", Some("\"n6\", \"n7\""), 304),
            ("/news", Some("\"n77\""), 200),
            ("/news", Some("\"N7\""), 200),
            ("/news", Some("*"), 304),
            ("/news", Some("\"*\""), 200),
            ("/logo", Some("\"logo-2\""), 304),
            ("/logo", Some("\"a\",W/\"logo-2\" , \"b\""), 304),
            ("/menu", Some("\"soup,fish\""), 304),
            ("/menu", Some("\"soup\",\"fish\""), 200),
            ("/old", Some("*"), 404),
            ("/old", None, 404),
        ] {
            let fields: Vec<_> = condition.iter().map(|it| ("if-none-match", *it)).collect();
            let step = Step::asking(request("GET", path, &fields));
            let answer = &Etag.accept(&step)[0];
            assert_eq!(answer.status, status, "{path} {condition:?}");
            assert_eq!(answer.headers.contains_key("etag"), status != 404);
            assert_eq!(answer.body.as_deref() == Some(""), status == 304);
        }
    }
}
