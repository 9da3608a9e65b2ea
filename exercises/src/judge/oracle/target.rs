//! A request target taken apart: the segments of its path and the parameters of its query (RFC 3986, sections 3.3 and 3.4).
//!
//! Cut first and decode afterwards (section 2.4), so that `%2F` is no slash and `%26` no ampersand. In the query, `+` is a
//! space, as forms write it. Empty segments and empty pairs are left out. Every parameter is a list of its values.

use fastrand::Rng;
use serde_json::{Map, Value as Json, json};

use super::{
    Model,
    build::{anything, request},
    words::{one_of, word},
};
use crate::judge::spec::{Answer, Step};

/// Takes targets apart, one by one.
#[derive(Default)]
pub struct Target;

impl Model for Target {
    fn ask(rng: &mut Rng, at: usize) -> Vec<Step> {
        vec![Step::asking(request("GET", target(rng, at % 14), &[]))]
    }

    fn accept(&mut self, step: &Step) -> Vec<Answer> {
        let apart = taken_apart(&step.request.path);
        apart.map_or_else(anything, |it| vec![Answer::of(200).saying(it)])
    }
}

/// The parts of a target; none where the brief says that such a one never comes.
fn taken_apart(target: &str) -> Option<Json> {
    let (path, query) = target.split_once('?').unwrap_or((target, ""));
    let segments = path.split('/').filter(|it| !it.is_empty());
    let segments: Option<Vec<String>> = segments.map(|it| decoded(it, false)).collect();
    let mut parameters: Map<String, Json> = Map::new();
    for pair in query.split('&').filter(|it| !it.is_empty()) {
        let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
        let name = decoded(name, true).filter(|it| !it.is_empty())?;
        let values = parameters.entry(name).or_insert_with(|| json!([]));
        values
            .as_array_mut()?
            .push(Json::from(decoded(value, true)?));
    }
    Some(json!({ "segments": segments?, "query": parameters }))
}

/// Text without its escapes; none where one is broken.
fn decoded(text: &str, is_form: bool) -> Option<String> {
    let mut out = Vec::with_capacity(text.len());
    let mut bytes = text.bytes();
    while let Some(byte) = bytes.next() {
        out.push(match byte {
            b'%' => {
                let mut digit = || char::from(bytes.next()?).to_digit(16);
                u8::try_from(digit()? * 16 + digit()?).ok()?
            }
            b'+' if is_form => b' ',
            _ => byte,
        });
    }
    String::from_utf8(out).ok()
}

fn target(rng: &mut Rng, kind: usize) -> String {
    let [a, b, c] = [word(rng), word(rng), word(rng)];
    // Names that begin otherwise are never the same as another one here, nor as what every object is born with.
    let name = format!("q{}", word(rng));
    match kind {
        0 => format!("/{a}/{b}/{c}"),
        1 => format!("/{a}?{name}={b}"),
        2 => format!("/{a}?{name}={b}&{name}={c}"),
        3 => format!("/{a}/{b}%20{c}"),
        4 => format!("/{a}%{}{b}/{c}", one_of(rng, &["2F", "2f"])),
        5 => format!("/{a}?{name}={b}+{c}"),
        6 => format!("/{a}?{name}={b}%26x%3D{c}"),
        7 => format!("/{a}?{name}={b}={c}"),
        8 => format!("/{a}?{name}=/{b}?{c}"),
        9 => format!("/{a}?{name}"),
        10 => one_of(rng, &["/", &format!("/{a}/{b}/"), &format!("//{a}//{b}")]).to_owned(),
        11 => format!("/{a}+{b}"),
        12 => format!("/{a}?{name}={b}%2B{c}"),
        _ => format!("/caf%C3%A9/{a}?{name}%C3%BC=%E2%82%AC{b}&page=2&{name}%c3%bc={c}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cut_first_and_decode_afterwards() {
        for (target, expected) in [
            ("/", json!({ "segments": [], "query": {} })),
            ("//a//b/", json!({ "segments": ["a", "b"], "query": {} })),
            (
                "/a%2Fb/c+d",
                json!({ "segments": ["a/b", "c+d"], "query": {} }),
            ),
            ("/a?", json!({ "segments": ["a"], "query": {} })),
            (
                "/a?&x=1&&y=2&x=3",
                json!({ "segments": ["a"], "query": { "x": ["1", "3"], "y": ["2"] } }),
            ),
            (
                "/?x=a+b%2Bc%26d%3d",
                json!({ "segments": [], "query": { "x": ["a b+c&d="] } }),
            ),
            (
                "/?x=1=2?3&y",
                json!({ "segments": [], "query": { "x": ["1=2?3"], "y": [""] } }),
            ),
            ("/%C3%A9", json!({ "segments": ["é"], "query": {} })),
        ] {
            assert_eq!(taken_apart(target), Some(expected), "{target}");
        }
        for broken in ["/%", "/%4", "/%zz", "/%ff", "/?=1", "/?x=%"] {
            assert_eq!(taken_apart(broken), None, "{broken}");
        }
    }
}
