//! What the editor proposes while somebody writes: for each contract, what the function is given, what it returns, and
//! a line on each of them. Written as `content/contracts/<contract>.json`, which arrives with the editor.
//!
//! # Layout
//! - [`contracts`]: a table for each contract. A new contract is a new function there.
//! - [`words`]: what may stand in a string or number: methods, status codes, names of header fields.

mod contracts;
mod words;

use std::collections::BTreeMap;

use serde::Serialize;

use crate::judge::Contract;

/// All that the editor knows of a contract.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Guide {
    /// The parameters of the learner's function, in order.
    pub parameters: Vec<Member>,
    /// True: other parameters may stand before these, which are known by their names.
    #[serde(skip_serializing_if = "is_false")]
    pub by_name: bool,
    /// The type of what it returns: a key of [`types`](Self::types).
    pub returns: &'static str,
    /// What the types have, by their names.
    pub types: BTreeMap<&'static str, Type>,
    /// What may be written as a value, by the name of the list.
    pub words: BTreeMap<&'static str, Vec<Word>>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for a reference"
)]
fn is_false(it: &bool) -> bool {
    !it
}

/// What values of one type have.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Type {
    /// Members, in the order in which they are proposed.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<Member>,
    /// An object with any key: the list of the likely ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub keys: Option<&'static str>,
    /// A function: the types of what it takes, in order; empty where nothing is known of one.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub takes: Vec<&'static str>,
    /// A function: the type that a call of it gives, or of what its promise brings.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub gives: Option<&'static str>,
}

/// A parameter, or a member of a type.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Member {
    /// Its name.
    pub name: &'static str,
    /// What is shown beside the name: `string`, `(key, value)`.
    pub shape: &'static str,
    /// One line in plain words.
    pub about: &'static str,
    /// A key of [`Guide::types`], where more is known.
    #[serde(rename = "type", skip_serializing_if = "Option::is_none")]
    pub of: Option<&'static str>,
    /// A key of [`Guide::words`]: the values that are likely.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub values: Option<&'static str>,
}

/// A value that may be written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Word {
    /// The value: `GET`, `404`, `content-type`.
    pub text: String,
    /// A few words beside it, such as a reason phrase; empty where there are none.
    #[serde(skip_serializing_if = "str::is_empty")]
    pub beside: &'static str,
    /// One line in plain words.
    pub about: &'static str,
}

/// What the editor knows of a contract.
pub fn guide(contract: Contract) -> Guide {
    match contract {
        Contract::V1 => contracts::v1(),
        Contract::V2 => contracts::v2(),
        Contract::V3 => contracts::v3(),
        Contract::Client => contracts::client(),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;
    use crate::judge::{Request, given};

    const ALL: [Contract; 3] = [Contract::V1, Contract::V2, Contract::V3];

    fn members(guide: &Guide, of: &str) -> Vec<&'static str> {
        guide.types[of].members.iter().map(|it| it.name).collect()
    }

    #[test]
    fn what_a_request_is_said_to_have_is_what_the_function_is_given() {
        for contract in ALL {
            let request = Request {
                method: "GET".into(),
                path: "/".into(),
                ..Request::default()
            };
            let given = given(contract, &request);
            let mut names: Vec<_> = given.as_object().expect("an object").keys().collect();
            names.sort();
            let mut said = members(&guide(contract), "Request");
            said.sort_unstable();
            assert_eq!(said, names, "{contract:?}");
        }
    }

    #[test]
    fn whatever_is_named_is_there() {
        for contract in ALL.into_iter().chain([Contract::Client]) {
            let guide = guide(contract);
            let types = guide.types.values();
            let all = types.flat_map(|it| &it.members).chain(&guide.parameters);
            for it in all {
                assert!(
                    it.of.is_none_or(|of| guide.types.contains_key(of)),
                    "{it:?}"
                );
                assert!(
                    it.values.is_none_or(|of| guide.words.contains_key(of)),
                    "{it:?}"
                );
            }
            for it in guide.types.values() {
                assert!(it.keys.is_none_or(|of| guide.words.contains_key(of)));
                let taken = it.takes.iter().copied().filter(|of| !of.is_empty());
                assert!(taken.chain(it.gives).all(|of| guide.types.contains_key(of)));
            }
            assert!(guide.types.contains_key(guide.returns));
        }
    }

    #[test]
    fn every_line_is_a_short_sentence_and_no_name_stands_twice() {
        for contract in ALL.into_iter().chain([Contract::Client]) {
            let guide = guide(contract);
            let members = guide.types.values().flat_map(|it| &it.members);
            let lines = members.map(|it| it.about);
            let words = guide.words.values().flatten().map(|it| it.about);
            for line in lines.chain(words) {
                assert!(line.len() <= 120 && line.ends_with('.'), "{line}");
            }
            for list in guide.words.values() {
                let mut names: Vec<_> = list.iter().map(|it| &it.text).collect();
                names.sort();
                names.dedup();
                assert_eq!(names.len(), list.len());
            }
        }
    }

    #[test]
    fn it_is_written_without_what_is_empty() {
        let written = serde_json::to_value(guide(Contract::V1)).expect("plain data");
        assert_eq!(
            written["types"]["Request"]["members"][0],
            json!({
                "name": "method", "shape": "string", "values": "methods",
                "about": "What the client wants done, in capitals: GET, POST, …."
            }),
        );
        assert_eq!(
            written["types"]["Request"]
                .as_object()
                .map(serde_json::Map::len),
            Some(1)
        );
    }
}
