//! Where the body behind a head ends (RFC 9112, section 6.3). Requests' heads are read by the parser that hyper uses, so
//! that both understand the same.

use std::mem::MaybeUninit;

use axum::http::Method;
use httparse::{EMPTY_HEADER, Header, Request, Status};
use memchr::memchr;

use crate::wire::DUMP;

/// The most header fields of a head: hyper's own bound.
const MAX_FIELDS: usize = 100;

/// How the body behind a head is framed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Framing {
    /// So many bytes.
    Length(u64),
    /// In chunks.
    Chunked,
    /// All that comes until the connection ends.
    UntilClose,
    /// There is no body, and this message is not the last word: an interim response.
    Interim,
    /// What follows is no HTTP/1.1 any more.
    Opaque,
    /// The head makes no sense, so nothing behind it does.
    Nonsense,
}

/// The head of a request, as far as it matters here.
pub(super) struct RequestHead {
    pub framing: Framing,
    /// How many header fields there are.
    pub fields: usize,
    /// Whether the response has no body whatever its head says.
    pub is_head: bool,
    pub is_connect: bool,
    /// Whether the request is to be dumped, body and all.
    pub is_dumped: bool,
}

/// Reads a request's head. `None` where it is none.
pub(super) fn request(head: &[u8]) -> Option<RequestHead> {
    let mut fields = [const { MaybeUninit::uninit() }; MAX_FIELDS];
    let mut request = Request::new(&mut []);
    let parsed = request.parse_with_uninit_headers(head, &mut fields);
    let Ok(Status::Complete(length)) = parsed else {
        return None;
    };
    let method = request.method.unwrap_or_default();
    let target = request.path.unwrap_or_default();
    let framing = match declared(request.headers) {
        _ if length != head.len() => Framing::Nonsense,
        Some(Framing::UntilClose) => Framing::Nonsense,
        declared => declared.unwrap_or(Framing::Length(0)),
    };
    Some(RequestHead {
        framing,
        fields: request.headers.len(),
        is_head: method == Method::HEAD.as_str(),
        is_connect: method == Method::CONNECT.as_str(),
        is_dumped: path(target) == DUMP,
    })
}

/// The path of a target in origin-form or absolute-form.
fn path(target: &str) -> &str {
    let target = target.split('?').next().unwrap_or_default();
    match target.split_once("://") {
        Some((_, rest)) => rest.find('/').map_or("/", |it| &rest[it..]),
        None => target,
    }
}

/// Reads a response's head, to a request with such a method. hyper wrote it, or read it already where it came from
/// elsewhere: so it is only looked through for what matters, and not taken apart.
pub(super) fn response(head: &[u8], is_head: bool, is_connect: bool) -> Framing {
    let Some(status) = status(head) else {
        return Framing::Nonsense;
    };
    match status {
        101 => Framing::Opaque,
        100..=199 => Framing::Interim,
        200..=299 if is_connect => Framing::Opaque,
        204 | 304 => Framing::Length(0),
        _ if is_head => Framing::Length(0),
        _ => declared_by(head).unwrap_or(Framing::UntilClose),
    }
}

/// The status in a status line: `HTTP/1.1 200 …`.
fn status(head: &[u8]) -> Option<u16> {
    let version = head.strip_prefix(b"HTTP/1.")?;
    let [b'0' | b'1', b' ', code @ ..] = version else {
        return None;
    };
    let (code, rest) = code.split_at_checked(3)?;
    let ends = matches!(rest.first(), Some(b' ' | b'\r' | b'\n'));
    let digits = ends && code.iter().all(u8::is_ascii_digit);
    let text = str::from_utf8(code).ok().filter(|_| digits)?;
    text.parse().ok().filter(|it| *it >= 100)
}

/// What the fields in a head's lines declare, without those that can have nothing to do with it.
fn declared_by(head: &[u8]) -> Option<Framing> {
    let mut fields = [EMPTY_HEADER; 2];
    let mut found = 0;
    let mut rest = head;
    while let Some(end) = memchr(b'\n', rest) {
        let line = &rest[..end];
        rest = &rest[end + 1..];
        let Some(name) = ["content-length", "transfer-encoding"]
            .into_iter()
            .find(|it| is_field(line, it))
        else {
            continue;
        };
        let Some(field) = fields.get_mut(found) else {
            return Some(Framing::Nonsense);
        };
        found += 1;
        let value = &line[name.len() + 1..];
        *field = Header {
            name,
            value: value.trim_ascii(),
        };
    }
    declared(&fields[..found])
}

/// Whether a line is a field of that name.
fn is_field(line: &[u8], name: &str) -> bool {
    line.get(name.len()) == Some(&b':') && line[..name.len()].eq_ignore_ascii_case(name.as_bytes())
}

/// What the fields declare; `None` where they declare nothing. Chunks go before a length.
fn declared(fields: &[Header]) -> Option<Framing> {
    let named = |name: &'static str| {
        let fields = fields.iter();
        fields.filter(move |it| it.name.eq_ignore_ascii_case(name))
    };
    if let Some(coding) = named("transfer-encoding").next_back() {
        let last = coding.value.rsplit(|it| *it == b',').next();
        let chunked = last.is_some_and(|it| it.trim_ascii().eq_ignore_ascii_case(b"chunked"));
        return Some(if chunked {
            Framing::Chunked
        } else {
            Framing::UntilClose
        });
    }
    let mut lengths = named("content-length").map(|it| length(it.value));
    let first = lengths.next()?;
    match first {
        Some(length) if lengths.all(|it| it == first) => Some(Framing::Length(length)),
        _ => Some(Framing::Nonsense),
    }
}

fn length(value: &[u8]) -> Option<u64> {
    let digits = value.iter().all(u8::is_ascii_digit);
    let text = str::from_utf8(value).ok().filter(|_| digits);
    text?.parse().ok()
}
