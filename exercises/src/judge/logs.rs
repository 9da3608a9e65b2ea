//! Console calls turned into lines, as a browser would show them: format specifiers, then the rest with spaces.

use super::{
    report::{LogLevel, LogLine},
    show::{number, show},
    text::prefix,
    value::Value,
    wire::RawLog,
};

/// The longest line shown, in bytes.
const MAX_LINE: usize = 4_000;

/// The lines of some console calls.
pub fn lines(calls: &[RawLog]) -> Vec<LogLine> {
    calls.iter().map(line).collect()
}

fn line(call: &RawLog) -> LogLine {
    let mut out = String::new();
    let mut values = call.values.iter();
    match values.clone().next() {
        Some(Value::Text { text, .. }) if text.contains('%') => {
            values.next();
            format(text, &mut values, &mut out);
        }
        Some(first) => {
            values.next();
            out.push_str(&plain(first));
        }
        None => {}
    }
    for value in values {
        out.push(' ');
        out.push_str(&plain(value));
    }
    if out.len() > MAX_LINE {
        out = format!("{}…", prefix(&out, MAX_LINE));
    }
    LogLine {
        level: level(&call.level),
        text: out,
    }
}

/// `%s %d %i %f %o %O %j` take an argument each, `%c` swallows one, `%%` is a per cent sign.
fn format<'a>(template: &str, values: &mut impl Iterator<Item = &'a Value>, out: &mut String) {
    let mut rest = template;
    while let Some(at) = rest.find('%') {
        out.push_str(&rest[..at]);
        let spec = rest[at + 1..].chars().next();
        let known = spec.is_some_and(|c| "sdifoOjc%".contains(c));
        let taken = if known { 2 } else { 1 };
        let whole = &rest[at..at + taken];
        rest = &rest[at + taken..];
        match spec {
            Some('%') => out.push('%'),
            Some(c) if known => match values.next() {
                Some(_) if c == 'c' => {}
                Some(value) if c == 's' || c == 'o' || c == 'O' || c == 'j' => {
                    out.push_str(&plain(value));
                }
                Some(value) => out.push_str(&numeric(value, c != 'f')),
                None => out.push_str(whole),
            },
            _ => out.push('%'),
        }
    }
    out.push_str(rest);
}

fn numeric(value: &Value, integer: bool) -> String {
    match value {
        Value::Number(it) => number(if integer { it.trunc() } else { *it }),
        Value::BigInt(it) => format!("{it}n"),
        Value::Text { text, .. } => match serde_json::from_str(text.trim()) {
            Ok(it) => numeric(&Value::Number(it), integer),
            Err(_) => "NaN".to_owned(),
        },
        _ => "NaN".to_owned(),
    }
}

/// Text bare, everything else as JavaScript.
fn plain(value: &Value) -> String {
    match value {
        Value::Text { text, cut, .. } if cut.is_some() => format!("{text}…"),
        Value::Text { text, .. } => text.clone(),
        other => show(other),
    }
}

fn level(name: &str) -> LogLevel {
    match name {
        "debug" => LogLevel::Debug,
        "info" => LogLevel::Info,
        "warn" => LogLevel::Warn,
        "error" => LogLevel::Error,
        _ => LogLevel::Log,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(values: Vec<Value>) -> String {
        line(&RawLog {
            level: "log".into(),
            values,
        })
        .text
    }

    #[test]
    fn arguments_stand_with_spaces_between() {
        assert_eq!(text(vec![]), "");
        assert_eq!(
            text(vec![Value::text("a"), Value::Number(1.0), Value::Undefined]),
            "a 1 undefined"
        );
    }

    #[test]
    fn format_specifiers_take_their_arguments() {
        let t = Value::text;
        assert_eq!(
            text(vec![t("%s is %d%%"), t("it"), Value::Number(5.9), t("!")]),
            "it is 5% !"
        );
        assert_eq!(text(vec![t("%cred"), t("color: red")]), "red");
        assert_eq!(text(vec![t("100% %é %s")]), "100% %é %s");
        assert_eq!(text(vec![t("%")]), "%");
    }
}
