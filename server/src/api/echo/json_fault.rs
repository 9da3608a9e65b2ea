//! Says to a beginner where a text stops being JSON, and why.

use serde_json::error::Category;

/// A place in a text, and what is wrong there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct JsonFault {
    /// Counts from 1.
    pub line: usize,
    /// Counts characters, from 1; one past the end of the line where something is missing.
    pub column: usize,
    /// What is wrong and how to mend it, in whole sentences.
    pub reason: String,
}

impl JsonFault {
    /// The fault that the parser found in `text`, in words.
    pub(crate) fn explain(text: &str, error: &serde_json::Error) -> Self {
        let parser = error.to_string();
        let ends = error.classify() == Category::Eof;
        let offset = if ends {
            text.trim_end().len()
        } else {
            offset_of(text, error.line(), error.column(), &parser)
        };
        let (line, column) = place_of(text, offset);
        let reason = if ends {
            missing(text, &parser)
        } else {
            unexpected(text, offset, &parser)
        };
        Self {
            line,
            column,
            reason,
        }
    }
}

/// The parser counts bytes from the start of the line; column 0 is the line break before it.
fn offset_of(text: &str, line: usize, column: usize, parser: &str) -> usize {
    let start: usize = text
        .split_inclusive('\n')
        .take(line.saturating_sub(1))
        .map(str::len)
        .sum();
    let offset = text.floor_char_boundary((start + column).saturating_sub(1));
    if parser.starts_with("control character") {
        // Here it gives the last character that was right.
        return text[offset..]
            .find(|it: char| it.is_ascii_control())
            .map_or(offset, |at| offset + at);
    }
    offset
}

fn place_of(text: &str, offset: usize) -> (usize, usize) {
    let before = &text[..offset];
    let line_start = before.rfind('\n').map_or(0, |at| at + 1);
    (
        1 + before.matches('\n').count(),
        1 + before[line_start..].chars().count(),
    )
}

/// What is missing where the text ends too early.
fn missing(text: &str, parser: &str) -> String {
    let reason = if text.trim().is_empty() {
        "There is nothing here. JSON needs one value, for example {} or \"text\"."
    } else if parser.contains("string") {
        "The text ends inside a string. Close it with a double quote (\")."
    } else if parser.contains("list") {
        "The text ends inside a list. Close it with ]."
    } else if parser.contains("object") {
        "The text ends inside an object. Close it with }."
    } else {
        "The text ends where a value should follow."
    };
    reason.to_owned()
}

/// What is wrong with the character at `offset`.
fn unexpected(text: &str, offset: usize, parser: &str) -> String {
    let Some(found) = text[offset..].chars().next() else {
        return "Something is missing here.".to_owned();
    };
    let before = text[..offset].trim_end().chars().next_back();
    if parser.starts_with("control character") {
        return "A string may not go over a line break or hold a tab. Write them as \\n and \\t."
            .to_owned();
    }
    if parser.starts_with("invalid escape") {
        return "After a backslash only these may follow: \" \\ / b f n r t, or u with four hexadecimal digits."
            .to_owned();
    }
    if parser.starts_with("invalid number") {
        return "This is not a number that JSON knows. Write it like 7, -7, 0.5 or 1e3: no leading zero, no + and a digit on both sides of the point."
            .to_owned();
    }
    let hint = match (found, before) {
        ('}' | ']', Some(',')) => "There is a comma before it. After the last item there is none.",
        ('\'', _) => "JSON puts text in double quotes (\"), not in single ones.",
        ('/', _) => "JSON has no comments.",
        _ if parser.starts_with("trailing characters") => {
            "The value before it is already complete. JSON holds one value: put several into a list, [ ]."
        }
        _ if parser.starts_with("key must be a string") => {
            "The name of a field stands in double quotes, as in {\"name\": 1}."
        }
        _ if parser.starts_with("expected `:`") => {
            "A colon (:) stands between a field's name and its value."
        }
        _ if parser.starts_with("expected `,`") => {
            "A comma (,) stands between two items. Perhaps the one before it is not closed."
        }
        (it, _) if it.is_alphabetic() => {
            "Text stands in double quotes (\"). Only numbers, true, false and null go without."
        }
        _ => {
            "A value was expected: text in double quotes, a number, true, false, null, a list or an object."
        }
    };
    format!("{} was not expected here. {hint}", named(found))
}

fn named(found: char) -> String {
    match found {
        '\n' | '\r' => "A line break".to_owned(),
        '\u{feff}' => "A byte order mark (an invisible character)".to_owned(),
        it if it.is_control() || it.is_whitespace() => {
            format!("The character U+{:04X}", u32::from(it))
        }
        it => format!("The character {it}"),
    }
}

#[cfg(test)]
mod tests {
    use serde_json::value::RawValue;

    use super::*;

    fn fault(text: &str) -> JsonFault {
        let error = serde_json::from_str::<&RawValue>(text).unwrap_err();
        JsonFault::explain(text, &error)
    }

    /// A text, the line and column where it goes wrong, and words that the reason must hold.
    const FAULTS: [(&str, usize, usize, &str); 22] = [
        ("", 1, 1, "nothing here"),
        (" \n ", 1, 1, "nothing here"),
        (
            "{name: 1}",
            1,
            2,
            "The name of a field stands in double quotes",
        ),
        (
            "{'name': 1}",
            1,
            2,
            "double quotes (\"), not in single ones",
        ),
        ("{\"name\": Alice}", 1, 10, "Text stands in double quotes"),
        ("{\"name\": 'Alice'}", 1, 10, "not in single ones"),
        ("{\"name\" \"Alice\"}", 1, 9, "A colon (:)"),
        ("{\"a\": 1 \"b\": 2}", 1, 9, "A comma (,)"),
        ("{\"a\": 1,}", 1, 9, "After the last item there is none"),
        ("[1, 2,]", 1, 7, "After the last item there is none"),
        ("{\n  \"é\": é\n}", 2, 8, "The character é"),
        ("{\"a\": 1", 1, 8, "Close it with }"),
        ("[1, 2\n", 1, 6, "Close it with ]"),
        ("\"abc", 1, 5, "Close it with a double quote"),
        ("{\"a\":", 1, 6, "a value should follow"),
        ("\"a\nb\"", 1, 3, "Write them as \\n"),
        ("\"a\\x\"", 1, 4, "After a backslash"),
        ("[01]", 1, 3, "not a number that JSON knows"),
        ("{} {}", 1, 4, "already complete"),
        ("// hi\n{}", 1, 1, "no comments"),
        ("{\"a\": True}", 1, 7, "true, false and null"),
        ("\u{feff}{}", 1, 1, "byte order mark"),
    ];

    #[test]
    fn common_slips_are_named_and_placed() {
        for (text, line, column, words) in FAULTS {
            let found = fault(text);
            assert_eq!(
                (found.line, found.column),
                (line, column),
                "{text:?}: {found:?}"
            );
            assert!(found.reason.contains(words), "{text:?}: {found:?}");
        }
    }
}
