//! Two JSON values beside each other, with every part marked in which they differ: as text they would be marked from the
//! first difference to the last, whatever is right between them.

use std::collections::BTreeSet;

use serde_json::{Map, Value as Json};

use super::{
    json,
    language::Language,
    report::Segment,
    show::{self, MAX_SHOWN, quote},
    text,
};

/// What is expected and what came back, both written as code.
pub type Marks = [Vec<Segment>; 2];

/// One thing that either side, or both, may have.
type Pair<'a> = [Option<&'a Json>; 2];

/// Marks what differs. Objects are compared name by name; lists from both ends, so that one thing too many is one thing
/// that differs. What is too long ends in `…`, as everywhere.
pub fn of_json(language: Language, expected: &Json, actual: &Json) -> Marks {
    let mut both = Both {
        language,
        sides: [Side::default(), Side::default()],
    };
    both.values([expected, actual]);
    both.sides.map(Side::ended)
}

struct Both {
    language: Language,
    sides: [Side; 2],
}

impl Both {
    fn values(&mut self, it: [&Json; 2]) {
        match it {
            [a, b] if json::same(a, b) => self.wholes(it, false),
            [Json::Object(a), Json::Object(b)] => self.objects(a, b),
            [Json::Array(a), Json::Array(b)] => self.lists(a, b),
            [Json::String(a), Json::String(b)] => {
                let (a, b) = text::mark(&quote(a), &quote(b));
                for (side, parts) in self.sides.iter_mut().zip([a, b]) {
                    for part in parts {
                        side.put(&part.text, part.differs);
                    }
                }
            }
            _ => self.wholes(it, true),
        }
    }

    fn wholes(&mut self, it: [&Json; 2], differs: bool) {
        for (side, it) in self.sides.iter_mut().zip(it) {
            side.put(&json::shown_in(self.language, it), differs);
        }
    }

    fn objects(&mut self, a: &Map<String, Json>, b: &Map<String, Json>) {
        let names: BTreeSet<&String> = a.keys().chain(b.keys()).collect();
        let language = self.language;
        let pair = |name: &String| {
            let key = format!("{}: ", show::key_in(language, name));
            (key, [a.get(name), b.get(name)])
        };
        let pairs = names.into_iter().map(pair);
        self.within(language.braces(), "{}", pairs.collect());
    }

    fn lists(&mut self, a: &[Json], b: &[Json]) {
        let alike = |(a, b): &(&Json, &Json)| json::same(a, b);
        let start = a.iter().zip(b).take_while(alike).count();
        let rest = [&a[start..], &b[start..]];
        let ends = rest[0].iter().rev().zip(rest[1].iter().rev());
        let end = ends.take_while(alike).count();
        let middle = rest.map(|it| &it[..it.len() - end]);
        let longest = middle[0].len().max(middle[1].len());
        let same = |at: usize, from: usize| [a, b].map(|it| it.get(it.len() - from + at));
        let pairs = (0..start)
            .map(|at| [a.get(at), b.get(at)])
            .chain((0..longest).map(|at| middle.map(|it| it.get(at))))
            .chain((0..end).map(|at| same(at, end)))
            .map(|pair| (String::new(), pair));
        self.within(("[", "]"), "[]", pairs.collect());
    }

    /// What stands between brackets; `empty` is how a side is written that has nothing there.
    fn within(&mut self, (open, close): (&str, &str), empty: &str, pairs: Vec<(String, Pair)>) {
        let mut begun = [false; 2];
        for (key, pair) in pairs {
            let differs = pair.contains(&None);
            for at in 0..2 {
                if pair[at].is_some() {
                    self.sides[at].put(if begun[at] { ", " } else { open }, false);
                    self.sides[at].put(&key, differs);
                    begun[at] = true;
                }
            }
            match pair {
                [Some(a), Some(b)] => self.values([a, b]),
                _ => self.only(pair),
            }
        }
        for (side, begun) in self.sides.iter_mut().zip(begun) {
            side.put(if begun { close } else { empty }, false);
        }
    }

