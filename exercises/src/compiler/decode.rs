//! Strict TOML: every unknown key, wrong type and missing key of a file is reported, not only the first.
//!
//! serde stops at its first error. So what it complained about is cut out of the tree (a misspelt key is put right) and
//! decoding starts again, until nothing is left to complain about or the complaint is about the file as a whole.

use std::ops::Range;

use serde::de::DeserializeOwned;
use toml::{
    Spanned,
    de::{DeTable, DeValue},
};

use super::diagnostic::{Diagnostic, Source, nearest, suggest};

/// Decodes a whole file. `None` when anything was wrong; what, is added to `errors`.
pub(super) fn decode<T: DeserializeOwned>(
    source: Source<'_>,
    errors: &mut Vec<Diagnostic>,
) -> Option<T> {
    let (mut tree, broken) = DeTable::parse_recoverable(source.text);
    if !broken.is_empty() {
        errors.extend(broken.iter().map(|it| explain(source, it)));
        return None;
    }
    let mut clean = true;
    loop {
        let attempt = T::deserialize(toml::Deserializer::from(tree.clone()));
        let error = match attempt {
            Ok(value) => return clean.then_some(value),
            Err(error) => error,
        };
        clean = false;
        errors.push(explain(source, &error));
        let meant = unknown_key(error.message()).and_then(|(key, known)| nearest(key, known));
        let cut = error
            .span()
            .is_some_and(|span| cut_from_table(tree.get_mut(), &span, meant));
        if !cut {
            return None;
        }
    }
}

fn explain(source: Source<'_>, error: &toml::de::Error) -> Diagnostic {
    let place = source.place(error.span().map_or(0, |it| it.start));
    let message = error.message();
    if let Some((key, known)) = unknown_key(message) {
        return place.says(format!("unknown key `{key}`"), suggest(key, known));
    }
    let missing = message.strip_prefix("missing field `");
    if let Some((key, _)) = missing.and_then(|it| it.split_once('`')) {
        return place.says(
            format!("the key `{key}` is missing"),
            format!("add `{key} = …`"),
        );
    }
    place.says(message, "")
}

/// The key and those that are known, of serde's "unknown field `a`, expected one of `b`, `c`".
fn unknown_key(message: &str) -> Option<(&str, Vec<&str>)> {
    let rest = message.strip_prefix("unknown field `")?;
    let (key, rest) = rest.split_once("`, ")?;
    Some((key, rest.split('`').skip(1).step_by(2).collect()))
}

/// Cuts out the entry whose key stands at `span`, or the innermost element of an array that holds `span`. An entry is
/// put back under the key that was `meant`, unless there is one.
fn cut_from_table(table: &mut DeTable<'_>, span: &Range<usize>, meant: Option<&str>) -> bool {
    let at_key = table.keys().find(|key| key.span() == *span).cloned();
    if let Some(key) = at_key {
        let value = table.remove(&key);
        if let (Some(value), Some(meant)) = (value, meant)
            && !table.keys().any(|key| key.get_ref() == meant)
        {
            let meant = Spanned::new(key.span(), meant.to_owned().into());
            table.insert(meant, value);
        }
        return true;
    }
    let mut values = table.iter_mut();
    values.any(|(_, value)| cut_from_value(value, span, meant))
}

fn cut_from_value(
    value: &mut Spanned<DeValue<'_>>,
    span: &Range<usize>,
    meant: Option<&str>,
) -> bool {
    match value.get_mut() {
        DeValue::Table(table) => cut_from_table(table, span, meant),
        DeValue::Array(items) => {
            if items
                .iter_mut()
                .any(|item| cut_from_value(item, span, meant))
            {
                return true;
            }
            let index = items.iter().position(|item| holds(item, span));
            index.is_some_and(|index| {
                let kept = items.iter().enumerate().filter(|(i, _)| *i != index);
                *items = kept.map(|(_, it)| it.clone()).collect();
                true
            })
        }
        _ => false,
    }
}

/// Whether `span` lies in the value. The span of a `[header]` table is that of its header, so entries are looked at too.
fn holds(value: &Spanned<DeValue<'_>>, span: &Range<usize>) -> bool {
    let own = value.span();
    if own.start <= span.start && span.end <= own.end {
        return true;
    }
    match value.get_ref() {
        DeValue::Table(table) => table.iter().any(|(_, it)| holds(it, span)),
        DeValue::Array(items) => items.iter().any(|it| holds(it, span)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use serde::Deserialize;

    use super::*;

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct File {
        title: String,
        #[serde(default)]
        item: Vec<Item>,
    }

    #[derive(Debug, PartialEq, Deserialize)]
    #[serde(deny_unknown_fields)]
    struct Item {
        id: String,
        minutes: Option<u8>,
    }

    fn errors_of(text: &str) -> Vec<String> {
        let mut errors = vec![];
        let path = "x.toml";
        let value = decode::<File>(Source { path, text }, &mut errors);
        assert_eq!(value.is_some(), errors.is_empty());
        errors.iter().map(ToString::to_string).collect()
    }

    #[test]
    fn a_right_file_is_decoded() {
        assert!(errors_of("title = 'a'\n[[item]]\nid = 'b'").is_empty());
    }

    #[test]
    fn every_unknown_key_is_reported_with_its_place_and_the_nearest_known_one() {
        let text = "titel = 'x'\n[[item]]\nid = 'b'\nminuts = 4\nzzz = 1\n";
        let mut found = errors_of(text);
        found.sort();
        assert_eq!(
            found,
            [
                "x.toml:1:1: unknown key `titel`\n  help: did you mean `title`?",
                "x.toml:4:1: unknown key `minuts`\n  help: did you mean `minutes`?",
                "x.toml:5:1: unknown key `zzz`\n  help: known: `id`, `minutes`",
            ]
        );
    }

    #[test]
    fn an_error_in_one_element_does_not_hide_those_in_others() {
        let text = "title = 'a'\n[[item]]\nid = 1\n[[item]]\nminutes = 2\n[[item]]\nid = 'c'\nminutes = 999\n";
        let found = errors_of(text);
        assert_eq!(found.len(), 3, "{found:#?}");
        assert!(
            found[0].starts_with("x.toml:3:6: invalid type: integer `1`"),
            "{}",
            found[0]
        );
        assert!(
            found[1].starts_with("x.toml:4:1: the key `id` is missing"),
            "{}",
            found[1]
        );
        assert!(
            found[2].starts_with("x.toml:8:11: invalid value"),
            "{}",
            found[2]
        );
    }

    #[test]
    fn broken_toml_is_reported_with_its_place() {
        assert!(errors_of("title = \n")[0].starts_with("x.toml:1:9: "));
    }
}
