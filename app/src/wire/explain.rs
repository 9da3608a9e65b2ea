//! Status codes and header fields, one line each, with the section that defines them. Written for a first reading.

/// A line about a status code or a header field.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Line {
    /// What it says.
    pub text: &'static str,
    /// Where it is defined: `9110#15.3.1` for section 15.3.1 of RFC 9110, a whole URL with a fragment, or empty.
    source: &'static str,
}

impl Line {
    /// The name of the definition, `RFC 9110, 15.3.1`, and its address; none for what only this course defines.
    pub fn source(self) -> Option<(String, String)> {
        let (rfc, section) = self.source.split_once('#')?;
        if !rfc.contains('/') {
            let href = format!("https://www.rfc-editor.org/rfc/rfc{rfc}.html#section-{section}");
            return Some((format!("RFC {rfc}, {section}"), href));
        }
        let name = if rfc.contains("w3.org") {
            "W3C"
        } else {
            "WHATWG"
        };
        Some((name.to_owned(), self.source.to_owned()))
    }
}

#[rustfmt::skip] // A table: one line each.
const STATUSES: &[(u16, &str, &str, &str)] = &[
    (200, "OK", "9110#15.3.1", "It worked; the body is the answer."),
    (201, "Created", "9110#15.3.2", "It worked, and something new exists; Location says where."),
    (202, "Accepted", "9110#15.3.3", "Taken in, but not done yet."),
    (204, "No Content", "9110#15.3.5", "It worked, and there is nothing to send back."),
    (206, "Partial Content", "9110#15.3.7", "The part that was asked for, not the whole."),
    (301, "Moved Permanently", "9110#15.4.2", "It has another address for good: see Location."),
    (302, "Found", "9110#15.4.3", "For now, look at the address in Location."),
    (303, "See Other", "9110#15.4.4", "Fetch the address in Location with GET."),
    (304, "Not Modified", "9110#15.4.5", "The copy you have is still right, so no body is sent."),
    (307, "Temporary Redirect", "9110#15.4.8", "For now, send the same request to Location."),
    (308, "Permanent Redirect", "9110#15.4.9", "From now on, send the same request to Location."),
    (400, "Bad Request", "9110#15.5.1", "The server cannot make sense of the request."),
    (401, "Unauthorized", "9110#15.5.2", "The server does not know who you are: log in first."),
    (403, "Forbidden", "9110#15.5.4", "The server understood, and refuses."),
    (404, "Not Found", "9110#15.5.5", "The server was reached, and has nothing at this URL."),
    (405, "Method Not Allowed", "9110#15.5.6", "The URL exists, but not for this method: Allow lists those that work."),
    (406, "Not Acceptable", "9110#15.5.7", "There is no form of the answer that Accept allows."),
    (408, "Request Timeout", "9110#15.5.9", "The request took too long to arrive."),
    (409, "Conflict", "9110#15.5.10", "It does not fit the present state of what it would change."),
    (410, "Gone", "9110#15.5.11", "It was here once, and will not come back."),
    (412, "Precondition Failed", "9110#15.5.13", "The condition in the request does not hold."),
    (413, "Content Too Large", "9110#15.5.14", "The body is larger than the server takes."),
    (415, "Unsupported Media Type", "9110#15.5.16", "The server does not take a body of this Content-Type."),
    (422, "Unprocessable Content", "9110#15.5.21", "The body is well formed, but what it says is not right."),
    (428, "Precondition Required", "6585#3", "The server wants a condition, such as If-Match."),
    (429, "Too Many Requests", "6585#4", "Too many requests in a short time: wait, as Retry-After says."),
    (431, "Request Header Fields Too Large", "6585#5", "The header lines are larger than the server takes."),
    (500, "Internal Server Error", "9110#15.6.1", "Something went wrong inside the server."),
    (501, "Not Implemented", "9110#15.6.2", "The server does not know this method at all."),
    (502, "Bad Gateway", "9110#15.6.3", "A server in between got a wrong answer from the next one."),
    (503, "Service Unavailable", "9110#15.6.4", "The server cannot answer at the moment: try again later."),
    (504, "Gateway Timeout", "9110#15.6.5", "A server in between waited too long for the next one."),
];

/// The usual reason phrase of a status code and a line about it. Of a code that is not in the course's list, the
/// phrase is empty and the line is that of its class (RFC 9110, section 15).
pub fn status(code: u16) -> (&'static str, Line) {
    if let Some((_, phrase, source, text)) = STATUSES.iter().find(|it| it.0 == code) {
        return (phrase, Line { text, source });
    }
    let (source, text) = match code / 100 {
        1 => (
            "9110#15.2",
            "For information: the real answer is still to come.",
        ),
        2 => (
            "9110#15.3",
            "The request was received, understood and accepted.",
        ),
        3 => (
            "9110#15.4",
            "Something more is to be done, mostly at another address.",
        ),
        4 => (
            "9110#15.5",
            "The server says that something about the request is wrong.",
        ),
        5 => (
            "9110#15.6",
            "The server failed at a request that looks right.",
        ),
        _ => ("9110#15", "This is no status code that HTTP defines."),
    };
    ("", Line { text, source })
}

