//! Two small helps with text: cutting it between characters, and marking where two texts differ.

use super::report::Segment;

/// At most the first `bytes` bytes of `text`, cut between characters.
pub fn prefix(text: &str, bytes: usize) -> &str {
    let mut end = bytes.min(text.len());
    while !text.is_char_boundary(end) {
        end -= 1;
    }
    &text[..end]
}

/// Both texts with their common start and end apart from the part that differs.
pub fn mark(expected: &str, actual: &str) -> (Vec<Segment>, Vec<Segment>) {
    if expected == actual {
        return (whole(expected, false), whole(actual, false));
    }
    let start = common(expected.chars(), actual.chars());
    let (head, expected_rest) = expected.split_at(start);
    let actual_rest = &actual[start..];
    let end = common(expected_rest.chars().rev(), actual_rest.chars().rev());
    let split = |rest: &str| {
        let at = rest.len() - end;
        segments(head, &rest[..at], &rest[at..])
    };
    (split(expected_rest), split(actual_rest))
}

/// One piece.
pub fn whole(text: &str, differs: bool) -> Vec<Segment> {
    vec![Segment {
        text: text.to_owned(),
        differs,
    }]
}

/// How many bytes at the start of both are the same.
pub fn common(a: impl Iterator<Item = char>, b: impl Iterator<Item = char>) -> usize {
    a.zip(b)
        .take_while(|(a, b)| a == b)
        .map(|(a, _)| a.len_utf8())
        .sum()
}

fn segments(head: &str, middle: &str, tail: &str) -> Vec<Segment> {
    [(head, false), (middle, true), (tail, false)]
        .into_iter()
        .filter(|(text, _)| !text.is_empty())
        .map(|(text, differs)| Segment {
            text: text.to_owned(),
            differs,
        })
        .collect()
}
