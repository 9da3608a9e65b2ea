//! Prometheus' text format, version 0.0.4: a family of numbers is a name with a type and a sentence about it, then a
//! line for each number.

use std::{fmt::Write, time::Duration};

/// A text that is being written. Writing to a string cannot fail.
#[derive(Debug, Default)]
pub(super) struct Text {
    text: String,
    family: &'static str,
}

impl Text {
    /// Begins a family. `kind` is `counter`, `gauge` or `histogram`.
    pub fn family(&mut self, name: &'static str, kind: &str, help: &str) {
        self.family = name;
        let help = help.replace('\\', "\\\\").replace('\n', "\\n");
        let _ = write!(self.text, "# HELP {name} {help}\n# TYPE {name} {kind}\n");
    }

    /// A number of the family, under its name with `suffix`.
    pub fn number(&mut self, suffix: &str, labels: &[(&str, &str)], value: u64) {
        self.begin(suffix, labels);
        let _ = writeln!(self.text, " {value}");
    }

    /// A time.
    pub fn seconds(&mut self, suffix: &str, value: Duration) {
        self.begin(suffix, &[]);
        let (seconds, micros) = (value.as_secs(), value.subsec_micros());
        let _ = writeln!(self.text, " {seconds}.{micros:06}");
    }

    /// A family of one gauge.
    pub fn gauge(&mut self, name: &'static str, help: &str, value: u64) {
        self.family(name, "gauge", help);
        self.number("", &[], value);
    }

    /// A family of one counter.
    pub fn counter(&mut self, name: &'static str, help: &str, value: u64) {
        self.family(name, "counter", help);
        self.number("", &[], value);
    }

    /// The text.
    pub fn finish(self) -> String {
        self.text
    }

    fn begin(&mut self, suffix: &str, labels: &[(&str, &str)]) {
        self.text.extend([self.family, suffix]);
        let mut before = '{';
        for (name, value) in labels {
            self.text.push(before);
            self.text.extend([*name, "=\""]);
            self.escaped(value);
            self.text.push('"');
            before = ',';
        }
        if !labels.is_empty() {
            self.text.push('}');
        }
    }

    fn escaped(&mut self, value: &str) {
        for letter in value.chars() {
            match letter {
                '\\' => self.text.push_str("\\\\"),
                '"' => self.text.push_str("\\\""),
                '\n' => self.text.push_str("\\n"),
                other => self.text.push(other),
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Reads a line as Prometheus does: the labels' values, and the number.
    fn read(line: &str) -> Option<(Vec<String>, u64)> {
        let mut rest = line.strip_prefix("family{")?;
        let mut values = Vec::new();
        loop {
            rest = rest.strip_prefix("label=\"")?;
            let mut value = String::new();
            let mut letters = rest.char_indices();
            let end = loop {
                match letters.next()? {
                    (at, '"') => break at,
                    (_, '\\') => value.push(match letters.next()?.1 {
                        'n' => '\n',
                        it @ ('\\' | '"') => it,
                        _ => return None,
                    }),
                    (_, other) => value.push(other),
                }
            };
            values.push(value);
            rest = &rest[end + 1..];
            match rest.strip_prefix(',') {
                Some(more) => rest = more,
                None => return Some((values, rest.strip_prefix("} ")?.parse().ok()?)),
            }
        }
    }

    proptest! {
        #[test]
        fn whatever_a_label_holds_it_is_read_back(
            values in proptest::collection::vec("\\PC*|[\\\\\"\n{},= ]*", 1..4),
            number: u64,
        ) {
            let labels: Vec<_> = values.iter().map(|it| ("label", it.as_str())).collect();
            let mut text = Text::default();
            text.family("family", "gauge", "Two\nlines \\ and more.");
            text.number("", &labels, number);
            let text = text.finish();
            let lines: Vec<&str> = text.split_terminator('\n').collect();
            prop_assert_eq!(lines.len(), 3, "{}", text);
            prop_assert_eq!(read(lines[2]), Some((values, number)));
        }
    }
}
