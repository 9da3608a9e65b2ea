//! What goes over the wire, line by line, with the line ends that HTTP/1.1 wants made visible (RFC 9112, section 2.1).

use exercises::model::Html;

use crate::components::text::escape;

/// A line of bytes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WireLine {
    /// The text without its end.
    pub text: String,
    /// Whether it ends with CR LF: the lines of an HTTP head do, the empty one after it too.
    pub crlf: bool,
}

/// Breaks what goes over the wire into lines. The head of an HTTP message always ends with an empty line.
pub fn lines(bytes: &str) -> Vec<WireLine> {
    let mut head = bytes
        .lines()
        .next()
        .is_some_and(|it| it.contains("HTTP/1."));
    let mut lines = Vec::new();
    for text in bytes.lines() {
        lines.push(WireLine {
            text: text.to_owned(),
            crlf: head,
        });
        head = head && !text.is_empty();
    }
    if head {
        lines.push(WireLine {
            text: String::new(),
            crlf: true,
        });
    }
    lines
}

/// The bytes of a message, with `\n` between the lines. The marks are drawn by the style sheet, so that they are
/// neither read aloud nor copied.
pub fn wire(bytes: &str) -> Html {
    let lines = lines(bytes);
    let marked = lines.iter().any(|it| it.crlf);
    let line = |it: &WireLine| {
        let class = if it.crlf { " class=\"crlf\"" } else { "" };
        format!("<span{class}>{}</span>\n", escape(&it.text))
    };
    let lines: String = lines.iter().map(line).collect();
    let note = if marked {
        "<p class=\"hint\">Each <code>\\r\\n</code> is two bytes, carriage return and line feed: they end a line of the head.</p>"
    } else {
        ""
    };
    format!("<pre class=\"wire\">{lines}</pre>{note}")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn marks(bytes: &str) -> Vec<(String, bool)> {
        lines(bytes)
            .into_iter()
            .map(|it| (it.text, it.crlf))
            .collect()
    }

    fn line(text: &str, crlf: bool) -> (String, bool) {
        (text.into(), crlf)
    }

    #[test]
    fn the_lines_of_a_head_end_with_crlf_and_those_of_a_body_do_not() {
        assert_eq!(
            marks("HTTP/1.1 200 OK\nContent-Type: text/plain\n\nhello\n\nagain"),
            [
                line("HTTP/1.1 200 OK", true),
                line("Content-Type: text/plain", true),
                line("", true),
                line("hello", false),
                line("", false),
                line("again", false)
            ]
        );
    }

    #[test]
    fn a_head_without_its_empty_line_gets_it() {
        assert_eq!(
            marks("GET / HTTP/1.1\nHost: a"),
            [
                line("GET / HTTP/1.1", true),
                line("Host: a", true),
                line("", true)
            ]
        );
        assert_eq!(marks("GET / HTTP/1.1\nHost: a\n\n").len(), 3);
    }

    #[test]
    fn what_is_not_http_has_no_marks() {
        assert_eq!(marks("SELECT 1;\n"), [line("SELECT 1;", false)]);
        assert_eq!(marks(""), []);
    }
}
