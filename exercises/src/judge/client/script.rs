//! What an author writes of a client-side case: the arguments, how the server answers, and what is right.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use serde_json::Value as Json;

use crate::judge::spec::is_false;

/// How long an answer takes where the author does not say, in milliseconds.
const LATENCY: u32 = 50;

/// One call of the learner's client.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Call {
    /// What the function is given, before `fetch` and the clock.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub args: Vec<Json>,
    /// What the server answers. A request gets the first reply that fits it and was not given yet; where all that fit
    /// were given, the last of them again; where none fits, 404.
    #[serde(default)]
    pub replies: Vec<Reply>,
    /// Everything that can be defended; at least one. None where nothing is judged: then every outcome is right.
    #[serde(default)]
    pub expect: Vec<Expect>,
}

/// A reply, and to which requests it fits.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Reply {
    /// Only to requests with this method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// Only to requests for this path with its query, or where it ends in `*`, that begin so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Only to requests with these header fields, their names in lower case.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub given: BTreeMap<String, String>,
    /// Milliseconds from the request to the head of the answer, or to its failure.
    #[serde(default = "latency")]
    pub after: u32,
    /// The status code.
    #[serde(default = "ok")]
    pub status: u16,
    /// Header fields, their names in lower case. `content-type` follows from the body where it is left away. For `{date}` or
    /// `{date+2000}` in a value stands the date so many milliseconds after the moment at which the reply is given.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// The body.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// The body, as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub json: Option<Json>,
    /// The body, in pieces that come one after the other.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub pieces: Vec<Piece>,
    /// The body, as a list of the items that the query asks for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lookup: Option<Lookup>,
    /// How it ends.
    #[serde(default)]
    pub end: Ending,
}

/// Items that a query asks for by their ids, as in `?ids=3,8`.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Lookup {
    /// The name of the parameter with the ids, between commas.
    pub name: String,
    /// How many ids there may be; more are answered with 400.
    pub most: usize,
    /// What there is, by id. It is given in this order, whatever is asked; an id that is not there is left out.
    pub items: BTreeMap<String, Json>,
}

/// A piece of a body.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Piece {
    /// Milliseconds since the piece before, or the head.
    #[serde(default)]
    pub after: u32,
    /// The text.
    pub text: String,
}

/// How a reply ends.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Ending {
    /// With the end of its body.
    #[default]
    Close,
    /// The connection breaks within the body.
    Cut,
    /// The body never ends.
    Open,
    /// There is no answer: the connection fails.
    Fails,
    /// There is no answer, ever.
    Silent,
}

impl Expect {
    /// How many requests are to be sent, at least and at most, where that counts.
    pub fn counts(&self) -> Option<(usize, usize)> {
        let listed = self.requests.as_ref().map(|it| (it.len(), it.len()));
        listed.or_else(|| {
            self.count
                .map(|(least, most)| (least as usize, most as usize))
        })
    }
}

impl Default for Reply {
    fn default() -> Self {
        Self {
            method: None,
            path: None,
            given: BTreeMap::new(),
            after: LATENCY,
            status: ok(),
            headers: BTreeMap::new(),
            body: None,
            json: None,
            pieces: Vec::new(),
            lookup: None,
            end: Ending::Close,
        }
    }
}

/// What is right: everything that is named must be so, and what is not named does not count.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Expect {
    /// The function returns this, as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub returns: Option<Json>,
    /// The function returns `null`.
    #[serde(default, skip_serializing_if = "is_false")]
    pub returns_null: bool,
    /// The function throws an error whose message matches this pattern, in which `*` stands for any text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub throws: Option<String>,
    /// Exactly these requests are sent, in this order.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub requests: Option<Vec<Wanted>>,
    /// So many requests are sent, at least and at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub count: Option<(u32, u32)>,
    /// Every request is so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub each: Option<Wanted>,
    /// So many requests are under way at the same time, at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub at_once: Option<u32>,
    /// Header fields that every request carries with one and the same value.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub same: Vec<String>,
    /// It takes so many milliseconds, at least and at most.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub took: Option<(u32, u32)>,
}

/// A request as it should be.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Wanted {
    /// The method.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub method: Option<String>,
    /// The path with its query: a pattern, in which `*` stands for any text.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub path: Option<String>,
    /// Header fields, their names in lower case, with values that match these patterns.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub headers: BTreeMap<String, String>,
    /// Header fields that must not be there.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub without: Vec<String>,
    /// The body, exactly; empty where there must be none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    /// What the body says as JSON.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub json: Option<Json>,
    /// It is sent so many milliseconds after the request before it has ended, at least and at most; the first, after the
    /// call.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub wait: Option<(u32, u32)>,
    /// Whether the client has aborted it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub aborted: Option<bool>,
}

fn latency() -> u32 {
    LATENCY
}

fn ok() -> u16 {
    200
}
