//! Which requests a browser does not let a page send, and why: the Fetch standard's rules on methods, header names
//! and bodies, RFC 9110's on syntax, and this page's own Content-Security-Policy.

mod header;
mod url;

use super::draft::{BodyKind, Draft, is_content_type, method};

/// Where in the request builder a problem is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// The method.
    Method,
    /// The URL.
    Url,
    /// The name in a header row, counted from 0.
    HeaderName(usize),
    /// The value in a header row, counted from 0.
    HeaderValue(usize),
    /// The body.
    Body,
}

impl Place {
    /// What a learner reads: `Header 2, name`.
    pub fn label(self) -> String {
        match self {
            Self::Method => "Method".into(),
            Self::Url => "URL".into(),
            Self::HeaderName(row) => format!("Header {}, name", row + 1),
            Self::HeaderValue(row) => format!("Header {}, value", row + 1),
            Self::Body => "Body".into(),
        }
    }
}

/// Something about a request that will not go as it stands there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Problem {
    /// Where it is.
    pub place: Place,
    /// What it is, and how to mend it.
    pub text: String,
    /// True: the browser would not send the request, or would silently change it. False: good to know.
    pub blocks: bool,
}

fn blocking(place: Place, text: impl Into<String>) -> Problem {
    Problem {
        place,
        text: text.into(),
        blocks: true,
    }
}

fn note(place: Place, text: impl Into<String>) -> Problem {
    Problem {
        place,
        text: text.into(),
        blocks: false,
    }
}

/// All that is wrong with a request. `origin` is the page's: `http://127.0.0.1:3000`; empty where it is not known.
pub fn check(draft: &Draft, origin: &str) -> Vec<Problem> {
    let mut problems: Vec<_> = check_method(draft.method.trim()).into_iter().collect();
    problems.extend(url::check(draft.url.trim(), origin));
    for (row, (name, value)) in draft.headers.iter().enumerate() {
        problems.extend(header::check(row, name.trim(), value.trim()));
    }
    problems.extend(check_body(draft));
    problems
}

fn check_method(written: &str) -> Option<Problem> {
    let upper = written.to_ascii_uppercase();
    if written.is_empty() {
        return Some(blocking(
            Place::Method,
            "There is no method. Choose one, such as GET.",
        ));
    }
    if let Some(bad) = written.chars().find(|it| !is_token(*it)) {
        return Some(blocking(
            Place::Method,
            format!(
                "A method is one word, and {} may not stand in it (RFC 9110, section 5.6.2). Take it out.",
                shown(bad)
            ),
        ));
    }
    let why = match upper.as_str() {
        "CONNECT" => "CONNECT opens a tunnel through a proxy, so browsers keep it to themselves.",
        "TRACE" | "TRACK" => {
            "TRACE and TRACK would send back every header of the request, cookies included, where scripts could read them, so browsers refuse them."
        }
        _ if upper != written && method(written) != upper => {
            return Some(note(
                Place::Method,
                format!(
                    "Methods tell capitals from small letters (RFC 9110, section 9.1). This will be sent as {written}, which is not {upper}."
                ),
            ));
        }
        _ => return None,
    };
    Some(blocking(
        Place::Method,
        format!("{why} Choose another method; curl can send this one."),
    ))
}

fn check_body(draft: &Draft) -> Vec<Problem> {
    if draft.kind == BodyKind::None {
        return Vec::new();
    }
    let method = method(&draft.method);
    if matches!(method.as_str(), "GET" | "HEAD") {
        return vec![blocking(
            Place::Body,
            format!(
                "fetch refuses a {method} request with a body (RFC 9110, section 9.3.1, gives such a body no meaning). Choose “No body”, or another method such as POST."
            ),
        )];
    }
    let mut problems = Vec::new();
    let row = draft
        .headers
        .iter()
        .position(|(name, _)| is_content_type(name));
    match (row, draft.kind) {
        (None, BodyKind::Other) => problems.push(note(
            Place::Body,
            "There is no Content-Type header, so the browser will say text/plain;charset=UTF-8.",
        )),
        (Some(row), BodyKind::Json | BodyKind::Text | BodyKind::Form) => problems.push(note(
            Place::HeaderValue(row),
            "This Content-Type row is sent, rather than the kind of body chosen below.",
        )),
        _ => {}
    }
    if draft.kind == BodyKind::Json
        && let Err(error) = serde_json::from_str::<serde::de::IgnoredAny>(&draft.body)
    {
        let what = if draft.body.trim().is_empty() {
            "An empty body is not valid JSON.".to_owned()
        } else {
            format!(
                "This is not valid JSON: line {}, column {}.",
                error.line(),
                error.column()
            )
        };
        problems.push(note(Place::Body, what + " It can be sent all the same."));
    }
    problems
}

/// A character of a token (RFC 9110, section 5.6.2).
fn is_token(c: char) -> bool {
    c.is_ascii_alphanumeric() || "!#$%&'*+-.^_`|~".contains(c)
}

fn shown(c: char) -> String {
    match c {
        ' ' => "a space".into(),
        c if c.is_control() => format!("the control character U+{:04X}", u32::from(c)),
        c => format!("“{c}”"),
    }
}

#[cfg(test)]
mod tests;
