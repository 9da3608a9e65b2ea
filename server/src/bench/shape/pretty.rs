//! JSON as httpbin writes it: two spaces of indent and a line break at the end. For httpbin's own answers, every
//! character beyond ASCII is an escape.

use std::io::{self, Write};

use axum::{
    http::{HeaderValue, header},
    response::{IntoResponse, Response},
};
use serde::Serialize;
use serde_json::ser::{CharEscape, Formatter, PrettyFormatter, Serializer};

use crate::{bench::Compat, problem::Error};

/// Long enough for what most clients send, and short enough for memory that an allocator has at hand.
const USUAL: usize = 768;

pub(super) fn answer<T: Serialize>(compat: Compat, value: &T) -> Response {
    match text(compat, value) {
        Ok(body) => (
            [(
                header::CONTENT_TYPE,
                HeaderValue::from_static("application/json"),
            )],
            body,
        )
            .into_response(),
        Err(error) => {
            Error::internal("a response could not be written as JSON", &error).into_response()
        }
    }
}

pub(super) fn text<T: Serialize>(compat: Compat, value: &T) -> serde_json::Result<Vec<u8>> {
    let mut body = Vec::with_capacity(USUAL);
    let pretty = PrettyFormatter::new();
    match compat {
        Compat::Rfc => {
            value.serialize(&mut Serializer::with_formatter(&mut body, pretty))?;
        }
        Compat::Httpbin => {
            value.serialize(&mut Serializer::with_formatter(&mut body, Ascii(pretty)))?;
        }
    }
    body.push(b'\n');
    Ok(body)
}

/// The same, in ASCII.
struct Ascii<'a>(PrettyFormatter<'a>);

impl Formatter for Ascii<'_> {
    fn write_string_fragment<W: ?Sized + Write>(
        &mut self,
        to: &mut W,
        text: &str,
    ) -> io::Result<()> {
        for part in text.split_inclusive(|it: char| !it.is_ascii()) {
            let wide = part.chars().next_back().filter(|it| !it.is_ascii());
            let plain = &part[..part.len() - wide.map_or(0, char::len_utf8)];
            to.write_all(plain.as_bytes())?;
            for unit in wide
                .iter()
                .flat_map(|it| it.encode_utf16(&mut [0; 2]).to_vec())
            {
                write!(to, "\\u{unit:04x}")?;
            }
        }
        Ok(())
    }

    fn write_char_escape<W: ?Sized + Write>(
        &mut self,
        to: &mut W,
        escape: CharEscape,
    ) -> io::Result<()> {
        self.0.write_char_escape(to, escape)
    }

    fn begin_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_array(to)
    }

    fn end_array<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_array(to)
    }

    fn begin_array_value<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_array_value(to, first)
    }

    fn end_array_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_array_value(to)
    }

    fn begin_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_object(to)
    }

    fn end_object<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_object(to)
    }

    fn begin_object_key<W: ?Sized + Write>(&mut self, to: &mut W, first: bool) -> io::Result<()> {
        self.0.begin_object_key(to, first)
    }

    fn begin_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.begin_object_value(to)
    }

    fn end_object_value<W: ?Sized + Write>(&mut self, to: &mut W) -> io::Result<()> {
        self.0.end_object_value(to)
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn the_text_is_the_one_that_python_writes() {
        // Written by `json.dumps(value, indent=2, sort_keys=True)`.
        let value = json!({"b": [1, 2.5, [], {}], "a": "Zoë \u{1f600}\n\"\\ \u{7f}"});
        let python = "{\n  \"a\": \"Zo\\u00eb \\ud83d\\ude00\\n\\\"\\\\ \u{7f}\",\n  \"b\": [\n    1,\n    2.5,\n    [],\n    {}\n  ]\n}\n";
        assert_eq!(
            String::from_utf8(text(Compat::Httpbin, &value).unwrap()).unwrap(),
            python
        );
        assert!(
            String::from_utf8(text(Compat::Rfc, &value).unwrap())
                .unwrap()
                .contains("Zoë 😀")
        );
    }
}
