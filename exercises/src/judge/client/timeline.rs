//! The requests of a call with their times, as the report shows them.

use serde::{Deserialize, Serialize};

use super::{
    finding::Played,
    mistake::without_end,
    reason::reason,
    record::{How, Sent},
};
use crate::judge::text::prefix;

/// What is shown of a client-side case beside expected and actual.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct ClientReport {
    /// How the function was called: `load("42")`.
    pub called: String,
    /// The requests, in the order in which they were sent.
    pub requests: Vec<Exchanged>,
    /// Milliseconds of virtual time from the call to its end; none where it was not called or did not end.
    pub took: Option<u32>,
}

/// A request, and what became of it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Exchanged {
    /// When it was sent, in milliseconds since the call.
    pub at: u32,
    /// `GET /books`
    pub request: String,
    /// Header fields that the client set, `name: value`, and the body.
    pub detail: Vec<String>,
    /// When it came to its end; none where it has not.
    pub until: Option<u32>,
    /// What became of it: `503 Service Unavailable`.
    pub answer: String,
}

/// What is shown of a call that was played.
pub fn timeline(called: String, played: Played<'_>) -> ClientReport {
    let requests = &played.record.requests;
    ClientReport {
        called,
        requests: requests.iter().map(exchanged).collect(),
        took: without_end(played.kind)
            .is_none()
            .then_some(played.record.took),
    }
}

fn exchanged(it: &Sent) -> Exchanged {
    let fields = it.headers.iter();
    let fields = fields.map(|(name, value)| format!("{name}: {}", prefix(value, 200)));
    let body = it.body.iter().map(|it| prefix(it, 500).to_owned());
    Exchanged {
        at: it.at,
        request: prefix(&it.line(), 300).to_owned(),
        detail: fields.chain(body).collect(),
        until: (it.how != How::Open).then_some(it.until),
        answer: answer(it),
    }
}

/// What became of a request, in a few words.
pub fn answer(it: &Sent) -> String {
    let status = format!("{} {}", it.status, reason(it.status));
    let status = status.trim_end();
    match (it.how, it.status) {
        (How::Answered, _) => status.to_owned(),
        (How::Cut, _) => format!("{status}, and the connection broke within the body"),
        (How::Failed, _) => "no answer: the connection failed".to_owned(),
        (How::Aborted, 0) => "aborted by the client before an answer".to_owned(),
        (How::Aborted, _) => format!("{status}, and the client gave up the body"),
        (How::Open, 0) => "no answer yet".to_owned(),
        (How::Open, _) => format!("{status}, and more of the body was to come"),
    }
}
