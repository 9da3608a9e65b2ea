//! Which requests a browser does not let a page send, and why: the Fetch standard's rules on methods, header names
//! and bodies, RFC 9110's on syntax, and this page's own Content-Security-Policy.

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
    Problem { place, text: text.into(), blocks: true }
}

fn note(place: Place, text: impl Into<String>) -> Problem {
    Problem { place, text: text.into(), blocks: false }
}

/// All that is wrong with a request. `origin` is the page's: `http://127.0.0.1:3000`; empty where it is not known.
pub fn check(draft: &Draft, origin: &str) -> Vec<Problem> {
    let mut problems: Vec<_> = check_method(draft.method.trim()).into_iter().collect();
    problems.extend(check_url(draft.url.trim(), origin));
    for (row, (name, value)) in draft.headers.iter().enumerate() {
        problems.extend(check_header(row, name.trim(), value.trim()));
    }
    problems.extend(check_body(draft));
    problems
}

fn check_method(written: &str) -> Option<Problem> {
    let upper = written.to_ascii_uppercase();
    if written.is_empty() {
        return Some(blocking(Place::Method, "There is no method. Choose one, such as GET."));
    }
    if let Some(bad) = written.chars().find(|it| !is_token(*it)) {
        return Some(blocking(
            Place::Method,
            format!("A method is one word, and {} may not stand in it (RFC 9110, section 5.6.2). Take it out.", shown(bad)),
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
                format!("Methods tell capitals from small letters (RFC 9110, section 9.1). This will be sent as {written}, which is not {upper}."),
            ));
        }
        _ => return None,
    };
    Some(blocking(Place::Method, format!("{why} Choose another method; curl can send this one.")))
}

fn check_url(url: &str, origin: &str) -> Vec<Problem> {
    let wrong = |text: &str| vec![blocking(Place::Url, text)];
    if url.is_empty() {
        return wrong("There is no URL. Write a path of this server, such as /api/hello.");
    }
    if url.chars().any(char::is_control) {
        return wrong("There is a line break, a tab or another control character in the URL. Take it out.");
    }
    if url.contains('\\') {
        return wrong("Browsers read \\ in a URL as /. Write / instead.");
    }
    let elsewhere = match split_origin(url) {
        Err(text) => return wrong(text),
        Ok(Some(other)) => foreign(&other, origin),
        Ok(None) if url.starts_with('/') => None,
        Ok(None) => return wrong("A path starts with /. Write a / in front, or a whole URL with http://."),
    };
    let mut problems: Vec<_> = elsewhere.into_iter().collect();
    if url.contains('#') {
        problems.push(note(
            Place::Url,
            "What follows # is the fragment. It stays in the browser and is never sent (RFC 9110, section 7.1). To send a #, write %23.",
        ));
    }
    if url.contains(' ') {
        problems.push(note(Place::Url, "A space may not stand in a URL: the browser will send it as %20."));
    }
    problems
}

/// The origin of an absolute URL in small letters; `None` for one without.
fn split_origin(url: &str) -> Result<Option<String>, &'static str> {
    let (scheme, rest) = match url.strip_prefix("//") {
        Some(rest) => ("", rest),
        None => match url.split_once(':') {
            Some((scheme, rest)) if !scheme.contains(['/', '?', '#']) => {
                let Some(rest) = rest.strip_prefix("//") else {
                    return Err("This is no URL that can be fetched. Write a path such as /api/hello, or a whole URL that starts with http://.");
                };
                (scheme, rest)
            }
            _ => return Ok(None),
        },
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    if host.is_empty() {
        return Err("There is no host after //. Write one, as in http://127.0.0.1:3000/, or only a path.");
    }
    if host.contains('@') {
        return Err("fetch refuses URLs with a user name or password in them. Take out what stands before @ in the host.");
    }
    let scheme = scheme.to_ascii_lowercase();
    if !matches!(scheme.as_str(), "http" | "https" | "") {
        return Err("Only http:// and https:// can be requested here. Change what stands before ://.");
    }
    let default = if scheme == "https" { ":443" } else { ":80" };
    let host = host.to_ascii_lowercase();
    Ok(Some(format!("{scheme}://{}", host.strip_suffix(default).unwrap_or(&host))))
}