#[rustfmt::skip] // A table: one line each.
const HEADERS: &[(&str, &str, &str)] = &[
    ("accept", "9110#12.5.1", "The types of content that the client can use."),
    ("accept-language", "9110#12.5.4", "The languages that the client prefers."),
    ("accept-ranges", "9110#14.3", "Whether parts of this can be asked for."),
    ("access-control-allow-origin", "https://fetch.spec.whatwg.org/#http-access-control-allow-origin", "Which other origins' pages may read this."),
    ("age", "9111#5.1", "How many seconds this answer has been in a cache."),
    ("allow", "9110#10.2.1", "The methods that this URL understands."),
    ("authorization", "9110#11.6.2", "Proof of who is asking."),
    ("cache-control", "9111#5.2", "Who may keep a copy of this, and for how long."),
    ("content-encoding", "9110#8.4", "How the body was compressed on its way."),
    ("content-language", "9110#8.5", "The language of the body."),
    ("content-length", "9110#8.6", "The size of the body in bytes, as it was sent."),
    ("content-location", "9110#8.7", "The URL of exactly this form of the content."),
    ("content-security-policy", "https://www.w3.org/TR/CSP3/#csp-header", "What a page is allowed to load and run."),
    ("content-type", "9110#8.3", "What the body is: its format, and for text its encoding."),
    ("cross-origin-opener-policy", "https://html.spec.whatwg.org/multipage/browsers.html#cross-origin-opener-policies", "Whether pages that open each other share anything."),
    ("cross-origin-resource-policy", "https://fetch.spec.whatwg.org/#cross-origin-resource-policy-header", "Which pages may embed this."),
    ("date", "9110#6.6.1", "When the server made this answer."),
    ("etag", "9110#8.8.3", "A name for this version of the content, to ask later whether it changed."),
    ("expires", "9111#5.3", "Until when a copy may be used."),
    ("if-match", "9110#13.1.1", "Do it only if the content is still of this version."),
    ("if-none-match", "9110#13.1.2", "Send the content only if it is of another version than this."),
    ("last-modified", "9110#8.8.2", "When the content was last changed."),
    ("link", "8288#3", "Other addresses that have to do with this one."),
    ("location", "9110#10.2.2", "The address to look at next, or of what was created."),
    ("range", "9110#14.2", "The part of the content that is asked for."),
    ("referrer-policy", "https://www.w3.org/TR/referrer-policy/#referrer-policy-header", "How much of this page's address later requests tell."),
    ("retry-after", "9110#10.2.3", "How long to wait before trying again."),
    ("server", "9110#10.2.4", "The name of the server's software."),
    ("server-timing", "https://www.w3.org/TR/server-timing/#the-server-timing-header-field", "What the server tells of the time it spent."),
    ("strict-transport-security", "6797#6.1", "Use only HTTPS for this site from now on."),
    ("user-agent", "9110#10.1.5", "The name of the client's software."),
    ("vary", "9110#12.5.5", "The request headers that this answer depends on."),
    ("www-authenticate", "9110#11.6.1", "How to prove who you are."),
    ("x-content-type-options", "https://fetch.spec.whatwg.org/#x-content-type-options-header", "nosniff: believe the Content-Type, do not guess."),
    ("x-exchange-id", "", "Roundtrip's own: the number under which the server knows this exchange."),
];

/// A line about a header field, where it is known. The name's case does not matter (RFC 9110, section 5.1).
pub fn header(name: &str) -> Option<Line> {
    HEADERS
        .iter()
        .find(|it| it.0.eq_ignore_ascii_case(name))
        .map(|&(_, source, text)| Line { text, source })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_tables_are_in_order_so_that_nothing_stands_twice() {
        assert!(STATUSES.windows(2).all(|it| it[0].0 < it[1].0));
        assert!(HEADERS.windows(2).all(|it| it[0].0 < it[1].0));
    }

    #[test]
    fn every_line_is_short_and_has_a_source() {
        let statuses = STATUSES
            .iter()
            .map(|&(_, _, source, text)| Line { text, source });
        for line in statuses.chain(
            HEADERS
                .iter()
                .map(|&(_, source, text)| Line { text, source }),
        ) {
            assert!(
                line.text.len() <= 90 && line.text.ends_with('.'),
                "{}",
                line.text
            );
            let link = line.source();
            assert!(
                link.is_some_and(|it| it.1.starts_with("https://")) || line.source.is_empty(),
                "{}",
                line.text
            );
        }
    }

    #[test]
    fn a_section_is_linked_and_named() {
        let (phrase, line) = status(404);
        assert_eq!(phrase, "Not Found");
        let href = "https://www.rfc-editor.org/rfc/rfc9110.html#section-15.5.5";
        assert_eq!(
            line.source(),
            Some(("RFC 9110, 15.5.5".into(), href.into()))
        );
        assert!(
            header("SERVER-TIMING").is_some_and(|it| it.source().is_some_and(|it| it.0 == "W3C"))
        );
    }

    #[test]
    fn an_unknown_code_is_explained_by_its_class() {
        for (code, section) in [
            (299, "15.3"),
            (418, "15.5"),
            (599, "15.6"),
            (999, "15"),
            (0, "15"),
        ] {
            let (phrase, line) = status(code);
            let source = line.source().map(|it| it.0);
            assert_eq!(
                (phrase, source),
                ("", Some(format!("RFC 9110, {section}"))),
                "{code}"
            );
        }
        assert_eq!(header("x-unknown"), None);
    }
}
