//! Reads the fields of a JSON object one by one, and collects all that is wrong with them, so that a client can mend
//! everything at once.

use std::ops::RangeInclusive;

use serde_json::{Map, Value};

use super::fault::{Fault, FieldError};

/// The largest whole number that JavaScript counts to exactly: 2^53 - 1.
pub(crate) const MAX_SAFE: i64 = (1 << 53) - 1;

/// A JSON object on its way to a value.
#[derive(Debug)]
pub(crate) struct Form {
    fields: Map<String, Value>,
    errors: Vec<FieldError>,
}

impl Form {
    /// Most errors that are told; a body of 1 MiB may hold many more unknown fields.
    const MAX_ERRORS: usize = 20;

    /// Reads a value with `read`, which asks for every field there may be. What is left over is an error too.
    ///
    /// # Errors
    /// [`Fault::Invalid`] with all that is wrong. Then what `read` made is thrown away.
    pub fn read<T>(document: Value, read: impl FnOnce(&mut Self) -> T) -> Result<T, Fault> {
        let Value::Object(fields) = document else {
            return Err(Fault::Invalid(vec![FieldError {
                pointer: "#".to_owned(),
                detail: "An object is expected here, as in {\"name\": \"value\"}.".to_owned(),
            }]));
        };
        let mut form = Self {
            fields,
            errors: Vec::new(),
        };
        let value = read(&mut form);
        let unknown: Vec<String> = form.fields.keys().take(Self::MAX_ERRORS).cloned().collect();
        for name in unknown {
            form.wrong::<()>(
                &name,
                "There is no such field here. Leave it out.".to_owned(),
            );
        }
        form.errors.truncate(Self::MAX_ERRORS);
        if form.errors.is_empty() {
            Ok(value)
        } else {
            Err(Fault::Invalid(form.errors))
        }
    }

    /// A text that must be there, of so many characters.
    pub fn text(&mut self, name: &str, length: RangeInclusive<usize>) -> String {
        match self.fields.remove(name) {
            Some(Value::String(text)) => self.bounded(name, text, length),
            Some(_) => self.wrong(name, "A text is expected, in double quotes.".to_owned()),
            None => self.missing(name),
        }
    }

    /// The same; empty where it is left out.
    pub fn maybe_text(&mut self, name: &str, length: RangeInclusive<usize>) -> String {
        if self.fields.contains_key(name) {
            self.text(name, length)
        } else {
            String::new()
        }
    }

    /// A whole number that must be there, within bounds.
    pub fn whole(&mut self, name: &str, bounds: RangeInclusive<i64>) -> i64 {
        match self.maybe_whole(name, bounds) {
            Some(number) => number,
            None if self.errors.iter().any(|it| it.pointer == pointer(name)) => 0,
            None => self.missing(name),
        }
    }

    /// The same; nothing where it is left out.
    pub fn maybe_whole(&mut self, name: &str, bounds: RangeInclusive<i64>) -> Option<i64> {
        let value = self.fields.remove(name)?;
        let number = whole(&value).filter(|it| bounds.contains(it));
        if number.is_none() {
            let (from, to) = bounds.into_inner();
            let detail = format!("A whole number from {from} to {to} is expected, without quotes.");
            self.wrong::<()>(name, detail);
        }
        number
    }

    /// `true` or `false`; `false` where it is left out.
    pub fn flag(&mut self, name: &str) -> bool {
        match self.fields.remove(name) {
            None => false,
            Some(Value::Bool(flag)) => flag,
            Some(_) => self.wrong(
                name,
                "true or false is expected, without quotes.".to_owned(),
            ),
        }
    }

    fn bounded(&mut self, name: &str, text: String, length: RangeInclusive<usize>) -> String {
        if text.contains('\0') {
            let why = "The character U+0000 cannot be stored. Leave it out.";
            return self.wrong(name, why.to_owned());
        }
        let characters = text.chars().count();
        if length.contains(&characters) {
            return text;
        }
        let (from, to) = length.into_inner();
        self.wrong(
            name,
            format!("It has {characters} characters; {from} to {to} are taken."),
        )
    }

    fn missing<T: Default>(&mut self, name: &str) -> T {
        self.wrong(name, "This field is missing.".to_owned())
    }

    /// Notes what is wrong with a field. The value stands in for what could not be read.
    fn wrong<T: Default>(&mut self, name: &str, detail: String) -> T {
        let pointer = pointer(name);
        self.errors.push(FieldError { pointer, detail });
        T::default()
    }
}

/// 7 and 7.0 are the same number in JSON.
fn whole(value: &Value) -> Option<i64> {
    value.as_i64().or_else(|| {
        // Beyond 2^53 a float stands for several whole numbers; such ones are out of all bounds here.
        let text = format!("{:.0}", value.as_f64().filter(|it| it.fract() == 0.0)?);
        text.parse().ok()
    })
}

/// The place of a field (RFC 6901), as a fragment. Names that strangers chose are shortened.
fn pointer(name: &str) -> String {
    let name: String = name.chars().take(80).collect();
    let escaped = name.replace('~', "~0").replace('/', "~1");
    let fragment: String = form_urlencoded::byte_serialize(escaped.as_bytes()).collect();
    // In a fragment a space is %20, and these two need no escape.
    let fragment = fragment.replace('+', "%20").replace("%7E", "~");
    format!("#/{fragment}")
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;
    use serde_json::json;

    use super::*;

    fn read(document: Value) -> Result<(String, i64, Option<i64>, bool), Fault> {
        Form::read(document, |form| {
            (
                form.text("title", 1..=5),
                form.whole("count", 1..=9),
                form.maybe_whole("order", 1..=MAX_SAFE),
                form.flag("token"),
            )
        })
    }

    fn pointers(document: Value) -> Vec<String> {
        match read(document) {
            Err(Fault::Invalid(errors)) => errors.into_iter().map(|it| it.pointer).collect(),
            other => panic!("{other:?}"),
        }
    }

    #[test]
    fn what_is_right_is_read() {
        let given = json!({"title": "ééééé", "count": 7.0, "token": true});
        assert_eq!(read(given), Ok(("ééééé".to_owned(), 7, None, true)));
    }

    #[test]
    fn all_that_is_wrong_is_told_at_once() {
        for (document, wrong) in [
            (json!([]), vec!["#"]),
            (json!({}), vec!["#/title", "#/count"]),
            (
                json!({"title": "123456", "count": 0}),
                vec!["#/title", "#/count"],
            ),
            (
                json!({"title": 1, "count": "1"}),
                vec!["#/title", "#/count"],
            ),
            (
                json!({"title": "\u{0}", "count": 1.5}),
                vec!["#/title", "#/count"],
            ),
            (
                json!({"title": "a", "count": 1, "order": null}),
                vec!["#/order"],
            ),
            (
                json!({"title": "a", "count": 1, "token": 1}),
                vec!["#/token"],
            ),
            (
                json!({"title": "a", "count": 1, "a/~ b": 1}),
                vec!["#/a~1~0%20b"],
            ),
        ] {
            assert_eq!(pointers(document.clone()), wrong, "{document}");
        }
    }

    #[test]
    fn not_more_is_told_than_anybody_reads() {
        let many: Map<String, Value> = (0..1000).map(|it| (it.to_string(), json!(1))).collect();
        assert_eq!(pointers(Value::Object(many)).len(), Form::MAX_ERRORS);
    }

    proptest! {
        #[test]
        fn no_document_makes_it_panic(name in ".*", text in ".*", number in any::<f64>()) {
            let _ = read(json!({"title": text, "count": number, name: 1}));
        }
    }
}
