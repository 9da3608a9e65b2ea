//! Values written as a learner would write them, bounded.

use std::fmt::Write as _;

use super::{
    language::Language,
    value::{Key, Value},
};

/// The most characters that a value is written with.
pub const MAX_SHOWN: usize = 2_000;

/// A value as JavaScript: `{ status: 200, body: "Hello, World!" }`. What is too long ends in `…`.
pub fn show(value: &Value) -> String {
    show_in(Language::JavaScript, value)
}

/// A value as it is written in a language, likewise bounded.
pub fn show_in(language: Language, value: &Value) -> String {
    let mut out = Writer {
        out: String::new(),
        language,
    };
    out.value(value);
    out.out
}

/// Text in double quotes, as JavaScript and Python have it.
pub fn quote(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('"');
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            // Invisible characters would make two different texts look alike.
            c if c.is_control()
                || matches!(c, '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}' | '\u{feff}' | '\u{a0}') =>
            {
                let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

/// A number as JavaScript writes it, for the sizes that occur.
pub fn number(it: f64) -> String {
    if it.is_nan() {
        "NaN".to_owned()
    } else if it.is_infinite() {
        if it > 0.0 { "Infinity" } else { "-Infinity" }.to_owned()
    } else {
        // JSON writes numbers nearly as JavaScript does, and its code is in the page already.
        let text = serde_json::to_string(&it).unwrap_or_default();
        text.strip_suffix(".0").unwrap_or(&text).to_owned()
    }
}

struct Writer {
    out: String,
    language: Language,
}

impl Writer {
    fn full(&self) -> bool {
        self.out.len() > MAX_SHOWN
    }

    fn value(&mut self, value: &Value) {
        if self.full() {
            return;
        }
        match value {
            Value::Text { text, cut, .. } => self.text(text, cut.is_some()),
            Value::Array { items, total } => self.list("[", "]", items, *total),
            Value::Object {
                pairs,
                total,
                class,
            } => self.object(pairs, *total, class),
            Value::Set { items, total } if self.language == Language::Python => {
                self.list("{", "}", items, *total);
            }
            Value::Set { items, total } => {
                self.list(&format!("Set({total}) {{ "), " }", items, *total);
            }
            Value::Map { entries, total } => self.map(entries, *total),
            other => {
                let text = match self.language {
                    Language::JavaScript => leaf(other),
                    Language::Python => leaf_of_python(other),
                };
                self.out.push_str(&text);
            }
        }
    }

    fn text(&mut self, text: &str, was_cut: bool) {
        let room = MAX_SHOWN.saturating_sub(self.out.len());
        let shown = super::text::prefix(text, room);
        self.out.push_str(&quote(shown));
        if was_cut || shown.len() < text.len() {
            self.out.push('…');
        }
    }

    fn list(&mut self, open: &str, close: &str, items: &[Value], total: u64) {
        self.out.push_str(open);
        for (at, item) in items.iter().enumerate() {
            self.separate(at);
            self.value(item);
        }
        self.rest(items.len(), total);
        self.out.push_str(close);
    }

    fn object(&mut self, pairs: &[(Key, Value)], total: u64, class: &str) {
        if !class.is_empty() {
            self.out.push_str(class);
            self.out.push(' ');
        }
        if total == 0 {
            self.out.push_str("{}");
            return;
        }
        let (open, close) = self.language.braces();
        self.out.push_str(open);
        for (at, (key, value)) in pairs.iter().enumerate() {
            self.separate(at);
            if !self.full() {
                let shown = key_in(self.language, &key.text);
                let rest = if key.cut.is_some() { "…" } else { "" };
                self.out.extend([&shown, rest, ": "]);
            }
            self.value(value);
        }
        self.rest(pairs.len(), total);
        self.out.push_str(close);
    }

    fn map(&mut self, entries: &[(Value, Value)], total: u64) {
        let _ = write!(self.out, "Map({total}) {{ ");
        for (at, (key, value)) in entries.iter().enumerate() {
            self.separate(at);
            self.value(key);
            self.out.push_str(" => ");
            self.value(value);
        }
        self.rest(entries.len(), total);
        self.out.push_str(" }");
    }

    fn separate(&mut self, at: usize) {
        if at > 0 && !self.full() {
            self.out.push_str(", ");
        }
    }

    fn rest(&mut self, shown: usize, total: u64) {
        if self.full() || shown as u64 != total {
            self.out.push_str(", …");
        }
    }
}

fn leaf(value: &Value) -> String {
    match value {
        Value::Undefined => "undefined".to_owned(),
        Value::Null => "null".to_owned(),
        Value::Bool(it) => it.to_string(),
        Value::Number(it) => number(*it),
        Value::BigInt(it) => format!("{it}n"),
        Value::Symbol(it) => format!("Symbol({it})"),
        Value::Function(it) if it.is_empty() => "[function]".to_owned(),
        Value::Function(it) => format!("[function {it}]"),
        Value::Hole => "<empty>".to_owned(),
        Value::Date(it) => format!("Date({})", number(*it)),
        Value::RegExp(it) | Value::Other(it) => it.clone(),
        Value::Error(it) if it.message.is_empty() => it.name.clone(),
        Value::Error(it) => format!("{}: {}", it.name, it.message),
        Value::Promise => "Promise".to_owned(),
        Value::Cycle => "[circular]".to_owned(),
        Value::Threw(it) => format!("[reading this threw: {it}]"),
        Value::Omitted
        | Value::Text { .. }
        | Value::Array { .. }
        | Value::Object { .. }
        | Value::Map { .. }
        | Value::Set { .. } => "…".to_owned(),
    }
}

/// What Python writes differently.
fn leaf_of_python(value: &Value) -> String {
    match value {
        Value::Undefined | Value::Null => "None".to_owned(),
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(it) if it.is_nan() => "nan".to_owned(),
        Value::Number(it) if it.is_infinite() => if *it > 0.0 { "inf" } else { "-inf" }.to_owned(),
        Value::BigInt(it) => it.clone(),
        Value::Function(it) => format!("<function {it}>"),
        Value::Promise => "<generator or coroutine>".to_owned(),
        other => leaf(other),
    }
}

/// The key of an object, or of a dict, as it stands in code.
pub fn key_in(language: Language, key: &str) -> String {
    match language {
        Language::JavaScript => name(key),
        Language::Python => quote(key),
    }
}

/// A property's name as it stands in code: in quotes where it needs them.
pub fn name(key: &str) -> String {
    if is_name(key) {
        key.to_owned()
    } else {
        quote(key)
    }
}

/// Whether a variable, a function or an unquoted property can be called so.
pub fn is_name(key: &str) -> bool {
    let mut chars = key.chars();
    chars
        .next()
        .is_some_and(|c| c.is_ascii_alphabetic() || c == '_' || c == '$')
        && chars.all(|c| c.is_ascii_alphanumeric() || c == '_' || c == '$')
}
