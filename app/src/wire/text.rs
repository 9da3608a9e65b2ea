//! Figures and JSON, written for people.

use serde::de::IgnoredAny;

/// A time: `8.4 ms`, `120 ms`, `1.52 s`. Below 10 ms with one decimal, from 1 s on in seconds.
pub fn millis(ms: f64) -> String {
    let tenths = whole(ms * 10.0);
    match tenths {
        0..100 => format!("{}.{} ms", tenths / 10, tenths % 10),
        100..9995 => format!("{} ms", (tenths + 5) / 10),
        _ => {
            let hundredths = (tenths + 50) / 100;
            format!("{}.{:02} s", hundredths / 100, hundredths % 100)
        }
    }
}

/// A size: `0 B`, `27 B`, `1.4 KB`, `256 KB`; 1 KB is 1,024 bytes.
pub fn bytes(n: u64) -> String {
    match n {
        0..1024 => format!("{n} B"),
        1024..10_240 => {
            let tenths = n * 10 / 1024;
            format!("{}.{} KB", tenths / 10, tenths % 10)
        }
        10_240..1_048_576 => format!("{} KB", n / 1024),
        _ => {
            let tenths = n * 10 / 1_048_576;
            format!("{}.{} MB", tenths / 10, tenths % 10)
        }
    }
}

/// A figure from the browser as a whole number, 0 where it is none.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // Saturates, and NaN becomes 0: what is wanted.
pub fn whole(value: f64) -> u64 {
    value.round() as u64
}

/// At most `limit` characters of a text, and whether that is less than all.
pub fn head(text: &str, limit: usize) -> (&str, bool) {
    match text.char_indices().nth(limit) {
        Some((at, _)) => (&text[..at], true),
        None => (text, false),
    }
}

/// A text as HTML that reads the same.
pub fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// A JSON text with line breaks and an indent of two; `None` when it is no JSON. Only white space changes: numbers,
/// names that stand twice and the order stay as they were sent.
pub fn pretty(json: &str) -> Option<String> {
    serde_json::from_str::<IgnoredAny>(json).ok()?;
    let mut out = String::with_capacity(json.len() * 2);
    let mut depth = 0;
    let mut in_string = false;
    let mut escaped = false;
    let mut chars = json.chars().filter(|it| !matches!(it, '\r')).peekable();
    while let Some(c) = chars.next() {
        if in_string {
            out.push(c);
            in_string = escaped || c != '"';
            escaped = !escaped && c == '\\';
            continue;
        }
        match c {
            ' ' | '\n' | '\t' => {}
            '{' | '[' => {
                out.push(c);
                while chars.next_if(char::is_ascii_whitespace).is_some() {}
                if let Some(end) = chars.next_if(|it| matches!(it, '}' | ']')) {
                    out.push(end);
                } else {
                    depth += 1;
                    new_line(&mut out, depth);
                }
            }
            '}' | ']' => {
                depth -= 1;
                new_line(&mut out, depth);
                out.push(c);
            }
            ',' => {
                out.push(c);
                new_line(&mut out, depth);
            }
            ':' => out.push_str(": "),
            _ => {
                in_string = c == '"';
                out.push(c);
            }
        }
    }
    Some(out)
}

fn new_line(out: &mut String, depth: usize) {
    out.push('\n');
    for _ in 0..depth {
        out.push_str("  ");
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_with_the_precision_that_matters() {
        for (ms, text) in [
            (0.0, "0.0 ms"),
            (0.04, "0.0 ms"),
            (8.44, "8.4 ms"),
            (9.96, "10 ms"),
            (12.3, "12 ms"),
            (119.6, "120 ms"),
            (999.4, "999 ms"),
            (999.6, "1.00 s"),
            (1519.0, "1.52 s"),
            (15_000.0, "15.00 s"),
            (-3.0, "0.0 ms"),
            (f64::NAN, "0.0 ms"),
        ] {
            assert_eq!(millis(ms), text, "{ms}");
        }
    }

    #[test]
    fn sizes_are_written_in_the_unit_that_fits() {
        for (n, text) in [
            (0, "0 B"),
            (1023, "1023 B"),
            (1024, "1.0 KB"),
            (1500, "1.4 KB"),
            (262_144, "256 KB"),
            (1_572_864, "1.5 MB"),
        ] {
            assert_eq!(bytes(n), text, "{n}");
        }
    }

    #[test]
    fn a_head_is_cut_between_characters() {
        assert_eq!(head("añb", 2), ("añ", true));
        assert_eq!(head("añb", 3), ("añb", false));
        assert_eq!(head("", 3), ("", false));
    }

    #[test]
    fn json_is_indented_and_nothing_else_changes() {
        for (json, expected) in [
            (r#"{"a":1}"#, Some("{\n  \"a\": 1\n}")),
            ("[]", Some("[]")),
            (" [ ] ", Some("[]")),
            (
                r#"{ "a" : [1, {}] }"#,
                Some("{\n  \"a\": [\n    1,\n    {}\n  ]\n}"),
            ),
            (r#""a: {,} \" \\""#, Some(r#""a: {,} \" \\""#)),
            (r#"["\\",1.50e+2]"#, Some("[\n  \"\\\\\",\n  1.50e+2\n]")),
            (r#"{"a":1,"a":2}"#, Some("{\n  \"a\": 1,\n  \"a\": 2\n}")),
            ("12345678901234567890123", Some("12345678901234567890123")),
            ("{", None),
            ("", None),
            ("{\"a\":1} x", None),
            ("plain", None),
        ] {
            assert_eq!(pretty(json).as_deref(), expected, "{json}");
        }
    }
}
