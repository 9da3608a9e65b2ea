//! Where the body behind a head ends (RFC 9112, section 6.3). Heads are read by the parser that hyper uses, so that
//! both understand the same.

use std::mem::MaybeUninit;

use axum::http::Method;
use httparse::{Header, ParserConfig, Request, Response, Status};

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

/// Reads a response's head, to a request with such a method.
pub(super) fn response(head: &[u8], is_head: bool, is_connect: bool) -> Framing {
    let mut fields = [const { MaybeUninit::uninit() }; MAX_FIELDS];
    let mut response = Response::new(&mut []);
    let parser = ParserConfig::default();
    match parser.parse_response_with_uninit_headers(&mut response, head, &mut fields) {
        Ok(Status::Complete(length)) if length == head.len() => {}
        _ => return Framing::Nonsense,
    }
    match response.code.unwrap_or_default() {
        101 => Framing::Opaque,
        100..=199 => Framing::Interim,
        200..=299 if is_connect => Framing::Opaque,
        204 | 304 => Framing::Length(0),
        _ if is_head => Framing::Length(0),
        _ => declared(response.headers).unwrap_or(Framing::UntilClose),
    }
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
