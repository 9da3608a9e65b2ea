//! A table for each contract: what the function is given and what it returns.

use std::collections::BTreeMap;

use super::{Guide, Member, Type, words};

/// `({ method, path }) → { status, body }`.
pub(super) fn v1() -> Guide {
    let request = vec![
        method(),
        plain(
            "path",
            "string",
            "Where the request goes, with its query: /hello?name=Ada.",
        ),
    ];
    let response = vec![
        status(),
        plain("body", "string", "What the client is sent to read."),
    ];
    Guide {
        parameters: vec![request_parameter()],
        by_name: false,
        returns: "Response",
        types: [
            ("Request", members(request)),
            ("Response", members(response)),
        ]
        .into(),
        words: [
            ("methods", words::methods()),
            ("statuses", words::statuses()),
        ]
        .into(),
    }
}

/// As v1, with the query taken apart, with header fields and a body.
pub(super) fn v2() -> Guide {
    let mut guide = v1();
    guide.types = [
        ("Request", members(whole_request())),
        ("Response", members(whole_response())),
        ("RequestHeaders", keys("request-headers")),
        ("ResponseHeaders", keys("response-headers")),
    ]
    .into();
    guide
        .words
        .insert("request-headers", words::request_headers());
    guide
        .words
        .insert("response-headers", words::response_headers());
    guide
}

/// As v2, with a store and a clock.
pub(super) fn v3() -> Guide {
    let mut guide = v2();
    guide.parameters.push(Member {
        name: "tools",
        shape: "{ store, clock }",
        about: "What outlives a request: a store, and a clock to read.",
        of: Some("Tools"),
        values: None,
    });
    let tools = vec![
        typed(
            "store",
            "Map",
            "A Map that keeps what you put in until the case ends. It begins empty.",
            "Store",
        ),
        typed(
            "clock",
            "{ now }",
            "The time, as the tests have it.",
            "Clock",
        ),
    ];
    let clock = vec![plain("now", "()", "The time in milliseconds.")];
    guide.types.extend(BTreeMap::from([
        ("Tools", members(tools)),
        ("Store", members(map())),
        ("Clock", members(clock)),
    ]));
    guide
}

/// A client: `fetch` and a clock, behind whatever the case gives.
pub(super) fn client() -> Guide {
    let options = vec![
        method(),
        typed(
            "headers",
            "object",
            "Header fields of the request.",
            "RequestHeaders",
        ),
        plain("body", "string", "What is sent along, as text."),
        plain(
            "signal",
            "AbortSignal",
            "Aborts the request: AbortSignal.timeout(3000).",
        ),
    ];
    let headers = vec![
        plain("get", "(name)", "The value of a field, or null."),
        plain("has", "(name)", "Whether there is such a field."),
    ];
    let clock = vec![
        plain("now", "()", "Milliseconds since the call began."),
        plain(
            "sleep",
            "(ms)",
            "A promise that is kept after so many milliseconds.",
        ),
    ];
    let fetch = Type {
        takes: vec!["", "Options"],
        gives: Some("Response"),
        ..Type::default()
    };
    Guide {
        parameters: vec![
            typed(
                "fetch",
                "(url, options)",
                "Sends a request; await gives the response.",
                "Fetch",
            ),
            typed(
                "clock",
                "{ now, sleep }",
                "The time, as the tests let it pass.",
                "Clock",
            ),
        ],
        by_name: true,
        returns: "Result",
        types: [
            ("Fetch", fetch),
            ("Options", members(options)),
            ("RequestHeaders", keys("request-headers")),
            ("Response", members(fetched())),
            ("Headers", members(headers)),
            ("Clock", members(clock)),
            ("Result", members(Vec::new())),
        ]
        .into(),
        words: [
            ("methods", words::methods()),
            ("request-headers", words::request_headers()),
        ]
        .into(),
    }
}

/// What a client gets of `fetch`.
fn fetched() -> Vec<Member> {
    vec![
        plain(
            "ok",
            "boolean",
            "Whether the status is 200 to 299. fetch does not reject otherwise.",
        ),
        plain("status", "number", "The status code: 200, 404, …."),
        plain(
            "statusText",
            "string",
            "The words beside the status, such as Not Found.",
        ),
        typed("headers", "Headers", "The header fields.", "Headers"),
        plain("json", "()", "A promise of the body, read as JSON."),
        plain("text", "()", "A promise of the body as text."),
        plain("arrayBuffer", "()", "A promise of the body as bytes."),
        typed(
            "clone",
            "()",
            "The same response once more: each body is read by itself.",
            "Response",
        ),
        plain("body", "stream", "The body bit by bit, for await … of."),
    ]
}

fn request_parameter() -> Member {
    typed("request", "the request", "What the client asks.", "Request")
}

fn method() -> Member {
    Member {
        name: "method",
        shape: "string",
        about: "What the client wants done, in capitals: GET, POST, ….",
        of: None,
        values: Some("methods"),
    }
}

fn status() -> Member {
    Member {
        name: "status",
        shape: "number",
        about: "How it went, as a number of three digits: 200, 404, ….",
        of: None,
        values: Some("statuses"),
    }
}

fn whole_request() -> Vec<Member> {
    vec![
        method(),
        plain(
            "path",
            "string",
            "Where the request goes, without its query: /notes/7.",
        ),
        plain(
            "query",
            "object",
            "What stands behind the ?, decoded. A name that is repeated has a list.",
        ),
        typed(
            "headers",
            "object",
            "Header fields, their names in lower case. One that is missing is undefined.",
            "RequestHeaders",
        ),
        plain(
            "body",
            "string",
            "What the client sent along. It is empty where there is nothing.",
        ),
    ]
}

fn whole_response() -> Vec<Member> {
    vec![
        status(),
        typed(
            "headers",
            "object",
            "Header fields of your answer. May be left away.",
            "ResponseHeaders",
        ),
        plain(
            "body",
            "string",
            "What the client is sent to read. May be left away.",
        ),
    ]
}

/// What a learner needs of `Map`.
fn map() -> Vec<Member> {
    vec![
        plain("get", "(key)", "What is kept under a key, or undefined."),
        plain(
            "set",
            "(key, value)",
            "Keeps a value under a key, in place of what was there.",
        ),
        plain("has", "(key)", "Whether anything is kept under a key."),
        plain("delete", "(key)", "Forgets what is kept under a key."),
        plain("size", "number", "How many keys there are."),
        plain("keys", "()", "The keys, in the order in which they came."),
        plain("values", "()", "The values, in the order of their keys."),
        plain("entries", "()", "Pairs of key and value."),
        plain(
            "forEach",
            "(call)",
            "Calls a function with each value and its key.",
        ),
        plain("clear", "()", "Forgets everything."),
    ]
}

fn plain(name: &'static str, shape: &'static str, about: &'static str) -> Member {
    Member {
        name,
        shape,
        about,
        ..Member::default()
    }
}

fn typed(name: &'static str, shape: &'static str, about: &'static str, of: &'static str) -> Member {
    Member {
        of: Some(of),
        ..plain(name, shape, about)
    }
}

fn members(members: Vec<Member>) -> Type {
    Type {
        members,
        ..Type::default()
    }
}

fn keys(list: &'static str) -> Type {
    Type {
        keys: Some(list),
        ..Type::default()
    }
}