fn foreign(other: &str, origin: &str) -> Option<Problem> {
    // A URL that starts with // takes the page's scheme.
    let same = if other.starts_with(':') {
        origin.split_once(':').is_some_and(|(_, host)| &other[1..] == host)
    } else {
        other == origin
    };
    if same || origin.is_empty() {
        return None;
    }
    let other = other.trim_start_matches(['/', ':']);
    Some(blocking(
        Place::Url,
        format!(
            "{other} is another origin than this page's, {origin}. A page may read another origin's answers only where that \
             origin agrees (CORS), and this page's Content-Security-Policy (connect-src 'self') lets it connect to its own \
             origin alone. Use a path, such as /api/hello; curl may go anywhere."
        ),
    ))
}

fn check_header(row: usize, name: &str, value: &str) -> Option<Problem> {
    let (name_place, value_place) = (Place::HeaderName(row), Place::HeaderValue(row));
    if name.is_empty() {
        return (!value.is_empty()).then(|| blocking(name_place, "This header has a value and no name. Give it one, or remove the row."));
    }
    if let Some(bad) = name.chars().find(|it| !is_token(*it)) {
        let hint = if bad == ':' { " The colon between name and value is written for you." } else { "" };
        return Some(blocking(
            name_place,
            format!("{} may not stand in a header name (RFC 9110, section 5.1): letters, digits and - are safe. Take it out.{hint}", shown(bad)),
        ));
    }
    if let Some(why) = forbidden(name, value) {
        return Some(blocking(
            name_place,
            format!("Browsers do not let a page set {name}: {why} They would leave it out without a word. Remove the row."),
        ));
    }
    if value.chars().any(|it| matches!(it, '\0' | '\r' | '\n')) {
        return Some(blocking(value_place, "There is a line break in the value: it would end the header line. Take it out."));
    }
    if let Some(bad) = value.chars().find(|it| u32::from(*it) > 0xff) {
        return Some(blocking(
            value_place,
            format!("{} cannot be sent in a header value: fetch takes only characters up to U+00FF. Write it percent-encoded, or put it into the body.", shown(bad)),
        ));
    }
    None
}

/// Why a page may not set this header, or none where it may (Fetch standard, "forbidden request-header").
fn forbidden(name: &str, value: &str) -> Option<&'static str> {
    let name = name.to_ascii_lowercase();
    Some(match name.as_str() {
        "cookie" | "cookie2" | "set-cookie" => "the browser alone keeps the cookies.",
        "host" => "the browser takes it from the URL.",
        "content-length" => "the browser counts the body itself.",
        "origin" | "referer" => "servers trust it to say where a request comes from, so the browser writes it.",
        "date" | "dnt" | "via" | "expect" | "upgrade" => "the browser decides about it.",
        "connection" | "keep-alive" | "te" | "trailer" | "transfer-encoding" => {
            "it is about the connection, which the browser manages."
        }
        "accept-charset" | "accept-encoding" => "the browser says itself what it can decode.",
        "access-control-request-headers" | "access-control-request-method" | "access-control-request-private-network" => {
            "it belongs to preflight requests, which the browser writes."
        }
        "x-http-method" | "x-http-method-override" | "x-method-override"
            if value
                .split(',')
                .any(|it| matches!(it.trim().to_ascii_uppercase().as_str(), "CONNECT" | "TRACE" | "TRACK")) =>
        {
            "it names a method that a page may not use."
        }
        _ if name.starts_with("sec-") => "names with Sec- are the browser's own, so that servers can trust them.",
        _ if name.starts_with("proxy-") => "names with Proxy- are between the browser and a proxy.",
        _ => return None,
    })
}

fn check_body(draft: &Draft) -> Vec<Problem> {
    if draft.kind == BodyKind::None {
        return Vec::new();
    }
    let method = method(&draft.method);
    if matches!(method.as_str(), "GET" | "HEAD") {
        return vec![blocking(
            Place::Body,
            format!("fetch refuses a {method} request with a body (RFC 9110, section 9.3.1, gives such a body no meaning). Choose “No body”, or another method such as POST."),
        )];
    }
    let mut problems = Vec::new();
    let row = draft.headers.iter().position(|(name, _)| is_content_type(name));
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
        problems.push(note(
            Place::Body,
            format!("This is not valid JSON: line {}, column {}. It can be sent all the same.", error.line(), error.column()),
        ));
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
#[path = "rules_tests.rs"]
mod tests;
