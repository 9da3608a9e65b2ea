//! Short ways to write requests and answers.

use serde_json::Value as Json;

use crate::judge::{
    client::{Ending, Reply},
    spec::{Answer, Request, Step},
};

/// Statuses for [`anything`].
const ALL: [u16; 17] = [
    200, 201, 202, 204, 206, 301, 304, 400, 401, 403, 404, 405, 406, 409, 415, 422, 429,
];

/// Every answer that makes some sense: for a request that the brief says never comes, and shrinking may still try.
pub fn anything() -> Vec<Answer> {
    ALL.iter().copied().map(Answer::of).collect()
}

/// A request with these header fields.
pub fn request(method: &str, path: impl Into<String>, headers: &[(&str, &str)]) -> Request {
    Request {
        method: method.to_owned(),
        path: path.into(),
        headers: headers
            .iter()
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
        body: String::new(),
    }
}

impl Request {
    /// The value of a header field, its name in lower case.
    pub(super) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(String::as_str)
    }

    /// What stands between the slashes of its target: `["posts", "7"]` for `/posts/7`.
    pub(super) fn segments(&self) -> Vec<&str> {
        self.path.split('/').skip(1).collect()
    }
}

/// A request at that time.
pub fn at(clock: u32, request: Request) -> Step {
    Step {
        clock,
        ..Step::asking(request)
    }
}

impl Answer {
    /// An answer of which only the status counts.
    pub(super) fn of(status: u16) -> Self {
        Self {
            status,
            ..Self::default()
        }
    }

    /// With exactly this header field.
    pub(super) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.insert(name.to_owned(), value.into());
        self
    }

    /// With a header field that is a list of these.
    pub(super) fn list(mut self, name: &str, members: &[&str]) -> Self {
        let members = members.iter().map(|it| (*it).to_owned()).collect();
        self.lists.insert(name.to_owned(), members);
        self
    }

    /// Without these header fields.
    pub(super) fn lacking(mut self, names: &[&str]) -> Self {
        self.without = names.iter().map(|it| (*it).to_owned()).collect();
        self
    }

    /// With exactly this body.
    pub(super) fn text(mut self, body: impl Into<String>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// With a body that says this as JSON.
    pub(super) fn saying(mut self, json: Json) -> Self {
        self.json = Some(json);
        self
    }
}

impl Reply {
    /// An answer with this status.
    pub(super) fn of(status: u16) -> Self {
        Self {
            status,
            ..Self::default()
        }
    }

    /// No answer: the connection fails.
    pub(super) fn failing() -> Self {
        Self {
            end: Ending::Fails,
            ..Self::default()
        }
    }

    /// With this header field.
    pub(super) fn with(mut self, name: &str, value: impl Into<String>) -> Self {
        self.headers.insert(name.to_owned(), value.into());
        self
    }

    /// With this body.
    pub(super) fn text_body(mut self, body: impl Into<String>) -> Self {
        self.body = Some(body.into());
        self
    }

    /// With a body that says this as JSON.
    pub(super) fn saying(mut self, json: Json) -> Self {
        self.json = Some(json);
        self
    }
}
