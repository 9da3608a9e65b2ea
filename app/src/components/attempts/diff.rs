//! What differs between two programs, line by line.

use similar::{Algorithm, DiffTag, capture_diff_slices};

/// The most lines that are compared; longer code is shown as it is.
const MAX_LINES: usize = 1_000;

/// Where a line stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// In both.
    Both,
    /// Only in the first.
    First,
    /// Only in the second.
    Second,
}

/// The lines of both in order, each with where it stands; none where there are too many to compare.
pub fn lines(first: &str, second: &str) -> Option<Vec<(Side, String)>> {
    let (first, second): (Vec<&str>, Vec<&str>) =
        (first.lines().collect(), second.lines().collect());
    if first.len().max(second.len()) > MAX_LINES {
        return None;
    }
    let mut lines = Vec::new();
    let mut take =
        |side: Side, of: &[&str]| lines.extend(of.iter().map(|it| (side, (*it).to_owned())));
    for change in capture_diff_slices(Algorithm::Myers, &first, &second) {
        let (tag, old, new) = change.as_tag_tuple();
        if tag == DiffTag::Equal {
            take(Side::Both, &first[old]);
        } else {
            take(Side::First, &first[old]);
            take(Side::Second, &second[new]);
        }
    }
    Some(lines)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_line_is_told_where_it_stands() {
        let found = lines("a\nb\nc", "a\nx\nc\nd").expect("they are short");
        let found: Vec<_> = found
            .iter()
            .map(|(side, text)| (*side, text.as_str()))
            .collect();
        let expected = [
            (Side::Both, "a"),
            (Side::First, "b"),
            (Side::Second, "x"),
            (Side::Both, "c"),
            (Side::Second, "d"),
        ];
        assert_eq!(found, expected);
        assert_eq!(lines("", ""), Some(vec![]));
    }

    #[test]
    fn long_code_is_not_compared() {
        assert_eq!(lines(&"a\n".repeat(MAX_LINES + 1), ""), None);
        let worst: Vec<String> = (0..MAX_LINES).map(|it| it.to_string()).collect();
        let worst = worst.join("\n");
        assert_eq!(
            lines(&worst, &"b\n".repeat(MAX_LINES)).map(|it| it.len()),
            Some(2 * MAX_LINES)
        );
    }
}
