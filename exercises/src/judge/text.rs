//! Small helps with text: cutting it between characters, marking where two texts differ, and patterns.

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

/// Whether all of `text` matches a pattern, in which `*` stands for any text, none included, and `\*` for a star.
pub fn matches(pattern: &str, text: &str) -> bool {
    let parts = literals(pattern);
    let (head, middle, tail) = match parts.as_slice() {
        [head, middle @ .., tail] => (head, middle, tail),
        [only] => return only == text,
        [] => return text.is_empty(),
    };
    let Some(mut left) = text.strip_prefix(head.as_str()) else {
        return false;
    };
    // What is behind the last star ends the text; what stands between two is taken where it first occurs.
    for part in middle {
        match left.split_once(part.as_str()) {
            Some((_, after)) => left = after,
            None => return false,
        }
    }
    left.ends_with(tail.as_str())
}

/// What stands around the stars of a pattern, one more than there are.
fn literals(pattern: &str) -> Vec<String> {
    let mut found: Vec<String> = Vec::new();
    for part in pattern.split('*') {
        match found.last_mut() {
            Some(last) if last.ends_with('\\') => {
                last.pop();
                last.push('*');
                last.push_str(part);
            }
            _ => found.push(part.to_owned()),
        }
    }
    found
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn a_star_stands_for_any_text() {
        for (pattern, text, right) in [
            ("a", "a", true),
            ("a", "ab", false),
            ("*", "", true),
            ("a*", "ab", true),
            ("*b", "ab", true),
            ("a*a", "a", false),
            ("a*b*c", "a-b-b-c", true),
            ("a*b*c", "a-c-b", false),
            ("**", "x", true),
            (r"\*", "*", true),
            (r"\*", "x", false),
            (r"*/\*;*", "text/*;q=1", true),
            (r"*/\*;*", "text/csv;q=1", false),
        ] {
            assert_eq!(matches(pattern, text), right, "{pattern} {text}");
        }
    }

    proptest! {
        #[test]
        fn text_put_in_for_the_stars_matches(parts in prop::collection::vec("[ab]{0,2}", 1..4), fill in "[ab]{0,3}") {
            prop_assert!(matches(&parts.join("*"), &parts.join(&fill)));
        }
    }
}
