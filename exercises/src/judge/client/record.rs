//! The requests that a client sent, as the agent says them.

use serde_json::Value as Json;

use crate::{
    judge::{
        parts::{number, request},
        value::NotAValue,
    },
    observe::RequestSpec,
};

/// The most requests that the agent says of one call.
pub const MAX_REQUESTS: usize = 50;

/// What a client did in one call.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Record {
    /// Milliseconds of virtual time from the call to its end.
    pub took: u32,
    /// The requests, in the order in which they were sent.
    pub requests: Vec<Sent>,
}

/// A request that was sent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sent {
    /// The method.
    pub method: String,
    /// The URL as the client wrote it.
    pub url: String,
    /// Header fields, their names in lower case.
    pub headers: Vec<(String, String)>,
    /// The body; none where there was none.
    pub body: Option<String>,
    /// When it was sent, in milliseconds since the call.
    pub at: u32,
    /// How many were under way then, with this one.
    pub open: u32,
    /// What became of it.
    pub how: How,
    /// When it had come to its end; 0 where it has not.
    pub until: u32,
    /// The status that came; 0 where none did.
    pub status: u16,
}

/// What became of a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// It was still under way when the client had come to its end.
    Open,
    /// It was answered in full.
    Answered,
    /// The body broke off.
    Cut,
    /// There was no answer: the connection failed.
    Failed,
    /// The client aborted it.
    Aborted,
}

impl Sent {
    /// The value of a header field, its name in lower case.
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self.headers.iter().find(|(it, _)| it == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The path with its query, without the origin.
    pub fn path(&self) -> &str {
        match self.url.split_once("://") {
            None => &self.url,
            Some((_, rest)) => rest.find('/').map_or("/", |at| &rest[at..]),
        }
    }

    /// `GET /books`.
    pub fn line(&self) -> String {
        format!("{} {}", self.method, self.path())
    }
}

/// Reads the record of one call.
pub fn read(took: &Json, requests: &Json) -> Result<Record, NotAValue> {
    let requests = requests.as_array().ok_or(NotAValue)?;
    if requests.len() > MAX_REQUESTS {
        return Err(NotAValue);
    }
    Ok(Record {
        took: number(took)?,
        requests: requests.iter().map(sent).collect::<Result<_, _>>()?,
    })
}

fn sent(json: &Json) -> Result<Sent, NotAValue> {
    let Some([method, url, headers, body, at, open, how, until, status]) =
        json.as_array().map(Vec::as_slice)
    else {
        return Err(NotAValue);
    };
    let RequestSpec {
        method,
        url,
        headers,
        body,
    } = request(method, url, headers, body)?;
    Ok(Sent {
        method,
        url,
        headers,
        body,
        at: number(at)?,
        open: number(open)?,
        how: read_how(how)?,
        until: number(until)?,
        status: number(status)?.try_into().map_err(|_| NotAValue)?,
    })
}

fn read_how(json: &Json) -> Result<How, NotAValue> {
    Ok(match json.as_str() {
        Some("open") => How::Open,
        Some("answered") => How::Answered,
        Some("cut") => How::Cut,
        Some("failed") => How::Failed,
        Some("aborted") => How::Aborted,
        _ => return Err(NotAValue),
    })
}