    fn only(&mut self, pair: Pair) {
        for (side, it) in self.sides.iter_mut().zip(pair) {
            if let Some(it) = it {
                side.put(&json::shown_in(self.language, it), true);
            }
        }
    }
}

#[derive(Default)]
struct Side {
    parts: Vec<Segment>,
    bytes: usize,
    cut: bool,
}

impl Side {
    fn put(&mut self, text: &str, differs: bool) {
        let shown = text::prefix(text, MAX_SHOWN.saturating_sub(self.bytes));
        self.cut |= shown.len() < text.len();
        self.bytes += shown.len();
        match self.parts.last_mut() {
            Some(last) if last.differs == differs => last.text.push_str(shown),
            _ if shown.is_empty() => {}
            _ => self.parts.extend(text::whole(shown, differs)),
        }
    }

    fn ended(mut self) -> Vec<Segment> {
        if self.cut {
            self.parts.extend(text::whole("…", false));
        }
        self.parts
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;
    use crate::judge::json::tests::any_json;

    /// What is marked stands in square brackets of their own kind.
    fn marked(a: &Json, b: &Json) -> [String; 2] {
        of_json(Language::JavaScript, a, b).map(|it| {
            let part = |it: &Segment| {
                if it.differs {
                    format!("‹{}›", it.text)
                } else {
                    it.text.clone()
                }
            };
            it.iter().map(part).collect()
        })
    }

    #[test]
    fn what_is_right_between_two_differences_is_not_marked() {
        for (a, b, shown) in [
            (
                json!({ "a": 1, "b": true, "c": 2 }),
                json!({ "a": "1", "b": true, "c": 3 }),
                [
                    "{ a: ‹1›, b: true, c: ‹2› }",
                    "{ a: ‹\"1\"›, b: true, c: ‹3› }",
                ],
            ),
            (
                json!({ "id": 1, "text": "tea" }),
                json!({ "id": 1, "txt": "tea" }),
                ["{ id: 1, ‹text: \"tea\"› }", "{ id: 1, ‹txt: \"tea\"› }"],
            ),
            (
                json!({ "items": [{ "id": 1 }, { "id": 2 }, { "id": 3 }], "next": null }),
                json!({ "items": [{ "id": 1 }, { "id": 3 }], "next": 3 }),
                [
                    "{ items: [{ id: 1 }, ‹{ id: 2 }›, { id: 3 }], next: ‹null› }",
                    "{ items: [{ id: 1 }, { id: 3 }], next: ‹3› }",
                ],
            ),
            (
                json!([["Oslo", 12]]),
                json!([["Osló", 12], ["Rome", 3]]),
                ["[[\"Osl‹o›\", 12]]", "[[\"Osl‹ó›\", 12], ‹[\"Rome\", 3]›]"],
            ),
            (json!({ "a": 1 }), json!({}), ["{ ‹a: 1› }", "{}"]),
            (json!([]), json!({}), ["‹[]›", "‹{}›"]),
        ] {
            assert_eq!(marked(&a, &b), shown);
        }
    }

    #[test]
    fn what_is_long_is_cut() {
        let long = json!(vec!["x".repeat(50); 100]);
        for it in of_json(Language::JavaScript, &long, &json!(["y"])) {
            let text: String = it.iter().map(|it| it.text.as_str()).collect();
            assert!(text.len() <= MAX_SHOWN + '…'.len_utf8());
        }
    }

    proptest! {
        #[test]
        fn marked_or_not_it_is_written_as_ever(a in any_json(), b in any_json()) {
            for language in [Language::JavaScript, Language::Python] {
                let shown = of_json(language, &a, &b);
                for (it, parts) in [&a, &b].into_iter().zip(&shown) {
                    let text: String = parts.iter().map(|it| it.text.as_str()).collect();
                    prop_assert_eq!(text, json::shown_in(language, it));
                }
                let differs = shown.iter().flatten().any(|it| it.differs);
                prop_assert_eq!(differs, !json::same(&a, &b));
            }
        }
    }
}
