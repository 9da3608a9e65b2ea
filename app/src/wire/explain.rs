//! Status codes and header fields, one line each, with the section that defines them. The tables are
//! those of [`exercises::http`].

use exercises::http::{HEADERS, STATUSES};

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
