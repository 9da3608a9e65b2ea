//! A text in which stretches are blanked and single characters put, and the places in it. Line breaks always stay, and a
//! character makes way for as many spaces as it has UTF-16 units: those are what editors and engines count columns in.

use oxc_span::Span;

/// A text with its blanks. All offsets are bytes.
pub struct Sheet<'a> {
    /// The text as it was written.
    pub text: &'a str,
    blanks: Vec<(u32, u32)>,
    put: Vec<(u32, char)>,
}

impl<'a> Sheet<'a> {
    /// A text without blanks.
    pub fn new(text: &'a str) -> Self {
        Self {
            text,
            blanks: Vec::new(),
            put: Vec::new(),
        }
    }

    /// Whether nothing is blanked.
    pub fn is_clean(&self) -> bool {
        self.blanks.is_empty() && self.put.is_empty()
    }

    /// Blanks what lies between two offsets.
    pub fn blank(&mut self, from: u32, to: u32) {
        if from < to {
            self.blanks.push((from, to));
        }
    }

    /// Puts a character in the place of the one that begins at `at`, which must be blanked.
    pub fn put(&mut self, at: u32, it: char) {
        self.put.push((at, it));
    }

    /// Blanks a stretch whose first place becomes a semicolon: nothing before it goes on behind it.
    pub fn cut(&mut self, span: Span) {
        self.blank(span.start, span.end);
        self.put(span.start, ';');
    }

    /// Where the last character before `end` begins.
    pub fn last_before(&self, end: u32) -> u32 {
        let before = self.between(0, end);
        let last = before.chars().next_back().map_or(0, char::len_utf8);
        offset(before.len() - last)
    }

    /// The text between two offsets; empty where there is none.
    pub fn between(&self, from: u32, to: u32) -> &'a str {
        self.text
            .get(from as usize..to as usize)
            .unwrap_or_default()
    }

    /// The text from an offset on.
    pub fn rest(&self, from: u32) -> &'a str {
        self.text.get(from as usize..).unwrap_or_default()
    }

    /// Whether a line ends between two offsets.
    pub fn breaks(&self, from: u32, to: u32) -> bool {
        self.between(from, to).contains(is_break)
    }

    /// The offset of the next token: behind white space and comments.
    pub fn skip(&self, from: u32) -> u32 {
        let mut rest = self.rest(from);
        loop {
            rest = rest.trim_start_matches(|it: char| it.is_whitespace() || it == '\u{feff}');
            let comment = if rest.starts_with("//") {
                rest.find(is_break)
            } else if rest.starts_with("/*") {
                rest.find("*/").map(|it| it + 2)
            } else {
                return offset(self.text.len() - rest.len());
            };
            rest = comment.map_or("", |it| &rest[it..]);
        }
    }

    /// The word, such as a keyword, that begins at an offset; empty where none does.
    pub fn word(&self, at: u32) -> &'a str {
        let rest = self.rest(at);
        let end = rest
            .find(|it: char| !it.is_alphanumeric() && !matches!(it, '_' | '$'))
            .unwrap_or(rest.len());
        &rest[..end]
    }

    /// The text with its blanks.
    pub fn written(mut self) -> String {
        self.blanks.sort_unstable();
        self.put.sort_unstable();
        let (mut blanks, mut put) = (self.blanks.iter().peekable(), self.put.iter().peekable());
        let mut written = String::with_capacity(self.text.len());
        let mut end = 0;
        for (at, char) in self.text.char_indices() {
            let at = offset(at);
            while let Some((_, to)) = blanks.next_if(|(from, _)| *from <= at) {
                end = end.max(*to);
            }
            let mut instead = None;
            while let Some((_, it)) = put.next_if(|(place, _)| *place <= at) {
                instead = Some(*it);
            }
            if at >= end || is_break(char) {
                written.push(char);
                continue;
            }
            written.push(instead.unwrap_or(' '));
            (1..char.len_utf16()).for_each(|_| written.push(' '));
        }
        written
    }

    /// Line and column of an offset, both from 1, in UTF-16 units.
    pub fn place(&self, at: u32) -> (u32, u32) {
        let before = self.text.get(..at as usize).unwrap_or(self.text);
        // An engine takes "\r\n" for one break.
        let lines = before
            .split_inclusive(is_break)
            .filter(|it| it.ends_with(is_break));
        let crlf = before.matches("\r\n").count();
        let line = lines.count() - crlf + 1;
        let column = before
            .rsplit(is_break)
            .next()
            .map_or(0, |it| it.encode_utf16().count());
        (offset(line), offset(column + 1))
    }
}

/// The characters that end a line in JavaScript (ECMA-262, section 12.3).
fn is_break(it: char) -> bool {
    matches!(it, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// An offset in a text that is far shorter than 4 GiB.
fn offset(it: usize) -> u32 {
    u32::try_from(it).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn blanks_keep_lines_and_columns_in_utf16_units() {
        let mut sheet = Sheet::new("a: '😀ç'\r\n = b");
        sheet.blank(1, 11);
        sheet.put(10, ';');
        assert_eq!(sheet.written(), "a      ;\r\n = b");
    }

    #[test]
    fn a_place_is_counted_as_editors_do() {
        let sheet = Sheet::new("ab\r\n😀c\nd");
        for (at, place) in [
            (0, (1, 1)),
            (2, (1, 3)),
            (4, (2, 1)),
            (8, (2, 3)),
            (10, (3, 1)),
            (99, (3, 2)),
        ] {
            assert_eq!(sheet.place(at), place, "{at}");
        }
    }

    #[test]
    fn the_next_token_is_behind_space_and_comments() {
        let sheet = Sheet::new(" /* a */ // b\n\n c");
        assert_eq!(sheet.skip(0), 16);
        assert_eq!(Sheet::new("// no end").skip(0), 9);
        assert_eq!(Sheet::new("/* no end").skip(0), 9);
    }
}
